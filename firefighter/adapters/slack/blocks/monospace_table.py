"""Tables of fixed-width text, narrow enough for a phone.

Slack's own table block is for messages only, one in each:
https://docs.slack.dev/reference/block-kit/blocks/table-block
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from firefighter.adapters.slack.wording.mrkdwn import escaped

WIDTH = 36
"""Characters that fit in a line of code on a phone 375 points wide, with the usual font size."""

_NAME_WIDTH = 14
_CELL_WIDTH = 12
_GAP = "  "
_MOST = 2_800
"""Characters of one text, below Slack's 3,000 for a section."""

Cells = Sequence[str]


def monospace_tables(columns: Cells, rows: Sequence[Cells]) -> Iterator[str]:
    """Yields code blocks in mrkdwn; columns and rows that do not fit stand in a further one."""
    wrapped = [
        [_wrapped(cell, _NAME_WIDTH if n == 0 else _CELL_WIDTH) for n, cell in enumerate(row)]
        for row in (columns, *rows)
    ]
    widths = [max(len(line) for row in wrapped for line in row[n]) for n in range(len(columns))]
    for chosen in _columns_that_fit(widths):
        lines = [_lines([row[n] for n in chosen], [widths[n] for n in chosen]) for row in wrapped]
        yield from _code_blocks(lines[0], lines[1:])


def _wrapped(cell: str, width: int) -> list[str]:
    """At ordinary spaces; a longer word is broken."""
    return wrap(cell.replace("`", "'"), width) or [""]


def _columns_that_fit(widths: Sequence[int]) -> Iterator[list[int]]:
    """Groups of columns, each with the first one."""
    chosen, taken = [0], widths[0]
    for n, width in enumerate(widths[1:], 1):
        if taken + len(_GAP) + width > WIDTH and len(chosen) > 1:
            yield chosen
            chosen, taken = [0], widths[0]
        chosen.append(n)
        taken += len(_GAP) + width
    yield chosen


def _lines(cells: Sequence[list[str]], widths: Sequence[int]) -> str:
    """One row: the name on the left, figures on the right of their columns."""
    lines = []
    for name, *figures in zip_longest(*cells, fillvalue=""):
        parts = (name.ljust(widths[0]), *map(str.rjust, figures, widths[1:]))
        lines.append(_GAP.join(parts).rstrip())
    return escaped("\n".join(lines))


def _code_blocks(header: str, rows: Iterable[str]) -> Iterator[str]:
    shown = [header]
    for row in rows:
        if sum(map(len, shown)) + len(shown) + len(row) > _MOST:
            yield _fenced(shown)
            shown = [header]
        shown.append(row)
    yield _fenced(shown)


def _fenced(lines: Iterable[str]) -> str:
    return "```\n" + "\n".join(lines) + "\n```"
