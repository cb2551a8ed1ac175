"""What a timeline may say of other incidents, since one of them may have become private."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

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


def moved_at(record: Iterable[Entry], since: datetime) -> datetime | None:
    """When an incident last left its room for one that is private, if it did since then."""
    moves = (
        event.at
        for event in (entry.event for entry in record)
        if isinstance(event, VisibilityChanged) and event.private and not event.stays
    )
    return max((at for at in moves if at > since), default=None)


def has_left(record: Iterable[Entry], channel: str) -> bool:
    """Whether that was its room, and is not any more since it became private."""
    return any(
        isinstance(entry.event, VisibilityChanged) and entry.event.left == channel
        for entry in record
    )


def discreet(
    record: Iterable[Entry], hidden: Collection[IncidentId], *, for_insiders: bool
) -> Iterator[Entry]:
    """The record without what would tell of hidden incidents."""
    for entry in record:
        if named_in(entry.event) not in hidden:
            yield entry
        elif told := without_other(entry.event, for_insiders=for_insiders):
            yield replace(entry, event=told)


def without_other(event: AnyEvent, *, for_insiders: bool) -> AnyEvent | None:
    """What is told of an event that names a hidden incident; None when nothing is.

    The people of a private incident know of what it was merged with, but not of what it is linked
    with.
    """
    match event:
        case Linked() | Unlinked():
            return None
        case _ if for_insiders:
            return event
        case StatusChanged():
            return replace(event, duplicate_of=None, merged=False)
        case FollowUpChanged():
            return replace(event, merged=None)
    return None
