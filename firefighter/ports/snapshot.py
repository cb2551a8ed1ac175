from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from firefighter.domain.alert_groups import AlertSummary
from firefighter.domain.changes import OutsideChange
from firefighter.domain.drill import Drill
from firefighter.domain.events import ChannelState, Relation
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.incident import Incident, Kind
from firefighter.ports.pages import PageRef

ChannelId = NewType("ChannelId", str)


@dataclass(frozen=True)
class MessageRef:
    channel: ChannelId
    ts: str


class Place(StrEnum):
    """A message or channel of an incident. Messages have a timestamp, channels do not."""

    ANNOUNCEMENT = "announcement"
    THREAD_PANEL = "thread_panel"
    CHANNEL = "channel"
    CHANNEL_PANEL = "channel_panel"
    ARCHIVE_NOTICE = "archive_notice"
    COMMANDER_NUDGE = "commander_nudge"
    """The latest one that is not resolved."""
    UPDATE_NUDGE = "update_nudge"
    """The latest one that is not resolved."""
    ALERTS = "alerts"
    """The line that counts its alerts."""


PUBLIC_PLACES = frozenset({Place.ANNOUNCEMENT, Place.THREAD_PANEL})
"""Places that everybody can read. A private incident has none of them."""


@dataclass(frozen=True)
class PlaceRef:
    place: Place
    channel: ChannelId
    ts: str = ""

    @property
    def message(self) -> MessageRef:
        return MessageRef(self.channel, self.ts)


Address = Callable[[PlaceRef], str]
"""Returns the URL of a place; empty if it is not known."""


def no_address(_place: PlaceRef) -> str:
    """The `Address` to use where the workspace's URL is not known."""
    return ""


@dataclass(frozen=True)
class AdoptedChannel:
    """An existing channel to use as an incident's channel."""

    channel: ChannelId
    private: bool
    """Whether only its members can read it."""


@dataclass(frozen=True)
class UnfinishedEffects:
    """Effects of an incident that failed at least once and are not done."""

    pending: int = 0
    failed: int = 0
    """Number given up until somebody retries."""
    why: str = ""
    """The latest error of one of them."""
    next_try: datetime | None = None


@dataclass(frozen=True)
class RelatedIncident:
    """An incident that is related to another."""

    id: IncidentId
    title: str
    relation: Relation
    """What it is to that one."""
    home: PlaceRef | None = None
    """Its channel or announcement; None while there is neither."""
    page_url: str = ""
    """URL of its post-mortem page; empty if there is none."""
    kind: Kind = Kind.REAL

    @property
    def reference(self) -> str:
        return reference(self.id)


@dataclass(frozen=True)
class Snapshot:
    """An incident with its places at one instant. Every card is drawn from one."""

    incident: Incident
    places: dict[Place, PlaceRef]
    unfinished_effects: UnfinishedEffects = UnfinishedEffects()
    postmortem_page: PageRef | None = None
    related: tuple[RelatedIncident, ...] = ()
    """Only incidents that every reader may see, unless it was read for one person."""
    at: datetime | None = None
    """When it is shown; None if that does not matter."""
    drill: Drill | None = None
    """None for a real incident."""
    changes: tuple[OutsideChange, ...] = ()
    """Changes of its services shortly before its start, the latest first."""
    alerts: AlertSummary | None = None
    """Its alerts; None if there are none."""

    @property
    def is_update_overdue(self) -> bool:
        due = self.incident.update_due
        return due is not None and self.at is not None and self.at >= due

    @property
    def original(self) -> RelatedIncident | None:
        """The incident it duplicates."""
        return next((each for each in self.related if each.relation is Relation.ORIGINAL), None)

    @property
    def incident_channel(self) -> PlaceRef | None:
        """The incident's own channel, while people can write in it."""
        is_open = self.incident.channel_state is ChannelState.OPEN
        return self.places.get(Place.CHANNEL) if is_open else None
