"""`stats`: metrics for a period."""

import argparse
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from firefighter.adapters import charts
from firefighter.adapters.packs.library import PackLibrary
from firefighter.adapters.slack.wording.invalid_fields import field_error_text
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.cli.open_database import current_database
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.metrics.periods import (
    Period,
    days_before,
    days_between,
    parse_day,
    parse_period,
)
from firefighter.domain.metrics.report import Question, Report
from firefighter.domain.rules import Rules
from firefighter.domain.spelling import nearest_name, same_name
from firefighter.i18n import current_language, use_language
from firefighter.ports.chat import ChartNotDrawn
from firefighter.ports.statistics import Statistics, find_all, find_training
from firefighter.reporting import formats
from firefighter.reporting.chart import POINTS, chart
from firefighter.reporting.formats import text_tables
from firefighter.reporting.resilience import no_run_text, resilience_tables
from firefighter.reporting.tables import Table, all_tables
from firefighter.reporting.training import no_exercise_text, training_tables
from firefighter.runtime import SystemClock
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings
from firefighter.use_cases.drill_score import played_exercises

_DEFAULT_PERIOD = "90d"


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "period",
        nargs="?",
        help=f"30d, 12w, 2026-Q3, 2026-09, 2026-W40 or 2026; default: {_DEFAULT_PERIOD}",
    )
    parser.add_argument("--from", dest="first", metavar="DAY", help="first day, such as 2026-07-01")
    parser.add_argument("--to", dest="end", metavar="DAY", help="day after the last day")
    parser.add_argument("--service", default="", help="only incidents of this service")
    parser.add_argument("--private", action="store_true", help="include private incidents")
    output = parser.add_mutually_exclusive_group()
    output.add_argument(
        "--exercises", action="store_true", help="print the figures of training instead"
    )
    output.add_argument(
        "--experiments", action="store_true", help="print the scores of chaos experiments instead"
    )
    output.add_argument("--json", action="store_true", help="print JSON")
    output.add_argument("--csv", action="store_true", help="print CSV")
    output.add_argument("--html", type=Path, metavar="FILE", help="write a page with charts")


def run(given: argparse.Namespace) -> int:
    if given.exercises and given.service:
        raise SettingsError("--exercises counts all services: leave out --service.")
    settings = read_settings()
    rules = settings.policy.rules()
    try:
        period = _period(given, rules)
    except InvalidField as error:
        raise SettingsError(field_error_text(error)) from error
    with (
        current_database(settings, quiet=True) as database,
        use_language(settings.policy.language),
    ):
        statistics = StoredStatistics(database, rules, SystemClock())
        question = Question(period, _service(given, statistics, rules), given.private)
        if given.exercises:
            print(_exercises(question, statistics, database, rules))
            return 0
        if given.experiments:
            print(_experiments(question, statistics))
            return 0
        print(_formatted(given, question, statistics, rules))
    return 0


def _service(given: argparse.Namespace, statistics: Statistics, rules: Rules) -> str:
    """Returns the service as configured or on record. Raises SettingsError for an unknown one."""
    if not given.service:
        return ""
    known = dict.fromkeys((*rules.services, *statistics.service_names(private=given.private)))
    if found := same_name(given.service, known):
        return found
    nearest = nearest_name(given.service, known)
    raise SettingsError(
        field_error_text(
            InvalidField("service", FieldProblem.UNKNOWN_SERVICE, given.service, nearest)
        )
    )


def _experiments(question: Question, statistics: Statistics) -> str:
    report = statistics.resilience(question)
    return text_tables(list(resilience_tables(report))) if report.since else no_run_text()


def _exercises(question: Question, statistics: Statistics, database: Database, rules: Rules) -> str:
    clock = SystemClock()
    library = PackLibrary(StoredScenarioFiles(database, clock))
    training, classes = find_training(statistics, library, question, current_language())
    if training.since is None:
        return no_exercise_text()
    records = StoredRecords(database, rules)
    played = played_exercises(statistics, records, library, question, clock.now())
    return text_tables(list(training_tables(training, classes, played, rules.zone)))


def _period(given: argparse.Namespace, rules: Rules) -> Period:
    if given.period and (given.first or given.end):
        raise SettingsError(
            f"Period {given.period} cannot be combined with --from or --to: leave out one."
        )
    now = SystemClock().now()
    if given.first or given.end:
        tomorrow = now.astimezone(rules.zone).date() + timedelta(days=1)
        end = parse_day(given.end) if given.end else tomorrow
        first = parse_day(given.first) if given.first else days_before(end, 90)
        return days_between(first, end, rules.zone)
    typed = given.period or _DEFAULT_PERIOD
    period = parse_period(typed, now, rules.zone)
    if period is None:
        raise InvalidField("period", FieldProblem.NO_PERIOD, typed)
    return period


def _formatted(
    given: argparse.Namespace, question: Question, statistics: Statistics, rules: Rules
) -> str:
    findings = find_all(statistics, question)
    if given.json:
        return formats.as_json(findings, rules.working_hours)
    if given.csv:
        return formats.as_csv(findings, rules.working_hours).rstrip()
    shown = list(all_tables(findings, rules.working_hours))
    if given.html is None:
        return text_tables(shown)
    _write_page(given.html, findings.compared.now, shown, statistics)
    return f"Wrote {given.html}."


def _write_page(path: Path, report: Report, shown: Sequence[Table], statistics: Statistics) -> None:
    from firefighter.reporting.html_page import html_page  # noqa: PLC0415 - imports Jinja

    try:
        svg = charts.svg(chart(report, statistics.points(report.question, POINTS)))
    except ChartNotDrawn as error:
        raise SettingsError(
            "The chart could not be drawn. Use --json, --csv or no option."
        ) from error
    try:
        path.write_text(html_page(report, shown, svg), encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"Cannot write {path}: {error.strerror}.") from error
