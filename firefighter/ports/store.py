from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.participants import Participant
from firefighter.domain.relations import Relation
from firefighter.domain.timeline import Entry
from firefighter.ports.people import Person
from firefighter.ports.places import ChannelId

DeliveryId = NewType("DeliveryId", str)
"""What tells one delivery of a chat from another, also when it is delivered again."""


@dataclass(frozen=True)
class EffectRequest:
    """One thing to be done outside the database, once this transaction has committed."""

    kind: str
    payload: dict[str, object]
    lane: str
    """Effects of one incident in one lane are done in order."""
    needs: tuple[str, ...] = ()
    """Other lanes of the incident whose effects so far must be done before this one."""
    coalesces: bool = False
    """Whether one such effect waiting in the lane makes another superfluous."""


@dataclass(frozen=True)
class Appointment:
    """One thing to happen later, at a time that is known now."""

    kind: str
    key: str
    """What it is about and for when or which period; asked for again, it still comes once."""
    at: datetime
    payload: dict[str, object]
    incident_id: IncidentId | None = None


class Incidents(Protocol):
    def next_id(self) -> IncidentId: ...

    def add(self, incident: Incident) -> None: ...

    def exists(self, incident_id: IncidentId) -> bool: ...

    def get(self, incident_id: IncidentId) -> Incident:
        """The incident, locked until the transaction ends. Raises UnknownIncident."""


class Circles(Protocol):
    """Who is in which channel or user group, by the chat's own ids. Each may be said twice."""

    def joined(self, circle: str, user: UserId) -> None: ...

    def left(self, circle: str, user: UserId) -> None: ...

    def members(self, circle: str) -> frozenset[UserId]: ...


class Links(Protocol):
    """What people said that incidents have to do with one another."""

    def between(self, one: IncidentId, other: IncidentId) -> Relation | None:
        """What the other is to the one."""

    def put(self, one: IncidentId, other: IncidentId, relation: Relation) -> None:
        """For both of them, in place of what was said before."""

    def remove(self, one: IncidentId, other: IncidentId) -> None: ...


class Wishes(Protocol):
    """What people want for themselves, where it is not what everybody gets."""

    def wants_digest(self, user: UserId) -> bool:
        """Whether somebody wants the weekly figures; everybody does, until they say no."""

    def want_digest(self, user: UserId, *, wanted: bool) -> None: ...


class Visitors(Protocol):
    """Who turned to our corner of the chat, and when."""

    def came_home(self, user: UserId) -> None: ...


class Participants(Protocol):
    """Who took part in which incident. Whoever changes one is among them by that alone."""

    def took_part(
        self, incident_id: IncidentId, user: UserId, at: datetime, *, messages: int = 0
    ) -> None: ...

    def of(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        """Those who came first, first."""


class UnitOfWork(Protocol):
    """One transaction. Leaving it normally commits all of it; an exception undoes all of it."""

    @property
    def incidents(self) -> Incidents: ...

    @property
    def circles(self) -> Circles: ...

    @property
    def visitors(self) -> Visitors: ...

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        """What is on record before this transaction, in the order it was recorded."""

    @property
    def participants(self) -> Participants: ...

    @property
    def wishes(self) -> Wishes: ...

    @property
    def links(self) -> Links: ...

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        """Those of them whom the chat has told us of."""

    def take_room(self, incident_id: IncidentId, channel: ChannelId) -> None:
        """Makes a channel that is there the incident's room, from this transaction on.

        When the transaction ends: raises UnfitChannel when it is another incident's by then.
        """

    def leave_room(self, incident_id: IncidentId) -> ChannelId | None:
        """Gives up the incident's room and its panel there at once; which channel it was."""

    def retry_parked(self, incident_id: IncidentId) -> int:
        """Lets everything that was given up for an incident be tried again; how much that is."""

    def enqueue(self, incident_id: IncidentId | None, request: EffectRequest) -> None:
        """To be done after all that follows from the changes of this transaction."""

    def appoint(self, appointment: Appointment) -> None:
        """Changes nothing when one of that key was appointed before, or has come already."""


class Units(Protocol):
    def __call__(self, delivery: DeliveryId) -> AbstractContextManager[UnitOfWork]:
        """Begins the transaction in which `delivery` is handled.

        Raises AlreadyHandled when it was, StoreUnavailable when the database does not answer.
        """


Planner = Callable[[Incident, AnyEvent], Sequence[EffectRequest]]
"""What has to be done outside after an event."""

Foresight = Callable[[Incident, AnyEvent], Sequence[Appointment]]
"""What has to happen later after an event."""
