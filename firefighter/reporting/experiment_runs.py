"""Names and figures of runs of chaos experiments, in the current language."""

from datetime import datetime

from firefighter.domain.experiment_runs import (
    ExperimentPolicy,
    RunReason,
    RunState,
    RunVerdict,
    Score,
    ScoreDifference,
    Tool,
    unfinished_state,
)
from firefighter.i18n import gettext, gettext_noop
from firefighter.reporting.wording import format_decimal_number

_TOOLS = {
    Tool.CHAOS_TOOLKIT: "Chaos Toolkit",
    Tool.LITMUS: "LitmusChaos",
    Tool.OTHER: gettext_noop("another tool"),
}

_VERDICTS = {
    RunVerdict.HELD: gettext_noop("Held"),
    RunVerdict.REFUTED: gettext_noop("Refuted"),
    RunVerdict.NOT_MEASURED: gettext_noop("Not measured"),
    RunVerdict.NOT_ELIGIBLE: gettext_noop("not eligible"),
    RunVerdict.STOPPED: gettext_noop("stopped"),
}

_REASONS = {
    RunReason.MET_AFTER: gettext_noop("the steady state was met afterwards"),
    RunReason.MISSED_AFTER: gettext_noop("the steady state was not met afterwards"),
    RunReason.MISSED_DURING: gettext_noop("the steady state was missed during the run"),
    RunReason.NO_HYPOTHESIS: gettext_noop("it has no hypothesis with probes"),
    RunReason.NOT_CHECKED_AFTER: gettext_noop("the steady state was not checked afterwards"),
    RunReason.DRY_RUN: gettext_noop("it was a dry run"),
    RunReason.MISSED_BEFORE: gettext_noop("the steady state was missed before, so it was not run"),
    RunReason.INTERRUPTED: gettext_noop("it was interrupted, by a person or a guard"),
    RunReason.ABORTED: gettext_noop("it was aborted, by a guard or an error"),
    RunReason.PROBES_PASSED: gettext_noop("all probes passed"),
    RunReason.PROBES_FAILED: gettext_noop("not all probes passed"),
    RunReason.NO_EVIDENCE: gettext_noop("no evidence: no fault had probes"),
    RunReason.TOOL_FAILED: gettext_noop("the tool failed before anything was checked"),
}

_DIFFERENCES = {
    ScoreDifference.NOT_MEASURED: gettext_noop("it counts what was not measured"),
    ScoreDifference.UNCHECKED_FAULTS: gettext_noop("it counts faults without probes as passed"),
    ScoreDifference.ANOTHER_SUM: gettext_noop(
        "it does not follow from its own percentages and weights"
    ),
}


def tool_name(tool: Tool) -> str:
    return gettext(_TOOLS[tool])


def verdict_name(verdict: RunVerdict) -> str:
    """Within a sentence."""
    return gettext(_VERDICTS[verdict]).lower()


def run_verdict(
    verdict: RunVerdict | None, started_at: datetime, now: datetime, policy: ExperimentPolicy
) -> str:
    """Within a sentence; of a run without a verdict, whether it runs or has no result."""
    if verdict is not None:
        return verdict_name(verdict)
    state = unfinished_state(started_at, now, policy)
    return unfinished_name(has_no_result=state is RunState.NO_RESULT)


def unfinished_name(*, has_no_result: bool) -> str:
    return gettext("no result") if has_no_result else gettext("running")


def reason_text(reason: RunReason) -> str:
    return gettext(_REASONS[reason])


def difference_text(difference: ScoreDifference) -> str:
    """Why the tool's score is another."""
    return gettext(_DIFFERENCES[difference])


def format_score(score: Score | None) -> str:
    """A number of percent, cut to one decimal so that only all of it is 100; a dash for none."""
    return "–" if score is None else format_decimal_number(score // 10 / 10)
