"""Runs of chaos experiments: what a tool reported, judged against the hypothesis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from firefighter.domain.ids import UserId

ExperimentRunNumber = NewType("ExperimentRunNumber", int)

Score = NewType("Score", int)
"""Hundredths of a percent: 10000 is 100 %."""

FULL = Score(10_000)
NO_SCORE = Score(0)

LEAST_WEIGHT, MOST_WEIGHT = 0, 10
"""Of an experiment in a service, and of a fault in a run of LitmusChaos."""


@dataclass(frozen=True)
class ExperimentPolicy:
    """What runs do that tools report."""

    post: bool = True
    """Whether a run outside of drills posts a line when it ends."""
    channel: str = ""
    """Of that line: name or id; empty for the channel of announcements."""
    drill_team: tuple[UserId, ...] = ()
    """With whom a run that starts opens a drill, if none of its service is under way."""
    no_result_after: timedelta = timedelta(hours=24)
    """After this time, a run that has not ended is said to have no result."""


class Tool(StrEnum):
    """What ran the experiment."""

    CHAOS_TOOLKIT = "chaos_toolkit"
    LITMUS = "litmus"
    OTHER = "other"
    """Any other, in the bot's own format."""


class RunVerdict(StrEnum):
    """What a run says about the hypothesis."""

    HELD = "held"
    REFUTED = "refuted"
    NOT_MEASURED = "not_measured"
    NOT_ELIGIBLE = "not_eligible"
    """The steady state was not met before, so nothing was tried."""
    STOPPED = "stopped"

    @property
    def is_measured(self) -> bool:
        return self in {RunVerdict.HELD, RunVerdict.REFUTED}


class RunState(StrEnum):
    """What is said of a run without a verdict."""

    RUNNING = "running"
    NO_RESULT = "no_result"
    """Its tool has said nothing for a long time. A late result is still taken."""


def unfinished_state(started_at: datetime, now: datetime, policy: ExperimentPolicy) -> RunState:
    """Of a run without a verdict. A tool says nothing between the start and the end."""
    is_late = now - started_at >= policy.no_result_after
    return RunState.NO_RESULT if is_late else RunState.RUNNING


class RunReason(StrEnum):
    """Why a run got its verdict."""

    MET_AFTER = "met_after"
    MISSED_AFTER = "missed_after"
    MISSED_DURING = "missed_during"
    """The tool ended the run as failed while the steady state was missed."""
    NO_HYPOTHESIS = "no_hypothesis"
    NOT_CHECKED_AFTER = "not_checked_after"
    DRY_RUN = "dry_run"
    """The tool only pretended to run it."""
    MISSED_BEFORE = "missed_before"
    INTERRUPTED = "interrupted"
    """A person or a control ended it."""
    ABORTED = "aborted"
    """An error or a guard ended it."""
    PROBES_PASSED = "probes_passed"
    PROBES_FAILED = "probes_failed"
    NO_EVIDENCE = "no_evidence"
    """No fault had a probe, so that nothing was checked."""
    TOOL_FAILED = "tool_failed"


class ProbePhase(StrEnum):
    """When a probe was checked, relative to the fault."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True)
class ProbeResult:
    """Whether a probe was met; of its output nothing is kept."""

    name: str
    phase: ProbePhase
    is_met: bool | None
    """None if it was not checked."""


@dataclass(frozen=True)
class Judged:
    """The verdict with its reason; a score only if the hypothesis was measured."""

    verdict: RunVerdict
    reason: RunReason
    score: Score | None = None


@dataclass(frozen=True, kw_only=True)
class ExperimentRun:
    """One run, as its tool reported it. All texts are the tool's."""

    tool: Tool
    id: str
    """The run's identity among those of its tool. Reported again, it changes nothing."""
    name: str
    """Of the experiment."""
    started_at: datetime
    is_id_provisional: bool = False
    """Whether the tool tells the real id only with the end of the run."""
    ended_at: datetime | None = None
    judged: Judged | None = None
    """None while it runs."""
    aliases: tuple[str, ...] = ()
    """Other names by which the experiment may be known, the most specific first."""
    hypothesis: str = ""
    probes: tuple[ProbeResult, ...] = ()
    status: str = ""
    """The tool's own word for how it ended."""
    tool_score: Score | None = None
    """The tool's own figure."""
    difference: "ScoreDifference | None" = None
    """Why that is another than the bot's."""
    service: str = ""
    url: str = ""

    @property
    def is_running(self) -> bool:
        return self.judged is None

    @property
    def verdict(self) -> RunVerdict | None:
        """None while it runs."""
        return self.judged.verdict if self.judged else None

    @property
    def program(self) -> str:
        """What a tool of the bot's own format calls itself; empty for others."""
        return self.id.partition(":")[0] if self.tool is Tool.OTHER else ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.aliases, self.name)))


