"""Who may know of an incident, at which time, by its timeline."""

from datetime import datetime

from firefighter.domain.events import VisibilityChanged
from firefighter.domain.timeline import Entry
from tests.chaos.evidence import Case, Evidence


def began_private(case: Case) -> bool:
    changes = changes_of_sight(case)
    return not changes[0].private if changes else case.snapshot.incident.private


def changes_of_sight(case: Case) -> list[VisibilityChanged]:
    return [entry.event for entry in case.timeline if isinstance(entry.event, VisibilityChanged)]


def was_private(case: Case, at: datetime) -> bool:
    """Whether at that moment only its people might know of it."""
    private = began_private(case)
    for change in changes_of_sight(case):
        if change.at > at:
            break
        private = change.private
    return private


def is_private_since(case: Case, at: datetime) -> bool:
    """Whether at that moment or at any later one only its people might know of it."""
    return was_private(case, at) or any(entry.recorded_at >= at for entry in hidden(case))


def hidden(case: Case) -> list[Entry]:
    """The entries by which it became private."""
    return [
        entry
        for entry in case.timeline
        if isinstance(entry.event, VisibilityChanged) and entry.event.private
    ]


def moves_room(evidence: Evidence, case: Case, entry: Entry) -> bool:
    """Whether it is worked in another room from this entry on: for what becomes private.

    One that only members can read may stay; if it is younger than the entry, it did not after all.
    """
    event = entry.event
    if not isinstance(event, VisibilityChanged) or not event.private:
        return False
    room = evidence.room_of(case)
    made = min((float(each.ts) for each in evidence.messages[room.id]), default=0.0) if room else 0
    return not event.stays or made > entry.recorded_at.timestamp()
