import sys

from firefighter.cli import main

if __name__ == "__main__":
    sys.exit(main())
