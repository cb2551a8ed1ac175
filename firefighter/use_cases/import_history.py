from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from firefighter.domain.history import Clash, IncidentHistory, InvalidLine, SkippedLine
from firefighter.domain.ids import reference
from firefighter.ports.store import ImportExport

_BATCH_SIZE = 500
"""Incidents of one transaction; others who write wait no longer than that."""


@dataclass
class Imported:
    """How many lines of a file had which result."""

    added: int = 0
    known: int = 0
    """Imported before, or twice in the file; nothing was changed."""
    left_out: int = 0
    bad: int = 0
    doubtful: int = 0
    """Imported, although their times are hardly right, or their original is not here."""


def _ignore(_history: IncidentHistory) -> None:
    """The default: does nothing."""


def import_history(
    archive: ImportExport,
    lines: Iterable[IncidentHistory | SkippedLine | InvalidLine],
    complain: Callable[[InvalidLine], None],
    *,
    doubt: Callable[[InvalidLine], None] = lambda _line: None,
    found: Callable[[IncidentHistory], None] = _ignore,
    dry_run: bool = False,
) -> Imported:
    """Adds what is new, a few hundred in a transaction. After an interruption, run it again.

    `complain` is told of lines that are not imported, `doubt` of those with doubtful times or
    without their original, and `found` of every incident. `dry_run` adds nothing.
    """
    imported = Imported()
    unconnected: list[IncidentHistory] = []
    good = _without_repetitions(_readable(lines, imported, complain), imported, complain)
    while batch := list(islice(good, _BATCH_SIZE)):
        result = archive.add(batch, dry_run=dry_run)
        imported.added += result.added
        imported.known += result.known
        unconnected += result.unconnected
        for clash in result.clashes:
            imported.bad += 1
            complain(_as_invalid(clash))
        for history in batch:
            found(history)
            for sentence in history.doubts():
                doubt(InvalidLine(history.line, sentence))
            imported.doubtful += bool(history.doubts())
    while unconnected:
        for history in archive.connect(unconnected[:_BATCH_SIZE]):
            name = history.duplicate_of.partition(":")[2]
            doubt(
                InvalidLine(history.line, f"duplicate_of: there is no incident with the id {name}")
            )
            imported.doubtful += not history.doubts()
        del unconnected[:_BATCH_SIZE]
    return imported


def _without_repetitions(
    histories: Iterable[IncidentHistory],
    imported: Imported,
    complain: Callable[[InvalidLine], None],
) -> Iterator[IncidentHistory]:
    seen: dict[str, tuple[int, int]] = {}
    """By origin, the line and a fingerprint of what it said."""
    for history in histories:
        fingerprint = hash(repr((history.incident, history.timeline, history.duplicate_of)))
        first = seen.get(history.origin)
        if first is None:
            seen[history.origin] = (history.line, fingerprint)
            yield history
        elif first[1] == fingerprint:
            imported.known += 1
        else:
            imported.bad += 1
            name = history.origin.partition(":")[2]
            reason = f"line {first[0]} has the id {name} too, for something else"
            complain(InvalidLine(history.line, reason))


def _as_invalid(clash: Clash) -> InvalidLine:
    history = clash.history
    return InvalidLine(
        history.line,
        f"{history.origin} is {reference(clash.number)} already, and its {clash.differs} differs. "
        "If it is another incident, import the file with --source NAME; to replace it, "
        f"run `firefighter import undo {history.source}` first",
    )


def _readable(
    lines: Iterable[IncidentHistory | SkippedLine | InvalidLine],
    imported: Imported,
    complain: Callable[[InvalidLine], None],
) -> Iterator[IncidentHistory]:
    for line in lines:
        match line:
            case IncidentHistory():
                yield line
            case SkippedLine():
                imported.left_out += 1
            case InvalidLine():
                imported.bad += 1
                complain(line)
