"""A report as tables: the common source of the text, HTML and Slack formats."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from firefighter.domain.follow_ups import FOLLOW_UP_KINDS
from firefighter.domain.metrics.backlog import Backlog
from firefighter.domain.metrics.breakdown import PART_DURATIONS, Breakdown, Part
from firefighter.domain.metrics.distribution import Distribution
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.report import ACTIVITY_GAP, Compared, Load, Report, WorkingHours
from firefighter.domain.postmortem_checks import HARD_ITEM_COUNT
from firefighter.domain.severity import Severity
from firefighter.domain.taxonomy import FACTORS_LIMIT
from firefighter.i18n import gettext
from firefighter.ports.statistics import Findings
from firefighter.reporting import wording
from firefighter.reporting.configured_names import configured_name, failure_group_name

Row = tuple[str, ...]


_PARTS_SHOWN = 20


@dataclass(frozen=True)
class Table:
    title: str
    columns: Row
    rows: Sequence[Row]
    """The first cell of each is a name, the others are figures."""
    notes: Sequence[str] = ()
    """How the figures are computed and what they exclude."""

    def compact(self) -> "Table":
        """Without empty columns."""
        used = [n for n in range(len(self.columns)) if not n or any(row[n] for row in self.rows)]

        def cells(row: Row) -> Row:
            return tuple(row[n] for n in used)

        return replace(self, columns=cells(self.columns), rows=[cells(row) for row in self.rows])


def tables(compared: Compared, working: WorkingHours) -> Iterator[Table]:
    """Yields the tables that have rows, without empty columns."""
    now = compared.now
    found = (
        volume(compared),
        durations(compared),
        postmortems(now),
        by_severity(now),
        by_category(gettext("By trigger"), gettext("Trigger"), now.by_trigger),
        by_failure_class(now),
        by_failure_group(now),
        by_time(now, working),
    )
    return (table.compact() for table in found if table.rows)


def volume(compared: Compared) -> Table:
    now, before = compared.now, compared.before
    counted = (wording.group_name(Group.COUNTED), str(now.counted), str(before.counted))
    return Table(
        gettext("Volume"),
        ("", gettext("now"), gettext("before"), gettext("change")),
        [
            (*counted, wording.count_change(compared)),
            (gettext("of which imported"), str(now.backfilled), str(before.backfilled), ""),
            (gettext("of which reopened"), str(now.reopened), str(before.reopened), ""),
            *(
                (wording.group_name(group), _excluded(now, group), _excluded(before, group), "")
                for group in Group
                if group is not Group.COUNTED
            ),
        ],
        [
            gettext(
                "Before: {days}. A change is shown only if it is significant at p < 0.01, given "
                "how much weeks vary.",
                days=wording.format_period(before.question.period),
            ),
            gettext("All other figures exclude drills, declined incidents and duplicates."),
            *_privacy_note(now),
        ],
    )


def durations(compared: Compared) -> Table:
    return Table(
        gettext("Durations"),
        _spread_columns(gettext("change")),
        [
            (
                wording.duration_name(duration),
                *_spread(distribution),
                wording.duration_change(compared.duration_change(duration)),
            )
            for duration, distribution in compared.now.durations.items()
        ],
        [
            *(
                f"{wording.duration_name(duration)} = {wording.duration_formula(duration)}."
                for duration in Duration
            ),
            gettext(
                "Reopened incidents are excluded from times to mitigate and close: {reopened}.",
                reopened=compared.now.reopened,
            ),
            gettext(
                "Measured: incidents with both times recorded; others are excluded. 90th "
                "percentile: nine of ten took no longer."
            ),
            gettext(
                "A change is shown only if a rank test (Mann-Whitney) finds it significant at "
                "p < 0.01."
            ),
        ],
    )


def postmortems(report: Report) -> Table:
    """Without rows if no post-mortem page was ever read."""
    distribution = report.completeness
    row = (
        gettext("Checklist items done, of {checked}", checked=HARD_ITEM_COUNT),
        *_spread(distribution, wording.format_number),
    )
    return Table(
        gettext("Post-mortems"),
        (
            "",
            gettext("read"),
            gettext("median"),
            gettext("90th percentile"),
            gettext("most"),
            gettext("all values"),
        ),
        [row] if distribution.measured else (),
        [
            gettext(
                "Checklist items that were done when the post-mortem page was last read. Incidents "
                "whose page was never read are excluded."
            )
        ],
    )


def by_severity(report: Report) -> Table:
    return Table(
        gettext("By severity"),
        (gettext("Severity"), gettext("incidents"), *_spread_columns()[1:]),
        [
            (severity, str(number), *_spread(report.mitigation[severity]))
            for severity, number in _sorted_severities(report.by_severity)
        ],
        [gettext("Durations are the time to mitigate.")],
    )


def by_service(breakdown: Breakdown, without_service: int) -> Table:
    more = [(gettext("without a service"), str(without_service))] if without_service else []
    return _parts(
        gettext("By service"),
        gettext("Service"),
        _ranked(breakdown.services),
        (gettext("An incident with two services counts for both."), *_part_notes()),
        more,
    )


def by_team(breakdown: Breakdown) -> Table:
    """Without rows if the company has named no teams."""
    return _parts(
        gettext("By team"),
        gettext("Team"),
        _ranked(breakdown.teams),
        (
            gettext("A team has the services that [statistics] in firefighter.toml names."),
            *_part_notes(),
        ),
    )


def by_month(breakdown: Breakdown) -> Table:
    """Without rows for a single month: it would repeat the totals."""
    months = [(wording.format_month(month), part) for month, part in breakdown.months.items()]
    return _parts(
        gettext("By month"), gettext("Month"), months if len(months) > 1 else (), _part_notes()
    )


def by_status(breakdown: Breakdown) -> Table:
    return Table(
        gettext("Time in each status"),
        (gettext("Status"), *_spread_columns()[1:]),
        [
            (gettext(status.row.label), *_spread(distribution))
            for status, distribution in breakdown.statuses.items()
        ],
        [gettext("From the timeline. A status that an incident is still in is not counted.")],
    )


def completed_in_time(breakdown: Breakdown) -> Table:
    """Without rows if nothing was due."""
    rows = [
        (name, str(each.due), wording.format_share(each.in_time, each.due))
        for name, each in (
            (gettext("Follow-ups"), breakdown.follow_ups),
            (gettext("Post-mortems"), breakdown.postmortems),
        )
        if each.due
    ]
    return Table(
        gettext("Completed in time"),
        ("", gettext("due"), gettext("in time")),
        rows,
        [
            gettext(
                "Due in the period and before today. A post-mortem is due at the review deadline "
                "of its severity, and completed when the incident is closed."
            )
        ],
    )


def _parts(
    title: str,
    column: str,
    parts: Sequence[tuple[str, Part]],
    notes: Sequence[str],
    more: Sequence[Row] = (),
) -> Table:
    columns = (
        column,
        gettext("incidents"),
        gettext("nights"),
        gettext("weekends"),
        *(wording.duration_name(duration) for duration in PART_DURATIONS),
    )
    rows = [
        (
            name,
            str(part.incidents),
            str(part.nights),
            str(part.weekends),
            *(_median(part, duration) for duration in PART_DURATIONS),
        )
        for name, part in parts
    ]
    filled = ((*row, *[""] * (len(columns) - len(row))) for row in more)
    return Table(title, columns, [*rows, *filled], notes)


def _ranked(parts: Mapping[str, Part]) -> Sequence[tuple[str, Part]]:
    """The largest ones, and all others as one."""
    ranked = sorted(parts.items(), key=lambda item: (-item[1].incidents, item[0]))
    shown, others = ranked[:_PARTS_SHOWN], [part for _name, part in ranked[_PARTS_SHOWN:]]
    if not others:
        return shown
    rest = Part(
        sum(part.incidents for part in others),
        sum(part.nights for part in others),
        sum(part.weekends for part in others),
    )
    return [*shown, (gettext("{number} others", number=len(others)), rest)]


def _median(part: Part, duration: Duration) -> str:
    found = part.durations.get(duration)
    return f"{wording.format_duration(found.median)} ({found.measured})" if found else "–"


def _part_notes() -> Sequence[str]:
    return (
        gettext("Durations: median (incidents measured)."),
        gettext(
            "Nights: outside working hours on a working day. Weekends: days that are no working "
            "days. Both in the company's time zone."
        ),
    )


def by_category(title: str, column: str, numbers: Mapping[str, int]) -> Table:
    """Without rows if no incident is classified."""
    ranked = sorted(numbers.items(), key=lambda item: (not item[0], -item[1], item[0]))
    rows = [(configured_name(name), str(number)) for name, number in ranked]
    return Table(title, (column, gettext("incidents")), rows if any(numbers) else ())


def by_failure_class(report: Report) -> Table:
    """Main class and contributing factor side by side. Without rows if nothing is classified."""
    main, factors = report.by_failure_class, report.by_factor
    names = sorted(
        {*main, *factors},
        key=lambda name: (not name, -main.get(name, 0) - factors.get(name, 0), name),
    )
    return Table(
        gettext("By failure class"),
        (gettext("Failure class"), gettext("incidents"), gettext("contributing")),
        [
            (configured_name(name), _number(main, name), _number(factors, name) if name else "")
            for name in names
        ]
        if any(names)
        else (),
        [
            gettext(
                "Incidents: those of which it is the main class. Contributing: those of which it "
                "is a contributing factor; an incident has up to {most}.",
                most=FACTORS_LIMIT,
            )
        ],
    )


def by_failure_group(report: Report) -> Table:
    numbers = report.by_failure_group
    ranked = sorted(numbers.items(), key=lambda item: (not item[0], -item[1], item[0]))
    return Table(
        gettext("By group of failure classes"),
        (gettext("Group"), gettext("incidents")),
        [(failure_group_name(name), str(number)) for name, number in ranked],
        [
            gettext(
                "Incidents whose main class or a contributing factor is in the group; an incident "
                "may be in several."
            )
        ],
    )


def _number(numbers: Mapping[str, int], name: str) -> str:
    return str(numbers.get(name, 0))


def by_time(report: Report, working: WorkingHours) -> Table:
    out = report.out_of_hours(working)
    weekdays = enumerate(report.by_weekday)
    return Table(
        gettext("When"),
        (gettext("Declared"), gettext("incidents")),
        [
            *((wording.weekday_name(number), str(found)) for number, found in weekdays),
            *(
                (f"{first:02d}:00–{first + _BLOCK_H:02d}:00", str(found))
                for first, found in _blocks(report.by_hour)
            ),
            (gettext("Out of hours"), wording.format_share(out, report.counted)),
        ],
        [
            gettext(
                "Times are in {zone}. Out of hours: outside {first}:00–{end}:00 on working days.",
                zone=report.hours_zone,
                first=working.first_hour,
                end=working.end_hour,
            )
        ],
    )


_BLOCK_H = 4


def _blocks(by_hour: Sequence[int]) -> Iterator[tuple[int, int]]:
    for first in range(0, len(by_hour), _BLOCK_H):
        yield first, sum(by_hour[first : first + _BLOCK_H])


def _spread_columns(*more: str) -> Row:
    return (
        "",
        gettext("measured"),
        gettext("median"),
        gettext("90th percentile"),
        gettext("longest"),
        gettext("all values"),
        *more,
    )


def _spread(
    distribution: Distribution,
    format_value: Callable[[float | None], str] = wording.format_duration,
) -> Row:
    """Of one value, only the value: it has no percentiles."""
    several = distribution.measured > 1
    return (
        wording.measured_of(distribution),
        format_value(distribution.median),
        format_value(distribution.p90) if several else "",
        format_value(distribution.longest) if several else "",
        wording.format_values(distribution.values, format_value) if several else "",
    )


def _excluded(report: Report, group: Group) -> str:
    return str(report.apart.get(group, 0))


def _sorted_severities(by_severity: Mapping[Severity, int]) -> Iterable[tuple[Severity, int]]:
    return sorted(by_severity.items())


def _privacy_note(report: Report) -> Sequence[str]:
    return () if report.question.private else (gettext("Private incidents are excluded."),)


_HOUR_S = 3600


def open_work(backlog: Backlog) -> Table:
    postmortems = backlog.postmortems
    return Table(
        gettext("Open work"),
        ("", gettext("open"), gettext("overdue")),
        [
            (gettext("Incidents"), str(backlog.open), ""),
            (gettext("Post-mortems"), str(postmortems.open), str(postmortems.overdue)),
            (gettext("Follow-ups"), str(backlog.follow_ups), str(backlog.overdue_follow_ups)),
        ],
        [
            gettext("As of now, for all periods and services; without drills and imports."),
            gettext(
                "A post-mortem is open from mitigation until the incident is closed. It is overdue "
                "after the review deadline of its severity."
            ),
        ],
    )


def open_follow_ups(backlog: Backlog) -> Table:
    """Without rows if no open follow-up has a priority or a kind."""
    kinds = ((gettext(FOLLOW_UP_KINDS[kind]), count) for kind, count in backlog.kinds.items())
    return Table(
        gettext("Open follow-ups by priority and kind"),
        ("", gettext("open"), gettext("overdue")),
        [
            (name, str(count.open), str(count.overdue))
            for name, count in (*backlog.priorities.items(), *kinds)
        ],
        [gettext("Follow-ups without a priority or kind are left out.")],
    )


def on_call_load(load: Load) -> Table:
    """Without rows if no timeline says who did something."""
    rows = [
        (gettext("People"), str(len(load.shares))),
        (gettext("Active person-hours"), wording.format_decimal_number(load.seconds / _HOUR_S)),
        (gettext("Incidents with people recorded"), str(load.known)),
    ]
    return Table(
        gettext("On-call load"),
        ("", gettext("recorded")),
        rows if load.known else (),
        [
            gettext(
                "Active person-hours: for each person and incident, the time between timeline "
                "entries that are at most {minutes} min apart. A lower bound: work without an "
                "entry and imported incidents are excluded.",
                minutes=ACTIVITY_GAP // timedelta(minutes=1),
            )
        ],
    )


def all_tables(findings: Findings, working: WorkingHours) -> Iterator[Table]:
    yield open_work(findings.backlog)
    follow_ups = open_follow_ups(findings.backlog)
    if follow_ups.rows:
        yield follow_ups
    yield from tables(findings.compared, working)
    breakdown = findings.breakdown
    parts = (
        by_service(breakdown, findings.compared.now.without_service),
        by_team(breakdown),
        by_month(breakdown),
        by_status(breakdown),
        completed_in_time(breakdown),
    )
    yield from (table.compact() for table in parts if table.rows)
    load = on_call_load(findings.load)
    if load.rows:
        yield load
