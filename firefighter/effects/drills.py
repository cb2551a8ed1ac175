"""Simulation in drills. Its effects wait in a pause, and do nothing once the drill is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.drill_events import InjectSent
from firefighter.domain.errors import DrillRefused, ScenarioGone, UnknownScenario
from firefighter.domain.events import Paged
from firefighter.domain.ids import UserId
from firefighter.domain.paging import find_acknowledgment
from firefighter.effects.cards import home_of
from firefighter.effects.effect import Effect, EffectContext, Postponed
from firefighter.effects.posting import PostMessage
from firefighter.ports.chat import InjectMessage, Message, SimulatedPage
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import MessageRef, Place
from firefighter.use_cases.injects import sealed_part, translated

PAUSE_CHECKED_S = 2.0
"""How often a simulation effect looks whether a paused drill goes on."""


def is_over_by_now(context: EffectContext) -> bool:
    """Whether the drill is over, so that nothing more is simulated. Raises Postponed in a pause.

    Looks again after an earlier try: looking for what that posted takes time, and the snapshot is
    from before.
    """
    incident_id = context.incident.id
    snapshot = context.records.snapshot(incident_id) if context.tried_before else context.snapshot
    if snapshot.drill is None or snapshot.drill.is_over:
        return True
    if not snapshot.drill.is_running:
        raise Postponed(PAUSE_CHECKED_S)
    return False


@dataclass(frozen=True)
class _PostSimulation(PostMessage):
    """Has a lane of its own, so that lines do not wait for it during a pause."""

    simulates: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return _lane_at(self.place)

    @property
    def needs(self) -> tuple[str, ...]:
        """It follows the line of what triggered it."""
        return (*super().needs, super().lane)

    def do(self, context: EffectContext) -> Outcome:
        return Outcome() if is_over_by_now(context) else super().do(context)


def _lane_at(place: Place) -> str:
    return f"{place}-simulation"


@dataclass(frozen=True)
class PostSimulatedPage(_PostSimulation):
    """Tells the team who would have been paged; nobody else is notified."""

    event: Paged

    kind: ClassVar[str] = "post_simulated_page"
    is_kept: ClassVar[bool] = True

    def message(self, context: EffectContext) -> Message:
        return _drawn(context, self.event)


@dataclass(frozen=True)
class PostInject(_PostSimulation):
    """Posts an inject where the team works."""

    event: InjectSent

    kind: ClassVar[str] = "post_inject"

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
        with context.use_language_of(self.user):
            event = self._translated(context)
            channel = context.chat.open_direct(self.user)
            if is_over_by_now(context):
                return Outcome()
            if channel is None:
                instead = PostInject(home_of(context.incident), self.event)
                return Outcome(next_effects=(instead.request(),))
            context.post(channel, InjectMessage(event, context.snapshot))
        return Outcome()

    def _translated(self, context: EffectContext) -> InjectSent:
        """In the person's language; as it was recorded if the scenario cannot be read any more."""
        drill = context.snapshot.drill
        if drill is None:
            return self.event
        try:
            return translated(self.event, sealed_part(context.scenarios, drill))
        except (DrillRefused, UnknownScenario, ScenarioGone):
            return self.event


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
        """Waits for the card, where people work."""
        return (_lane_at(Place.CHANNEL), _lane_at(Place.ANNOUNCEMENT))

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
