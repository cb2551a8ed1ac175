"""Nudges, which ask responders for a commander or an update until the matter is settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, assert_never

from firefighter.domain.drill_events import DrillEnded, DrillResumed, DrillStopped
from firefighter.domain.events import (
    AnyEvent,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
)
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.roles import COMMANDER
from firefighter.effects.cards import NOT_EDITABLE
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage
from firefighter.ports.chat import Message, Nudge, NudgeKind, NudgeResolution, ResolvedNudge
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import MessageRef, Place, PlaceRef, Snapshot

NUDGES_LANE = "nudges"
"""Posting and resolving take turns, so that each nudge is resolved after it was posted."""


@dataclass(frozen=True)
class PostNudge(PostMessage):
    """Asks responders for a commander or an update, unless it is there by then."""

    wanted: NudgeKind
    due: datetime | None = None
    """When the update was due."""

    kind: ClassVar[str] = "post_nudge"
    is_kept: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return NUDGES_LANE

    def message(self, context: EffectContext) -> Message:
        return Nudge(self.wanted, context.snapshot)

    def already_done(self, context: EffectContext) -> Outcome | None:
        home = context.at(self.place)
        found = context.find_post(home.channel, thread=home.ts)
        return self._at(found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        if not self.is_missing(context.snapshot):
            return Outcome()
        home = context.at(self.place)
        return self._at(context.post(home.channel, self.message(context), thread=home.ts))

    def is_missing(self, snapshot: Snapshot) -> bool:
        """Whether the matter is still open. A drill that is over asks for nothing."""
        incident = snapshot.incident
        if snapshot.drill and snapshot.drill.is_over:
            return False
        match self.wanted:
            case NudgeKind.COMMANDER:
                return incident.commander is None and incident.status.is_active
            case NudgeKind.UPDATE:
                return incident.update_due is not None and incident.update_due == self.due
            case other:
                assert_never(other)

    def _at(self, message: MessageRef) -> Outcome:
        return Outcome((PlaceRef(_place_of(self.wanted), message.channel, message.ts),))


@dataclass(frozen=True)
class ResolveNudge(Effect):
    """Replaces the latest nudge by a line without buttons. Running it twice is the same.

    Does nothing if there is none, or if what it asks for is still missing.
    """

    wanted: NudgeKind
    resolution: NudgeResolution
    who: UserId | None = None
    """Who did what it asked for; None if nobody did."""

    kind: ClassVar[str] = "resolve_nudge"

    @property
    def lane(self) -> str:
        return NUDGES_LANE

    def in_channel(self, context: EffectContext) -> bool:
        home = context.snapshot.places.get(Place.CHANNEL)
        posted = context.snapshot.places.get(_place_of(self.wanted))
        return bool(home and posted and home.channel == posted.channel)

    def do(self, context: EffectContext) -> Outcome:
        place = _place_of(self.wanted)
        posted = context.snapshot.places.get(place)
        if posted is None or self._still_asks(context):
            return Outcome()
        if any(posted.channel == each.channel for each in self._current(context)):
            resolved = ResolvedNudge(self.wanted, self.resolution, self.who, context.snapshot)
            try:
                context.chat.edit(posted.message, resolved)
            except CallRefused as refused:
                if refused.reason not in NOT_EDITABLE:
                    raise
        return Outcome(lost_places=(place,))

    def _current(self, context: EffectContext) -> Iterator[PlaceRef]:
        """Where the incident is worked now; it may have left a channel with its nudges."""
        places = context.snapshot.places
        return (places[each] for each in (Place.CHANNEL, Place.ANNOUNCEMENT) if each in places)

    def _still_asks(self, context: EffectContext) -> bool:
        """Whether the latest nudge is to stay. A repeated one replaces it in any case."""
        if self.resolution is NudgeResolution.ASKED_AGAIN:
            return False
        nudges = context.requested(PostNudge)
        latest = [each for _asked, each in nudges if each.wanted is self.wanted][-1:]
        return any(each.is_missing(context.snapshot) for each in latest)


def _place_of(wanted: NudgeKind) -> Place:
    match wanted:
        case NudgeKind.COMMANDER:
            return Place.COMMANDER_NUDGE
        case NudgeKind.UPDATE:
            return Place.UPDATE_NUDGE
        case other:
            assert_never(other)


def resolve_nudges(incident: Incident, event: AnyEvent) -> Iterator[ResolveNudge]:
    """The effects that resolve nudges after an event. `incident` is in the state after it."""
    commander, update = NudgeKind.COMMANDER, NudgeKind.UPDATE
    match event:
        case RoleChanged(role=role, after=str(newcomer)) if role == COMMANDER:
            yield ResolveNudge(commander, NudgeResolution.DONE, newcomer)
        case UpdatePosted(actor=actor):
            yield ResolveNudge(update, NudgeResolution.DONE, actor)
        case UpdatePutOff(actor=actor):
            yield ResolveNudge(update, NudgeResolution.POSTPONED, actor)
        case UpdateWaived():
            yield ResolveNudge(update, NudgeResolution.NOT_NEEDED)
        case SeverityChanged() | DrillResumed():
            yield ResolveNudge(update, NudgeResolution.RESCHEDULED)
        case DrillEnded() | DrillStopped():
            yield ResolveNudge(commander, NudgeResolution.NOT_NEEDED)
            yield ResolveNudge(update, NudgeResolution.NOT_NEEDED)
        case StatusChanged() if not incident.status.is_active:
            yield ResolveNudge(commander, NudgeResolution.NOT_NEEDED)
            yield ResolveNudge(update, NudgeResolution.NOT_NEEDED)
        case _:
            pass
