"""From the lines of a file to incidents, one at a time."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import ValidationError

from firefighter.domain.errors import FirefighterError, InvalidField
from firefighter.domain.history import BadLine, LeftOut, Past
from firefighter.domain.rules import Rules
from firefighter.history.cells import COLUMNS, NEEDED, record_in
from firefighter.history.records import Record
from firefighter.history.statuspage import PageIncident

Read = Past | LeftOut | BadLine

_Given = TypeVar("_Given")
_NO_UTF8 = re.compile("[\ud800-\udfff]")
"""What `surrogateescape` makes of it."""
_NUL = (b"\x00", b"\\u0000")


class NoTable(FirefighterError):
    """The first line does not name the columns that a table has to have; the text says how."""


def read_statuspage(lines: Iterable[bytes], rules: Rules) -> Iterator[Read]:
    """One JSON object a line, as archives of status pages have them."""

    def make(line: bytes) -> Past | None:
        found = PageIncident.model_validate_json(line)
        return None if found.is_maintenance else found.past(rules)

    return _each_line(lines, make)


def read_jsonl(lines: Iterable[bytes], rules: Rules) -> Iterator[Read]:
    """One JSON object a line, as `firefighter export` writes them."""

    def make(line: bytes) -> Past:
        return Record.model_validate_json(line).past(rules, "jsonl")

    return _each_line(lines, make)


def read_csv(lines: Iterable[bytes], rules: Rules) -> Iterator[Read]:
    """With the names of the columns in the first line. Raises NoTable when they are wrong."""

    def make(row: Mapping[str, str]) -> Past:
        return record_in(row).past(rules, "csv")

    rows = csv.reader(_text(line, number) for number, line in enumerate(lines))
    columns = _columns(next(rows, []))
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield BadLine(rows.line_num, f"it is no CSV: {error}")
            continue
        if cells is None:
            return
        if len(cells) > len(columns):
            yield BadLine(rows.line_num, "it has more cells than there are columns")
        elif any(_NO_UTF8.search(cell) for cell in cells):
            yield BadLine(rows.line_num, "it is not in UTF-8")
        elif any(cells):
            yield _taken(rows.line_num, dict(zip(columns, cells, strict=False)), make)


def _each_line(lines: Iterable[bytes], make: Callable[[bytes], Past | None]) -> Iterator[Read]:
    for number, line in enumerate(lines, 1):
        if any(sign in line for sign in _NUL):
            yield BadLine(number, "it contains a NUL character")
        elif line.strip():
            yield _taken(number, line, make)


def _taken(number: int, given: _Given, make: Callable[[_Given], Past | None]) -> Read:
    try:
        return make(given) or LeftOut(number, "planned maintenance")
    except ValidationError as error:
        return BadLine(number, _sentence(error))
    except InvalidField as error:
        return BadLine(number, str(error))
    except (ValueError, OverflowError) as error:
        return BadLine(number, str(error))


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    reason = first["msg"].removeprefix("Value error, ")
    return f"{where}: {reason}" if where else reason


def _text(line: bytes, number: int) -> str:
    """Bytes that are no UTF-8 stay recognisable, so that they spoil only their own row."""
    kept = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
    return kept.decode("utf-8", "surrogateescape")


def _columns(header: Sequence[str]) -> Sequence[str]:
    names = [name.strip().lower() for name in header]
    if missing := [name for name in NEEDED if name not in names]:
        raise NoTable(f"The first line has to name the columns; there is no {', '.join(missing)}.")
    if unknown := [name for name in names if name not in COLUMNS]:
        raise NoTable(
            f"There is no column {unknown[0] or '(without a name)'}. There are: "
            f"{', '.join(COLUMNS)}.",
        )
    if len(set(names)) < len(names):
        raise NoTable("Two columns have the same name.")
    return names
