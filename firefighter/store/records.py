"""Looking at what is committed, without a lock."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select

from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.participants import Participant
from firefighter.domain.pictures import Fate
from firefighter.domain.postmortem import Similar
from firefighter.domain.rights import Right
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.people import Person
from firefighter.ports.places import ChannelId, Kin, Located, Place, Snapshot
from firefighter.ports.records import Asked
from firefighter.ports.search import Found, Search
from firefighter.store import timeline
from firefighter.store.asked import find_asked
from firefighter.store.database import Database
from firefighter.store.follow_ups import owned_by, read_follow_up
from firefighter.store.incidents import find_incident, read_incident
from firefighter.store.kin import find_kin, find_naming
from firefighter.store.pages import find_similar, read_fates, read_page
from firefighter.store.participants import participants_of
from firefighter.store.people import read_people
from firefighter.store.search import search
from firefighter.store.sight import insiders_of, visible_to
from firefighter.store.tables import CircleMemberRow, IncidentRow, PlaceRow
from firefighter.store.troubles import troubles
from firefighter.store.visitors import visitors_since


class StoredRecords:
    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        with self._database.reading() as session:
            incident = find_incident(session, incident_id, self._rules)
            rows = session.scalars(select(PlaceRow).where(PlaceRow.incident_id == incident_id))
            places = {row.place: Located(row.place, ChannelId(row.channel), row.ts) for row in rows}
            page = read_page(session, incident_id)
            kin = find_kin(session, incident)
            return Snapshot(incident, places, troubles(session, incident_id), page, kin)

    def worked_in(self, channel: ChannelId, thread: str = "") -> IncidentId | None:
        is_room = PlaceRow.place == Place.ROOM
        is_thread = and_(PlaceRow.place == Place.ANNOUNCEMENT, PlaceRow.ts == thread)
        with self._database.reading() as session:
            found = session.scalar(
                select(PlaceRow.incident_id).where(
                    PlaceRow.channel == channel, or_(is_room, is_thread) if thread else is_room
                )
            )
            return None if found is None else IncidentId(found)

    def announces(self, channel: ChannelId) -> bool:
        is_announcement = (PlaceRow.channel == channel, PlaceRow.place == Place.ANNOUNCEMENT)
        with self._database.reading() as session:
            return session.scalar(select(PlaceRow.ts).where(*is_announcement).limit(1)) is not None

    def may_see(
        self, user: UserId, incident_id: IncidentId, channel: ChannelId | None = None
    ) -> bool:
        with self._database.reading() as session:
            found = session.scalar(
                select(IncidentRow.id).where(
                    IncidentRow.id == incident_id, visible_to(user, self._trusted, channel)
                )
            )
            return found is not None

    def insiders(self, incident_id: IncidentId) -> frozenset[UserId]:
        with self._database.reading() as session:
            return insiders_of(session, incident_id)

    def kin(self, user: UserId, incident_id: IncidentId) -> tuple[Kin, ...]:
        with self._database.reading() as session:
            incident = find_incident(session, incident_id, self._rules)
            return find_kin(session, incident, visible_to(user, self._trusted))

    def naming(self, incident_id: IncidentId) -> tuple[IncidentId, ...]:
        with self._database.reading() as session:
            return find_naming(session, incident_id)

    def asked_for(self, incident_id: IncidentId, kind: str) -> Sequence[Asked]:
        with self._database.reading() as session:
            return find_asked(session, incident_id, kind)

    def is_among(self, user: UserId, people: Sequence[str]) -> bool:
        if user in people or not people:
            return user in people
        with self._database.reading() as session:
            known = select(CircleMemberRow.user).where(
                CircleMemberRow.user == user, CircleMemberRow.circle.in_(people)
            )
            return session.scalar(known.limit(1)) is not None

    def search(self, user: UserId, wanted: Search, limit: int, offset: int = 0) -> Found:
        with self._database.reading() as session:
            return search(session, visible_to(user, self._trusted), wanted, limit, offset)

    @property
    def _trusted(self) -> tuple[str, ...]:
        """Who sees private incidents without having been let in."""
        return self._rules.rights.of(Right.SEE_PRIVATE)

    def visitors_since(self, since: datetime, limit: int) -> Sequence[UserId]:
        with self._database.reading() as session:
            return visitors_since(session, since, limit)

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        with self._database.reading() as session:
            incident = find_incident(session, incident_id, self._rules)
            return timeline.read_as_shown(session, incident_id, private=incident.private)

    def fates(self, incident_id: IncidentId) -> Mapping[str, Fate]:
        with self._database.reading() as session:
            return read_fates(session, incident_id)

    def showing(self, file: str) -> tuple[IncidentId, ...]:
        with self._database.reading() as session:
            return timeline.find_showing(session, file)

    def participants(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        with self._database.reading() as session:
            return participants_of(session, incident_id)

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        with self._database.reading() as session:
            return read_people(session, users)

    def similar(self, incident: Incident) -> tuple[Similar, ...]:
        with self._database.reading() as session:
            return find_similar(session, incident)

    def follow_ups_of(self, owner: UserId) -> tuple[tuple[Incident, FollowUp], ...]:
        with self._database.reading() as session:
            return tuple(
                (read_incident(incident, self._rules), read_follow_up(follow_up))
                for incident, follow_up in session.execute(owned_by(owner))
            )
