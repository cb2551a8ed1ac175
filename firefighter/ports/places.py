from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.relations import Relation
from firefighter.domain.room import RoomState
from firefighter.ports.pages import PageRef

ChannelId = NewType("ChannelId", str)


@dataclass(frozen=True)
class MessageRef:
    channel: ChannelId
    ts: str


class Place(StrEnum):
    """Something an incident has in the chat. Messages have a timestamp, channels do not."""

    ANNOUNCEMENT = "announcement"
    THREAD_PANEL = "thread_panel"
    ROOM = "room"
    ROOM_PANEL = "room_panel"
    ARCHIVE_NOTICE = "archive_notice"


PUBLIC_PLACES = frozenset({Place.ANNOUNCEMENT, Place.THREAD_PANEL})
"""Where everybody can read; a private incident has neither."""


@dataclass(frozen=True)
class Located:
    place: Place
    channel: ChannelId
    ts: str = ""

    @property
    def message(self) -> MessageRef:
        return MessageRef(self.channel, self.ts)


@dataclass(frozen=True)
class AdoptedRoom:
    """A channel that people had before, to be an incident's room."""

    channel: ChannelId
    private: bool
    """Whether only its members can read it."""


@dataclass(frozen=True)
class Troubles:
    """What could not be done yet for an incident, after at least one try."""

    waiting: int = 0
    parked: int = 0
    """Given up, until somebody asks for another try."""
    why: str = ""
    """What stood in the way the last time, of one of them."""
    next_try: datetime | None = None


@dataclass(frozen=True)
class Kin:
    """Another incident that has to do with one."""

    id: IncidentId
    title: str
    relation: Relation
    """What it is to that one."""
    home: Located | None = None
    """Where it is worked, or at least announced; None while it is nowhere."""
    page_url: str = ""
    """Of its post-mortem page, if it has one."""

    @property
    def reference(self) -> str:
        return reference(self.id)


@dataclass(frozen=True)
class Snapshot:
    """An incident and where it is, as committed at one instant; what every card is drawn from."""

    incident: Incident
    places: dict[Place, Located]
    troubles: Troubles = Troubles()
    page: PageRef | None = None
    kin: tuple[Kin, ...] = ()
    """Only what all who see this incident may know of, unless it is looked up for one person."""

    @property
    def original(self) -> Kin | None:
        """What it is a duplicate of."""
        return next((each for each in self.kin if each.relation is Relation.ORIGINAL), None)

    @property
    def room(self) -> Located | None:
        """The incident's own channel, while people can work in it."""
        is_open = self.incident.room_state is RoomState.OPEN
        return self.places.get(Place.ROOM) if is_open else None
