"""The effects that follow an event of a Game Day."""

from collections.abc import Iterator, Sequence

from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import GameDayStepKind
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.effects.effect import Effect
from firefighter.effects.game_days import (
    CreateGameDayChannel,
    InviteToGameDay,
    PostGameDayCard,
    PostGameDayLine,
    PostGameDayResult,
    RefreshGameDayCard,
    RefreshGameDayResult,
    ShowScoreboard,
    TellWhoStopped,
    members_of,
)
from firefighter.effects.page_creation import CreatePage
from firefighter.effects.pages import RefreshPage
from firefighter.ports.game_days import GameDayPlace
from firefighter.ports.store import EffectRequest

_NEEDED_BY = {
    GameDayPlace.VILLAINS_CHANNEL: GameDayRole.VILLAIN,
    GameDayPlace.OBSERVERS_CHANNEL: GameDayRole.OBSERVER,
}
"""A private channel is created once somebody holds this role."""


def plan_game_day(game_day: GameDay, event: GameDayEvent) -> Sequence[EffectRequest]:
    """`game_day` is in the state after the event."""
    return [effect.request() for effect in _effects(game_day, event)]


def _effects(game_day: GameDay, event: GameDayEvent) -> Iterator[Effect]:
    match event.action:
        case GameDayAction.CREATED:
            yield CreateGameDayChannel(GameDayPlace.CHANNEL)
            yield PostGameDayCard()
            yield InviteToGameDay(GameDayPlace.CHANNEL, (event.actor,))
            return
        case GameDayAction.PHASE_CHANGED:
            yield PostGameDayLine(event)
            yield from _after_step(GameDayStepKind(event.subject))
            yield from _tell_game_masters(game_day)
        case GameDayAction.JOINED:
            yield from _after_joining(game_day, event)
        case _:
            pass
    yield RefreshGameDayCard()
    if game_day.phase.is_revealed:
        yield RefreshPage()


def _tell_game_masters(game_day: GameDay) -> Iterator[Effect]:
    if stopped_by := game_day.stopped_by:
        for master in game_day.holders(GameDayRole.GAME_MASTER):
            yield TellWhoStopped(master, stopped_by)


def _after_step(step_kind: GameDayStepKind) -> Iterator[Effect]:
    match step_kind:
        case GameDayStepKind.START:
            yield ShowScoreboard()
        case GameDayStepKind.EVALUATE:
            yield ShowScoreboard()
            yield PostGameDayResult()
            yield CreatePage()
        case GameDayStepKind.CLOSE:
            yield ShowScoreboard()
            yield RefreshGameDayResult()
        case _:
            pass


def _after_joining(game_day: GameDay, event: GameDayEvent) -> Iterator[Effect]:
    """Heroes only come into the channel for everybody."""
    joined = event.actor
    yield InviteToGameDay(GameDayPlace.CHANNEL, (joined,))
    for place, needed_by in _NEEDED_BY.items():
        members = members_of(game_day, place)
        if game_day.holders(needed_by) and joined in members:
            yield CreateGameDayChannel(place)
            yield InviteToGameDay(place, members)
