"""Runs of chaos experiments: started, ended in every way, with and without evidence."""

from collections.abc import Iterator

from firefighter.adapters.slack.blocks import experiment_runs as drawing
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.experiment_runs import (
    ExperimentRunNumber,
    RunReason,
    RunVerdict,
    Score,
    ScoreDifference,
    Tool,
)
from firefighter.domain.rules import Rules
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.snapshot import Snapshot

_ONE = ExperimentRunNumber(1)


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
