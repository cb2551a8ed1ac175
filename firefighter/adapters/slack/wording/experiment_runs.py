"""Runs of chaos experiments in words."""

from firefighter.adapters.slack.wording.mrkdwn import escaped, link, single_line
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.experiment_runs import RunVerdict
from firefighter.i18n import gettext
from firefighter.reporting.experiment_runs import (
    difference_text,
    format_score,
    reason_text,
    tool_name,
    verdict_name,
)

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
