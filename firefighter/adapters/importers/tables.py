"""Tables: CSV with our columns, or those of PagerDuty, incident.io and others."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain

from firefighter.adapters.importers.records import (
    COLUMNS,
    REQUIRED_COLUMNS,
    TimeReading,
)
from firefighter.adapters.importers.source_file import (
    LONGEST_LINE,
    SourceFile,
    is_decoded,
    is_too_long,
)
from firefighter.adapters.importers.times import parse_time
from firefighter.domain.errors import FirefighterError

Row = Mapping[str, str]


class InvalidHeader(FirefighterError):
    """The first line does not name the required columns; the text says which."""


class InvalidRow(ValueError):
    """A row that is not CSV; the text says why."""


@dataclass(frozen=True)
class TableFormat:
    """How the table of another tool becomes ours."""

    name: str
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By our columns, what the tool calls them; the first that is there counts."""
    convert: Callable[[Row, TimeReading], Row] = lambda row, _reading: row
    """Given the row in our columns, with the others under their own names."""


@dataclass(frozen=True)
class Table:
    columns: Sequence[str]
    """Ours where known, else the tool's own names, normalized."""
    ignored: Sequence[str]
    """As they are called in the file."""
    rows: Iterator[tuple[int, Row | InvalidRow]]
    """With the number of their last line."""


_DELIMITERS = ",;\t|"
_CELL_TOO_LONG = "x" * (LONGEST_LINE + 1) + "\n"


def read_table(file: SourceFile, table_format: TableFormat, mapped: Mapping[str, str]) -> Table:
    """`mapped` gives the file's column for some of ours. Raises InvalidHeader."""
    if file.has_nul:
        raise InvalidHeader(
            "This is no text file, or one in an unknown encoding. Save it as UTF-8."
        )
    # The csv module's own limit is less than a long timeline.
    csv.field_size_limit(LONGEST_LINE)
    lines = (_CELL_TOO_LONG if is_too_long(line) else line for line in file.raw_lines())
    number, first = next(((n, line) for n, line in enumerate(lines) if line.strip()), (0, ""))
    named = _named_delimiter(first)
    rows = csv.reader(chain([] if named else [first], lines), delimiter=named or _delimiter(first))
    header = [name.strip() for name in next(rows, [])]
    columns = _columns(header, table_format, mapped)
    known = {*COLUMNS, *(name for names in table_format.columns.values() for name in names)}
    ignored = [
        name for name, column in zip(header, columns, strict=True) if name and column not in known
    ]
    return Table(columns, ignored, _rows(rows, columns, lines_before=number + bool(named)))


def _named_delimiter(first: str) -> str:
    """As Excel writes it in a line of its own, `sep=;`; empty if it is not named."""
    line = first.strip().casefold()
    return line[-1] if line.startswith("sep=") and len(line) == len("sep=,") else ""


def _delimiter(first: str) -> str:
    """The one that is most often in the first line, outside of quotes."""
    return max(_DELIMITERS, key=re.sub(r'"[^"]*"', "", first).count)


