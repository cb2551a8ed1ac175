"""What a Game Day shows in the chat: its channels, card, lines, scoreboard and messages."""

from abc import abstractmethod
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import IncidentId, UserId
from firefighter.effects.cards import NOT_EDITABLE
from firefighter.effects.channel_names import create_named, created_before, name_variants
from firefighter.effects.direct_messages import DirectMessage
from firefighter.effects.effect import Effect, EffectContext, PlaceMissing
from firefighter.ports.chat import (
    CHAT_SERVICE,
    GameDayCard,
    GameDayLine,
    GameDayResult,
    Message,
    NotInvitedReason,
    NotInvitedToGameDay,
    ReportNotice,
    SafetyMessage,
    SafetyNotice,
    Scoreboard,
    StopNotice,
)
from firefighter.ports.game_days import GameDayPlace, GameDayPlaceRef
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.pages import PageChange
from firefighter.ports.snapshot import ChannelId, MessageRef

_PRIVATE = {GameDayPlace.VILLAINS_CHANNEL, GameDayPlace.OBSERVERS_CHANNEL}

_SUFFIXES = {
    GameDayPlace.CHANNEL: "",
    GameDayPlace.VILLAINS_CHANNEL: "-a",
    GameDayPlace.OBSERVERS_CHANNEL: "-b",
}
"""Names tell nothing about what is played, nor who is inside."""


_MEMBERS = {
    GameDayPlace.CHANNEL: frozenset(GameDayRole),
    GameDayPlace.VILLAINS_CHANNEL: frozenset(
        {GameDayRole.GAME_MASTER, GameDayRole.SAFETY_OFFICER, GameDayRole.VILLAIN}
    ),
    GameDayPlace.OBSERVERS_CHANNEL: frozenset({GameDayRole.GAME_MASTER, GameDayRole.OBSERVER}),
}

CHANNELS = tuple(_MEMBERS)

_LINES = "lines"
"""The lane of messages in the channel."""


def members_of(game_day: GameDay, channel: GameDayPlace) -> tuple[UserId, ...]:
    """Who belongs into a channel."""
    return tuple(user for user, seat in game_day.seats.items() if seat.role in _MEMBERS[channel])


def _channel(context: EffectContext, place: GameDayPlace = GameDayPlace.CHANNEL) -> ChannelId:
    """Raises PlaceMissing while the channel is being replaced.

    Then what is drawn, and who is invited, follows the new channel.
    """
    found = context.game_day.places.get(place)
    if found is None:
        raise PlaceMissing(place)
    return found.channel


@dataclass(frozen=True)
class CreateGameDayChannel(Effect):
    """Creates one of the channels, unless it is there.

    A channel of that name that the bot created since this was enqueued was created by an earlier
    try. If a name is taken, a number is appended.
    """

    place: GameDayPlace

    kind: ClassVar[str] = "create_game_day_channel"

    @property
    def lane(self) -> str:
        return self.place

    def do(self, context: EffectContext) -> Outcome:
        if self.place in context.game_day.places:
            return Outcome()
        name = f"game-day-{context.game_day.game_day.id}{_SUFFIXES[self.place]}"
        its = set(name_variants(name))
        there = (each.id for each in created_before(context, name) if each.name in its)
        for channel in chain(there, create_named(context, name, private=self.place in _PRIVATE)):
            return Outcome(new_game_day_places=(GameDayPlaceRef(self.place, channel),))
        raise CallRefused(CHAT_SERVICE, "conversations.create", "name_taken")


@dataclass(frozen=True)
class InviteToGameDay(Effect):
    """Invites people into one of the channels. The chat skips those who are members.

    Everybody belongs into the Game Day's own channel, so who cannot be invited is told there.
    """

    place: GameDayPlace
    people: tuple[UserId, ...]

    kind: ClassVar[str] = "invite_to_game_day"

    @property
    def lane(self) -> str:
        return f"{self.place}-invitations"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def do(self, context: EffectContext) -> Outcome:
        refused = context.chat.invite(_channel(context, self.place), self.people)
        if not refused or self.place is not GameDayPlace.CHANNEL:
            return Outcome()
        return Outcome(next_effects=(PostNotInvitedToGameDay(dict(refused)).request(),))


