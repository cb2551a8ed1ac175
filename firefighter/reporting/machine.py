"""Figures for programs: names and units that stay, seconds for durations, nothing translated."""

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO

from firefighter.domain.metrics.change import change_in_count, change_in_median
from firefighter.domain.metrics.facts import ENDS, Group
from firefighter.domain.metrics.load import Load
from firefighter.domain.metrics.report import Compared, Report, WorkingHours
from firefighter.domain.metrics.spread import Spread
from firefighter.domain.metrics.standing import Standing
from firefighter.domain.quality import CHECKED
from firefighter.ports.statistics import Findings

Json = dict[str, object]


def as_json(findings: Findings, working: WorkingHours) -> str:
    return json.dumps(figures(findings, working), indent=2, ensure_ascii=False)


def as_csv(findings: Findings, working: WorkingHours) -> str:
    """One figure a line: where `as_json` has it, and its value."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("figure", "value"))
    writer.writerows(_flat(figures(findings, working)))
    return table.getvalue()


def figures(findings: Findings, working: WorkingHours) -> Json:
    return {
        **_of_the_time(findings.compared, working),
        "people": _people(findings.load),
        "today": _today(findings.standing),
    }


def _people(load: Load) -> Json:
    """Without names: what a figure is for is not to hold people against each other."""
    return {
        "people": len(load.shares),
        "person_time_s": load.seconds,
        "incidents_with_somebody_on_record": load.known,
    }


def _today(standing: Standing) -> Json:
    """As of now, whenever they were and of all services."""
    postmortems = standing.postmortems
    return {
        "at": standing.at.isoformat(timespec="seconds"),
        "open_incidents": standing.open,
        "open_postmortems": postmortems.open,
        "overdue_postmortems": postmortems.overdue,
        "open_follow_ups": standing.follow_ups,
        "overdue_follow_ups": standing.overdue_follow_ups,
    }


def _of_the_time(compared: Compared, working: WorkingHours) -> Json:
    now, before = compared.now, compared.before
    change = change_in_count(now.counted, before.counted, compared.times)
    return {
        "period": _period(now),
        "before": _period(before) | {"incidents": before.counted},
        "service": now.question.service or None,
        "private_included": now.question.private,
        "incidents": now.counted,
        "incidents_change": change,
        "backfilled": now.backfilled,
        "drills": now.apart.get(Group.DRILL, 0),
        "cancelled": now.apart.get(Group.CANCELLED, 0),
        "duplicates": now.apart.get(Group.DUPLICATE, 0),
        "by_severity": dict(sorted(now.by_severity.items())),
        "by_service": dict(sorted(now.by_service.items())),
        "by_trigger": dict(sorted(now.by_trigger.items())),
        "by_failure_class": dict(sorted(now.by_failure_class.items())),
        "without_service": now.without_service,
        "by_weekday_from_monday": list(now.by_weekday),
        "by_hour": list(now.by_hour),
        "by_week": {
            str(monday): dict(sorted(severities.items()))
            for monday, severities in sorted(now.by_week.items())
        },
        "out_of_hours": now.out_of_hours(working),
        "repeats": now.repeats,
        "repeats_by_service": dict(sorted(now.repeats_by_service.items())),
        "durations": {
            duration: _spread(spread)
            | {
                "formula": " - ".join(reversed(ENDS[duration])),
                "change": change_in_median(spread, before.durations[duration]),
            }
            for duration, spread in now.durations.items()
        },
        "postmortem_completeness": _spread(now.completeness, unit="", most="most")
        | {"checked": CHECKED},
        "time_to_mitigate_by_severity": {
            severity: _spread(spread) for severity, spread in sorted(now.mitigation.items())
        },
    }


def _period(report: Report) -> Json:
    period = report.question.period
    return {"from": str(period.first_day), "until": str(period.last_day), "zone": str(period.zone)}


def _spread(spread: Spread, unit: str = "_s", most: str = "longest") -> Json:
    return {
        "measured": spread.measured,
        "of": spread.of,
        f"median{unit}": spread.median,
        f"median_interval_95{unit}": spread.interval and list(spread.interval),
        f"p90{unit}": spread.p90,
        f"{most}{unit}": spread.longest,
        f"values{unit}": list(spread.values),
    }


def _flat(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{path}.{number}")
    else:
        yield path, "" if value is None else value
