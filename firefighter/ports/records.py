from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.participants import Participant
from firefighter.domain.pictures import Fate
from firefighter.domain.postmortem import Similar
from firefighter.domain.timeline import Entry
from firefighter.ports.chat import EffectId
from firefighter.ports.people import Person
from firefighter.ports.places import ChannelId, Kin, Snapshot
from firefighter.ports.search import Found, Search


@dataclass(frozen=True)
class Asked:
    """An effect that was asked for."""

    mark: EffectId
    payload: dict[str, object]
    at: datetime


class Records(Protocol):
    """What has been committed, for looking at. Raises StoreUnavailable."""

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        """Raises UnknownIncident."""

    def worked_in(self, channel: ChannelId, thread: str = "") -> IncidentId | None:
        """The incident whose room this channel, or whose announcement's thread this thread is."""

    def may_see(
        self, user: UserId, incident_id: IncidentId, channel: ChannelId | None = None
    ) -> bool:
        """Whether there is such an incident for this person, who is in `channel` just now.

        Nobody else may learn of it from anything that we say.
        """

    def insiders(self, incident_id: IncidentId) -> frozenset[UserId]:
        """For whom alone a private incident is, but for those who have the right to see them all.

        They declared it, hold a role, have a follow-up to do, or are in its room.
        """

    def kin(self, user: UserId, incident_id: IncidentId) -> tuple[Kin, ...]:
        """The incidents that have to do with one, as far as this person may know of them.

        Raises UnknownIncident.
        """

    def naming(self, incident_id: IncidentId) -> tuple[IncidentId, ...]:
        """The incidents that name this one, on their records or by a link; whoever may know."""

    def asked_for(self, incident_id: IncidentId, kind: str) -> Sequence[Asked]:
        """The effects of one kind that were ever asked for, done or not, the oldest first."""

    def is_among(self, user: UserId, people: Sequence[str]) -> bool:
        """Whether somebody is one of these users, or in one of these user groups as last known."""

    def search(self, user: UserId, wanted: Search, limit: int, offset: int = 0) -> Found:
        """Among the incidents that this person may see."""

    def visitors_since(self, since: datetime, limit: int) -> Sequence[UserId]:
        """Who looked at their Home tab since then, the latest first."""

    def announces(self, channel: ChannelId) -> bool:
        """Whether any announcement stands in this channel, so that its threads may be of one."""

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        """Everything on record for an incident, in the order it was recorded."""

    def fates(self, incident_id: IncidentId) -> Mapping[str, Fate]:
        """What became of the incident's pictures, by their files, on the last page it had."""

    def showing(self, file: str) -> tuple[IncidentId, ...]:
        """The incidents on whose record a message has a file of that id, perhaps not any more."""

    def participants(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        """Who took part in an incident; those who came first, first."""

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        """Those of them whom the chat has told us of: their names, languages and time zones."""

    def similar(self, incident: Incident) -> tuple[Similar, ...]:
        """Incidents of the past that everybody may know of, the most alike first."""

    def follow_ups_of(self, owner: UserId) -> tuple[tuple[Incident, FollowUp], ...]:
        """What somebody still has to do, the most urgent first, and for which incident."""
