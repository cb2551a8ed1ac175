"""Tables for a terminal."""

from collections.abc import Iterable, Sequence
from itertools import chain
from textwrap import wrap

from firefighter.reporting.tables import Row, Table

_WIDTH = 100
_GAP = "  "


def plain(found: Iterable[Table]) -> str:
    return "\n\n".join(_table(each) for each in found)


def _table(table: Table) -> str:
    widths = [max(map(len, column)) for column in zip(table.columns, *table.rows, strict=True)]
    lines = [_line(row, widths) for row in (table.columns, *table.rows)]
    rule = "─" * max(map(len, lines))
    notes = chain.from_iterable(wrap(note, _WIDTH) for note in table.notes)
    return "\n".join((table.title, rule, *lines, rule, *notes))


def _line(row: Row, widths: Sequence[int]) -> str:
    """Names to the left, figures to the right."""
    name, *figures = row
    cells = (name.ljust(widths[0]), *map(str.rjust, figures, widths[1:]))
    return _GAP.join(cells).rstrip()
