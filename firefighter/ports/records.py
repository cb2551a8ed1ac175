from typing import Protocol

from firefighter.domain.ids import IncidentId
from firefighter.domain.timeline import Entry
from firefighter.ports.places import ChannelId, Snapshot


class Records(Protocol):
    """What has been committed, for looking at. Raises StoreUnavailable."""

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        """Raises UnknownIncident."""

    def worked_in(self, channel: ChannelId) -> IncidentId | None:
        """The incident whose room this channel is."""

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        """Everything on record for an incident, in the order it was recorded."""
