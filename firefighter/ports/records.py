from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.alert_groups import AlertGroupId
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.pictures import AttachmentResult
from firefighter.domain.postmortem import Similar
from firefighter.domain.similarity import Traits
from firefighter.domain.timeline import Entry, Participant
from firefighter.ports.alerts import ProposedAlerts
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.people import Person
from firefighter.ports.search import IncidentQuery, SearchResult
from firefighter.ports.snapshot import ChannelId, PlaceRef, RelatedIncident, Snapshot


@dataclass(frozen=True)
class RequestedEffect:
    """An effect that was enqueued."""

    idempotency_key: IdempotencyKey
    payload: dict[str, object]
    at: datetime


class Records(Protocol):
    """Reads committed data. Raises StoreUnavailable."""

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        """Raises UnknownIncident."""

    def incident_in(self, channel: ChannelId, thread: str = "") -> IncidentId | None:
        """The incident whose channel or announcement thread this is; None for others."""

    def may_see(
        self, user: UserId, incident_id: IncidentId, channel: ChannelId | None = None
    ) -> bool:
        """Whether the incident exists for this person, who is in `channel` now.

        Other people must not learn of it.
        """

    def visible_kind(
        self, user: UserId, incident_id: IncidentId, channel: ChannelId | None = None
    ) -> Kind | None:
        """The kind of an incident; None if this person, who is in `channel`, may not see it."""

    def stale_channel_of(self, user: UserId, incident_id: IncidentId) -> ChannelId | None:
        """The incident's channel, if the person was a member of it when that was last learnt.

        Such a membership is too old to give access; None if there is none, or a recent one.
        """

    def insiders(self, incident_id: IncidentId) -> frozenset[UserId]:
        """Everybody who may see a private incident without a permission to see all.

        Its declarer, role holders, follow-up owners and channel members.
        """

    def related(self, user: UserId, incident_id: IncidentId) -> tuple[RelatedIncident, ...]:
        """Related incidents that this person may see. Raises UnknownIncident."""

    def incidents_naming(self, incident_id: IncidentId) -> tuple[IncidentId, ...]:
        """Incidents that mention or link this one, whether or not anybody may see them."""

    def requested_effects(self, incident_id: IncidentId, kind: str) -> Sequence[RequestedEffect]:
        """All enqueued effects of one kind, done or not, oldest first."""

    def incidents_with_failed_effects(self, since: datetime) -> tuple[IncidentId, ...]:
        """The incidents with effects that failed since then and are not being retried."""

    def announcement_problem(self) -> str:
        """Why the last announcement is not posted yet; empty if all of them are posted."""

    def is_among(self, user: UserId, people: Sequence[str]) -> bool:
        """Whether the person is one of these users or in one of these groups, as last known."""

    def search(
        self, user: UserId, wanted: IncidentQuery, limit: int, offset: int = 0
    ) -> SearchResult:
        """Searches incidents that this person may see."""

    def open_traits(self, user: UserId, limit: int) -> Sequence[tuple[IncidentId, Traits]]:
        """Titles and services of open incidents that this person may see, in order of a list.

        Much faster than a search: people wait for it when they declare.
        """

    def home_viewers_since(self, since: datetime, limit: int) -> Sequence[UserId]:
        """People who opened their Home tab since then, latest first."""

    def incident_channels(self, among: Collection[ChannelId]) -> Mapping[ChannelId, IncidentId]:
        """Those of `among` that are the channel of an incident."""

    def shared_channels(self) -> frozenset[ChannelId]:
        """Incident channels that are known to be shared with another organization."""

    def has_announcement_in(self, channel: ChannelId) -> bool:
        """Whether any announcement is in this channel."""

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        """All recorded entries of an incident, in recorded order."""

    def attachment_results(self, incident_id: IncidentId) -> Mapping[str, AttachmentResult]:
        """Results of attaching the incident's pictures to its latest page, by file."""

    def incidents_showing(self, file: str) -> tuple[IncidentId, ...]:
        """Incidents with a recorded message that has or had that file."""

    def participants(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        """Participants of an incident, earliest first."""

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        """Stored profiles of these people."""

    def similar(self, incident: Incident) -> tuple[Similar, ...]:
        """Similar public incidents, most similar first."""

    def proposed_alerts(self, group_id: AlertGroupId) -> ProposedAlerts | None:
        """A group of alerts with its card; None if there is no such group."""

    def follow_ups_of(
        self, owner: UserId
    ) -> tuple[tuple[Incident, FollowUp, PlaceRef | None], ...]:
        """Somebody's open follow-ups, most urgent first, with their incidents and main places."""
