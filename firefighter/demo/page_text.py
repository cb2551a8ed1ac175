"""Lays out a page as text for a terminal, with its tables in columns."""

import re
import textwrap
from collections.abc import Iterator, Sequence

from firefighter.adapters.confluence import page_formats

_GAP = "  "

_ROWS = 10
"""How many rows of a table are shown."""

_EMPHASIS = re.compile(r"(?<!\\)\*+")
_ESCAPED = re.compile(r"\\(\W|(?=\d+\.))")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?: --- \|)+")


def page_text(title: str, body: str, width: int) -> Iterator[str]:
    """The page's title, then each section; long tables are cut, and say so. `body` is stored."""
    page = page_formats.markdown_document(title, body)
    for section in re.split(r"\n(?=## )", page):
        blocks = section.strip().split("\n\n")
        yield "\n".join(line for block in blocks for line in _block(block, width))


def _block(block: str, width: int) -> Iterator[str]:
    lines = block.splitlines()
    if block.startswith("|"):
        yield from _table(lines, width)
        return
    if block.startswith("### "):
        yield ""
    for line in lines:
        indent = "  " if line.startswith("- ") else ""
        yield textwrap.fill(_plain(line), width, subsequent_indent=indent, break_on_hyphens=False)


def _table(lines: Sequence[str], width: int) -> Iterator[str]:
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    shown = rows[:_ROWS]
    widths = _widths(shown, width)
    for row in shown:
        yield from _row(row, widths)
    if len(rows) > _ROWS:
        yield f"… {len(rows) - _ROWS} more rows on the page"


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in _CELL_BORDER.split(line)[1:-1]]


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Narrows the widest columns until all fit."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [
        textwrap.wrap(cell, width, break_on_hyphens=False) if cell else []
        for cell, width in zip(row, widths, strict=True)
    ]
    for number in range(max(map(len, wrapped))):
        parts = [cell[number] if number < len(cell) else "" for cell in wrapped]
        line = (part.ljust(width) for part, width in zip(parts, widths, strict=True))
        yield _GAP.join(line).rstrip()


def _plain(markdown: str) -> str:
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub("", markdown)).strip()