def normalized(name: str) -> str:
    """`Created At` and `created-at` are `created_at`."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def _columns(
    header: Sequence[str], table_format: TableFormat, mapped: Mapping[str, str]
) -> Sequence[str]:
    columns = [normalized(name) for name in header]
    for column, name in mapped.items():
        if normalized(name) not in columns:
            raise InvalidHeader(
                f"--map {column}={name}: there is no column {name}. There are: "
                f"{', '.join(filter(None, header))}."
            )
    ours = {column: normalized(name) for column, name in mapped.items()}
    for column, names in table_format.columns.items():
        found = next((name for name in names if name in columns), None)
        if column not in ours and found:
            ours[column] = found
    theirs = {name: column for column, name in ours.items()}
    renamed = [theirs.get(name, f"{name} (unused)" if name in ours else name) for name in columns]
    if missing := [name for name in REQUIRED_COLUMNS if name not in renamed]:
        there = ", ".join(filter(None, header)) or "none"
        raise InvalidHeader(
            f"There is no column {', '.join(missing)} in the first line. Name the columns to use "
            f"with --map {missing[0]}=COLUMN. There are: {there}."
        )
    twice = [name for name in COLUMNS if renamed.count(name) > 1]
    if twice:
        raise InvalidHeader(f"Two columns are called {twice[0]}.")
    return renamed


def _rows(
    reader: Iterator[list[str]], columns: Sequence[str], lines_before: int
) -> Iterator[tuple[int, Row | InvalidRow]]:
    lines: Callable[[], int] = lambda: lines_before + reader.line_num  # type: ignore[attr-defined]  # noqa: E731
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield lines(), InvalidRow(f"it is no CSV: {error}")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells[len(columns) :]):
            yield lines(), InvalidRow("it has more cells than there are columns")
        elif not all(map(is_decoded, cells)):
            yield lines(), InvalidRow("it is not in UTF-8")
        elif any(cell.strip() for cell in cells):
            yield lines(), dict(zip(columns, cells, strict=False))


OWN = TableFormat("csv", {"declined": ("declined", "cancelled")})
"""Version 0.1.0 called the column `cancelled`."""


def _later(row: Row, seconds: str, reading: TimeReading) -> str:
    """The time so many seconds after the declaration; empty when unknown."""
    try:
        after = timedelta(seconds=float(row[seconds]))
    except (KeyError, ValueError, OverflowError):
        return ""
    return (parse_time(row["declared_at"], reading.zone) + after).isoformat()


_FINISHED = {
    "",
    "resolved",
    "closed",
    "done",
    "completed",
    "post_incident",
    "postmortem",
    "learning",
}


def _check_finished(row: Row) -> None:
    status = normalized(row.get("status", ""))
    if status and not any(status.startswith(each) for each in _FINISHED if each):
        raise ValueError(f"its status is {row['status'].strip()}; it can be imported once resolved")


def _from_pagerduty(row: Row, reading: TimeReading) -> Row:
    _check_finished(row)
    urgency = normalized(row.get("severity") or row.get("urgency", ""))
    severity = {"high": "SEV2", "low": "SEV4"}.get(urgency, row.get("severity") or urgency)
    closed = row.get("closed_at") or _later(row, "seconds_to_resolve", reading)
    acknowledged = row.get("acknowledged_at") or _later(row, "seconds_to_first_ack", reading)
    return {
        **row,
        "severity": severity,
        "closed_at": closed,
        "mitigated_at": row.get("mitigated_at") or closed,
        "acknowledged_at": acknowledged,
        "status": "",
    }


PAGERDUTY = TableFormat(
    "pagerduty",
    {
        "id": ("incident_number", "number", "id", "incident_id"),
        "title": ("title", "description", "summary"),
        "severity": ("priority_name", "priority", "priority_summary", "urgency"),
        "declared_at": ("created_on", "created_at", "created"),
        "acknowledged_at": ("acknowledged_on", "acknowledged_at", "first_acknowledged_at"),
        "closed_at": ("resolved_on", "resolved_at", "resolved"),
        "services": ("service_name", "service", "impacted_service"),
    },
    _from_pagerduty,
)
"""https://support.pagerduty.com/main/docs/insights"""

_DECLINED = {"declined": "false_alarm", "canceled": "other", "cancelled": "other"}


def _from_incident_io(row: Row, _reading: TimeReading) -> Row:
    status = normalized(row.get("status", ""))
    declined = {**_DECLINED, "merged": "duplicate"}.get(status, "")
    if not declined:
        _check_finished(row)
    drill = normalized(row.get("mode", "")) in {"test", "tutorial"}
    return {
        **row,
        "status": "",
        "declined": declined,
        "kind": "drill" if drill else "",
        "closed_at": row.get("closed_at") or row.get("resolved_at", ""),
    }


INCIDENT_IO = TableFormat(
    "incident.io",
    {
        "id": ("reference", "external_id", "id", "incident_id"),
        "title": ("name", "title", "incident_name"),
        "severity": ("severity", "severity_name"),
        "declared_at": ("reported_at", "created_at", "declared_at"),
        "impact_started_at": ("impact_started_at", "impact_started", "started_at"),
        "acknowledged_at": ("accepted_at", "acknowledged_at"),
        "mitigated_at": ("mitigated_at", "fixed_at", "resolved_at"),
        "closed_at": ("closed_at",),
        "services": ("affected_services", "services", "service"),
        "summary": ("summary",),
    },
    _from_incident_io,
)
"""https://help.incident.io: exporting incidents"""
