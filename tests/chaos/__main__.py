import argparse
import math
import secrets
import signal
import sys

from tests.chaos.chaos_run import run
from tests.chaos.result_table import table
from tests.chaos.scale import Scale


def main() -> int:
    """Returns 0 when every figure that must be zero is zero."""
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit("Stopped.")
    )  # ends every child process as well
    given = _arguments()
    scales = _scales(given)
    clean = True
    for scale in scales:
        result = run(scale, lambda text: print(f"  {text}", file=sys.stderr, flush=True))
        print(table(result), flush=True)
        clean = clean and result.is_clean
    return 0 if clean else 1


def _scales(given: argparse.Namespace) -> list[Scale]:
    """Splits the kills. PostgreSQL gets more: its several processes survive more kills in the same
    time.
    """
    if given.database != "both":
        numbers = (given.seed, given.incidents, given.kills, given.minutes)
        return [Scale(given.database, *numbers, trains=not given.without_training)]
    few = (given.incidents * 2 // 5, given.kills * 3 // 10)
    rest = (given.incidents - few[0], given.kills - few[1])
    return [
        Scale("sqlite", given.seed, *few, given.minutes),
        Scale("postgresql", given.seed, *rest, given.minutes),
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--incidents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument(
        "--without-training",
        action="store_true",
        help="of one database: no drills, and no calls carried out late",
    )
    parser.add_argument("--minutes", type=float, default=math.inf, help="end before, all the same")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
