"""The Vega-Lite chart of a report: weekly counts by severity, and times to mitigate."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from firefighter.domain.metrics.distribution import EMPTY_DISTRIBUTION
from firefighter.domain.metrics.facts import Duration
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.report import Point, Report
from firefighter.domain.severity import Severity
from firefighter.i18n import gettext
from firefighter.reporting import wording

Spec = dict[str, Any]

POINTS = 20_000
"""Maximum number of incidents to pass to `chart`."""

_DOTS = 500
"""Maximum number of dots: more would cover each other. Left out evenly over the period."""

_WIDTH, _BARS_HEIGHT, _STRIP_HEIGHT = 640, 170, 150
_WEEKS_LABELLED = 14
_COLORS = {
    Severity.SEV1: "#a93226",
    Severity.SEV2: "#ca5f0c",
    Severity.SEV3: "#94750b",
    Severity.SEV4: "#2f6fd0",
}
"""Each with a contrast of at least 3:1 to white: https://www.w3.org/TR/WCAG21/#non-text-contrast."""

_PARTIAL_OPACITY = 0.45
_MEDIAN_COLOR = "#333333"
_TICKS_S = (60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400)


def chart(report: Report, points: Sequence[Point]) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "padding": 16,
        "config": {
            "font": "Roboto, Helvetica, sans-serif",
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "gridColor": "#e8e8e8"},
            "legend": {"labelFontSize": 12, "titleFontSize": 12},
            "title": {"fontSize": 14, "anchor": "start", "frame": "group", "subtitleFontSize": 12},
            "view": {"stroke": None},
        },
        "vconcat": [_weeks(report), _strip(report, points)],
        "resolve": {"scale": {"color": "shared"}},
    }


def describe(report: Report) -> str:
    """Alternative text of the chart."""
    return gettext(
        "{incidents}, {days}: weekly counts by severity, and time to mitigate per incident",
        incidents=wording.incident_count(report.counted),
        days=wording.format_period(report.question.period),
    )


def _weeks(report: Report) -> Spec:
    period = report.question.period
    mondays = _week_starts(period)
    values = [
        {
            "week": monday.isoformat(),
            "severity": severity,
            "incidents": number,
            "partial": _is_partial(monday, period),
        }
        for monday in mondays
        for severity, number in sorted(report.by_week.get(monday, {}).items())
    ]
    every = -(-len(mondays) // _WEEKS_LABELLED)
    name = wording.format_day if mondays[0].year < mondays[-1].year else wording.format_short_day
    labels = {monday.isoformat(): name(monday) for monday in mondays}
    return {
        "width": _WIDTH,
        "height": _BARS_HEIGHT,
        "title": {
            "text": gettext("Incidents per week, by severity"),
            "subtitle": _weeks_note(mondays, period),
        },
        "data": {"values": values},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "week",
                "type": "ordinal",
                "title": None,
                "scale": {"domain": list(labels)},
                "axis": {
                    "values": list(labels)[::every],
                    "labelExpr": f"({_mapping(labels)})[datum.value]",
                    "labelAngle": -35 if len(mondays) > 8 else 0,  # noqa: PLR2004 - more would overlap
                    "grid": False,
                },
            },
            "y": {
                "field": "incidents",
                "type": "quantitative",
                "aggregate": "sum",
                "title": None,
                "axis": {"tickMinStep": 1, "format": "d"},
                "scale": {"domainMin": 0, "domainMax": _max_weekly_count(report)},
            },
            "color": _color(),
            "opacity": {
                "field": "partial",
                "type": "nominal",
                "scale": {"domain": [False, True], "range": [1, _PARTIAL_OPACITY]},
                "legend": None,
            },
            "order": {"field": "severity", "sort": "ascending"},  # the most severe at the bottom
        },
    }


def _is_partial(monday: date, period: Period) -> bool:
    """Whether only a part of the week is in the period."""
    return monday < period.first_day or monday + timedelta(days=6) > period.last_day


