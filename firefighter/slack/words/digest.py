"""The figures of some days in sentences, most urgent first."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from firefighter.domain.ids import reference
from firefighter.domain.metrics.change import change_in_count, change_in_median
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.load import Load
from firefighter.domain.metrics.report import Compared, Report, WorkingHours
from firefighter.domain.metrics.spread import Spread
from firefighter.domain.metrics.standing import LatePostmortem, Standing, Waiting
from firefighter.domain.quality import CHECKED
from firefighter.reporting import words
from firefighter.slack.words import labels
from firefighter.slack.words.mrkdwn import clipped, person, typed
from firefighter.texts import count, say

_NAMED = 10
"""Incidents, services, classes or people named one by one; the others are counted."""
_FEW_PEOPLE = 3
_TITLE_SHOWN = 80
_WEEK = 7
_HOUR_S = 3600


def headline(compared: Compared) -> str:
    now = compared.now
    return say(
        "{days}: {incidents}",
        days=words.days(now.question.period),
        incidents=words.incidents(now.counted),
    )


def lines_of(compared: Compared, load: Load, working: WorkingHours) -> Iterator[str]:
    """What is about the days themselves, and not about today."""
    yield how_many(compared)
    if not compared.now.counted:
        yield apart(compared.now)
        return
    yield how_long(compared)
    yield repeats_and_classes(compared.now)
    yield load_on_people(compared.now, load, working)
    yield apart(compared.now)


def needs_you(standing: Standing) -> str:
    if not standing.open:
        return say("*Today* · Nothing waits: no incident is open.")
    lines = [_waiting(one, standing.at) for one in standing.waiting[:_NAMED]]
    if (left := standing.open - len(lines)) > 0:
        lines.append(count("… and {number} more.", "… and {number} more.", left))
    opening = count("*Today* · {number} is open:", "*Today* · {number} are open:", standing.open)
    return "\n".join((opening, *lines))


def overdue_postmortems(standing: Standing) -> str:
    found = standing.postmortems
    if not found.overdue:
        return say("*Overdue post-mortems* · None; open: {open}.", open=found.open)
    lines = [_late(each) for each in found.late[:_NAMED]]
    if (left := found.overdue - len(lines)) > 0:
        lines.append(count("… and {number} more.", "… and {number} more.", left))
    opening = say(
        "*Overdue post-mortems* · {overdue} of {open} that are open:",
        overdue=found.overdue,
        open=found.open,
    )
    return "\n".join((opening, *lines))


def overdue_follow_ups(standing: Standing) -> str:
    total = standing.overdue_follow_ups
    if not total:
        return say("*Overdue follow-ups* · None.")
    lines = [
        say(
            "• {who}: {number}, the oldest since {day}",
            who=person(each.owner) if each.owner else say("nobody's"),
            number=each.number,
            day=words.day(each.since),
        )
        for each in standing.overdue[:_NAMED]
    ]
    return "\n".join((say("*Overdue follow-ups* · {total}", total=total), *lines))


def how_many(compared: Compared) -> str:
    now, before = compared.now, compared.before
    severities = " · ".join(f"{each} {number}" for each, number in sorted(now.by_severity.items()))
    told = [words.incidents(now.counted) + (f" ({severities})" if severities else "")]
    if now.backfilled:
        told.append(count("{number} imported", "{number} imported", now.backfilled))
    change = change_in_count(now.counted, before.counted, compared.times)
    told.append(
        say(
            "{least} to {most} a week in the {weeks} weeks before: {change}",
            least=min(_weekly(before)),
            most=max(_weekly(before)),
            weeks=len(_weekly(before)),
            change=words.change_of_count(change),
        )
        if now.question.period.days == _WEEK
        else say(
            "{before} in the {days} days before: {change}",
            before=before.counted,
            days=before.question.period.days,
            change=words.change_of_count(change),
        )
    )
    return say("*How many* · {told}", told=", ".join(told))


def how_long(compared: Compared) -> str:
    lines = [
        _duration(duration, spread, compared.before.durations[duration])
        for duration, spread in compared.now.durations.items()
    ]
    return "\n".join((say("*How long*"), *lines))


def repeats_and_classes(report: Report) -> str:
    lines = [
        say(
            "*Repeats* · {repeats} within 30 days after another of the same service{named}",
            repeats=words.share(report.repeats, report.counted),
            named=_named(report.repeats_by_service),
        )
    ]
    for title, numbers in (
        (say("Set off by"), report.by_trigger),
        (say("Failure class"), report.by_failure_class),
    ):
        if any(numbers):
            lines.append(f"*{title}*{_named(numbers)}")
    if report.completeness.measured:
        lines.append(
            say(
                "*Post-mortems* · median {median} of {checked} things done (read: {read})",
                median=words.number(report.completeness.median),
                checked=CHECKED,
                read=words.measured(report.completeness),
            )
        )
    return "\n".join(lines)


def load_on_people(report: Report, load: Load, working: WorkingHours) -> str:
    out = report.out_of_hours(working)
    lines = [
        say(
            "*Load on people* · {people}, {hours} person-hours on record of {known}; out of hours "
            "{out}",
            people=count("{number} person", "{number} people", len(load.shares)),
            hours=_hours(load.seconds),
            known=words.incidents(load.known),
            out=words.share(out, report.counted),
        )
    ]
    lines += [
        say(
            "• {who}: {incidents}, {hours} h",
            who=person(share.user),
            incidents=words.incidents(share.incidents),
            hours=_hours(share.seconds),
        )
        for share in load.shares[:_FEW_PEOPLE]
    ]
    return "\n".join(lines)


def apart(report: Report) -> str:
    return " · ".join(
        say("{name}: {number}", name=words.group_name(group), number=report.apart.get(group, 0))
        for group in Group
        if group is not Group.COUNTED
    )


def formulas() -> str:
    """How the figures come about; the report on the command line and the documentation say all."""
    told = " · ".join(
        f"{words.duration_name(duration)} = {words.formula(duration)}" for duration in Duration
    )
    return say(
        "{formulas}. A change is named only when chance alone brings it less than once in a "
        "hundred. Person-hours: from somebody's first entry in a timeline to the last. Private "
        "incidents are left out.",
        formulas=told,
    )


def _waiting(one: Waiting, now: datetime) -> str:
    sign = labels.SEVERITY_SIGN[one.severity]
    status = labels.status_label(one.status).lower()
    told = [
        say(
            "{status}, declared {age} ago",
            status=status,
            age=words.length((now - one.declared_at).total_seconds()),
        )
    ]
    if one.lacks_commander():
        told.append(say("*nobody leads it*"))
    if one.is_stale(now):
        silent = words.length((now - one.heard_at).total_seconds())
        told.append(say("*nothing heard for {time}*", time=silent))
    title = clipped(typed(one.title), _TITLE_SHOWN)
    name = f"{sign} *{reference(one.incident_id)}* {one.severity} {title}"
    return f"{name}: {' · '.join(told)}"


def _late(one: LatePostmortem) -> str:
    return say(
        "• *{incident}* {severity} {title}: {who}, review due since {day}",
        incident=reference(one.incident_id),
        severity=one.severity,
        title=clipped(typed(one.title), _TITLE_SHOWN),
        who=person(one.owner) if one.owner else say("nobody's"),
        day=words.day(one.due),
    )


def _duration(duration: Duration, spread: Spread, before: Spread) -> str:
    measured = f"• {words.duration_name(duration)} ({words.measured(spread)})"
    if not spread.measured:
        return say("{measured}: not on record", measured=measured)
    told = say(
        "{measured}: median {median}, 90th percentile {p90}, longest {longest}",
        measured=measured,
        median=words.length(spread.median),
        p90=words.length(spread.p90),
        longest=words.length(spread.longest),
    )
    few = f" ({words.lengths(spread.values)})" if len(spread.values) > 1 else ""
    change = words.change_of_duration(change_in_median(spread, before))
    return say("{told}{few}; {change}", told=told, few=few, change=change)


def _named(numbers: Mapping[str, int]) -> str:
    ranked = sorted(numbers.items(), key=lambda item: (not item[0], -item[1], item[0]))
    named = [
        f"{typed(name) if name else say('not said yet')} ({number})"
        for name, number in ranked[:_NAMED]
    ]
    return say(": {named}", named=" · ".join(named)) if named else ""


def _weekly(report: Report) -> list[int]:
    """Of each week, also of those with none."""
    found = [sum(each.values()) for each in report.by_week.values()]
    weeks = report.question.period.days // _WEEK
    return [*found, *[0] * (weeks - len(found))] or [0]


def _hours(seconds: int) -> str:
    return words.decimal(seconds / _HOUR_S)
