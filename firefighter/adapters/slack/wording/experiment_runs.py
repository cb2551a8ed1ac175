"""Runs of chaos experiments in words."""

from datetime import datetime

from firefighter.adapters.slack.wording.mrkdwn import escaped, link, local_time, single_line
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.experiment_runs import ExperimentPolicy, RunVerdict
from firefighter.domain.ids import reference
from firefighter.i18n import gettext
from firefighter.ports.experiment_runs import RecordedRun
from firefighter.reporting.experiment_runs import (
    difference_text,
    format_score,
    reason_text,
    run_verdict,
    tool_name,
    verdict_name,
)
from firefighter.reporting.wording import labeled

_SIGN = ":test_tube:"
_STOPPED_SIGN = ":no_entry:"


def run_line(run: RunSummary) -> str:
    """Hypothesis, verdict and evidence, or that it started."""
    name = f"*{single_line(run.name)}*"
    if run.verdict is None:
        text = gettext(
            "{tool} started the chaos experiment {name}.",
            tool=escaped(run.program) or tool_name(run.tool),
            name=name,
        )
        return f"{_SIGN} {text}"
    sign = _STOPPED_SIGN if run.verdict is RunVerdict.STOPPED else _SIGN
    report = link(run.url, gettext("Report")) if run.url else ""
    told = (f"{sign} {_verdict(run, name)}", _evidence(run), _theirs(run), report)
    return " ".join(filter(None, told))


def latest_run_line(recorded: RecordedRun, now: datetime, policy: ExperimentPolicy) -> str:
    """When it ran, what it found, and the incident that it belongs to."""
    run = recorded.run
    score = run.judged.score if run.judged else None
    verdict = run_verdict(run.verdict, run.started_at, now, policy)
    told = f"*{verdict}*" if score is None else f"*{verdict}* ({format_score(score)} / 100)"
    reason = reason_text(run.judged.reason) if run.judged else ""
    parts = (
        local_time(run.started_at),
        labeled(told, reason) if reason else told,
        reference(recorded.incident_id) if recorded.incident_id else "",
        link(run.url, gettext("Report")) if run.url else "",
    )
    return " · ".join(filter(None, parts))


def _verdict(run: RunSummary, name: str) -> str:
    verdict = verdict_name(run.verdict) if run.verdict else ""
    score = "" if run.score is None else f" ({format_score(run.score)} / 100)"
    told = f"*{verdict}*{score}"
    reason = reason_text(run.reason) if run.reason else ""
    if run.hypothesis:
        return gettext(
            "Chaos experiment {name}: hypothesis “{hypothesis}” {verdict}: {reason}.",
            name=name,
            hypothesis=single_line(run.hypothesis),
            verdict=told,
            reason=reason,
        )
    return gettext(
        "Chaos experiment {name} {verdict}: {reason}.", name=name, verdict=told, reason=reason
    )


def _evidence(run: RunSummary) -> str:
    told = []
    if run.checked:
        told.append(gettext("Probes met: {met} of {checked}.", met=run.met, checked=run.checked))
    if run.missed:
        names = ", ".join(map(escaped, run.missed))
        told.append(gettext("Missed: {names}.", names=names))
    return " ".join(told)


def _theirs(run: RunSummary) -> str:
    """The tool's own figure, where it is another."""
    if run.difference is None:
        return ""
    return gettext(
        "{tool}’s own score is {score}: {reason}.",
        tool=tool_name(run.tool),
        score=format_score(run.tool_score),
        reason=difference_text(run.difference),
    )
