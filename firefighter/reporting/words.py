"""Short texts about figures."""

from collections.abc import Callable, Iterable
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from firefighter.domain.metrics.change import Change
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.spread import Spread
from firefighter.texts import count, mark, say, spoken

_NO_BREAK = "\u00a0"
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86_400
_IN_HOURS_S = 2 * _DAY_S
"""Up to two days are told in hours."""

_NAMES = {
    Duration.DETECT: mark("Time to detect"),
    Duration.ACKNOWLEDGE: mark("Time to acknowledge"),
    Duration.MITIGATE: mark("Time to mitigate"),
    Duration.CLOSE: mark("Time to close"),
}
_FORMULAS = {
    Duration.DETECT: mark("detected − impact started"),
    Duration.ACKNOWLEDGE: mark("acknowledged − declared"),
    Duration.MITIGATE: mark("mitigated − impact started"),
    Duration.CLOSE: mark("closed − declared"),
}
_GROUPS = {
    Group.COUNTED: mark("Incidents"),
    Group.DRILL: mark("Drills"),
    Group.CANCELLED: mark("Cancelled"),
    Group.DUPLICATE: mark("Duplicates"),
}
_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_CHANGES = {
    Change.UP: mark("longer"),
    Change.DOWN: mark("shorter"),
    Change.NONE: mark("no change to be seen"),
    Change.UNKNOWN: mark("too few to tell"),
}
_MORE_OR_FEWER = {
    Change.UP: mark("more than usual"),
    Change.DOWN: mark("fewer than usual"),
    Change.NONE: mark("within what chance brings"),
    Change.UNKNOWN: mark("too few to tell"),
}


def duration_name(duration: Duration) -> str:
    return say(_NAMES[duration])


def formula(duration: Duration) -> str:
    return say(_FORMULAS[duration])


def group_name(group: Group) -> str:
    return say(_GROUPS[group])


def change_of_duration(change: Change) -> str:
    return say(_CHANGES[change])


def change_of_count(change: Change) -> str:
    return say(_MORE_OR_FEWER[change])


def length(seconds: float | None) -> str:
    """`42 s`, `12 min`, `2 h 05`, `6 h` or `3 d 4 h`; a dash for none."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < _MINUTE_S:
        return say("{seconds}\u00a0s", seconds=whole)
    minutes = round(whole / _MINUTE_S)
    if whole < _HOUR_S and minutes < _HOUR_S // _MINUTE_S:
        return say("{minutes}\u00a0min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if whole < _IN_HOURS_S:
        return _with(say("{hours}\u00a0h", hours=hours), f"{minutes:02d}" if minutes else "")
    days, hours = divmod(round(whole / _HOUR_S), 24)
    rest = say("{hours}\u00a0h", hours=hours) if hours else ""
    return _with(say("{days}\u00a0d", days=days), rest)


def _with(whole: str, rest: str) -> str:
    return f"{whole}{_NO_BREAK}{rest}" if rest else whole


def lengths(seconds: Iterable[int]) -> str:
    return several(seconds, length)


def several(values: Iterable[int], told: Callable[[float | None], str]) -> str:
    return " · ".join(map(told, values))


def measured(spread: Spread) -> str:
    """On how many incidents, and that the others are left out."""
    return say("{measured} of {of}", measured=spread.measured, of=spread.of)


def share(part: int, whole: int) -> str:
    """`3 of 12 (25 %)`; percentages of fewer than ten say nothing, so there are none."""
    if whole < 10:  # noqa: PLR2004 - as with the raw values
        return say("{part} of {whole}", part=part, whole=whole)
    percent = round(100 * part / whole)
    return say("{part} of {whole} ({percent} %)", part=part, whole=whole, percent=percent)


def incidents(number: int) -> str:
    return count("{number} incident", "{number} incidents", number)


def decimal(number: float) -> str:
    """With at most one decimal, as the language writes it."""
    written: str = format_decimal(number, "0.#", locale=spoken())
    return written


def number(found: float | None) -> str:
    """A dash for none."""
    return "–" if found is None else decimal(found)


def day(moment: date) -> str:
    return format_date(moment, "d MMM y", locale=spoken())


def short_day(moment: date) -> str:
    return format_date(moment, "d MMM", locale=spoken())


def days(period: Period) -> str:
    return say("{first} to {last}", first=day(period.first_day), last=day(period.last_day))


def weekday(number: int) -> str:
    """Monday is 0."""
    return say(_WEEKDAYS[number])
