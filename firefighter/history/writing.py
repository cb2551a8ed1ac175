"""From incidents to the lines of a file, one at a time."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from firefighter.domain.history import Past
from firefighter.history.cells import COLUMNS, cells_of
from firefighter.history.records import record_of


def jsonl(past: Iterable[Past]) -> Iterator[str]:
    for one in past:
        yield record_of(one).model_dump_json(exclude_none=True) + "\n"


def csv_lines(past: Iterable[Past]) -> Iterator[str]:
    yield _line(COLUMNS)
    for one in past:
        yield _line(cells_of(record_of(one)))


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
