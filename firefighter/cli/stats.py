"""`stats`: what the incidents of some time add up to."""

import argparse
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from firefighter import charts
from firefighter.cli.databases import current_database
from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.metrics.periods import Period, days_between, parse_day, parse_period
from firefighter.domain.metrics.report import Question, Report
from firefighter.domain.rules import Rules
from firefighter.foundation import SystemClock
from firefighter.ports.statistics import Statistics, find_all
from firefighter.reporting import machine
from firefighter.reporting.chart import POINTS, chart
from firefighter.reporting.everything import all_tables
from firefighter.reporting.plain import plain
from firefighter.reporting.tables import Table
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings
from firefighter.slack.words.flaws import flaw_text
from firefighter.store.statistics import StoredStatistics
from firefighter.texts import speaking

_USUALLY = "90d"


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "period", nargs="?", help=f"30d, 12w, 2026-Q3, 2026-09, 2026-W40 or 2026; else {_USUALLY}"
    )
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day: 2026-07-01")
    parser.add_argument("--to", dest="end", metavar="DAY", help="the day after the last one")
    parser.add_argument("--service", default="", help="only incidents of this service")
    parser.add_argument("--private", action="store_true", help="with the private incidents")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="for programs")
    shape.add_argument("--csv", action="store_true", help="for spreadsheets")
    shape.add_argument("--html", type=Path, metavar="FILE", help="a page with charts")


def run(given: argparse.Namespace) -> int:
    settings = read_settings()
    rules = settings.policy.rules()
    try:
        period = _period(given, rules)
    except InvalidField as error:
        raise SettingsError(flaw_text(error)) from error
    question = Question(period, given.service, given.private)
    with (
        current_database(settings, quiet=True) as database,
        speaking(settings.policy.language),
    ):
        print(_shaped(given, question, StoredStatistics(database, rules, SystemClock()), rules))
    return 0


def _period(given: argparse.Namespace, rules: Rules) -> Period:
    now = SystemClock().now()
    if given.first or given.end:
        tomorrow = now.astimezone(rules.zone).date() + timedelta(days=1)
        end = parse_day(given.end) if given.end else tomorrow
        first = parse_day(given.first) if given.first else end - timedelta(days=90)
        return days_between(first, end, rules.zone)
    typed = given.period or _USUALLY
    period = parse_period(typed, now, rules.zone)
    if period is None:
        raise InvalidField("period", Flaw.NO_PERIOD, typed)
    return period


def _shaped(
    given: argparse.Namespace, question: Question, statistics: Statistics, rules: Rules
) -> str:
    findings = find_all(statistics, question)
    if given.json:
        return machine.as_json(findings, rules.working_hours)
    if given.csv:
        return machine.as_csv(findings, rules.working_hours).rstrip()
    found = list(all_tables(findings, rules.working_hours))
    if given.html is None:
        return plain(found)
    _write_page(given.html, findings.compared.now, found, statistics)
    return f"{given.html} is written."


def _write_page(path: Path, report: Report, found: Sequence[Table], statistics: Statistics) -> None:
    from firefighter.reporting.page import page  # noqa: PLC0415 - with a template engine

    drawn = charts.svg(chart(report, statistics.points(report.question, POINTS)))
    try:
        path.write_text(page(report, found, drawn), encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}.") from error
