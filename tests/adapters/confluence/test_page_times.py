"""Times on a page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from firefighter.domain.postmortem import TimelineLine
from tests.adapters.confluence.sample_postmortem import FRENCH, postmortem


def test_hour_that_comes_twice_shows_its_offset() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in Paris, in summer time
    lines = tuple(
        TimelineLine(first + timedelta(hours=hours), f"Line {hours}") for hours in range(3)
    )
    body = FRENCH.body(replace(postmortem(), timeline_lines=lines))
    assert "02:30 (UTC+02:00)" in body
    assert "02:30 (UTC+01:00)" in body
    assert "03:30 (" not in body
