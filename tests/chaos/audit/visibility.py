"""Who may know of an incident at which time, by its timeline."""

from datetime import datetime

from firefighter.domain.events import VisibilityChanged
from firefighter.domain.timeline import Entry
from tests.chaos.evidence import Case, Evidence


def began_private(case: Case) -> bool:
    changes = visibility_changes(case)
    return not changes[0].private if changes else case.snapshot.incident.private


def visibility_changes(case: Case) -> list[VisibilityChanged]:
    return [entry.event for entry in case.timeline if isinstance(entry.event, VisibilityChanged)]


def was_private(case: Case, at: datetime) -> bool:
    """Whether the incident was private at that time."""
    private = began_private(case)
    for change in visibility_changes(case):
        if change.at > at:
            break
        private = change.private
    return private


def is_private_since(case: Case, at: datetime) -> bool:
    """Whether the incident was private at that time or later."""
    return was_private(case, at) or any(entry.recorded_at >= at for entry in hidden(case))


def hidden(case: Case) -> list[Entry]:
    """The entries that made it private."""
    return [
        entry
        for entry in case.timeline
        if isinstance(entry.event, VisibilityChanged) and entry.event.private
    ]


def moves_channel(evidence: Evidence, case: Case, entry: Entry) -> bool:
    """Whether it is worked in another channel from this entry on, when it becomes private.

    A private channel may stay; if it is younger than the entry, it did not.
    """
    event = entry.event
    if not isinstance(event, VisibilityChanged) or not event.private:
        return False
    incident_channel = evidence.channel_of(case)
    made = (
        min((float(each.ts) for each in evidence.messages[incident_channel.id]), default=0.0)
        if incident_channel
        else 0
    )
    return not event.stays or made > entry.recorded_at.timestamp()