def percentage(part: int, whole: int) -> Score:
    """Cut, not rounded, so that 100 % is only ever all of it."""
    return Score(int(FULL) * part // whole)


def met_and_checked(probes: Iterable[ProbeResult], phase: ProbePhase) -> tuple[int, int]:
    checked = [each.is_met for each in probes if each.phase is phase and each.is_met is not None]
    return sum(checked), len(checked)


class EndedAs(StrEnum):
    """How a tool says that a run ended."""

    COMPLETED = "completed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    ABORTED = "aborted"


@dataclass(frozen=True, kw_only=True)
class SteadyStates:
    """The checks of the steady state. A check ends at its first missed probe."""

    declared: int
    """Probes of the hypothesis."""
    before: bool | None = None
    """Whether it was met; None if it was not checked."""
    after: bool | None = None
    met_after: int = 0
    """Probes met after."""
    missed_during: int | None = None
    """Probes met in the worst check during the method; None if none was missed."""


def judge(ended: EndedAs, states: SteadyStates, *, deviated: bool) -> Judged:
    """The verdict on a run with one steady-state hypothesis.

    "Completed" says only that the tool got through it.
    """
    if ended is EndedAs.INTERRUPTED:
        return Judged(RunVerdict.STOPPED, RunReason.INTERRUPTED)
    if ended is EndedAs.ABORTED:
        return Judged(RunVerdict.STOPPED, RunReason.ABORTED)
    if states.before is False:
        return Judged(RunVerdict.NOT_ELIGIBLE, RunReason.MISSED_BEFORE)
    if not states.declared:
        return Judged(RunVerdict.NOT_MEASURED, RunReason.NO_HYPOTHESIS)
    if deviated or states.after is False:
        score = percentage(min(states.met_after, states.declared), states.declared)
        return Judged(RunVerdict.REFUTED, RunReason.MISSED_AFTER, score)
    if states.after is None:
        return Judged(RunVerdict.NOT_MEASURED, RunReason.NOT_CHECKED_AFTER)
    if ended is EndedAs.FAILED and states.missed_during is not None:
        score = percentage(min(states.missed_during, states.declared), states.declared)
        return Judged(RunVerdict.REFUTED, RunReason.MISSED_DURING, score)
    return Judged(RunVerdict.HELD, RunReason.MET_AFTER, FULL)


class FaultEnd(StrEnum):
    """What LitmusChaos found of one fault."""

    PASSED = "passed"
    FAILED = "failed"
    STOPPED = "stopped"
    NOT_RUN = "not_run"
    """It never ran, or is still awaited."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of a run of LitmusChaos."""

    name: str
    weight: int
    end: FaultEnd
    percentage: int = 0
    """Of its probes that passed, from 0 to 100."""
    has_evidence: bool = True
    """Whether anything was checked: a fault without probes passes with 100 % there."""
    missed_before: bool = False
    """Whether a probe failed before the fault was injected."""


def litmus_score(faults: Sequence[Fault]) -> Score | None:
    """The resilience score by the rule of LitmusChaos: Σ weight · percentage / Σ weight, cut.

    A fault that never ran counts 0. None without a weight, since there is nothing to divide by.
    https://docs.litmuschaos.io/docs/concepts/resilience-score
    """
    weights = sum(each.weight for each in faults)
    if not weights:
        return None
    return Score(100 * sum(each.weight * each.percentage for each in faults) // weights)


def judge_faults(faults: Sequence[Fault]) -> Judged:
    """The verdict on a run that got to its end. Faults without evidence are left out."""
    evident = [each for each in faults if each.has_evidence]
    ran = [each for each in evident if each.end is not FaultEnd.NOT_RUN]
    if ran and all(each.missed_before for each in ran):
        return Judged(RunVerdict.NOT_ELIGIBLE, RunReason.MISSED_BEFORE)
    if any(each.end is FaultEnd.STOPPED for each in faults):
        return Judged(RunVerdict.STOPPED, RunReason.ABORTED)
    if not ran:
        return Judged(RunVerdict.NOT_MEASURED, RunReason.NO_EVIDENCE)
    score = litmus_score(evident)
    if score is None:  # no weight was given to what was checked
        return Judged(RunVerdict.NOT_MEASURED, RunReason.NO_EVIDENCE)
    if all(each.percentage == _ALL and each.end is FaultEnd.PASSED for each in evident):
        return Judged(RunVerdict.HELD, RunReason.PROBES_PASSED, score)
    return Judged(RunVerdict.REFUTED, RunReason.PROBES_FAILED, score)


_ALL = 100


class ScoreDifference(StrEnum):
    """Why the tool's score is another than the bot's."""

    NOT_MEASURED = "not_measured"
    """The tool counts what was not measured."""
    UNCHECKED_FAULTS = "unchecked_faults"
    """The tool counts faults without probes as passed."""
    ANOTHER_SUM = "another_sum"
    """The tool's figure does not follow from its own percentages and weights."""


def score_difference(
    judged: Judged, tool_score: Score | None, faults: Sequence[Fault]
) -> ScoreDifference | None:
    """None if the tool gives no score, or the same."""
    if tool_score is None or tool_score == judged.score:
        return None
    if judged.score is None:
        return ScoreDifference.NOT_MEASURED
    if tool_score == litmus_score(faults):
        return ScoreDifference.UNCHECKED_FAULTS
    return ScoreDifference.ANOTHER_SUM
