"""What a chaos tool reported about a run, on the timeline of the incident that it belongs to."""

from dataclasses import dataclass
from typing import Literal

from firefighter.domain.event import Event
from firefighter.domain.experiment_runs import (
    ExperimentRun,
    ExperimentRunNumber,
    ProbePhase,
    RunReason,
    RunVerdict,
    Score,
    ScoreDifference,
    Tool,
)

_MOST_MISSED = 5
"""Names of missed probes that are told."""


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """What people are told of a run. All texts are the tool's."""

    number: ExperimentRunNumber
    name: str
    tool: Tool
    program: str = ""
    """What the tool calls itself, if it is none that the bot knows."""
    is_linked: bool = True
    """Whether the catalog knows the experiment."""
    hypothesis: str = ""
    verdict: RunVerdict | None = None
    """None while it runs."""
    reason: RunReason | None = None
    score: Score | None = None
    tool_score: Score | None = None
    difference: ScoreDifference | None = None
    checked: int = 0
    """Probes after the fault, or during it if there are none after. Those that a check did not
    reach are counted too; 0 if it reached none."""
    met: int = 0
    missed: tuple[str, ...] = ()
    """The first missed probes, of any phase."""
    url: str = ""

    @property
    def is_refuted(self) -> bool:
        return self.verdict is RunVerdict.REFUTED


@dataclass(frozen=True, kw_only=True)
class ExperimentRunReported(Event):
    """A run started or ended. `actor` is the program that reported it."""

    kind: Literal["experiment_run_reported"] = "experiment_run_reported"
    run: RunSummary


def summarize(number: ExperimentRunNumber, run: ExperimentRun, key: str | None) -> RunSummary:
    """`key` names the experiment in the catalog; None if that does not know it."""
    judged = run.judged
    after = [each.is_met for each in run.probes if each.phase is ProbePhase.AFTER]
    results = after or [each.is_met for each in run.probes if each.phase is ProbePhase.DURING]
    missed = dict.fromkeys(each.name for each in run.probes if each.is_met is False)
    return RunSummary(
        number=number,
        name=key or run.name,
        tool=run.tool,
        program=run.program,
        is_linked=key is not None,
        hypothesis=run.hypothesis,
        verdict=judged.verdict if judged else None,
        reason=judged.reason if judged else None,
        score=judged.score if judged else None,
        tool_score=run.tool_score,
        difference=run.difference,
        checked=len(results) if any(each is not None for each in results) else 0,
        met=sum(each is True for each in results),
        missed=tuple(filter(None, missed))[:_MOST_MISSED],
        url=run.url,
    )
