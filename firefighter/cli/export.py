"""`export`: every incident with its timeline, complete enough for `import` elsewhere."""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

from firefighter.cli.databases import current_database
from firefighter.history import writing
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings
from firefighter.store.archive import StoredArchive

_WRITERS = {"jsonl": writing.jsonl, "csv": writing.csv_lines}


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument("--format", choices=_WRITERS, default="jsonl", help="default: jsonl")
    parser.add_argument("--output", type=Path, metavar="FILE", help="instead of the terminal")
    parser.add_argument(
        "--private", action="store_true", help="with the private incidents, left out otherwise"
    )


def run(given: argparse.Namespace) -> int:
    settings = read_settings()
    with ExitStack() as opened:
        database = opened.enter_context(current_database(settings, quiet=True))
        archive = StoredArchive(database, settings.policy.rules())
        try:
            file = (
                opened.enter_context(given.output.open("w", encoding="utf-8", newline=""))
                if given.output
                else sys.stdout
            )
            file.writelines(_WRITERS[given.format](archive.everything(private=given.private)))
        except OSError as error:
            raise SettingsError(f"{given.output} cannot be written: {error.strerror}.") from error
    return 0