def _weeks_note(mondays: Sequence[date], period: Period) -> list[str]:
    shown = [wording.format_period(period)]
    if any(_is_partial(monday, period) for monday in mondays):
        shown.append(gettext("Lighter bars: weeks that are only partly in the period."))
    return shown


def _strip(report: Report, points: Sequence[Point]) -> Spec:
    period, shown = report.question.period, _thinned(points)
    values = [
        {
            "declared": point.declared_at.astimezone(period.zone).isoformat()[:19],
            "severity": point.severity,
            "seconds": max(point.mitigated_after_s, _TICKS_S[0]),
        }
        for point in shown
    ]
    labels = {str(seconds): wording.format_duration(seconds) for seconds in _TICKS_S}
    y = {
        "type": "quantitative",
        "title": None,
        "scale": {"type": "log", "domain": _duration_range(points)},
        "axis": {"values": list(_TICKS_S), "labelExpr": f"({_mapping(labels)})[datum.value]"},
    }
    dots = {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 0.75},
        "encoding": {
            "x": {
                "field": "declared",
                "type": "temporal",
                "title": None,
                "scale": {"domain": [str(period.first_day), f"{period.last_day}T23:59:59"]},
                "axis": {"labels": False, "ticks": False, "grid": False},
            },
            "y": {"field": "seconds", **y},
            "color": _color(),
        },
    }
    median = _median(report)
    line = {
        "data": {"values": [{"median": median}]},
        "mark": {"type": "rule", "color": _MEDIAN_COLOR, "strokeDash": [4, 3]},
        "encoding": {"y": {"field": "median", **y}},
    }
    return {
        "width": _WIDTH,
        "height": _STRIP_HEIGHT,
        "title": {
            "text": gettext("Time to mitigate per incident"),
            "subtitle": _strip_note(report, points, shown),
        },
        "layer": [dots, *([line] if median else [])],
    }


def _median(report: Report) -> float | None:
    median = report.durations.get(Duration.MITIGATE, EMPTY_DISTRIBUTION).median
    return None if median is None else max(median, _TICKS_S[0])


def _thinned(points: Sequence[Point]) -> Sequence[Point]:
    """At most `_DOTS` of them, evenly over the period, so that no part of it looks empty."""
    if len(points) <= _DOTS:
        return points
    return [points[number * len(points) // _DOTS] for number in range(_DOTS)]


def _strip_note(report: Report, points: Sequence[Point], shown: Sequence[Point]) -> list[str] | str:
    if not points:
        return gettext("No incident in this period has both times recorded.")
    notes = [gettext("Logarithmic scale.")]
    if _median(report) is not None:
        notes.append(gettext("Dashed line: the median."))
    if any(point.mitigated_after_s < _TICKS_S[0] for point in shown):
        notes.append(gettext("Less than a minute is drawn as one minute."))
    if len(shown) < len(points):
        notes.append(gettext("{shown} of {all} shown.", shown=len(shown), all=len(points)))
    return " ".join(notes)


def _duration_range(points: Sequence[Point]) -> list[int]:
    """At least from a minute to an hour, so that a few dots do not fill the whole height."""
    seconds = max((point.mitigated_after_s for point in points), default=0)
    longest = next((tick for tick in _TICKS_S[2:] if tick >= seconds), None)
    return [_TICKS_S[0], longest or seconds]


def _color() -> Spec:
    return {
        "field": "severity",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(_COLORS), "range": list(_COLORS.values())},
        "legend": {"orient": "bottom", "direction": "horizontal"},
    }


def _week_starts(period: Period) -> Sequence[date]:
    first = period.first_day - timedelta(days=period.first_day.weekday())
    weeks = (period.last_day - first).days // 7 + 1
    return [first + timedelta(weeks=number) for number in range(weeks)]


def _max_weekly_count(report: Report) -> int:
    """At least four, so that one incident does not fill the whole height."""
    return max([4, *(sum(each.values()) for each in report.by_week.values())])


def _mapping(labels: dict[str, str]) -> str:
    """A mapping in Vega's expression language. It must not contain text that people typed."""
    pairs = (f"{name!r}: {label!r}" for name, label in labels.items())
    return "{" + ", ".join(pairs) + "}"
