"""Reporting periods, and clock changes within them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from firefighter.domain.errors import FieldProblem, InvalidField

_AGO = re.compile(r"(\d{1,4})([dw])", re.IGNORECASE)
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_DAY = timedelta(days=1)
_EARLIEST = date(1970, 1, 1)
"""The first day that people can ask about."""
_EARLIEST_COMPARED = date(1900, 1, 1)
"""Periods before a very long one begin no earlier."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Period:
    """From `start` until before `end`, in whole days of `zone`."""

    start: datetime
    end: datetime
    zone: tzinfo

    @property
    def first_day(self) -> date:
        return self.start.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        return (self.end - timedelta(microseconds=1)).astimezone(self.zone).date()

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def before(self, times: int = 1) -> "Period":
        """The `times` periods of the same length right before, as one.

        Of a period that ends within a day, the one before ends at the same time of day.
        """
        earlier = self.first_day.toordinal() - times * self.days
        first = date.fromordinal(max(earlier, _EARLIEST_COMPARED.toordinal()))
        end = self.end.astimezone(self.zone).replace(tzinfo=None) - self.days * _DAY
        return Period(_midnight(first, self.zone), _utc(end, self.zone), self.zone)

    def before_until(self, now: datetime) -> "Period":
        """The part of the period before that corresponds to the part of this one before `now`.

        Before whole months come as many months, until the same day of the month or their end.
        """
        months = self._whole_months()
        first = (
            _months_later(self.first_day, -months)
            if months and self.first_day.year - months // 12 > _EARLIEST_COMPARED.year
            else days_before(self.first_day, self.days)
        )
        if first < _EARLIEST_COMPARED:
            return self.until(now).before()
        local = now.astimezone(self.zone).replace(tzinfo=None)
        end = _same_day_earlier(local, months) if months else local - self.days * _DAY
        return Period(_midnight(first, self.zone), _utc(end, self.zone), self.zone)

    def _whole_months(self) -> int:
        """How many months the period consists of; 0 unless it begins and ends with one."""
        first, end = self.first_day, self.last_day + _DAY
        if first.day != 1 or end.day != 1:
            return 0
        return 12 * (end.year - first.year) + end.month - first.month

    def until(self, now: datetime) -> "Period":
        """The part of it before `now`, which is after its start."""
        return Period(self.start, min(self.end, now), self.zone)

    def contains(self, at: datetime) -> bool:
        return self.start <= at < self.end


def days_between(first: date, end: date, zone: tzinfo) -> Period:
    """From the start of `first` to the start of `end`. Raises InvalidField."""
    if first >= end:
        raise InvalidField("period", FieldProblem.ENDS_BEFORE_IT_BEGINS, f"{first}, {end}")
    if first < _EARLIEST:
        raise InvalidField("period", FieldProblem.NO_PERIOD, f"{first}")
    return Period(_midnight(first, zone), _midnight(end, zone), zone)


def week_of(at: datetime, zone: tzinfo) -> Period:
    """The week, Monday to Sunday, that contains a time."""
    day = at.astimezone(zone).date()
    monday = day - day.weekday() * _DAY
    return days_between(monday, monday + 7 * _DAY, zone)


def parse_period(typed: str, now: datetime, zone: tzinfo) -> Period | None:
    """Parses `30d`, `12w`, `2026-Q3`, `2026-09`, `2026-W40` or `2026`; None for other text.

    `30d` is the last thirty days including today. Raises InvalidField for an impossible date.
    """
    text = typed.strip()
    today = now.astimezone(zone).date()
    try:
        days = next((found for found in _read(text, today) if found), None)
    except (ValueError, OverflowError) as error:
        raise InvalidField("period", FieldProblem.NO_PERIOD, text) from error
    if days and days[0] < _EARLIEST:
        raise InvalidField("period", FieldProblem.NO_PERIOD, text)
    return days_between(*days, zone) if days else None


def days_before(end: date, days: int) -> date:
    """That many days before `end`, or the first day of the calendar."""
    return date.fromordinal(max(end.toordinal() - days, 1))


def parse_day(typed: str) -> date:
    """Raises InvalidField."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise InvalidField("day", FieldProblem.NO_DAY, typed) from error


def offsets(period: Period) -> list[tuple[int, int]]:
    """Offsets of the zone from UTC, in seconds: pairs of an end and the offset until then.

    Ends are seconds since 1970. There is one pair for each stretch without a clock change.
    """
    found: list[tuple[int, int]] = []
    step, offset = period.start, _offset(period.start, period.zone)
    while step < period.end:
        following = min(step + _DAY, period.end)
        if _offset(following, period.zone) != offset:
            changed = _change(step, following, period.zone)
            found.append((epoch_s(changed), offset))
            offset = _offset(following, period.zone)
        step = following
    return [*found, (epoch_s(period.end), offset)]


def epoch_s(at: datetime) -> int:
    """Whole seconds since 1970."""
    return (at - _EPOCH) // timedelta(seconds=1)


def _read(text: str, today: date) -> Iterator[tuple[date, date] | None]:
    tomorrow = today + _DAY
    if found := _AGO.fullmatch(text):
        days = int(found[1]) * (7 if found[2].lower() == "w" else 1)
        yield tomorrow - days * _DAY, tomorrow
    if found := _QUARTER.fullmatch(text):
        first = date(int(found[1]), 3 * int(found[2]) - 2, 1)
        yield first, _months_later(first, 3)
    if found := _WEEK.fullmatch(text):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        yield monday, monday + 7 * _DAY
    if found := _MONTH.fullmatch(text):
        first = date(int(found[1]), int(found[2]), 1)
        yield first, _months_later(first, 1)
    if _YEAR.fullmatch(text):
        yield date(int(text), 1, 1), date(int(text) + 1, 1, 1)


def _months_later(first: date, months: int) -> date:
    ahead = first.month - 1 + months
    return date(first.year + ahead // 12, ahead % 12 + 1, 1)


def _same_day_earlier(at: datetime, months: int) -> datetime:
    """The same time some months earlier; the end of that month if it has no such day."""
    month = _months_later(at.date().replace(day=1), -months)
    end = datetime.combine(_months_later(month, 1), time())
    return min(datetime.combine(month, at.time()) + (at.day - 1) * _DAY, end)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return _utc(datetime.combine(day, time()), zone)


def _utc(local: datetime, zone: tzinfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


def _offset(at: datetime, zone: tzinfo) -> int:
    offset = at.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """When the clocks changed, between two times with different offsets, in seconds since 1970."""
    old = _offset(before, zone)
    low, high = epoch_s(before), epoch_s(after)
    while high - low > 1:
        middle = (low + high) // 2
        at = _EPOCH + timedelta(seconds=middle)
        low, high = (middle, high) if _offset(at, zone) == old else (low, middle)
    return _EPOCH + timedelta(seconds=high)
