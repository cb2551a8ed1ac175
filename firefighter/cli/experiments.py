"""`experiments`: import results of chaos experiments, and link them to the catalog."""

import argparse
import shlex
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from io import SEEK_END
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

from firefighter.adapters.experiments.pruned_json import InvalidResult, Source
from firefighter.adapters.experiments.reader import Reading, read_results
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.experiment_runs import StoredExperimentRunRecords
from firefighter.bootstrap.store import open_store
from firefighter.cli.columns import print_columns
from firefighter.cli.open_database import current_database
from firefighter.domain.errors import AlreadyHandled, InvalidField
from firefighter.domain.experiment_catalog import UnknownExperiment, key_of
from firefighter.domain.experiment_runs import ExperimentPolicy, RunVerdict
from firefighter.domain.ids import ExperimentKey, reference
from firefighter.i18n import use_language
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiment_runs import RecordedRun, RunChange
from firefighter.ports.store import DeliveryId
from firefighter.reporting.experiment_runs import format_score, run_verdict, tool_name
from firefighter.runtime import SystemClock
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings, read_settings
from firefighter.use_cases.experiment_runs import MOST_TOLD, link_name, record_runs

_LISTED = timedelta(days=90)
_MOST_NAMES = 100


def add(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="ACTION")
    importing = commands.add_parser(
        "import",
        help="import results of the Chaos Toolkit, LitmusChaos and other tools",
        description="Import journals of the Chaos Toolkit, answers of ChaosCenter, ChaosResult "
        "objects as JSON or YAML, and the bot's own format. What is known already changes nothing.",
    )
    importing.set_defaults(run=run_import)
    importing.add_argument("files", type=Path, nargs="+", metavar="FILE")
    listing = commands.add_parser("list", help="list the runs of the last 90 days")
    listing.set_defaults(run=run_list)
    unlinked = commands.add_parser(
        "unlinked", help="list names that no experiment of the catalog is known for"
    )
    unlinked.set_defaults(run=run_unlinked)
    link = commands.add_parser("link", help="link a tool's name to an experiment of the catalog")
    link.set_defaults(run=run_link)
    link.add_argument("name", metavar="NAME", help="as `experiments unlinked` shows it")
    link.add_argument("key", type=_key, metavar="KEY", help="such as checkout-db-slow")


def run_import(given: argparse.Namespace) -> int:
    """1 when a file could not be read; the others are imported."""
    settings, faults, unlinked = read_settings(), 0, set[str]()
    with current_database(settings, quiet=True) as database:
        context = _context(settings, database)
        for path in given.files:
            try:
                reading = _read(path, context.clock.now())
            except InvalidResult as error:
                print(f"{path}: {error}", file=sys.stderr)
                faults += 1
            else:
                recorded = _record(context, reading)
                print(f"{path}: {_summary(recorded, reading)}")
                _tell_drills(recorded)
                unlinked |= {each.run.name for each in recorded if each.experiment is None}
    _tell_unlinked(unlinked)
    return 1 if faults else 0


def run_list(_given: argparse.Namespace) -> int:
    settings, now = read_settings(), SystemClock().now()
    with (
        current_database(settings, quiet=True) as database,
        use_language(settings.policy.language),
    ):
        runs = StoredExperimentRunRecords(database).runs_between(now - _LISTED, now)
        if not runs:
            print("No runs in the last 90 days.", file=sys.stderr)
            return 0
        policy = settings.policy.rules().experiments
        print_columns(_HEADINGS, *(_row(each, now, policy) for each in runs))
    return 0


def run_unlinked(_given: argparse.Namespace) -> int:
    settings = read_settings()
    with (
        current_database(settings, quiet=True) as database,
        use_language(settings.policy.language),
    ):
        names = StoredExperimentRunRecords(database).unlinked(_MOST_NAMES)
        if not names:
            print("All runs are linked to experiments of the catalog.", file=sys.stderr)
            return 0
        print_columns(
            ("NAME", "TOOL", "RUNS", "LATEST"),
            *(
                (each.name, tool_name(each.tool), str(each.runs), f"{each.latest:%Y-%m-%d}")
                for each in names
            ),
        )
    return 0


