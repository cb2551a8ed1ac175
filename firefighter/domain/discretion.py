"""What a timeline may say of other incidents, since one of them may have become private."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from firefighter.domain.events import (
    AnyEvent,
    FollowUpChanged,
    Linked,
    Merged,
    StatusChanged,
    Unlinked,
    VisibilityChanged,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.timeline import Entry


def named_in(event: AnyEvent) -> IncidentId | None:
    """The other incident that an event names, if it names one."""
    match event:
        case Linked(other=other) | Unlinked(other=other):
            return other
        case Merged(duplicate=other):
            return other
        case StatusChanged(duplicate_of=other) | FollowUpChanged(merged=other):
            return other
    return None


def was_hidden(record: Iterable[Entry]) -> bool:
    """Whether an incident was ever made private, or made public after it began as private."""
    return any(isinstance(entry.event, VisibilityChanged) for entry in record)


def discreet(
    record: Iterable[Entry], hidden: Collection[IncidentId], *, for_insiders: bool
) -> Iterator[Entry]:
    """The record without what would tell of hidden incidents.

    The people of a private incident know of what it was merged with, but not of what it is linked
    with.
    """
    for entry in record:
        event = entry.event
        if named_in(event) not in hidden:
            yield entry
        elif isinstance(event, Linked | Unlinked):
            continue
        elif for_insiders:
            yield entry
        elif isinstance(event, StatusChanged):
            yield replace(entry, event=replace(event, duplicate_of=None, merged=False))
        elif isinstance(event, FollowUpChanged):
            yield replace(entry, event=replace(event, merged=None))
