"""Simulation in drills. An effect of it does nothing once the drill is paused, stopped or over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.drill_events import InjectSent
from firefighter.domain.events import Paged
from firefighter.domain.ids import UserId
from firefighter.domain.paging import find_acknowledgment
from firefighter.effects.cards import home_of
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage
from firefighter.ports.chat import InjectMessage, Message, SimulatedPage
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import MessageRef, Place


@dataclass(frozen=True)
class PostSimulatedPage(PostMessage):
    """Tells the team who would have been paged; nobody else is notified."""

    event: Paged

    kind: ClassVar[str] = "post_simulated_page"
    simulates: ClassVar[bool] = True

    def message(self, context: EffectContext) -> Message:
        return _drawn(context, self.event)


@dataclass(frozen=True)
class PostInject(PostMessage):
    """Posts an inject where the team works."""

    event: InjectSent

    kind: ClassVar[str] = "post_inject"
    simulates: ClassVar[bool] = True

    def message(self, context: EffectContext) -> Message:
        return InjectMessage(self.event, context.snapshot)


@dataclass(frozen=True)
class SendInjectDirectly(Effect):
    """Sends an inject to the holder of a role in a direct message.

    If they cannot be messaged any more, their team gets it where it works.
    """

    user: UserId
    event: InjectSent

    kind: ClassVar[str] = "send_inject_directly"
    simulates: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"injects-{self.user}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(self.user)
        found = channel and context.find_post(channel)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        channel = context.chat.open_direct(self.user)
        if channel is None:
            instead = PostInject(home_of(context.incident), self.event)
            return Outcome(next_effects=(instead.request(),))
        context.post(channel, InjectMessage(self.event, context.snapshot))
        return Outcome()


@dataclass(frozen=True)
class UpdateSimulatedPage(Effect):
    """Shows on the card of a simulated page who acknowledged it. Running it twice is the same."""

    key: str

    kind: ClassVar[str] = "update_simulated_page"

    @property
    def lane(self) -> str:
        return f"simulated-page-{self.key}"

    @property
    def needs(self) -> tuple[str, ...]:
        """Waits for the card, which is one of the lines where people work."""
        return (f"{Place.CHANNEL}-lines", f"{Place.ANNOUNCEMENT}-lines")

    def do(self, context: EffectContext) -> Outcome:
        for paged, posted in _cards(context, self.key):
            try:
                context.chat.edit(posted, _drawn(context, paged))
            except CallRefused as refused:
                if refused.reason != "message_not_found":
                    raise
        return Outcome()


def _drawn(context: EffectContext, paged: Paged) -> SimulatedPage:
    acknowledged = find_acknowledgment(context.records.timeline(context.incident.id), paged.key)
    return SimulatedPage(paged, context.snapshot, acknowledged)


def _cards(context: EffectContext, key: str) -> Iterator[tuple[Paged, MessageRef]]:
    """The card of a page; none if it was never posted, or was deleted."""
    for asked, effect in context.requested(PostSimulatedPage):
        if effect.event.key == key and (found := context.find_post_of(asked, effect.place)):
            yield effect.event, found