def run_link(given: argparse.Namespace) -> int:
    settings = read_settings()
    with current_database(settings, quiet=True) as database:
        context = _context(settings, database)
        delivery = DeliveryId(f"link:{uuid4()}")
        try:
            experiment, linked = link_name(context, delivery, given.name, given.key)
        except UnknownExperiment as error:
            nearest = f" Did you mean {error.nearest}?" if error.nearest else ""
            raise SettingsError(f"There is no experiment {error.key}.{nearest}") from error
    runs = f"{linked} run{'' if linked == 1 else 's'}"
    print(f'Linked "{given.name}" to {experiment.key}: {runs}, and those to come.')
    return 0


_HEADINGS = ("STARTED", "EXPERIMENT", "TOOL", "VERDICT", "SCORE", "TOOL'S OWN")


def _row(recorded: RecordedRun, now: datetime, policy: ExperimentPolicy) -> tuple[str, ...]:
    run = recorded.run
    return (
        f"{run.started_at:%Y-%m-%d %H:%M} UTC",
        recorded.experiment or f"{run.name} (unlinked)",
        run.program or tool_name(run.tool),
        run_verdict(run.verdict, run.started_at, now, policy),
        format_score(run.judged.score if run.judged else None),
        format_score(run.tool_score),
    )


def _key(typed: str) -> ExperimentKey:
    try:
        return key_of(typed, "")
    except InvalidField as error:
        raise argparse.ArgumentTypeError(f"{typed!r} is no key of an experiment") from error


def _context(settings: Settings, database: Database) -> AppContext:
    """Without Slack: what is to be posted waits for the worker."""
    rules, clock = settings.policy.rules(), SystemClock()
    store = open_store(database, rules, clock, lambda: None)
    return AppContext(
        units=store.units,
        records=store.records,
        clock=clock,
        rules=rules,
        statistics=store.statistics,
        scenarios=store.scenarios,
        game_days=store.game_days,
        experiments=store.experiments,
        teams=store.teams,
        language=settings.policy.language,
    )


def _read(path: Path, now: datetime) -> Reading:
    """Raises InvalidResult."""
    with _opened(path) as source:
        return read_results(source, now)


@contextmanager
def _opened(path: Path) -> Iterator[Source]:
    """The content of a file or a pipe without reading it into memory. Raises InvalidResult."""
    with ExitStack() as opened:
        try:
            file: IO[bytes] = opened.enter_context(path.open("rb"))
            if not file.seekable():
                copy = opened.enter_context(TemporaryFile())
                shutil.copyfileobj(file, copy)
                copy.flush()
                file = copy
            if file.seek(0, SEEK_END):
                yield opened.enter_context(mmap(file.fileno(), 0, access=ACCESS_READ))
            else:
                yield b""
        except OSError as error:
            raise InvalidResult(f"It cannot be read: {error.strerror}.") from error


def _record(context: AppContext, reading: Reading) -> Sequence[RecordedRun]:
    """Empty if there is no run, or all were imported a short time ago."""
    with suppress(AlreadyHandled):
        return record_runs(context, reading.runs) if reading.runs else ()
    return ()


def _summary(recorded: Sequence[RecordedRun], reading: Reading) -> str:
    if not reading.runs:
        return reading.note
    new = sum(each.change is not RunChange.NOTHING for each in recorded)
    known = len(reading.runs) - new
    counts = (f"{new} imported" if new else "", f"{known} here already" if known else "")
    return f"{', '.join(filter(None, counts))}."


def _tell_drills(recorded: Sequence[RecordedRun]) -> None:
    """Which drills the runs are noted in, and what became of those of runs that were stopped."""
    for each in recorded if len(recorded) <= MOST_TOLD else ():
        name = each.experiment or each.run.name
        if each.ended_drills:
            drills = ", ".join(map(reference, each.ended_drills))
            print(f'"{name}" was stopped, so its drill was ended: {drills}.')
        elif each.change is not RunChange.NOTHING and each.incident_id is not None:
            print(f'"{name}" is noted in {reference(each.incident_id)}.')
        elif each.change is not RunChange.NOTHING and each.run.verdict is RunVerdict.STOPPED:
            print(f'"{name}" was stopped. It belongs to no drill under way, so none is ended.')


def _tell_unlinked(names: Collection[str]) -> None:
    """How to link names that the catalog does not know, once each."""
    for name in sorted(names):
        print(
            f'"{name}" is no experiment of the catalog. '
            f"`firefighter experiments link {shlex.quote(name)} KEY` links it.",
            file=sys.stderr,
        )
