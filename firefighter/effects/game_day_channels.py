"""What happens to effects of a Game Day when one of its channels is archived or deleted."""

from collections.abc import Iterator

from firefighter.domain.events import ChannelState
from firefighter.domain.game_day import GameDay
from firefighter.effects.channel_state import find_channel_state
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.game_days import (
    CHANNELS,
    CreateGameDayChannel,
    InviteToGameDay,
    PostGameDayCard,
    ShowScoreboard,
    members_of,
)
from firefighter.ports.game_days import GameDayPlace
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused


def outcome_after_game_day_refusal(
    effect: Effect, context: EffectContext, refused: CallRefused
) -> Outcome:
    """Replaces the channels that are gone, then lets the effect run again.

    Nothing is replaced once the Game Day has ended. Raises `refused` if no channel is gone.
    """
    shown = context.game_day
    gone = [place for place in CHANNELS if place in shown.places and _is_gone(context, place)]
    if not gone:
        raise refused
    if shown.game_day.phase.has_ended:
        return Outcome()
    channels = {shown.places[place].channel for place in gone}
    follow = (each for place in gone for each in _replacement(shown.game_day, place))
    return Outcome(
        lost_game_day_places=tuple(
            each for each in shown.places.values() if each.channel in channels
        ),
        next_effects=tuple(each.request() for each in (*follow, effect)),
    )


def _is_gone(context: EffectContext, place: GameDayPlace) -> bool:
    channel = context.game_day.places[place].channel
    return find_channel_state(context, channel) is not ChannelState.OPEN


def _replacement(game_day: GameDay, place: GameDayPlace) -> Iterator[Effect]:
    yield CreateGameDayChannel(place)
    yield InviteToGameDay(place, members_of(game_day, place))
    if place is GameDayPlace.CHANNEL:
        yield PostGameDayCard()
        if game_day.clock:
            yield ShowScoreboard()
