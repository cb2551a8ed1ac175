"""The chart of a report: what it draws, and that it can be read."""

from datetime import UTC, date, timedelta
from typing import Any

import pytest

from firefighter.adapters import charts
from firefighter.domain.metrics.facts import Duration, Fact
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Compared, Point, Question, Report, report_on
from firefighter.domain.severity import Severity
from firefighter.reporting.chart import chart
from firefighter.reporting.tables import durations
from tests.domain.facts import SPRING, fact

SPRING_WEEKS = days_between(date(2026, 3, 2), date(2026, 4, 6), UTC)
"""Five whole weeks."""


def report(*facts: Fact, period: Any = SPRING_WEEKS) -> Report:  # noqa: ANN401 - a period
    return report_on(facts, Question(period))


def lasting(number: int, seconds: int, days: float = 2.0) -> Fact:
    return fact(number, days, seconds={Duration.MITIGATE: seconds})


def point(days: float, seconds: int) -> Point:
    return Point(SPRING + timedelta(days=days), Severity.SEV2, seconds)


def bars(spec: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = spec["vconcat"][0]
    return found


def strip(spec: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = spec["vconcat"][1]
    return found


def luminance(color: str) -> float:
    """https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_each_color_stands_out_from_the_background() -> None:
    for color in bars(chart(report(), []))["encoding"]["color"]["scale"]["range"]:
        assert 1.05 / (luminance(color) + 0.05) >= 3


def test_most_severe_is_at_the_bottom_of_a_bar() -> None:
    assert bars(chart(report(), []))["encoding"]["order"]["sort"] == "ascending"


def test_dots_are_left_out_evenly_over_the_period() -> None:
    points = [point(number / 40, 600) for number in range(1200)]
    found = strip(chart(report(), points))
    days = [value["declared"][:10] for value in found["layer"][0]["data"]["values"]]
    assert len(days) == 500
    assert days[0] == "2026-03-01"
    assert max(days) == "2026-03-30"
    assert len(set(days)) == 30
    assert "500 of 1200 shown." in found["title"]["subtitle"]


@pytest.mark.parametrize("seconds", [0, 5])
def test_very_short_durations_do_not_squeeze_the_scale(seconds: int) -> None:
    found = strip(chart(report(), [point(1, seconds), point(2, 3000)]))
    dots = found["layer"][0]
    assert dots["encoding"]["y"]["scale"]["domain"] == [60, 3600]
    assert dots["data"]["values"][0]["seconds"] == 60
    assert "Less than a minute is drawn as one minute." in found["title"]["subtitle"]


def test_median_is_drawn_as_a_line() -> None:
    known = report(lasting(1, 600), lasting(2, 1200), lasting(3, 9000))
    _dots, line = strip(chart(known, [point(1, 600)]))["layer"]
    assert line["data"]["values"] == [{"median": 1200}]
    assert len(strip(chart(report(), []))["layer"]) == 1


def test_partial_weeks_are_lighter() -> None:
    period = days_between(date(2026, 3, 4), date(2026, 3, 16), UTC)
    known = report(fact(1, 4), fact(2, 10), period=period)
    found = bars(chart(known, []))
    partial = {value["week"]: value["partial"] for value in found["data"]["values"]}
    assert partial == {"2026-03-02": True, "2026-03-09": False}
    drawn = charts.svg(chart(known, []))
    assert ('opacity="0.45"' in drawn, 'opacity="1"' in drawn) == (True, True)
    assert any("Lighter bars" in line for line in found["title"]["subtitle"])
    assert not any("Lighter" in line for line in bars(chart(report(), []))["title"]["subtitle"])


def test_weeks_have_a_year_when_the_period_spans_two() -> None:
    period = days_between(date(2025, 12, 1), date(2026, 2, 1), UTC)
    axis = bars(chart(report(period=period), []))["encoding"]["x"]["axis"]
    assert "1 Dec 2025" in axis["labelExpr"].replace("\\xa0", " ")
    axis = bars(chart(report(), []))["encoding"]["x"]["axis"]
    assert "2026'" not in axis["labelExpr"]


def test_chart_is_rendered() -> None:
    known = report(lasting(1, 600), lasting(2, 1200))
    svg = charts.svg(chart(known, [point(1, 600), point(2, 0)]))
    assert svg.count('aria-roledescription="point"') == 2
    assert 'aria-roledescription="rule"' in svg or "stroke-dasharray" in svg


def test_one_value_has_no_percentiles() -> None:
    now = report(lasting(1, 600))
    table = durations(Compared(now, report()))
    row = next(row for row in table.rows if row[0] == "Time to mitigate")
    assert row[1:6] == ("1 of 1", "10\u00a0min", "", "", "")
