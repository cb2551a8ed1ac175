"""What every effect is. To add one, write a file beside this: the registry finds it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar

from pydantic import TypeAdapter

from firefighter.domain.discretion import was_hidden
from firefighter.domain.errors import FirefighterError
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.ports.chat import Chat, EffectId
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import Shelves
from firefighter.ports.paging import NobodyOnCall, Pager
from firefighter.ports.people import Person
from firefighter.ports.places import PUBLIC_PLACES, Located, Place, Snapshot
from firefighter.ports.records import Records
from firefighter.ports.statistics import Statistics
from firefighter.ports.store import EffectRequest
from firefighter.texts import speaking, spoken

CLOCK_MARGIN = timedelta(minutes=5)
"""How far the chat's clock and ours may lie apart when we look for what an earlier try did."""


FindPeople = Callable[[Collection[UserId]], Mapping[UserId, Person]]


def _find_nobody(_users: Collection[UserId]) -> Mapping[UserId, Person]:
    return {}


class GivenUp(FirefighterError):
    """The incident has no such place: it left it when it became private, or it was imported."""


@dataclass(frozen=True)
class Job:
    """What an effect works with."""

    chat: Chat
    mark: EffectId
    enqueued_at: datetime
    tried_before: bool
    """Whether an earlier try may have got through without our hearing of it."""
    known: Snapshot | None
    """The incident as it is now; None for an effect that belongs to none."""
    records: Records
    """What else is committed, for what shows more than its incident."""
    pages: Shelves
    people: FindPeople = _find_nobody
    """Those of some users whom the chat has told us of."""
    figures: Statistics | None = None
    pager: Pager = field(default_factory=NobodyOnCall)

    @property
    def since(self) -> datetime:
        """The earliest moment at which an earlier try can have left a trace."""
        return self.enqueued_at - CLOCK_MARGIN

    @property
    def statistics(self) -> Statistics:
        if self.figures is None:
            raise LookupError("This job was given no statistics.")
        return self.figures

    @property
    def snapshot(self) -> Snapshot:
        if self.known is None:
            raise LookupError("This effect belongs to no incident.")
        return self.known

    @property
    def incident(self) -> Incident:
        return self.snapshot.incident

    def speaking_to(self, user: UserId) -> AbstractContextManager[None]:
        """Around what is said to one person alone: in their language, as far as we know it."""
        person = self.people([user]).get(user)
        return speaking((person and person.language) or spoken())

    def at(self, place: Place) -> Located:
        """Where a place is. KeyError when it is not made yet, which `needs` should prevent.

        Raises GivenUp for what a private incident has not, for what one left that was private, and
        for what one of the past never had here.
        """
        found = self.snapshot.places.get(place)
        hidden = self.incident.private and (place in PUBLIC_PLACES or not found)
        if hidden or (not found and (self._is_of_the_past() or self.was_hidden())):
            raise GivenUp(place)
        return found or self.snapshot.places[place]

    def _is_of_the_past(self) -> bool:
        return self.incident.kind is Kind.BACKFILLED

    def was_hidden(self) -> bool:
        """Whether it ever left its places, also when everybody may know of it again."""
        return was_hidden(self.records.timeline(self.incident.id))


@dataclass(frozen=True)
class Effect(ABC):
    """One thing to be done. Its fields are its payload, so they must survive JSON.

    `done_earlier` is asked before any try but the first: between the call and the record of its
    result a process can die, and only the other side knows whether the call got through.
    """

    kind: ClassVar[str]
    coalesces: ClassVar[bool] = False
    of_room: ClassVar[bool] = False
    """Whether it is always done in the incident's room."""

    @property
    @abstractmethod
    def lane(self) -> str:
        """Effects of one incident in one lane are done in order; "" for no order at all."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The lanes whose effects so far must be done first."""
        return ()

    def done_earlier(self, job: Job) -> Outcome | None:  # noqa: ARG002 - what others need to look
        """What an earlier try brought about, if it did. Not needed by what may be done twice."""
        return None

    @abstractmethod
    def do(self, job: Job) -> Outcome:
        """Does it. Raises ChatError."""

    def in_room(self, job: Job) -> bool:  # noqa: ARG002 - what others need to look
        """Whether it is done in the incident's room, and so has no place once that is gone."""
        return self.of_room

    def elsewhere(self, job: Job) -> tuple["Effect", ...]:  # noqa: ARG002 - likewise
        """What is done in its stead once the room is gone."""
        return ()

    def request(self) -> EffectRequest:
        return EffectRequest(
            kind=self.kind,
            payload=payload_of(type(self)).dump_python(self, mode="json"),
            lane=self.lane,
            needs=self.needs,
            coalesces=self.coalesces,
        )


@cache
def payload_of(effect: type[Effect]) -> TypeAdapter[Any]:
    """Writes and reads an effect's fields; made once for each kind, since making it takes long."""
    return TypeAdapter(effect)
