"""`packs`: check, install and look at packs of scenarios."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.faults import InvalidPack
from firefighter.adapters.packs.library import NoScenarioFiles, PackLibrary
from firefighter.adapters.packs.reader import Pack, parse_pack
from firefighter.adapters.packs.sources import load_pack
from firefighter.adapters.store.experiments import StoredExperimentRecords
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.cli.columns import print_columns
from firefighter.cli.open_database import current_database
from firefighter.domain.errors import InvalidField, NotAllowedInStatus, UnknownIncident
from firefighter.domain.experiment_catalog import is_experiment_key
from firefighter.domain.ids import ExperimentKey, IncidentId, parse_reference, reference
from firefighter.domain.scenario import (
    AtTime,
    ByHand,
    InjectTrigger,
    OnEvent,
    OnSilence,
    Scenario,
    ScenarioId,
    Sealed,
)
from firefighter.i18n import DEFAULT, Language, use_language
from firefighter.ports.scenarios import ScenarioFile, ScenarioFiles, ScenarioSummary
from firefighter.reporting.experiment_file import experiment_file
from firefighter.reporting.scenario_draft import make_draft
from firefighter.runtime import SystemClock
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings, read_settings


def add(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="ACTION")
    check = commands.add_parser("check", help="name every fault of a pack")
    check.set_defaults(run=run_check)
    check.add_argument("folder", type=Path, metavar="DIR")
    install = commands.add_parser("install", help="make the scenarios of a pack available")
    install.set_defaults(run=run_install)
    install.add_argument("folder", type=Path, metavar="DIR")
    listing = commands.add_parser("list", help="list the scenarios that can be played")
    listing.set_defaults(run=run_list)
    show = commands.add_parser("show", help="show a scenario")
    show.set_defaults(run=run_show)
    show.add_argument("scenario", metavar="ID")
    show.add_argument("--version", type=int, metavar="N", help="default: the newest")
    show.add_argument(
        "--sealed", action="store_true", help="also what players may not know beforehand"
    )
    draft = commands.add_parser(
        "draft",
        help="make a draft of a scenario from a closed incident, or write an experiment as a file",
    )
    draft.set_defaults(run=run_draft)
    draft.add_argument(
        "subject",
        metavar="INC-1|KEY",
        type=_incident_or_key,
        help="an incident, or an experiment of the catalog",
    )
    draft.add_argument(
        "--private", action="store_true", help="allow an incident that only some may see"
    )
    for each in (listing, show, draft):
        each.add_argument(
            "--language", type=Language, choices=list(Language), default=DEFAULT, help="default: en"
        )


def run_check(given: argparse.Namespace) -> int:
    """1 when the pack has faults, 2 when there is no such folder."""
    pack = read_or_name_faults(given.folder, read_settings())
    if pack is None:
        return 1
    print(f"{given.folder}: {contents(pack)}, no faults.")
    return 0


def run_install(given: argparse.Namespace) -> int:
    settings = read_settings()
    pack = read_or_name_faults(given.folder, settings)
    if pack is None:
        return 1
    with current_database(settings, quiet=True) as database:
        library = PackLibrary(StoredScenarioFiles(database, SystemClock()))
        print("\n".join(install_pack(library, pack)))
    return 0


def run_list(given: argparse.Namespace) -> int:
    """Without a database there is the shipped pack only."""
    with _library(read_settings()) as library:
        summaries = library.summaries(given.language)
    print_columns(_HEADINGS, *map(_row, summaries))
    return 0


def run_show(given: argparse.Namespace) -> int:
    scenario = ScenarioId(given.scenario)
    with _library(read_settings()) as library:
        lines = [*_told(library.get(scenario, given.version), given.language)]
        if given.sealed:
            lines += _sealed(library.sealed(scenario, given.version), given.language)
    print("\n".join(lines))
    return 0


def run_draft(given: argparse.Namespace) -> int:
    """Writes the draft to stdout."""
    settings = read_settings()
    if isinstance(given.subject, str):
        with current_database(settings, quiet=True) as database:
            experiment = StoredExperimentRecords(database).experiment(ExperimentKey(given.subject))
        print(experiment_file(experiment), end="")
        return 0
    return _draft_scenario(given, settings)


def _draft_scenario(given: argparse.Namespace, settings: Settings) -> int:
    with current_database(settings, quiet=True) as database, use_language(given.language):
        rules = settings.policy.rules()
        records = StoredRecords(database, rules)
        try:
            if records.snapshot(given.subject).incident.private and not given.private:
                raise SettingsError(_IS_PRIVATE.format(reference(given.subject)))
            print(make_draft(records, rules, given.subject))
        except UnknownIncident as error:
            raise SettingsError(f"There is no incident {reference(given.subject)}.") from error
        except NotAllowedInStatus as error:
            raise SettingsError(_NOT_CLOSED.format(reference(given.subject))) from error
        except InvalidField as error:
            raise SettingsError(_IS_DRILL.format(reference(given.subject))) from error
    return 0


@contextmanager
def _library(settings: Settings) -> Iterator[PackLibrary]:
    """The shipped pack and installed ones; without a database the former, and says so."""
    with ExitStack() as opened:
        stored: ScenarioFiles = NoScenarioFiles()
        try:
            database = opened.enter_context(current_database(settings, quiet=True))
        except SettingsError as error:
            print(f"{error} Until then there is the shipped pack only.", file=sys.stderr)
        else:
            stored = StoredScenarioFiles(database, SystemClock())
        yield PackLibrary(stored)


def install_pack(library: PackLibrary, pack: Pack) -> Iterator[str]:
    """Installs it; yields what to tell. Raises PackConflict."""
    new = library.install(pack)
    for file in new.scenarios:
        yield f"Installed {_versioned(file)}."
    for each in new.experiments:
        yield f"Installed experiment {each.key} version {each.version}, {each.state}."
    if same := len(pack.files) - len(new.scenarios):
        yield f"{_count(same)} installed already."
    if same := len(pack.experiments) - len(new.experiments):
        yield f"{_count(same, 'experiment')} installed already."


def contents(pack: Pack) -> str:
    """`2 scenarios, 1 experiment`."""
    counted = ((len(pack.files), "scenario"), (len(pack.experiments), "experiment"))
    return ", ".join(_count(number, noun) for number, noun in counted if number)


_IS_PRIVATE = "{} is private. Repeat with --private to make a draft of it."
_NOT_CLOSED = "{} is not closed yet. Close it first."
_IS_DRILL = "{} is a drill. Choose a real incident."


def _incident_or_key(typed: str) -> IncidentId | str:
    if number := parse_reference(typed):
        return number
    if is_experiment_key(typed):
        return typed
    raise argparse.ArgumentTypeError(
        f"{typed!r} is no incident, such as INC-1, and no key of an experiment, such as db-slow"
    )


def read_or_name_faults(folder: Path, settings: Settings) -> Pack | None:
    """None for a pack with faults, after they were named."""
    if not folder.is_dir():
        raise SettingsError(f"{folder} is not a folder.")
    try:
        return parse_pack(load_pack(folder), vocabulary(settings))
    except InvalidPack as error:
        name_faults(folder, error)
        return None


def vocabulary(settings: Settings) -> Vocabulary:
    """The words of the company that packs may refer to."""
    rules = settings.policy.rules()
    return Vocabulary(
        roles=[role.key for role in rules.roles],
        failure_classes=rules.taxonomy.failure_classes,
        webhooks=settings.policy.drills.webhooks.keys(),
    )


def name_faults(folder: Path, error: InvalidPack) -> None:
    for fault in error.faults:
        print(fault, file=sys.stderr)
    print(f"{folder}: {_count(len(error.faults), 'fault')}.", file=sys.stderr)


def _count(number: int, noun: str = "scenario") -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _versioned(file: ScenarioFile) -> str:
    return f"{file.id} version {file.version}"


_HEADINGS = ("ID", "VERSION", "PACK", "MINUTES", "LEVEL", "TECHNICAL", "TITLE")


def _row(one: ScenarioSummary) -> tuple[str, ...]:
    minutes, technical = f"{one.duration.total_seconds() / 60:g}", "yes" if one.technical else "no"
    return (one.id, str(one.version), one.pack, minutes, one.level, technical, one.title)


def _told(scenario: Scenario, language: Language) -> Iterator[str]:
    yield f"{scenario.title.in_language(language)} ({scenario.id} version {scenario.version})"
    yield f"Level: {scenario.level}"
    yield f"Minutes: {scenario.duration.total_seconds() / 60:g}"
    yield f"Failure class: {scenario.failure_class}"
    yield f"Services: {', '.join(scenario.services) or 'none'}"
    yield f"Environment: {scenario.environment}"
    yield f"Mode: {scenario.mode}"
    yield f"Objective: {scenario.objective.in_language(language)}"
    for hint in scenario.hints:
        yield f"Hint {hint.id} ({hint.price} points): {hint.about.in_language(language)}"
    yield ""
    yield scenario.story.in_language(language)


def _sealed(sealed: Sealed, language: Language) -> Iterator[str]:
    yield from ("", f"Cause: {sealed.cause.in_language(language)}")
    yield from ("", f"Solution: {sealed.solution.in_language(language)}")
    yield from ("", f"Expected severity: {sealed.expected.severity}")
    for role, brief in sealed.briefs.items():
        yield from ("", f"Brief of {role}: {brief.in_language(language)}")
    for inject in sealed.injects:
        persona = sealed.personas.get(inject.persona)
        who = f", {persona.name}" if persona else ""
        yield from ("", f"Inject {inject.id}, {_when(inject.trigger)}, {inject.kind}{who}:")
        yield inject.text.in_language(language)
    for hint in sealed.hints:
        yield from ("", f"Hint {hint.id}: {hint.text.in_language(language)}")


def _when(trigger: InjectTrigger) -> str:
    match trigger:
        case AtTime(after=after):
            return f"at {after.total_seconds() / 60:g} min"
        case OnEvent(event=event, value=value, delay=delay):
            later = f" + {delay.total_seconds() / 60:g} min" if delay else ""
            return f"on {event} {value}{later}"
        case OnSilence(lasting=lasting):
            return f"after {lasting.total_seconds() / 60:g} min of silence"
        case ByHand():
            return "by hand"
