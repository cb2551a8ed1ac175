"""Names of metrics and formats of their values, in the current language."""

from collections.abc import Callable, Iterable
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from firefighter.domain.metrics.distribution import Distribution
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.report import Compared, Obstacle
from firefighter.domain.metrics.significance import Change
from firefighter.domain.scoring import Score
from firefighter.i18n import current_language, gettext, gettext_noop, ngettext

_NO_BREAK = "\u00a0"
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400
_IN_HOURS_S = 2 * _DAY_S
"""Durations below this are shown in hours."""

_NAMES = {
    Duration.DETECT: gettext_noop("Time to detect"),
    Duration.ACKNOWLEDGE: gettext_noop("Time to acknowledge"),
    Duration.MITIGATE: gettext_noop("Time to mitigate"),
    Duration.RESPOND: gettext_noop("Declared to mitigated"),
    Duration.CLOSE: gettext_noop("Time to close"),
}
_FORMULAS = {
    Duration.DETECT: gettext_noop("detected − impact started"),
    Duration.ACKNOWLEDGE: gettext_noop("acknowledged − declared"),
    Duration.MITIGATE: gettext_noop("mitigated − impact started"),
    Duration.RESPOND: gettext_noop("mitigated − declared"),
    Duration.CLOSE: gettext_noop("closed − declared"),
}
_GROUPS = {
    Group.COUNTED: gettext_noop("Incidents"),
    Group.DRILL: gettext_noop("Drills"),
    Group.DECLINED: gettext_noop("Declined"),
    Group.DUPLICATE: gettext_noop("Duplicates"),
}
_WEEKDAYS = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)
_DURATION_CHANGES = {
    Change.UP: gettext_noop("longer"),
    Change.DOWN: gettext_noop("shorter"),
    Change.NONE: gettext_noop("no significant change"),
    Change.UNKNOWN: gettext_noop("not enough data"),
}
_COUNT_CHANGES = {
    Change.UP: gettext_noop("more than usual"),
    Change.DOWN: gettext_noop("fewer than usual"),
    Change.NONE: gettext_noop("no significant change"),
    Change.UNKNOWN: gettext_noop("not enough data"),
}


def duration_name(duration: Duration) -> str:
    return gettext(_NAMES[duration])


def duration_formula(duration: Duration) -> str:
    return gettext(_FORMULAS[duration])


def group_name(group: Group) -> str:
    return gettext(_GROUPS[group])


def duration_change(change: Change) -> str:
    return gettext(_DURATION_CHANGES[change])


_OBSTACLES = {
    Obstacle.NO_HISTORY: gettext_noop("not compared: no full earlier period on record"),
    Obstacle.NOT_OVER: gettext_noop("not compared: the period is not over"),
    Obstacle.NOT_STARTED: gettext_noop("not compared: the period has not started"),
}


def count_change(compared: Compared) -> str:
    """The change in the number of incidents, or why there is none to name."""
    if compared.obstacle:
        return gettext(_OBSTACLES[compared.obstacle])
    return gettext(_COUNT_CHANGES[compared.count_change])


def labeled(label: str, text: str) -> str:
    """Joins them with a colon as the current language sets it: French has a space before it."""
    return gettext("{label}: {text}", label=label, text=text)


def format_duration(seconds: float | None) -> str:
    """`42 s`, `12 min`, `2 h 05`, `6 h` or `3 d 4 h`; a dash for None."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < _MINUTE_S:
        return gettext("{seconds}\u00a0s", seconds=whole)
    minutes = round(whole / _MINUTE_S)
    if whole < _HOUR_S and minutes < _HOUR_S // _MINUTE_S:
        return gettext("{minutes}\u00a0min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if whole < _IN_HOURS_S:
        return _joined(gettext("{hours}\u00a0h", hours=hours), f"{minutes:02d}" if minutes else "")
    days, hours = divmod(round(whole / _HOUR_S), 24)
    rest = gettext("{hours}\u00a0h", hours=hours) if hours else ""
    return _joined(gettext("{days}\u00a0d", days=days), rest)


def _joined(whole: str, rest: str) -> str:
    return f"{whole}{_NO_BREAK}{rest}" if rest else whole


def format_durations(seconds: Iterable[int]) -> str:
    return format_values(seconds, format_duration)


def format_values(values: Iterable[int], format_value: Callable[[float | None], str]) -> str:
    return " · ".join(map(format_value, values))


def measured_of(distribution: Distribution) -> str:
    """`3 of 12`: how many incidents have the value recorded."""
    return gettext("{measured} of {of}", measured=distribution.measured, of=distribution.of)


def format_share(part: int, whole: int) -> str:
    """`3 of 12 (25 %)`, without the percentage below ten."""
    if whole < 10:  # noqa: PLR2004 - the limit for raw values
        return gettext("{part} of {whole}", part=part, whole=whole)
    percent = round(100 * part / whole)
    return gettext("{part} of {whole} ({percent} %)", part=part, whole=whole, percent=percent)


def incident_count(number: int) -> str:
    return ngettext("{number} incident", "{number} incidents", number)


def format_decimal_number(number: float) -> str:
    """With at most one decimal, in the language's notation."""
    written: str = format_decimal(number, "0.#", locale=current_language())
    return written


def format_number(found: float | None) -> str:
    """A dash for None."""
    return "–" if found is None else format_decimal_number(found)


def format_day(day: date) -> str:
    return format_date(day, "d MMM y", locale=current_language())


def format_short_day(day: date) -> str:
    return format_date(day, "d MMM", locale=current_language())


def format_month(day: date) -> str:
    return format_date(day, "MMM y", locale=current_language())


def format_period(period: Period) -> str:
    return gettext(
        "{first} to {last}", first=format_day(period.first_day), last=format_day(period.last_day)
    )


def weekday_name(number: int) -> str:
    """Monday is 0."""
    return gettext(_WEEKDAYS[number])


def stopped_text(score: Score) -> str:
    """Of a team whose drill was stopped: on how much of the hundred it is judged."""
    return gettext("Stopped early: judged on {points} of 100 points.", points=score.possible)
