"""Texts of the weekly digest and of `/incident stats`, most urgent first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, user_mention
from firefighter.domain.experiment_runs import RunVerdict
from firefighter.domain.ids import reference
from firefighter.domain.metrics.backlog import Backlog, LatePostmortem, OpenIncident
from firefighter.domain.metrics.distribution import Distribution
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.report import Compared, Load, Report, WorkingHours
from firefighter.domain.metrics.resilience import ResilienceReport
from firefighter.domain.metrics.training import Training
from firefighter.domain.postmortem_checks import HARD_ITEM_COUNT
from firefighter.i18n import gettext, ngettext
from firefighter.reporting import wording
from firefighter.reporting.resilience import measured_text, score_text

_NAMED = 10
"""Incidents, services, classes or people listed by name; the rest are counted."""
_TITLE_SHOWN = 80
_WEEK = 7
_HOUR_S = 3600


def chart_not_drawn_text() -> str:
    return gettext("The chart couldn't be drawn. The figures above are complete.")


def headline(compared: Compared) -> str:
    now = compared.now
    return gettext(
        "{days}: {incidents}",
        days=wording.format_period(now.question.period),
        incidents=wording.incident_count(now.counted),
    )


def period_lines(compared: Compared, load: Load, working: WorkingHours) -> Iterator[str]:
    """The sections about the period, rather than about today."""
    yield volume(compared)
    if not compared.now.counted:
        yield excluded_groups(compared.now)
        return
    yield duration_lines(compared)
    if told := causes(compared.now):
        yield told
    yield on_call_load(compared.now, load, working)
    yield excluded_groups(compared.now)


def open_incidents(backlog: Backlog) -> str:
    if not backlog.open:
        return gettext("*Today* · None open.")
    lines = [_open_incident_line(one, backlog.at) for one in backlog.open_incidents[:_NAMED]]
    if (left := backlog.open - len(lines)) > 0:
        lines.append(ngettext("… and {number} more.", "… and {number} more.", left))
    opening = ngettext("*Today* · {number} open:", "*Today* · {number} open:", backlog.open)
    return "\n".join((opening, *lines))


def overdue_postmortems(backlog: Backlog) -> str:
    found = backlog.postmortems
    if not found.overdue:
        return gettext("*Overdue post-mortems* · None. Open: {open}.", open=found.open)
    lines = [_late_postmortem_line(each) for each in found.late[:_NAMED]]
    if (left := found.overdue - len(lines)) > 0:
        lines.append(ngettext("… and {number} more.", "… and {number} more.", left))
    opening = gettext(
        "*Overdue post-mortems* · {overdue} of {open} open:",
        overdue=found.overdue,
        open=found.open,
    )
    return "\n".join((opening, *lines))


def overdue_follow_ups(backlog: Backlog) -> str:
    total = backlog.overdue_follow_ups
    if not total:
        return gettext("*Overdue follow-ups* · None.")
    lines = [
        gettext(
            "• {who}: {number}, the oldest since {day}",
            who=user_mention(each.owner) if each.owner else gettext("unassigned"),
            number=each.number,
            day=wording.format_day(each.since),
        )
        for each in backlog.overdue[:_NAMED]
    ]
    return "\n".join((gettext("*Overdue follow-ups* · {total}", total=total), *lines))


def training(week: Training, never: Sequence[str]) -> str:
    """What was exercised, and what really happened in a year and was not."""
    held = ngettext("{number} exercise held", "{number} exercises held", week.held)
    people = ngettext("{number} person trained", "{number} people trained", week.people)
    lines = [
        gettext("*Training* · {told}", told=", ".join((held, people) if week.held else (held,)))
    ]
    if never:
        names = ", ".join(map(escaped, never[:_NAMED]))
        lines.append(gettext("Real in the last 12 months and never trained: {names}.", names=names))
    return "\n".join(lines)


def resilience(report: ResilienceReport) -> str:
    """What chaos experiments found, and what was refuted last."""
    found = report.overall
    lines = [
        gettext("*Chaos experiments* · {told}", told=f"{score_text(found)}; {measured_text(found)}")
    ]
    refuted = [
        each.experiment.key
        for each in report.by_experiment
        if each.latest and each.latest.verdict is RunVerdict.REFUTED
    ]
    if refuted:
        names = ", ".join(map(escaped, refuted[:_NAMED]))
        lines.append(gettext("Refuted last: {names}.", names=names))
    return "\n".join(lines)


def volume(compared: Compared) -> str:
    now, before = compared.now, compared.before
    severities = " · ".join(f"{each} {number}" for each, number in sorted(now.by_severity.items()))
    told = [wording.incident_count(now.counted) + (f" ({severities})" if severities else "")]
    if now.backfilled:
        told.append(ngettext("{number} imported", "{number} imported", now.backfilled))
    change = wording.count_change(compared)
    if compared.obstacle:
        told.append(change)
        return gettext("*Volume* · {told}", told=", ".join(told))
    told.append(
        gettext(
            "{least} to {most} a week in the {weeks} weeks before: {change}",
            least=min(_weekly(before)),
            most=max(_weekly(before)),
            weeks=len(_weekly(before)),
            change=change,
        )
        if now.question.period.days == _WEEK
        else gettext(
            "{before} before ({days}): {change}",
            before=before.counted,
            days=wording.format_period(before.question.period),
            change=change,
        )
    )
    return gettext("*Volume* · {told}", told=", ".join(told))


def duration_lines(compared: Compared) -> str:
    lines = [
        _duration(duration, distribution, compared)
        for duration, distribution in compared.now.durations.items()
    ]
    return "\n".join((gettext("*Durations*"), *lines))


def causes(report: Report) -> str:
    """Empty if no incident is classified and no post-mortem was read."""
    lines = []
    for title, numbers in (
        (gettext("Trigger"), report.by_trigger),
        (gettext("Failure class"), report.by_failure_class),
        (gettext("Contributing factors"), report.by_factor),
    ):
        if any(numbers):
            lines.append(f"*{title}*{_named(numbers)}")
    if report.completeness.measured:
        lines.append(
            gettext(
                "*Post-mortems* · median {median} of {checked} checklist items done (pages "
                "read: {read})",
                median=wording.format_number(report.completeness.median),
                checked=HARD_ITEM_COUNT,
                read=wording.measured_of(report.completeness),
            )
        )
    return "\n".join(lines)


def on_call_load(report: Report, load: Load, working: WorkingHours) -> str:
    """As sums without names, so that people are not compared."""
    out = report.out_of_hours(working)
    return gettext(
        "*On-call load* · {people}, {hours} active person-hours recorded in {known}; out of "
        "hours ({zone}): {out}",
        people=ngettext("{number} person", "{number} people", len(load.shares)),
        hours=_hours(load.seconds),
        known=wording.incident_count(load.known),
        zone=report.hours_zone,
        out=wording.format_share(out, report.counted),
    )


def excluded_groups(report: Report) -> str:
    return " · ".join(
        gettext(
            "{name}: {number}", name=wording.group_name(group), number=report.apart.get(group, 0)
        )
        for group in Group
        if group is not Group.COUNTED
    )


def formulas() -> str:
    """How the metrics are computed, in short; the CLI report and the docs have all of it."""
    told = " · ".join(
        f"{wording.duration_name(duration)} = {wording.duration_formula(duration)}"
        for duration in Duration
    )
    return gettext(
        "{formulas}. A change is shown only if it is significant at p &lt; 0.01. Active "
        "person-hours: time between timeline entries of one person that are at most 30 min apart. "
        "Private incidents are excluded.",
        formulas=told,
    )


def _open_incident_line(one: OpenIncident, now: datetime) -> str:
    sign = labels.SEVERITY_SIGN[one.severity]
    status = labels.status_label(one.status).lower()
    told = [
        gettext(
            "{status}, declared {age} ago",
            status=status,
            age=wording.format_duration((now - one.declared_at).total_seconds()),
        )
    ]
    if one.lacks_commander():
        told.append(gettext("*no commander*"))
    if one.is_stale(now):
        silent = wording.format_duration((now - one.last_activity_at).total_seconds())
        told.append(gettext("*no update for {time}*", time=silent))
    title = clipped(escaped(one.title), _TITLE_SHOWN)
    name = f"{sign} *{reference(one.incident_id)}* {one.severity} {title}"
    return wording.labeled(name, " · ".join(told))


def _late_postmortem_line(one: LatePostmortem) -> str:
    return gettext(
        "• *{incident}* {severity} {title}: {who}, review due since {day}",
        incident=reference(one.incident_id),
        severity=one.severity,
        title=clipped(escaped(one.title), _TITLE_SHOWN),
        who=user_mention(one.owner) if one.owner else gettext("unassigned"),
        day=wording.format_day(one.due),
    )


def _duration(duration: Duration, distribution: Distribution, compared: Compared) -> str:
    measured = f"• {wording.duration_name(duration)} ({wording.measured_of(distribution)})"
    if not distribution.measured:
        return gettext("{measured}: not recorded", measured=measured)
    told = gettext(
        "{measured}: median {median}, 90th percentile {p90}, longest {longest}",
        measured=measured,
        median=wording.format_duration(distribution.median),
        p90=wording.format_duration(distribution.p90),
        longest=wording.format_duration(distribution.longest),
    )
    few = (
        f" ({wording.format_durations(distribution.values)})"
        if len(distribution.values) > 1
        else ""
    )
    change = wording.duration_change(compared.duration_change(duration))
    return gettext("{told}{few}; {change}", told=told, few=few, change=change)


def _named(numbers: Mapping[str, int]) -> str:
    ranked = sorted(numbers.items(), key=lambda item: (not item[0], -item[1], item[0]))
    named = [
        f"{escaped(name) if name else gettext('not set')} ({number})"
        for name, number in ranked[:_NAMED]
    ]
    return gettext(": {named}", named=" · ".join(named)) if named else ""


def _weekly(report: Report) -> list[int]:
    """Returns the number of incidents in each week, including weeks without any."""
    found = [sum(each.values()) for each in report.by_week.values()]
    weeks = report.question.period.days // _WEEK
    return [*found, *[0] * (weeks - len(found))] or [0]


def _hours(seconds: int) -> str:
    return wording.format_decimal_number(seconds / _HOUR_S)
