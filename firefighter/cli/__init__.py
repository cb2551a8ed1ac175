"""The command line: one subcommand a file, each with `add` for its arguments and `run`."""

import argparse
import logging
import sys
from collections.abc import Sequence
from importlib import import_module

from firefighter.domain.errors import FirefighterError, StoreUnavailable
from firefighter.settings.errors import SettingsError

COMMANDS = {
    "demo": "demo",
    "run": "serve",
    "web": "serve",
    "worker": "serve",
    "migrate": "migrate",
    "stats": "stats",
    "import": "imports",
    "export": "export",
    "manifest": "manifest",
    "doctor": "doctor",
    "lifecycle": "lifecycle",
}
"""Each command and the module here that adds it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when it worked, 1 when it did not, 2 when something has to be set first."""
    given = sys.argv[1:] if arguments is None else arguments
    parsed = make_parser(given[0] if given else "").parse_args(given)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        code: int = parsed.run(parsed)
    except SettingsError as error:
        return _complain(str(error), 2)
    except StoreUnavailable as error:
        return _complain(f"DATABASE_URL: the database cannot be reached: {error}", 1)
    except FirefighterError as error:
        return _complain(str(error) or type(error).__doc__ or "It did not work.", 1)
    return code


def make_parser(asked: str = "") -> argparse.ArgumentParser:
    """For the command that is asked for alone, so that the others are not loaded with it.

    For all of them when it is none, as for `--help`.
    """
    parser = argparse.ArgumentParser(prog="firefighter", description=_ABOUT)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in [COMMANDS[asked]] if asked in COMMANDS else dict.fromkeys(COMMANDS.values()):
        import_module(f"{__name__}.{module}").add(subparsers)
    return parser


_ABOUT = "The incident bot for Slack that loses nothing it has acknowledged."


def _complain(sentence: str, code: int) -> int:
    print(f"firefighter: {sentence}", file=sys.stderr)
    return code
