"""Tables that a command prints."""

from collections.abc import Sequence


def print_columns(*rows: Sequence[str]) -> None:
    """Each column as wide as its longest cell; the headings are the first row."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
