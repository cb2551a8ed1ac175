"""What is committed, as far as effects look at more than their incident."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.participants import Participant
from firefighter.domain.pictures import Fate
from firefighter.domain.postmortem import Similar
from firefighter.domain.timeline import Entry
from firefighter.ports.people import Person
from firefighter.ports.places import ChannelId, Kin, Snapshot
from firefighter.ports.records import Asked
from firefighter.ports.search import Found, Search


@dataclass
class RecordsDouble:
    """Nobody sees anything but what is put here."""

    visitors: dict[UserId, datetime] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    others: dict[IncidentId, Snapshot] = field(default_factory=dict)

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        return self.others[incident_id]

    def worked_in(self, channel: ChannelId, thread: str = "") -> IncidentId | None:  # noqa: ARG002
        return None

    def may_see(
        self,
        user: UserId,  # noqa: ARG002
        incident_id: IncidentId,  # noqa: ARG002
        channel: ChannelId | None = None,  # noqa: ARG002
    ) -> bool:
        return False

    def insiders(self, incident_id: IncidentId) -> frozenset[UserId]:  # noqa: ARG002
        return frozenset()

    def kin(self, user: UserId, incident_id: IncidentId) -> tuple[Kin, ...]:  # noqa: ARG002
        return ()

    def naming(self, incident_id: IncidentId) -> tuple[IncidentId, ...]:  # noqa: ARG002
        return ()

    def asked_for(self, incident_id: IncidentId, kind: str) -> Sequence[Asked]:  # noqa: ARG002
        return self.asked

    def is_among(self, user: UserId, people: Sequence[str]) -> bool:
        return user in people

    def search(self, user: UserId, wanted: Search, limit: int, offset: int = 0) -> Found:  # noqa: ARG002
        return Found((), 0)

    def visitors_since(self, since: datetime, limit: int) -> Sequence[UserId]:
        return [user for user, at in self.visitors.items() if at >= since][:limit]

    def showing(self, file: str) -> tuple[IncidentId, ...]:  # noqa: ARG002
        return ()

    def participants(self, incident_id: IncidentId) -> tuple[Participant, ...]:  # noqa: ARG002
        return ()

    def fates(self, incident_id: IncidentId) -> Mapping[str, Fate]:  # noqa: ARG002
        return {}

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:  # noqa: ARG002
        return {}

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:  # noqa: ARG002
        return ()

    def similar(self, incident: Incident) -> tuple[Similar, ...]:  # noqa: ARG002
        return ()

    def announces(self, channel: ChannelId) -> bool:  # noqa: ARG002
        return False

    def follow_ups_of(self, owner: UserId) -> tuple[tuple[Incident, FollowUp], ...]:  # noqa: ARG002
        return ()
