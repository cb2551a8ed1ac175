"""Game Days: where they are kept, and what is read of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from firefighter.domain.errors import GameDayItem
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.ids import GameDayId, IncidentId, UserId
from firefighter.ports.pages import PageRef
from firefighter.ports.snapshot import ChannelId, MessageRef


class GameDayPlace(StrEnum):
    """A message or channel of a Game Day. Messages have a timestamp, channels do not."""

    CHANNEL = "channel"
    """For everybody."""
    CARD = "card"
    SCOREBOARD = "scoreboard"
    VILLAINS_CHANNEL = "villains_channel"
    """Private: villains, game masters and the safety officer."""
    OBSERVERS_CHANNEL = "observers_channel"
    """Private: observers and game masters."""
    RESULT = "result"
    """The final ranking."""


@dataclass(frozen=True)
class GameDayPlaceRef:
    place: GameDayPlace
    channel: ChannelId
    ts: str = ""

    @property
    def message(self) -> MessageRef:
        return MessageRef(self.channel, self.ts)


@dataclass(frozen=True)
class GameDaySnapshot:
    """A Game Day with its places at one instant. Its card is drawn from one."""

    game_day: GameDay
    places: dict[GameDayPlace, GameDayPlaceRef] = field(default_factory=dict)
    at: datetime | None = None
    """When it is shown; None if that does not matter."""
    missing: tuple[GameDayItem, ...] = ()
    """What the way forward requires, also of experiments that the reader may not see."""
    voters: int = 0
    """How many people have voted. For what, only those in the workshops see."""
    page: PageRef | None = None
    """Its learning report; None before the reveal."""
    was_stopped: bool = False
    """Whether it was stopped, and then evaluated on what was played."""


class GameDays(Protocol):
    """The Game Days of one transaction. Those added or loaded are written when it ends."""

    def next_id(self) -> GameDayId: ...

    def add(self, game_day: GameDay) -> None: ...

    def get(self, game_day_id: GameDayId) -> GameDay:
        """Locks it until the transaction ends. Raises UnknownGameDay.

        Where incidents are locked as well, lock the Game Day first, then those in order.
        """

    def of_drill(self, incident_id: IncidentId) -> GameDayId | None:
        """The Game Day that a drill belongs to; not locked."""

    def under_way(self) -> Sequence[GameDayId]:
        """Those that run or are paused; not locked."""


class GameDayRecords(Protocol):
    """Reads committed Game Days. Raises StoreUnavailable.

    Every method takes the reader, and returns what this person may know: the one condition by which
    sealed texts are kept from heroes. None stands for everybody, as in a channel.
    """

    def game_day(self, reader: UserId | None, game_day_id: GameDayId) -> GameDaySnapshot:
        """Raises UnknownGameDay."""

    def game_days(self, reader: UserId | None, limit: int, offset: int = 0) -> Sequence[GameDay]:
        """Those under way first, then by date, latest first."""

    def game_day_of(self, incident_id: IncidentId) -> GameDayId | None:
        """The Game Day that a drill belongs to."""

    def game_day_in(self, channel: ChannelId) -> GameDayId | None:
        """The Game Day whose channel this is; None for others."""

    def game_day_by_token(self, wall_token: str) -> GameDaySnapshot | None:
        """The Game Day of a page for a screen, as everybody may see it. None if there is none."""

    def game_day_events(
        self, reader: UserId | None, game_day_id: GameDayId
    ) -> Sequence[GameDayEvent]:
        """Oldest first. Raises UnknownGameDay."""
