"""Runs of chaos experiments: started, ended in every way, with and without evidence."""

from collections.abc import Iterator

from firefighter.adapters.slack.blocks import experiment_runs as drawing
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.experiment_runs import (
    RunReason,
    RunVerdict,
    Score,
    ScoreDifference,
    Tool,
)
from firefighter.domain.rules import Rules
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.snapshot import Snapshot


def run_summaries() -> Iterator[RunSummary]:
    for tool in Tool:
        yield RunSummary(name="1 < 2", tool=tool, hypothesis="3")
    for verdict in RunVerdict:
        for reason in RunReason:
            score = Score(8333) if verdict.is_measured else None
            yield RunSummary(name="1", tool=Tool.OTHER, verdict=verdict, reason=reason, score=score)
    for difference in ScoreDifference:
        yield RunSummary(
            name="1",
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
            url="https://7.example/8",
        )


def reported_run(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for run in run_summaries():
        yield drawing.reported_run("1", run, snapshot.incident)[1]


def run_lines(_snapshot: Snapshot) -> Iterator[ExperimentRunLine]:
    yield from map(ExperimentRunLine, run_summaries())
