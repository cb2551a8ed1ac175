"""Removes other incidents from a timeline if readers may not know of them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from firefighter.domain.events import (
    AnyEvent,
    FollowUpChanged,
    HypothesisChanged,
    Linked,
    Merged,
    StatusChanged,
    Unlinked,
    VisibilityChanged,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.timeline import Entry


def named_incident(event: AnyEvent) -> IncidentId | None:
    """The other incident that an event names, if any."""
    match event:
        case Linked(other=other) | Unlinked(other=other):
            return other
        case Merged(duplicate=other):
            return other
        case StatusChanged(duplicate_of=other):
            return other
        case FollowUpChanged(merged=other) | HypothesisChanged(merged=other):
            return other
        case _:
            return None


def with_named_incident(event: AnyEvent, number: IncidentId) -> AnyEvent:
    """The event with another number for the incident that it names."""
    match event:
        case Linked() | Unlinked():
            return replace(event, other=number)
        case Merged():
            return replace(event, duplicate=number)
        case StatusChanged():
            return replace(event, duplicate_of=number)
        case FollowUpChanged() | HypothesisChanged():
            return replace(event, merged=number)
        case _:
            return event


def was_hidden(record: Iterable[Entry]) -> bool:
    """Whether the incident was ever private."""
    return any(isinstance(entry.event, VisibilityChanged) for entry in record)


def moved_at(record: Iterable[Entry], since: datetime) -> datetime | None:
    """When the incident last moved to a private channel, if it did so after `since`."""
    moves = (
        event.at
        for event in (entry.event for entry in record)
        if isinstance(event, VisibilityChanged) and event.private and not event.stays
    )
    return max((at for at in moves if at > since), default=None)


def has_left(record: Iterable[Entry], channel: str) -> bool:
    """Whether this was its channel until it became private."""
    return any(
        isinstance(entry.event, VisibilityChanged) and entry.event.left == channel
        for entry in record
    )


def redact(
    record: Iterable[Entry], hidden: Collection[IncidentId], *, for_insiders: bool
) -> Iterator[Entry]:
    """The record without events that reveal hidden incidents."""
    for entry in record:
        if named_incident(entry.event) not in hidden:
            yield entry
        elif told := redact_event(entry.event, for_insiders=for_insiders):
            yield replace(entry, event=told)


def redact_event(event: AnyEvent, *, for_insiders: bool) -> AnyEvent | None:
    """The event without what a hidden incident reveals; None when nothing remains.

    Members of a private incident may know what was merged into it, but not what it is linked to.
    """
    match event:
        case Linked() | Unlinked():
            return None
        case _ if for_insiders:
            return event
        case StatusChanged():
            return replace(event, duplicate_of=None, merged=False)
        case FollowUpChanged() | HypothesisChanged():
            return replace(event, merged=None)
        case _:
            return None
