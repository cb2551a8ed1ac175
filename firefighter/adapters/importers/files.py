"""Reads incidents from files of several formats, and writes them."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any, TypeVar

from pydantic import ValidationError

from firefighter.adapters.importers import tables
from firefighter.adapters.importers.records import (
    COLUMNS,
    IncidentRecord,
    TimeReading,
    cells_of,
    record_in,
    record_of,
)
from firefighter.adapters.importers.source_file import (
    LONGEST_LINE,
    SourceFile,
    is_decoded,
    is_too_long,
)
from firefighter.adapters.importers.statuspage import StatuspageIncident
from firefighter.adapters.importers.tables import InvalidRow, Row, TableFormat
from firefighter.domain.errors import InvalidField
from firefighter.domain.history import IncidentHistory, InvalidLine, SkippedLine
from firefighter.domain.redaction import named_incident
from firefighter.domain.rules import Rules
from firefighter.ports.validation import reason

ParsedLine = IncidentHistory | SkippedLine | InvalidLine


def _ignore(_note: str) -> None:
    """The default: does nothing."""


@dataclass(frozen=True)
class ImportOptions:
    source: str = ""
    """What ids begin with; the format's name unless given."""
    times: TimeReading = field(default_factory=TimeReading)
    mapped: Mapping[str, str] = field(default_factory=dict)
    """By our columns, the columns of the file."""
    note: Callable[[str], None] = _ignore
    """Is told what is worth knowing of the file as a whole."""


DEFAULTS = ImportOptions()


_Input = TypeVar("_Input")


def read_statuspage(
    file: SourceFile, rules: Rules, options: ImportOptions = DEFAULTS
) -> Iterator[ParsedLine]:
    """An archive with one JSON object a line, or the answer of Statuspage's API."""

    def make(found: object) -> IncidentHistory | None:
        incident = StatuspageIncident.model_validate(found, context=options.times)
        source = options.source or "statuspage"
        return None if incident.is_maintenance else incident.past(rules, source)

    return _each_object(file, make)


def read_jsonl(
    file: SourceFile, rules: Rules, options: ImportOptions = DEFAULTS
) -> Iterator[ParsedLine]:
    """One JSON object a line, as `firefighter export` writes them, or a JSON list of them."""
    own = _own_numbers(file)

    def make(found: object) -> IncidentHistory:
        record = IncidentRecord.model_validate(found, context=options.times)
        source = options.source or "jsonl"
        return _with_numbers(record.past(rules, source, named=bool(options.source)), own)

    return _each_object(file, make)


def read_csv(
    file: SourceFile, rules: Rules, options: ImportOptions = DEFAULTS
) -> Iterator[ParsedLine]:
    """A table with our columns, or others by `mapped`. Raises InvalidHeader."""
    return _read_table(file, rules, options, tables.OWN)


def read_pagerduty(
    file: SourceFile, rules: Rules, options: ImportOptions = DEFAULTS
) -> Iterator[ParsedLine]:
    """PagerDuty's CSV of incidents. Raises InvalidHeader."""
    return _read_table(file, rules, options, tables.PAGERDUTY)


def read_incident_io(
    file: SourceFile, rules: Rules, options: ImportOptions = DEFAULTS
) -> Iterator[ParsedLine]:
    """incident.io's CSV of incidents. Raises InvalidHeader."""
    return _read_table(file, rules, options, tables.INCIDENT_IO)


def _read_table(
    file: SourceFile, rules: Rules, options: ImportOptions, table_format: TableFormat
) -> Iterator[ParsedLine]:
    own = _own_numbers(file)
    table = tables.read_table(file, table_format, options.mapped)
    if table.ignored:
        options.note(f"Columns that are not used: {', '.join(table.ignored)}.")
    is_named = bool(options.source) or table_format is not tables.OWN
    source = options.source or table_format.name

    def make(row: Row) -> IncidentHistory:
        converted = table_format.convert(row, options.times)
        ours = {column: text for column, text in converted.items() if column in COLUMNS}
        history = record_in(ours, options.times).past(rules, source, named=is_named)
        return _with_numbers(history, own)

    for number, row in table.rows:
        if isinstance(row, InvalidRow):
            yield InvalidLine(number, str(row))
        else:
            yield _parse(number, row, make)