@dataclass(frozen=True)
class PostGameDayCard(Effect):
    """Posts the card and pins it, unless there is one."""

    kind: ClassVar[str] = "post_game_day_card"

    @property
    def lane(self) -> str:
        return GameDayPlace.CARD

    @property
    def needs(self) -> tuple[str, ...]:
        return (GameDayPlace.CHANNEL,)

    def already_done(self, context: EffectContext) -> Outcome | None:
        if GameDayPlace.CARD in context.game_day.places:
            return None
        found = context.find_post(_channel(context))
        return self._pinned(context, found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        if GameDayPlace.CARD in context.game_day.places:
            return Outcome()
        channel = _channel(context)
        return self._pinned(context, context.post(channel, GameDayCard(context.game_day)))

    def _pinned(self, context: EffectContext, posted: MessageRef) -> Outcome:
        context.chat.pin(posted)
        return _at(GameDayPlace.CARD, posted)


@dataclass(frozen=True)
class RefreshGameDayCard(Effect):
    """Redraws the card. Running it twice gives the same result."""

    kind: ClassVar[str] = "refresh_game_day_card"
    coalesces: ClassVar[bool] = True
    shows_state: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "card-edits"

    @property
    def needs(self) -> tuple[str, ...]:
        return (GameDayPlace.CARD,)

    def do(self, context: EffectContext) -> Outcome:
        card = context.game_day.places.get(GameDayPlace.CARD)
        if card is None:
            return Outcome()
        return _redraw(context, card, GameDayCard(context.game_day), PostGameDayCard())


@dataclass(frozen=True)
class PostInGameDay(Effect):
    """Posts a message in the Game Day's channel.

    If the channel is being replaced, it waits for the new one.
    """

    @property
    def lane(self) -> str:
        return _LINES

    @property
    def needs(self) -> tuple[str, ...]:
        return (GameDayPlace.CHANNEL,)

    @abstractmethod
    def message(self, context: EffectContext) -> Message: ...

    def posted(self, message: MessageRef) -> Outcome:  # noqa: ARG002 - used by overrides
        """What is recorded of the message."""
        return Outcome()

    def already_done(self, context: EffectContext) -> Outcome | None:
        if GameDayPlace.CHANNEL not in context.game_day.places:
            return None
        found = context.find_post(_channel(context))
        return self.posted(found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        if GameDayPlace.CHANNEL not in context.game_day.places:
            return Outcome(next_effects=(self.request(),))
        return self.posted(context.post(_channel(context), self.message(context)))


@dataclass(frozen=True)
class PostGameDayLine(PostInGameDay):
    """Says in one line what happened."""

    event: GameDayEvent

    kind: ClassVar[str] = "post_game_day_line"

    def message(self, context: EffectContext) -> Message:
        return GameDayLine(self.event, context.game_day)


@dataclass(frozen=True)
class PostNotInvitedToGameDay(PostInGameDay):
    """Says who could not be invited."""

    people: dict[UserId, NotInvitedReason]

    kind: ClassVar[str] = "post_not_invited_to_game_day"

    def message(self, context: EffectContext) -> Message:
        return NotInvitedToGameDay(self.people, context.game_day)


@dataclass(frozen=True)
class PostGameDayResult(PostInGameDay):
    """Posts the final ranking, once."""

    kind: ClassVar[str] = "post_game_day_result"

    def message(self, context: EffectContext) -> Message:
        return _result(context)

    def posted(self, message: MessageRef) -> Outcome:
        return _at(GameDayPlace.RESULT, message)


@dataclass(frozen=True)
class RefreshGameDayResult(Effect):
    """Redraws the final ranking, which links to the learning report. Nothing if it was deleted."""

    kind: ClassVar[str] = "refresh_game_day_result"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "result-edits"

    @property
    def needs(self) -> tuple[str, ...]:
        return (_LINES,)

    def do(self, context: EffectContext) -> Outcome:
        posted = context.game_day.places.get(GameDayPlace.RESULT)
        return _redraw(context, posted, _result(context)) if posted else Outcome()


def _result(context: EffectContext) -> GameDayResult:
    game_day = context.game_day
    return GameDayResult(game_day, context.find_scores(game_day.game_day))


@dataclass(frozen=True)
class PostReportNotice(PostInGameDay):
    """Says where the learning report is, or that it was moved, deleted or edited."""

    change: PageChange

    kind: ClassVar[str] = "post_report_notice"

    def message(self, context: EffectContext) -> Message:
        return ReportNotice(self.change, context.game_day)


@dataclass(frozen=True)
class ShowScoreboard(Effect):
    """Posts the scoreboard, or redraws it."""

    kind: ClassVar[str] = "show_scoreboard"
    coalesces: ClassVar[bool] = True
    shows_state: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return GameDayPlace.SCOREBOARD

    @property
    def needs(self) -> tuple[str, ...]:
        return (GameDayPlace.CHANNEL,)

    def already_done(self, context: EffectContext) -> Outcome | None:
        """None for one that was posted before, since redrawing can be done twice."""
        if GameDayPlace.SCOREBOARD in context.game_day.places:
            return None
        found = context.find_post(_channel(context))
        return _at(GameDayPlace.SCOREBOARD, found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        shown = context.game_day
        board = Scoreboard(shown, context.find_scores(shown.game_day))
        posted = shown.places.get(GameDayPlace.SCOREBOARD)
        if posted is None:
            channel = _channel(context)
            return _at(GameDayPlace.SCOREBOARD, context.post(channel, board))
        return _redraw(context, posted, board, ShowScoreboard())


def _redraw(
    context: EffectContext,
    posted: GameDayPlaceRef,
    content: Message,
    again: Effect | None = None,
) -> Outcome:
    """Edits a message; `again` posts it again if it was deleted or cannot be edited any more."""
    try:
        context.chat.edit(posted.message, content)
    except CallRefused as refused:
        if refused.reason not in NOT_EDITABLE:
            raise
        follow = (again.request(),) if again else ()
        return Outcome(lost_game_day_places=(posted,), next_effects=follow)
    return Outcome()


def _at(place: GameDayPlace, posted: MessageRef) -> Outcome:
    return Outcome(new_game_day_places=(GameDayPlaceRef(place, posted.channel, posted.ts),))


@dataclass(frozen=True)
class TellSafetyOfficer(DirectMessage):
    """Tells a safety officer something in a direct message."""

    notice: SafetyNotice

    kind: ClassVar[str] = "tell_safety_officer"

    @property
    def lane(self) -> str:
        return f"safety-{self.user}"

    def message(self, context: EffectContext) -> Message:
        return SafetyMessage(self.notice, context.game_day)


@dataclass(frozen=True)
class TellWhoStopped(DirectMessage):
    """Tells a game master who stopped the Game Day or one of its drills; nobody else learns it."""

    stopped_by: UserId
    drill: IncidentId | None = None

    kind: ClassVar[str] = "tell_who_stopped"

    @property
    def lane(self) -> str:
        return f"stops-{self.user}"

    def message(self, context: EffectContext) -> Message:
        return StopNotice(self.stopped_by, self.drill, context.game_day)
