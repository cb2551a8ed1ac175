"""Records in memory, as far as effects read more than their incident."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from firefighter.domain.alert_groups import AlertGroupId
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.pictures import AttachmentResult
from firefighter.domain.postmortem import Similar
from firefighter.domain.similarity import Traits
from firefighter.domain.timeline import Entry, Participant
from firefighter.ports.alerts import ProposedAlerts
from firefighter.ports.people import Person
from firefighter.ports.records import RequestedEffect
from firefighter.ports.search import IncidentQuery, SearchResult
from firefighter.ports.snapshot import ChannelId, PlaceRef, RelatedIncident, Snapshot


@dataclass
class RecordsDouble:
    """Contains only what a test adds."""

    home_viewers: dict[UserId, datetime] = field(default_factory=dict)
    asked: list[RequestedEffect] = field(default_factory=list)
    others: dict[IncidentId, Snapshot] = field(default_factory=dict)
    proposed: dict[AlertGroupId, ProposedAlerts] = field(default_factory=dict)

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        return self.others[incident_id]

    def incident_in(self, channel: ChannelId, thread: str = "") -> IncidentId | None:  # noqa: ARG002
        return None

    def may_see(
        self,
        user: UserId,  # noqa: ARG002
        incident_id: IncidentId,  # noqa: ARG002
        channel: ChannelId | None = None,  # noqa: ARG002
    ) -> bool:
        return False

    def visible_kind(
        self,
        user: UserId,  # noqa: ARG002
        incident_id: IncidentId,  # noqa: ARG002
        channel: ChannelId | None = None,  # noqa: ARG002
    ) -> Kind | None:
        return None

    def stale_channel_of(self, user: UserId, incident_id: IncidentId) -> ChannelId | None:  # noqa: ARG002
        return None

    def insiders(self, incident_id: IncidentId) -> frozenset[UserId]:  # noqa: ARG002
        return frozenset()

    def related(self, user: UserId, incident_id: IncidentId) -> tuple[RelatedIncident, ...]:  # noqa: ARG002
        return ()

    def incidents_naming(self, incident_id: IncidentId) -> tuple[IncidentId, ...]:  # noqa: ARG002
        return ()

    def incident_channels(
        self,
        among: Collection[ChannelId],  # noqa: ARG002
    ) -> Mapping[ChannelId, IncidentId]:
        return {}

    def shared_channels(self) -> frozenset[ChannelId]:
        return frozenset()

    def requested_effects(self, incident_id: IncidentId, kind: str) -> Sequence[RequestedEffect]:  # noqa: ARG002
        return self.asked

    def incidents_with_failed_effects(self, since: datetime) -> tuple[IncidentId, ...]:  # noqa: ARG002
        return ()

    def announcement_problem(self) -> str:
        return ""

    def is_among(self, user: UserId, people: Sequence[str]) -> bool:
        return user in people

    def search(
        self,
        user: UserId,  # noqa: ARG002 - the port's
        wanted: IncidentQuery,  # noqa: ARG002
        limit: int,  # noqa: ARG002
        offset: int = 0,  # noqa: ARG002
    ) -> SearchResult:
        return SearchResult((), 0)

    def open_traits(
        self,
        user: UserId,  # noqa: ARG002 - the port's
        limit: int,  # noqa: ARG002
    ) -> Sequence[tuple[IncidentId, Traits]]:
        return ()

    def home_viewers_since(self, since: datetime, limit: int) -> Sequence[UserId]:
        return [user for user, at in self.home_viewers.items() if at >= since][:limit]

    def incidents_showing(self, file: str) -> tuple[IncidentId, ...]:  # noqa: ARG002
        return ()

    def participants(self, incident_id: IncidentId) -> tuple[Participant, ...]:  # noqa: ARG002
        return ()

    def attachment_results(self, incident_id: IncidentId) -> Mapping[str, AttachmentResult]:  # noqa: ARG002
        return {}

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:  # noqa: ARG002
        return {}

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:  # noqa: ARG002
        return ()

    def similar(self, incident: Incident) -> tuple[Similar, ...]:  # noqa: ARG002
        return ()

    def has_announcement_in(self, channel: ChannelId) -> bool:  # noqa: ARG002
        return False

    def proposed_alerts(self, group_id: AlertGroupId) -> ProposedAlerts | None:
        return self.proposed.get(group_id)

    def follow_ups_of(
        self,
        owner: UserId,  # noqa: ARG002
    ) -> tuple[tuple[Incident, FollowUp, PlaceRef | None], ...]:
        return ()
