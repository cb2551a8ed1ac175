"""A report as tables: the one shape that terminal and page are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firefighter.domain.metrics.change import change_in_count, change_in_median
from firefighter.domain.metrics.facts import Duration, Group
from firefighter.domain.metrics.report import Compared, Report, WorkingHours
from firefighter.domain.metrics.spread import Spread
from firefighter.domain.quality import CHECKED
from firefighter.domain.severity import Severity
from firefighter.reporting import words
from firefighter.texts import say

Row = tuple[str, ...]

_SERVICES_SHOWN = 20


@dataclass(frozen=True)
class Table:
    title: str
    columns: Row
    rows: Sequence[Row]
    """Of each, the first cell is a name, and the others are figures."""
    notes: Sequence[str] = ()
    """How the figures are computed, and what is left out."""

    def compact(self) -> "Table":
        """Without the columns in which nothing stands."""
        kept = [n for n in range(len(self.columns)) if not n or any(row[n] for row in self.rows)]

        def some(row: Row) -> Row:
            return tuple(row[n] for n in kept)

        return replace(self, columns=some(self.columns), rows=[some(row) for row in self.rows])


def tables(compared: Compared, working: WorkingHours) -> Iterator[Table]:
    """Those with rows; without the columns in which nothing stands."""
    now = compared.now
    found = (
        numbers(compared),
        durations(compared),
        postmortems(now),
        by_severity(now),
        by_service(now),
        by_class(say("By trigger"), say("Set off by"), now.by_trigger),
        by_class(say("By failure class"), say("Failure class"), now.by_failure_class),
        when(now, working),
    )
    return (table.compact() for table in found if table.rows)


def numbers(compared: Compared) -> Table:
    now, before = compared.now, compared.before
    change = change_in_count(now.counted, before.counted, compared.times)
    told = (words.group_name(Group.COUNTED), str(now.counted), str(before.counted))
    return Table(
        say("How many"),
        ("", say("now"), say("before"), say("change")),
        [
            (*told, words.change_of_count(change)),
            (say("of which imported"), str(now.backfilled), str(before.backfilled), ""),
            *(
                (words.group_name(group), _apart(now, group), _apart(before, group), "")
                for group in Group
                if group is not Group.COUNTED
            ),
        ],
        [
            say(
                "Before: {days}. Called more or fewer only when an exact binomial test says that "
                "chance alone would bring as much less than once in a hundred.",
                days=words.days(before.question.period),
            ),
            say("Drills, cancelled ones and duplicates are in no other figure."),
            *_privacy(now),
        ],
    )


def durations(compared: Compared) -> Table:
    return Table(
        say("How long"),
        _spread_columns(say("change")),
        [
            (
                words.duration_name(duration),
                *_spread(spread),
                words.change_of_duration(
                    change_in_median(spread, compared.before.durations[duration])
                ),
            )
            for duration, spread in compared.now.durations.items()
        ],
        [
            *(
                f"{words.duration_name(duration)} = {words.formula(duration)}."
                for duration in Duration
            ),
            say(
                "Measured: on how many of the incidents both ends are on record; the others are "
                "left out. 90th percentile: nine of ten took no longer."
            ),
            say(
                "Called longer or shorter only when the 95 % intervals of the two medians lie "
                "apart, which chance alone brings about less than once in a hundred."
            ),
        ],
    )


def postmortems(report: Report) -> Table:
    """Without rows where no page of one was ever read."""
    spread = report.completeness
    row = (say("Things done, of {checked}", checked=CHECKED), *_spread(spread, words.number))
    return Table(
        say("Post-mortems"),
        ("", say("read"), say("median"), say("90th percentile"), say("most"), say("all, when few")),
        [row] if spread.measured else (),
        [
            say(
                "Of the things on the checklist of a post-mortem, how many were done when its page "
                "was read last. Incidents whose page was never read are left out."
            )
        ],
    )


def by_severity(report: Report) -> Table:
    return Table(
        say("By severity"),
        (say("Severity"), say("incidents"), *_spread_columns()[1:]),
        [
            (severity, str(number), *_spread(report.mitigation[severity]))
            for severity, number in _sorted(report.by_severity)
        ],
        [say("Durations are the time to mitigate.")],
    )


def by_service(report: Report) -> Table:
    ranked = sorted(report.by_service.items(), key=lambda item: (-item[1], item[0]))
    left = len(ranked) - _SERVICES_SHOWN
    rows = [
        (service, str(number), str(report.repeats_by_service.get(service, 0)))
        for service, number in ranked[:_SERVICES_SHOWN]
    ]
    if left > 0:
        rest = sum(number for _service, number in ranked[_SERVICES_SHOWN:])
        rows.append((say("{number} others", number=left), str(rest), ""))
    if report.without_service:
        rows.append((say("without a service"), str(report.without_service), ""))
    return Table(
        say("By service"),
        (say("Service"), say("incidents"), say("repeats")),
        rows,
        [
            say("An incident of two services counts for each of them."),
            say(
                "Repeats: within 30 days after another incident of the same service; "
                "{repeats} in all.",
                repeats=words.share(report.repeats, report.counted),
            ),
        ],
    )


def by_class(title: str, named: str, numbers: Mapping[str, int]) -> Table:
    """Without rows where nobody has ever classified anything."""
    ranked = sorted(numbers.items(), key=lambda item: (not item[0], -item[1], item[0]))
    rows = [(name or say("not said yet"), str(number)) for name, number in ranked]
    return Table(title, (named, say("incidents")), rows if any(numbers) else ())


def when(report: Report, working: WorkingHours) -> Table:
    out = report.out_of_hours(working)
    weekdays = enumerate(report.by_weekday)
    return Table(
        say("When"),
        (say("Declared"), say("incidents")),
        [
            *((words.weekday(number), str(found)) for number, found in weekdays),
            *(
                (f"{first:02d}:00–{first + _BLOCK_H:02d}:00", str(found))
                for first, found in _blocks(report.by_hour)
            ),
            (say("Out of hours"), words.share(out, report.counted)),
        ],
        [
            say(
                "By the clocks of {zone}. Out of hours: outside {first}:00 to {end}:00 on "
                "working days.",
                zone=report.question.period.zone,
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
        say("measured"),
        say("median"),
        say("90th percentile"),
        say("longest"),
        say("all, when few"),
        *more,
    )


def _spread(spread: Spread, told: Callable[[float | None], str] = words.length) -> Row:
    return (
        words.measured(spread),
        told(spread.median),
        told(spread.p90),
        told(spread.longest),
        words.several(spread.values, told),
    )


def _apart(report: Report, group: Group) -> str:
    return str(report.apart.get(group, 0))


def _sorted(by_severity: Mapping[Severity, int]) -> Iterable[tuple[Severity, int]]:
    return sorted(by_severity.items())


def _privacy(report: Report) -> Sequence[str]:
    return () if report.question.private else (say("Private incidents are left out."),)
