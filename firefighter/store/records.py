"""Looking at what is committed, without a lock."""

from sqlalchemy import select

from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.places import ChannelId, Located, Place, Snapshot
from firefighter.store import timeline
from firefighter.store.database import Database
from firefighter.store.incidents import find_incident
from firefighter.store.tables import PlaceRow
from firefighter.store.troubles import troubles


class StoredRecords:
    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        with self._database.reading() as session:
            incident = find_incident(session, incident_id, self._rules)
            rows = session.scalars(select(PlaceRow).where(PlaceRow.incident_id == incident_id))
            places = {row.place: Located(row.place, ChannelId(row.channel), row.ts) for row in rows}
            return Snapshot(incident, places, troubles(session, incident_id))

    def worked_in(self, channel: ChannelId) -> IncidentId | None:
        with self._database.reading() as session:
            found = session.scalar(
                select(PlaceRow.incident_id).where(
                    PlaceRow.channel == channel, PlaceRow.place == Place.ROOM
                )
            )
            return None if found is None else IncidentId(found)

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        with self._database.reading() as session:
            find_incident(session, incident_id, self._rules)
            return timeline.read(session, incident_id)
