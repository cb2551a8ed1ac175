"""Messages to who declared an incident: possible duplicates, and a missing announcement."""

from collections.abc import Sequence
from dataclasses import dataclass

from firefighter.ports.search import IncidentSummary
from firefighter.ports.snapshot import Snapshot


@dataclass(frozen=True)
class NotAnnounced:
    """Tells the declarer that the incident is not announced yet, and why."""

    snapshot: Snapshot
    why: str


@dataclass(frozen=True)
class DuplicatesHint:
    """Shows the declarer a few open incidents that may be the same."""

    snapshot: Snapshot
    alike: Sequence[IncidentSummary]
