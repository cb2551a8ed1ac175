"""`import`: bring in incidents of the past, and take an import back."""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tqdm import tqdm

from firefighter.adapters.importers import files
from firefighter.adapters.importers.files import ImportOptions, ParsedLine
from firefighter.adapters.importers.records import COLUMNS, TimeReading
from firefighter.adapters.importers.source_file import SourceFile
from firefighter.adapters.importers.tables import InvalidHeader
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.cli.open_database import current_database
from firefighter.domain.history import IncidentHistory
from firefighter.domain.ids import reference
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings
from firefighter.use_cases.import_history import Imported, import_history

_FORMATS = {
    "statuspage": (files.read_statuspage, "a status page: an archive, or its API's JSON"),
    "csv": (files.read_csv, "any CSV table, including `export --format csv`"),
    "jsonl": (files.read_jsonl, "what `export` wrote"),
    "pagerduty": (files.read_pagerduty, "PagerDuty's CSV of incidents"),
    "incident.io": (files.read_incident_io, "incident.io's CSV of incidents"),
}
_TABLES = {"csv", "pagerduty", "incident.io"}
_SHOWN = 10
"""Incidents that a dry run lists, and kept ones that `undo` names."""


def add(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(required=True, metavar="FORMAT")
    for name, (_read, does) in _FORMATS.items():
        _add_format(kinds.add_parser(name, help=does, description=f"Import {does}."), name)
    undo = kinds.add_parser(
        "undo",
        help="delete what was imported from a source",
        description="Delete the incidents of a source, unless they were changed or used since.",
    )
    undo.set_defaults(run=run_undo)
    undo.add_argument("source", help="the name given by --source, or the format")


def _add_format(parser: argparse.ArgumentParser, name: str) -> None:
    parser.set_defaults(run=run, format=name)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--source", help=f"the name of where the file comes from; else {name}", type=_source
    )
    parser.add_argument(
        "--time-zone", type=_zone, metavar="ZONE", help="of times without offset: Europe/Paris"
    )
    parser.add_argument(
        "--time-format", default="", metavar="FORMAT", help="as in strptime: %%d/%%m/%%Y %%H:%%M"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be imported")
    if name in _TABLES:
        parser.add_argument(
            "--map",
            dest="mapped",
            type=_mapping,
            action="append",
            default=[],
            metavar="COLUMN=THEIRS",
            help="the file's column for one of ours: declared_at=Created",
        )


def _source(text: str) -> str:
    if not text.strip() or ":" in text:
        raise argparse.ArgumentTypeError("a source is a name without a colon")
    return text.strip()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise argparse.ArgumentTypeError(
            f"unknown time zone {name!r}; use one such as Europe/Paris or UTC"
        ) from error


def _mapping(text: str) -> tuple[str, str]:
    column, equals, theirs = (part.strip() for part in text.partition("="))
    if not equals or not theirs:
        raise argparse.ArgumentTypeError("write it as declared_at=Created")
    if column not in COLUMNS:
        raise argparse.ArgumentTypeError(f"no column {column!r}; use one of {', '.join(COLUMNS)}")
    return column, theirs


@dataclass
class _DryRun:
    """What a file has, for a look before it is imported."""

    severities: Counter[Severity] = field(default_factory=Counter)
    first: list[IncidentHistory] = field(default_factory=list)
    days: list[str] = field(default_factory=list)

    def note(self, history: IncidentHistory) -> None:
        self.severities[history.incident.severity] += 1
        day = f"{history.incident.milestones[Milestone.DECLARED]:%Y-%m-%d}"
        self.days = [min([day, *self.days]), max([day, *self.days])]
        if len(self.first) < _SHOWN:
            self.first.append(history)

    def lines(self) -> Iterator[str]:
        for one in self.first:
            declared = one.incident.milestones[Milestone.DECLARED]
            yield (
                f"line {one.line}: {one.incident.severity} {declared:%Y-%m-%d %H:%M} UTC "
                f"{one.incident.title}"
            )
        if self.days:
            count = ", ".join(f"{many} {severity}" for severity, many in self.severities.items())
            yield f"Declared {self.days[0]} to {self.days[-1]}: {count}."


def run(given: argparse.Namespace) -> int:
    """1 when there were invalid lines; the others are imported."""
    settings = read_settings()
    rules = settings.policy.rules()
    dry_run = _DryRun()
    options = ImportOptions(
        source=given.source or "",
        times=TimeReading(given.time_zone, given.time_format),
        mapped=dict(getattr(given, "mapped", [])),
        note=_to_stderr,
    )
    read: Callable[..., Iterator[ParsedLine]] = _FORMATS[given.format][0]
    with _opened(given.file) as file, current_database(settings, quiet=True) as database:
        try:
            imported = import_history(
                StoredImportExport(database, rules),
                tqdm(read(file, rules, options), unit=" lines", disable=None, leave=False),
                lambda invalid: _to_stderr(f"{given.file}, {invalid}"),
                doubt=lambda doubtful: _to_stderr(f"{given.file}, {doubtful}"),
                found=dry_run.note,
                dry_run=given.dry_run,
            )
        except InvalidHeader as error:
            raise SettingsError(f"{given.file}: {error}") from error
    if given.dry_run:
        print("\n".join(dry_run.lines()))
    print(_summary(imported, dry_run=given.dry_run))
    return 1 if imported.bad else 0


def run_undo(given: argparse.Namespace) -> int:
    settings = read_settings()
    with current_database(settings, quiet=True) as database:
        archive = StoredImportExport(database, settings.policy.rules())
        sources = archive.sources()
        if given.source not in sources:
            there = ", ".join(f"{name} ({many})" for name, many in sorted(sources.items()))
            raise SettingsError(
                f"Nothing was imported from {given.source}. Sources: {there or 'none'}."
            )
        undone = archive.undo(given.source)
    print(f"{undone.removed} deleted.")
    if undone.kept:
        named = ", ".join(map(reference, undone.kept[:_SHOWN]))
        more = f" and {len(undone.kept) - _SHOWN} more" if len(undone.kept) > _SHOWN else ""
        print(f"{len(undone.kept)} kept: changed or used since the import: {named}{more}.")
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[SourceFile]:
    """Raises SettingsError."""
    with ExitStack() as opened:
        try:
            file = opened.enter_context(path.open("rb"))
            if file.seekable():
                source = SourceFile(file)
            else:  # a pipe
                copy = opened.enter_context(TemporaryFile())
                shutil.copyfileobj(file, copy)
                source = SourceFile(copy)
        except OSError as error:
            raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
        yield source


def _to_stderr(text: str) -> None:
    tqdm.write(text, file=sys.stderr)


def _summary(imported: Imported, *, dry_run: bool) -> str:
    counts = [f"{imported.added} {'to import' if dry_run else 'imported'}"]
    if imported.known:
        counts.append(f"{imported.known} here already")
    if imported.left_out:
        counts.append(f"{imported.left_out} left out as planned maintenance")
    if imported.doubtful:
        counts.append(f"{imported.doubtful} with doubts, which are named above")
    if imported.bad:
        counts.append(f"{imported.bad} with errors, which are named above")
    return f"{', '.join(counts)}."
