from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta

from firefighter.adapters.slack.blocks import digest as drawing
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.experiment_runs import RunVerdict, Score, Tool
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.metrics.backlog import (
    Backlog,
    LatePostmortem,
    OpenIncident,
    OpenPostmortems,
    OverdueFollowUps,
)
from firefighter.domain.metrics.facts import Duration, Fact, Group
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import (
    Compared,
    Load,
    PersonLoad,
    Question,
    Report,
    report_on,
)
from firefighter.domain.metrics.resilience import (
    CountedExperiment,
    CountedRun,
    ExperimentResilience,
    Resilience,
    ResilienceReport,
)
from firefighter.domain.metrics.training import Training
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from firefighter.ports.snapshot import Snapshot
from firefighter.ports.statistics import Digest
from firefighter.reporting.tables import Table

WEEK = days_between(date(2026, 11, 16), date(2026, 11, 23), UTC)


def digest(snapshot: Snapshot, rules: Rules) -> Iterator[list[Block]]:
    for told in digests(snapshot):
        yield drawing.digest(told, rules)[1]


def statistics_details(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    table = Table("1", ("", "2", "3"), [("4", "5 < 6", ""), ("7", "8", "9")] * 20, ["10", "11"])
    yield drawing.statistics_details("12", [table] * 9)


def digests(snapshot: Snapshot) -> Iterator[Digest]:
    """Of a week without any incident, with one, and with sixty."""
    incident = snapshot.incident
    open_incidents = OpenIncident(
        incident.id,
        incident.title,
        incident.severity,
        incident.status,
        WEEK.start,
        WEEK.start,
        has_commander=incident.commander is not None,
    )
    people = [PersonLoad(incident.declared_by, 3, 12_000)] * 5
    for number in (0, 1, 60):
        facts = [_fact(each, snapshot) for each in range(number)]
        now = report_on(facts, Question(WEEK))
        before = report_on([_earlier(fact) for fact in facts], Question(WEEK.before(12)))
        for compared in (Compared(now, before, 12), Compared(now, _nothing(), 1)):
            yield Digest(compared, Backlog(WEEK.end), Load())
            overdue = [
                OverdueFollowUps(incident.declared_by, 2, WEEK.first_day),
                OverdueFollowUps(None, 1, WEEK.last_day),
            ]
            late = LatePostmortem(
                incident.id, incident.title, incident.severity, WEEK.first_day, incident.commander
            )
            backlog = Backlog(
                WEEK.end,
                [open_incidents] * min(number, 20),
                number,
                overdue,
                number,
                OpenPostmortems(number + 1, number, [late] * min(number, 20)),
            )
            yield Digest(compared, backlog, Load(people, number), is_weekly=False)
            yield Digest(compared, backlog, Load(people, number), is_late=True)
    training = Training(3, 1, 5, {ScenarioId("2"): 2}, 4, 6, 2, 7, 3, WEEK.start)
    quiet = Digest(Compared(_nothing(), _nothing()), Backlog(WEEK.end), Load())
    yield replace(quiet, training=training, never_trained=("8", "9 < 10"))
    yield replace(quiet, training=replace(training, held=0, people=0))
    yield replace(quiet, resilience=_resilience(Score(8333)))
    yield replace(quiet, training=training, resilience=_resilience(None))
    month = Question(days_between(date(2026, 10, 1), date(2026, 11, 1), UTC), "13 & 14")
    yield Digest(Compared(report_on([], month), _nothing()), Backlog(WEEK.end), Load())


def _resilience(score: Score | None) -> ResilienceReport:
    experiment = CountedExperiment(ExperimentKey("18"), "19", "20", 5, is_planned=True)
    run = CountedRun(experiment.key, WEEK.start, Tool.LITMUS, RunVerdict.REFUTED, score)
    found = Resilience(score, 3, 4, 1, 2, 1)
    latest = ExperimentResilience(experiment, found, run)
    return ResilienceReport(found, by_experiment=[latest], since=WEEK.start)


def _nothing() -> Report:
    return report_on([], Question(WEEK.before()))


def _fact(number: int, snapshot: Snapshot) -> Fact:
    return Fact(
        snapshot.incident.id,
        WEEK.start + timedelta(hours=2 * number),
        list(Severity)[number % 4],
        list(Group)[number % 4 if number > 8 else 0],
        backfilled=number % 2 == 1,
        services=snapshot.incident.services,
        trigger="" if number % 3 else "15 < 16",
        failure_class="" if number % 4 else "17",
        complete=number % 11 if number % 2 else None,
        seconds=dict.fromkeys(list(Duration)[: number % 5], 600 * number),
    )


def _earlier(fact: Fact) -> Fact:
    return replace(fact, declared_at=fact.declared_at - timedelta(days=30))