_OWN_ORIGIN = re.compile(r"firefighter:(\d{1,18}):\d{1,18}")


def _own_numbers(file: SourceFile) -> Mapping[int, str]:
    """Which incidents the numbers in a whole export mean; without those that mean several.

    Exports of version 0.1.0 do not say it for each incident.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for line in file.lines():
        for match in _OWN_ORIGIN.finditer(line):
            found[int(match[1])].add(match[0])
    return {number: origins.pop() for number, origins in found.items() if len(origins) == 1}


def _with_numbers(history: IncidentHistory, own: Mapping[int, str]) -> IncidentHistory:
    mentioned = {named_incident(entry.event) for entry in history.timeline}
    known: dict[int, str] = {
        number: own[number] for number in mentioned if number is not None and number in own
    }
    return replace(history, numbers={**known, **history.numbers})


def _each_object(
    file: SourceFile, make: Callable[[object], IncidentHistory | None]
) -> Iterator[ParsedLine]:
    whole = None if _has_an_object_a_line(file) else _whole_document(file)
    if whole is not None:
        for number, found in enumerate(whole, 1):
            yield _parse(number, found, _without_nul(make))
        return
    for number, line in enumerate(file.lines(), 1):
        if line.strip():
            yield _parse(number, line, lambda given: _without_nul(make)(_loads_line(given)))


def _has_an_object_a_line(file: SourceFile) -> bool:
    """Whether the first line is an object, and not the only line."""
    filled = (line for line in file.lines() if line.strip())
    first = next(filled, "")
    return isinstance(_loads_or_none(first), dict) and next(filled, None) is not None


def _whole_document(file: SourceFile) -> Sequence[object] | None:
    """The incidents of a file that is one JSON document; None if it is none."""
    document = _loads_or_none(file.text())
    if isinstance(document, dict):
        found = document.get("incidents")
        return found if isinstance(found, list) else [document]
    return document if isinstance(document, list) else None


def _loads_line(line: str) -> object:
    if is_too_long(line):
        raise ValueError(f"it is longer than {LONGEST_LINE:,} characters")
    return _loads(line)


def _loads(text: str) -> object:
    if "\x00" in text:
        raise ValueError("it contains a NUL character")
    if not is_decoded(text):
        raise ValueError("Invalid JSON: it is not in UTF-8")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("Invalid JSON: it is nested too deeply") from error
    except ValueError as error:
        raise ValueError(f"Invalid JSON: {error}") from error


def _loads_or_none(text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        return _loads(text)
    except ValueError:
        return None


def _without_nul(
    make: Callable[[object], IncidentHistory | None],
) -> Callable[[object], IncidentHistory | None]:
    def checked(found: object) -> IncidentHistory | None:
        if not isinstance(found, dict):
            raise ValueError("it is not a JSON object")  # noqa: TRY004 - a reason for the line
        if "\\u0000" in json.dumps(found):
            raise ValueError("it contains a NUL character")
        return make(found)

    return checked


def _parse(
    number: int, given: _Input, make: Callable[[_Input], IncidentHistory | None]
) -> ParsedLine:
    try:
        history = make(given)
    except ValidationError as error:
        return InvalidLine(number, _sentence(error))
    except InvalidField as error:
        return InvalidLine(number, str(error))
    except (ValueError, OverflowError) as error:
        return InvalidLine(number, str(error))
    return replace(history, line=number) if history else SkippedLine(number, "planned maintenance")


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {reason(first)}" if where else reason(first)


def jsonl_lines(past: Iterable[IncidentHistory]) -> Iterator[str]:
    for one in past:
        record = record_of(one)
        empty = {name for name in COLUMNS if getattr(record, name) is None}
        yield record.model_dump_json(exclude=empty) + "\n"


def csv_lines(past: Iterable[IncidentHistory]) -> Iterator[str]:
    yield _line(COLUMNS)
    for one in past:
        yield _line(cells_of(record_of(one)))


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
