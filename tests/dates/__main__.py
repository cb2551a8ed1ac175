"""Runs tests with a shifted clock: `python -m tests.dates [--only NAME] [PATH …]`."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Paris")


def _in_paris(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=_ZONE, fold=fold)  # type: ignore[arg-type,misc]


TIMES: Mapping[str, datetime] = {
    "monday-08:00": _in_paris(2026, 11, 30, 8),
    "end-of-month": _in_paris(2026, 10, 31, 23, 58),
    "end-of-quarter": _in_paris(2026, 9, 30, 23, 58),
    "end-of-year": _in_paris(2026, 12, 31, 23, 58),
    "29-february": _in_paris(2028, 2, 29, 8),
    "night-of-28-february": _in_paris(2028, 2, 28, 23, 58),
    "before-hour-comes-twice": _in_paris(2026, 10, 25, 2, 58),
    "hour-comes-twice": _in_paris(2026, 10, 25, 2, 10, fold=1),
    "before-hour-is-skipped": _in_paris(2027, 3, 28, 1, 58),
    "hour-was-skipped": _in_paris(2027, 3, 28, 3, 10),
}
"""The clock goes on during the tests, so that those at two minutes before midnight span it."""

_TESTS = (
    *("tests/domain", "tests/jobs", "tests/use_cases", "tests/reporting", "tests/demo"),
    *("tests/cli/test_stats.py", "tests/cli/test_import_export.py"),
    "tests/adapters/importers",
    "tests/adapters/store/test_backlog.py",
    "tests/adapters/store/test_resilience.py",
    "tests/adapters/store/test_statistics.py",
    "tests/adapters/store/test_training.py",
    "tests/adapters/slack/scenarios/test_archiving.py",
    "tests/adapters/slack/scenarios/test_catch_up.py",
    "tests/adapters/slack/scenarios/test_digest.py",
    "tests/adapters/slack/scenarios/test_exercises.py",
    "tests/adapters/slack/scenarios/test_follow_ups.py",
    "tests/adapters/slack/scenarios/test_list.py",
    "tests/adapters/slack/scenarios/test_milestones.py",
    "tests/adapters/slack/scenarios/test_postmortem_page.py",
    "tests/adapters/slack/scenarios/test_review.py",
    "tests/adapters/slack/scenarios/test_time_zones.py",
    "tests/adapters/slack/scenarios/test_timeline.py",
    "tests/adapters/slack/scenarios/test_update.py",
    "tests/adapters/slack/scenarios/test_update_reminder.py",
)
"""What deals with dates, weeks, periods and working hours."""


def main() -> int:
    given = _arguments()
    faketime = shutil.which("faketime")
    if faketime is None:
        sys.exit("faketime is missing: apt-get install faketime")
    failed = []
    for name in given.only or TIMES:
        print(f"\n{name}: {TIMES[name].isoformat()}", flush=True)
        if _run_at(faketime, TIMES[name], given.paths or _TESTS):
            failed.append(name)
    print(f"\nFailed at: {', '.join(failed)}" if failed else "\nPassed at all dates.")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.dates", description=__doc__)
    parser.add_argument("--only", action="append", choices=TIMES, help="may be repeated")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="tests, instead of those of dates")
    return parser.parse_args()


def _run_at(faketime: str, start: datetime, paths: Sequence[str]) -> int:
    """Returns the exit code of pytest, with a clock that starts at `start` in Paris."""
    ahead = start - datetime.now(UTC)  # noqa: TID251 - what is shifted is the real clock
    pytest = (sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadscope")
    return subprocess.run(
        [faketime, "-f", f"{ahead.total_seconds():+.0f}s", *pytest, *paths],
        env={**os.environ, **_ENVIRONMENT},
        check=False,
    ).returncode


_ENVIRONMENT = {
    "TZ": str(_ZONE),
    "PYTHONPATH": str(Path(__file__).parent / "clock"),
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    "NO_FAKE_STAT": "1",  # Else each run compiles every module again.
}


if __name__ == "__main__":
    sys.exit(main())
