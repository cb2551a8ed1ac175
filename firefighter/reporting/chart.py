"""The chart of a report, as a Vega-Lite specification: weekly counts, and a strip of durations."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.report import Point, Report
from firefighter.domain.severity import Severity
from firefighter.reporting import words
from firefighter.texts import say

Spec = dict[str, Any]

POINTS = 500
"""Most dots drawn: more would cover each other."""

_WIDTH, _BARS_HEIGHT, _STRIP_HEIGHT = 640, 170, 150
_WEEKS_LABELLED = 14
_COLOURS = {
    Severity.SEV1: "#c0392b",
    Severity.SEV2: "#e67e22",
    Severity.SEV3: "#f2c94c",
    Severity.SEV4: "#5b8def",
}
_TICKS_S = (60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400)


def chart(report: Report, points: Sequence[Point]) -> Spec:
    period = report.question.period
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
        "vconcat": [_weeks(report), _strip(points, period)],
        "resolve": {"scale": {"color": "shared"}},
    }


def describe(report: Report) -> str:
    """What the chart shows, for those who cannot see it."""
    return say(
        "{incidents}, {days}: weekly counts by severity, and the time to mitigate of each one",
        incidents=words.incidents(report.counted),
        days=words.days(report.question.period),
    )


def _weeks(report: Report) -> Spec:
    mondays = _mondays(report.question.period)
    values = [
        {"week": monday.isoformat(), "severity": severity, "incidents": number}
        for monday in mondays
        for severity, number in sorted(report.by_week.get(monday, {}).items())
    ]
    every = -(-len(mondays) // _WEEKS_LABELLED)
    labels = {monday.isoformat(): words.short_day(monday) for monday in mondays}
    return {
        "width": _WIDTH,
        "height": _BARS_HEIGHT,
        "title": {
            "text": say("Incidents a week, by severity"),
            "subtitle": words.days(report.question.period),
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
                    "labelAngle": -35 if len(mondays) > 8 else 0,  # noqa: PLR2004 - as fits
                    "grid": False,
                },
            },
            "y": {
                "field": "incidents",
                "type": "quantitative",
                "aggregate": "sum",
                "title": None,
                "axis": {"tickMinStep": 1, "format": "d"},
                "scale": {"domainMin": 0, "domainMax": _tallest(report)},
            },
            "color": _colour(),
            "order": {"field": "severity", "sort": "descending"},
        },
    }


def _strip(points: Sequence[Point], period: Period) -> Spec:
    values = [
        {
            "declared": point.declared_at.astimezone(period.zone).isoformat()[:19],
            "severity": point.severity,
            "seconds": max(point.mitigated_after_s, 1),
        }
        for point in points
    ]
    labels = {str(seconds): words.length(seconds) for seconds in _TICKS_S}
    return {
        "width": _WIDTH,
        "height": _STRIP_HEIGHT,
        "title": {"text": say("Time to mitigate, each incident a dot"), "subtitle": _left(values)},
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
            "y": {
                "field": "seconds",
                "type": "quantitative",
                "title": None,
                "scale": {"type": "log", "domain": _reach(points)},
                "axis": {
                    "values": list(_TICKS_S),
                    "labelExpr": f"({_mapping(labels)})[datum.value]",
                },
            },
            "color": _colour(),
        },
    }


def _left(values: Sequence[object]) -> str:
    if not values:
        return say("No incident of this time has both ends of it on record.")
    return say("On a logarithmic scale.")


def _reach(points: Sequence[Point]) -> list[int]:
    """From a minute to an hour at least, so that a few dots do not fill the whole height."""
    seconds = [point.mitigated_after_s for point in points]
    longest = next((tick for tick in _TICKS_S[2:] if tick >= max(seconds, default=0)), None)
    return [max(min([_TICKS_S[0], *seconds]), 1), longest or max(seconds)]


def _colour() -> Spec:
    return {
        "field": "severity",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(_COLOURS), "range": list(_COLOURS.values())},
        "legend": {"orient": "bottom", "direction": "horizontal"},
    }


def _mondays(period: Period) -> Sequence[Any]:
    first = period.first_day - timedelta(days=period.first_day.weekday())
    weeks = (period.last_day - first).days // 7 + 1
    return [first + timedelta(weeks=number) for number in range(weeks)]


def _tallest(report: Report) -> int:
    """At least four, so that one incident does not look like a wave of them."""
    return max([4, *(sum(each.values()) for each in report.by_week.values())])


def _mapping(labels: dict[str, str]) -> str:
    """As the expression language of Vega writes one; nothing that people typed is in it."""
    pairs = (f"{name!r}: {label!r}" for name, label in labels.items())
    return "{" + ", ".join(pairs) + "}"
