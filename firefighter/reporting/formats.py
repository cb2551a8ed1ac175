"""A report as text for a terminal, and as JSON or CSV with stable names and units.

JSON and CSV are not translated.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from io import StringIO
from itertools import chain
from textwrap import wrap
from typing import TypeVar

from firefighter.domain.metrics.backlog import Backlog, FollowUpCount
from firefighter.domain.metrics.breakdown import Breakdown, Part
from firefighter.domain.metrics.distribution import Distribution
from firefighter.domain.metrics.facts import ENDS, Group
from firefighter.domain.metrics.report import Compared, Load, Report, WorkingHours
from firefighter.domain.postmortem_checks import HARD_ITEM_COUNT
from firefighter.ports.statistics import Findings
from firefighter.reporting.tables import Row, Table

_WIDTH = 100

_GAP = "  "


def text_tables(found: Iterable[Table]) -> str:
    return "\n\n".join(_table(each) for each in found)


def _table(table: Table) -> str:
    widths = [max(map(len, column)) for column in zip(table.columns, *table.rows, strict=True)]
    lines = [_line(row, widths) for row in (table.columns, *table.rows)]
    rule = "─" * max(map(len, lines))
    notes = chain.from_iterable(wrap(note, _WIDTH) for note in table.notes)
    return "\n".join((table.title, rule, *lines, rule, *notes))


def _line(row: Row, widths: Sequence[int]) -> str:
    """Aligns names left and figures right."""
    name, *figures = row
    cells = (name.ljust(widths[0]), *map(str.rjust, figures, widths[1:]))
    return _GAP.join(cells).rstrip()


Json = dict[str, object]

_Group = TypeVar("_Group", bound=StrEnum)


def as_json(findings: Findings, working: WorkingHours) -> str:
    return json.dumps(figures(findings, working), indent=2, ensure_ascii=False)


def as_csv(findings: Findings, working: WorkingHours) -> str:
    """One figure per line: its path in `as_json` and its value."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("figure", "value"))
    writer.writerows(_flat(figures(findings, working)))
    return table.getvalue()


def figures(findings: Findings, working: WorkingHours) -> Json:
    return {
        **_period_figures(findings.compared, working),
        **_breakdown_figures(findings.breakdown),
        "people": _load_figures(findings.load),
        "today": _current_figures(findings.backlog),
    }


def _breakdown_figures(breakdown: Breakdown) -> Json:
    return {
        "services": {
            name: _part_figures(part) for name, part in sorted(breakdown.services.items())
        },
        "teams": {name: _part_figures(part) for name, part in sorted(breakdown.teams.items())},
        "months": {
            f"{month:%Y-%m}": _part_figures(part) for month, part in breakdown.months.items()
        },
        "time_in_status": {
            status: _spread_figures(distribution)
            for status, distribution in breakdown.statuses.items()
        },
        "completed_in_time": {
            "follow_ups": vars(breakdown.follow_ups),
            "postmortems": vars(breakdown.postmortems),
        },
    }


def _part_figures(part: Part) -> Json:
    return {
        "incidents": part.incidents,
        "nights": part.nights,
        "weekends": part.weekends,
        "durations": {
            duration: {"measured": found.measured, "median_s": found.median}
            for duration, found in part.durations.items()
        },
    }


def _load_figures(load: Load) -> Json:
    """Without names, so that figures are not used to compare people."""
    return {
        "people": len(load.shares),
        "person_time_s": load.seconds,
        "incidents_with_somebody_on_record": load.known,
    }


def _current_figures(backlog: Backlog) -> Json:
    """Current open work of all services, whatever the report's period."""
    postmortems = backlog.postmortems
    return {
        "at": backlog.at.isoformat(timespec="seconds"),
        "open_incidents": backlog.open,
        "open_postmortems": postmortems.open,
        "overdue_postmortems": postmortems.overdue,
        "open_follow_ups": backlog.follow_ups,
        "overdue_follow_ups": backlog.overdue_follow_ups,
        "follow_ups_by_priority": _counts(backlog.priorities),
        "follow_ups_by_kind": _counts(backlog.kinds),
    }


def _counts(groups: Mapping[_Group, FollowUpCount]) -> Json:
    return {name: vars(count) for name, count in groups.items()}


def _period_figures(compared: Compared, working: WorkingHours) -> Json:
    now, before = compared.now, compared.before
    return {
        "period": _period_dates(now),
        "before": _period_dates(before) | {"incidents": before.counted},
        "service": now.question.service or None,
        "private_included": now.question.private,
        "incidents": now.counted,
        "incidents_change": compared.count_change,
        "not_compared": compared.obstacle,
        "backfilled": now.backfilled,
        "reopened": now.reopened,
        "drills": now.apart.get(Group.DRILL, 0),
        "declined": now.apart.get(Group.DECLINED, 0),
        "duplicates": now.apart.get(Group.DUPLICATE, 0),
        "by_severity": dict(sorted(now.by_severity.items())),
        "by_service": dict(sorted(now.by_service.items())),
        "by_trigger": dict(sorted(now.by_trigger.items())),
        "by_failure_class": dict(sorted(now.by_failure_class.items())),
        "by_contributing_factor": dict(sorted(now.by_factor.items())),
        "by_failure_group": dict(sorted(now.by_failure_group.items())),
        "without_service": now.without_service,
        "by_weekday_from_monday": list(now.by_weekday),
        "by_hour": list(now.by_hour),
        "by_week": {
            str(monday): dict(sorted(severities.items()))
            for monday, severities in sorted(now.by_week.items())
        },
        "hours_zone": str(now.hours_zone),
        "out_of_hours": now.out_of_hours(working),
        "durations": {
            duration: _spread_figures(distribution)
            | {
                "formula": " - ".join(reversed(ENDS[duration])),
                "change": compared.duration_change(duration),
            }
            for duration, distribution in now.durations.items()
        },
        "postmortem_completeness": _spread_figures(now.completeness, unit="", most="most")
        | {"checked": HARD_ITEM_COUNT},
        "time_to_mitigate_by_severity": {
            severity: _spread_figures(distribution)
            for severity, distribution in sorted(now.mitigation.items())
        },
    }


def _period_dates(report: Report) -> Json:
    period = report.question.period
    return {"from": str(period.first_day), "until": str(period.last_day), "zone": str(period.zone)}


def _spread_figures(distribution: Distribution, unit: str = "_s", most: str = "longest") -> Json:
    return {
        "measured": distribution.measured,
        "of": distribution.of,
        f"median{unit}": distribution.median,
        f"median_interval_95{unit}": distribution.interval and list(distribution.interval),
        f"p90{unit}": distribution.p90,
        f"{most}{unit}": distribution.longest,
        f"values{unit}": list(distribution.values),
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
