from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from firefighter.domain.history import BadLine, LeftOut, Past
from firefighter.ports.archive import Archive

_AT_ONCE = 500
"""Incidents of one transaction: others who write wait no longer than for that."""


@dataclass
class Imported:
    """What became of the lines of a file."""

    added: int = 0
    known: int = 0
    """Here already, from an earlier run or twice in the file; nothing was changed."""
    left_out: int = 0
    bad: int = 0


def import_history(
    archive: Archive,
    lines: Iterable[Past | LeftOut | BadLine],
    complain: Callable[[BadLine], None],
) -> Imported:
    """Adds what is new, a few hundred in a transaction. Interrupted, it can simply run again."""
    imported = Imported()
    good = _good(lines, imported, complain)
    while batch := list(islice(good, _AT_ONCE)):
        added = archive.add(batch)
        imported.added += added
        imported.known += len(batch) - added
    return imported


def _good(
    lines: Iterable[Past | LeftOut | BadLine],
    imported: Imported,
    complain: Callable[[BadLine], None],
) -> Iterator[Past]:
    for line in lines:
        match line:
            case Past():
                yield line
            case LeftOut():
                imported.left_out += 1
            case BadLine():
                imported.bad += 1
                complain(line)
