"""`export`: writes every incident with its timeline, in a form that `import` reads."""

import argparse
import re
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from firefighter.adapters.importers import files
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.cli.open_database import current_database
from firefighter.domain.ids import UserId
from firefighter.domain.mentions import with_names
from firefighter.ports.search import DrillFilter
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings

_SPECIAL = re.compile(r"[\x00-\x1f\"\\,;]")

_WRITERS = {"jsonl": files.jsonl_lines, "csv": files.csv_lines}


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument("--format", choices=_WRITERS, default="jsonl", help="default: jsonl")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write to FILE instead of stdout"
    )
    parser.add_argument("--private", action="store_true", help="include private incidents")
    parser.add_argument("--drills", action="store_true", help="include drills")


def run(given: argparse.Namespace) -> int:
    settings = read_settings()
    with ExitStack() as opened:
        database = opened.enter_context(current_database(settings, quiet=True))
        stored = StoredImportExport(database, settings.policy.rules())
        try:
            file = (
                opened.enter_context(given.output.open("w", encoding="utf-8", newline=""))
                if given.output
                else sys.stdout
            )
            drills = DrillFilter.WITH if given.drills else DrillFilter.WITHOUT
            lines = _WRITERS[given.format](stored.everything(private=given.private, drills=drills))
            names = _names_for_lines(stored.names())
            file.writelines(with_names(line, names) for line in lines)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise SettingsError(f"Cannot write {given.output}: {error.strerror}.") from error
    return 0


def _names_for_lines(names: Mapping[UserId, str]) -> Mapping[UserId, str]:
    """Names without characters that JSON and CSV would have to escape."""
    return {user: " ".join(_SPECIAL.sub(" ", name).split()) for user, name in names.items()}
