from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import InvalidField
from firefighter.domain.metrics.periods import (
    Period,
    days_between,
    epoch_s,
    offsets,
    parse_day,
    parse_period,
    week_of,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # the 25th in Paris
ZONES = st.sampled_from(
    [
        UTC,
        PARIS,
        ZoneInfo("America/St_Johns"),
        ZoneInfo("Australia/Lord_Howe"),
        ZoneInfo("Asia/Kabul"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("30d", date(2026, 10, 27), date(2026, 11, 25)),
        ("1D", date(2026, 11, 25), date(2026, 11, 25)),
        ("2w", date(2026, 11, 12), date(2026, 11, 25)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2025q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        (" 2024 ", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_period_names_are_parsed(typed: str, first: date, last: date) -> None:
    found = parse_period(typed, NOW, PARIS)
    assert found
    assert (found.first_day, found.last_day) == (first, last)


@pytest.mark.parametrize("typed", ["", "service checkout", "yesterday", "Q3", "30", "2026-Q5"])
def test_other_text_is_not_a_period(typed: str) -> None:
    assert parse_period(typed, NOW, PARIS) is None


@pytest.mark.parametrize("typed", ["2026-13", "2026-W54", "0d", "0000"])
def test_impossible_date_is_refused(typed: str) -> None:
    with pytest.raises(InvalidField):
        parse_period(typed, NOW, PARIS)


def test_day_is_parsed_as_iso_date() -> None:
    assert parse_day("2026-07-01") == date(2026, 7, 1)
    with pytest.raises(InvalidField, match="day: no day"):
        parse_day("1.7.2026")


def test_empty_period_is_refused() -> None:
    with pytest.raises(InvalidField):
        days_between(date(2026, 1, 2), date(2026, 1, 2), UTC)


def test_days_start_at_local_midnight() -> None:
    week = week_of(datetime(2026, 3, 25, tzinfo=UTC), PARIS)
    assert week.start == datetime(2026, 3, 22, 23, tzinfo=UTC)
    assert week.end == datetime(2026, 3, 29, 22, tzinfo=UTC)  # an hour was lost
    assert week.days == 7


def test_previous_period_has_the_same_number_of_days() -> None:
    week = week_of(datetime(2026, 11, 4, tzinfo=UTC), PARIS)
    before = week.before(12)
    assert (before.first_day, before.end, before.days) == (date(2026, 8, 10), week.start, 84)


@given(st.dates(date(1980, 1, 1), date(2036, 1, 1)), st.integers(1, 900), st.floats(0, 1), ZONES)
def test_offsets_match_local_time(first: date, days: int, share: float, zone: timezone) -> None:
    period = days_between(first, first + timedelta(days=days), zone)
    instant = period.start + share * (period.end - period.start - timedelta(seconds=1))
    ends = offsets(period)
    assert ends[-1][0] == epoch_s(period.end)
    offset = next(offset for end, offset in ends if epoch_s(instant) < end)
    assert instant.astimezone(zone).utcoffset() == timedelta(seconds=offset)


def test_period_includes_its_start_and_excludes_its_end() -> None:
    period = Period(NOW, NOW + timedelta(days=1), UTC)
    assert period.contains(period.start)
    assert not period.contains(period.end)


@pytest.mark.parametrize("typed", ["0001", "0000", "9999", "1969", "0001-01", "9999w"])
def test_a_period_beyond_the_calendar_is_an_unknown_period(typed: str) -> None:
    with pytest.raises(InvalidField, match=typed):
        parse_period(typed, datetime(2026, 3, 2, tzinfo=UTC), UTC)


@pytest.mark.parametrize("times", [1, 13])
def test_periods_before_a_very_long_one_stay_in_the_calendar(times: int) -> None:
    period = days_between(date(1970, 1, 1), date(9999, 12, 31), UTC)
    assert period.before(times).first_day == date(1900, 1, 1)
    assert period.before_until(NOW).end < period.start
