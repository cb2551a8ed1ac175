"""Runs of chaos experiments: started, ended in every way, with and without evidence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from firefighter.adapters.slack.blocks import experiment_runs as drawing
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.experiment_runs import (
    ExperimentPolicy,
    ExperimentRun,
    ExperimentRunNumber,
    Judged,
    RunReason,
    RunVerdict,
    Score,
    ScoreDifference,
    Tool,
)
from firefighter.domain.ids import ExperimentKey, IncidentId
from firefighter.domain.rules import Rules
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.experiment_runs import RecordedRun, RunChange
from firefighter.ports.snapshot import Snapshot

_ONE = ExperimentRunNumber(1)
_AT = datetime(2026, 3, 2, 9, 41, tzinfo=UTC)


def run_summaries() -> Iterator[RunSummary]:
    for tool in Tool:
        yield RunSummary(number=_ONE, name="1 < 2", tool=tool, hypothesis="3", program="4 & 5")
    for verdict in RunVerdict:
        for reason in RunReason:
            score = Score(8333) if verdict.is_measured else None
            yield RunSummary(
                number=_ONE, name="1", tool=Tool.OTHER, verdict=verdict, reason=reason, score=score
            )
    for difference in ScoreDifference:
        yield RunSummary(
            number=_ONE,
            name="1",
            is_linked=False,
            tool=Tool.LITMUS,
            hypothesis="2 & 3",
            verdict=RunVerdict.REFUTED,
            reason=RunReason.PROBES_FAILED,
            score=Score(5000),
            tool_score=Score(8333),
            difference=difference,
            checked=5,
            met=3,
            missed=("4 <5>", "6"),
            url="https://1.example/8",
        )


def reported_run(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for run in run_summaries():
        yield drawing.reported_run("1", run, snapshot.incident)[1]


def run_lines(_snapshot: Snapshot) -> Iterator[ExperimentRunLine]:
    yield from map(ExperimentRunLine, run_summaries())


def run_message(_snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for run in run_summaries():
        yield drawing.run_message(run)[1]


def link_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield drawing.link_form(_ONE)


def run_follow_up_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield drawing.run_follow_up_form(_recorded(), "C1/1.2")
    yield drawing.run_follow_up_form(_recorded(experiment=ExperimentKey("1-2")), "")


def latest_runs(_snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    runs = [_recorded(verdict) for verdict in (None, *RunVerdict)]
    yield drawing.latest_runs([], _AT, ExperimentPolicy())
    yield drawing.latest_runs(runs, _AT, ExperimentPolicy())
    yield drawing.latest_runs(runs, _AT + timedelta(days=2), ExperimentPolicy())


def _recorded(
    verdict: RunVerdict | None = None, experiment: ExperimentKey | None = None
) -> RecordedRun:
    score = Score(8333) if verdict and verdict.is_measured else None
    judged = Judged(verdict, RunReason.MISSED_AFTER, score) if verdict else None
    run = ExperimentRun(
        tool=Tool.OTHER,
        id="1:2",
        name="1 < 2",
        started_at=_AT,
        judged=judged,
        url="https://1.example/",
    )
    return RecordedRun(_ONE, run, RunChange.NOTHING, experiment, incident_id=IncidentId(9))
