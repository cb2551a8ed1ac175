"""One transaction for one delivery: state, timeline, effects and inbox, all or nothing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from firefighter.domain.errors import AlreadyHandled, Overtaken, Unfit, UnfitChannel
from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.participants import involved
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.house import Clock
from firefighter.ports.people import Person
from firefighter.ports.places import ChannelId, Place
from firefighter.ports.store import (
    Appointment,
    DeliveryId,
    EffectRequest,
    Foresight,
    Planner,
)
from firefighter.store import timeline
from firefighter.store.appointing import appoint
from firefighter.store.circles import StoredCircles
from firefighter.store.database import Database
from firefighter.store.enqueueing import enqueue
from firefighter.store.giving_up import give_up
from firefighter.store.incidents import StoredIncidents
from firefighter.store.links import StoredLinks
from firefighter.store.participants import StoredParticipants
from firefighter.store.people import read_people
from firefighter.store.tables import DeliveryRow, PlaceRow
from firefighter.store.troubles import retry_parked
from firefighter.store.upserting import Insert, leaving_alone, upsert
from firefighter.store.visitors import StoredVisitors
from firefighter.store.wishes import StoredWishes


def _if_new(new: Insert) -> Executable:
    return leaving_alone("delivery")(new).returning(new.table.c.delivery)


_NEW_DELIVERY = upsert(DeliveryRow, _if_new)


class StoredUnit:
    def __init__(self, session: Session, rules: Rules, clock: Clock) -> None:
        self.incidents = StoredIncidents(session, rules)
        self.circles = StoredCircles(session)
        self.visitors = StoredVisitors(session, clock)
        self.participants = StoredParticipants(session)
        self.wishes = StoredWishes(session)
        self.links = StoredLinks(session)
        self._session = session
        self._clock = clock
        self._asked_for: list[tuple[IncidentId | None, EffectRequest]] = []
        self._rooms: list[tuple[IncidentId, ChannelId]] = []

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        return timeline.read(self._session, incident_id)

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        return read_people(self._session, users)

    def take_room(self, incident_id: IncidentId, channel: ChannelId) -> None:
        self._rooms.append((incident_id, channel))

    def leave_room(self, incident_id: IncidentId) -> ChannelId | None:
        room = self._session.get(PlaceRow, (incident_id, Place.ROOM))
        give_up(self._session, incident_id, (Place.ROOM, Place.ROOM_PANEL))
        return ChannelId(room.channel) if room else None

    def retry_parked(self, incident_id: IncidentId) -> int:
        return retry_parked(self._session, incident_id, self._clock.now())

    def enqueue(self, incident_id: IncidentId | None, request: EffectRequest) -> None:
        self._asked_for.append((incident_id, request))

    def appoint(self, appointment: Appointment) -> None:
        appoint(self._session, [appointment])

    def write(self, plan: Planner, foresee: Foresight) -> None:
        wanted: dict[IncidentId | None, list[EffectRequest]] = defaultdict(list)
        for incident in self.incidents.seen:
            if incident.events:
                self.incidents.write(incident)
                self._record(incident)
                for event in incident.events:
                    wanted[incident.id] += plan(incident, event)
                    appoint(self._session, foresee(incident, event))
        self._settle_rooms()
        for incident_id, request in self._asked_for:
            wanted[incident_id].append(request)
        for incident_id, requests in wanted.items():
            enqueue(self._session, incident_id, requests, self._clock.now(), is_news=True)

    def _settle_rooms(self) -> None:
        """Once the incidents are written, which the places belong to."""
        for incident_id, channel in self._rooms:
            self._session.add(
                PlaceRow(incident_id=incident_id, place=Place.ROOM, channel=channel, ts="")
            )
            try:
                self._session.flush()
            except IntegrityError as error:
                raise UnfitChannel(Unfit.TAKEN) from error

    def _record(self, incident: Incident) -> None:
        now = self._clock.now()
        for event in incident.events:
            timeline.append(self._session, incident.id, event, now)
            for user in involved(event):
                self.participants.took_part(incident.id, user, now)


def _nothing_later(_incident: Incident, _event: AnyEvent) -> Sequence[Appointment]:
    return ()


class StoredUnits:
    """Opens units of work; `wake` is called after each commit that may have left effects to do."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        clock: Clock,
        plan: Planner,
        wake: Callable[[], None],
        *,
        foresee: Foresight = _nothing_later,
    ) -> None:
        self._database = database
        self._rules = rules
        self._clock = clock
        self._plan = plan
        self.wake = wake
        self._foresee = foresee

    @contextmanager
    def __call__(self, delivery: DeliveryId) -> Iterator[StoredUnit]:
        """See the port. Raises Overtaken when another transaction changed the same incident."""
        try:
            with self._database.writing(for_people=True) as session:
                self._note_delivery(session, delivery)
                with self.within(session) as unit:
                    yield unit
        except StaleDataError as error:
            raise Overtaken("incident", "") from error
        self.wake()

    @contextmanager
    def within(self, session: Session) -> Iterator[StoredUnit]:
        """A unit of work inside a transaction that is open already."""
        unit = StoredUnit(session, self._rules, self._clock)
        yield unit
        unit.write(self._plan, self._foresee)

    def _note_delivery(self, session: Session, delivery: DeliveryId) -> None:
        """Written first: a second process with the same delivery waits here for our commit."""
        row = {"delivery": delivery, "handled_at": self._clock.now()}
        if session.scalar(_NEW_DELIVERY(session), row) is None:
            raise AlreadyHandled
