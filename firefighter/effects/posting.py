"""Messages where an incident is worked: timeline lines, and who could not be invited."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Discriminator

from firefighter.domain.events import AnyEvent, StatusChanged, UpdatePosted
from firefighter.domain.ids import UserId
from firefighter.domain.lifecycle import StepKind
from firefighter.domain.redaction import named_incident, redact_event
from firefighter.effects.direct_messages import NotifyReopened
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.chat import Line, Message, NotInvited, NotInvitedReason
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import Place
from firefighter.ports.store import EffectRequest


@dataclass(frozen=True)
class PostMessage(Effect):
    """Posts a message that is not edited later, in the channel or the announcement's thread."""

    place: Place

    @property
    def lane(self) -> str:
        return f"{self.place}-lines"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def in_channel(self, context: EffectContext) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.CHANNEL

    def fallback_effects(self, context: EffectContext) -> tuple[Effect, ...]:
        """The same message in the announcement's thread; none for a private incident."""
        return () if context.incident.private else (replace(self, place=Place.ANNOUNCEMENT),)

    @abstractmethod
    def message(self, context: EffectContext) -> Message | None:
        """None if the message is no longer needed."""

    def already_done(self, context: EffectContext) -> Outcome | None:
        home = context.at(self.place)
        found = context.find_post(home.channel, thread=home.ts)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        home, message = context.at(self.place), self.message(context)
        if message:
            try:
                context.post(home.channel, message, thread=home.ts)
            except CallRefused as refused:
                # The card of an incident that has ended is not posted again, so its thread is gone.
                if refused.reason != "thread_not_found" or not context.incident.status.has_ended:
                    raise
        return Outcome()


@dataclass(frozen=True)
class PostLine(PostMessage):
    """Posts one line that says who did what."""

    event: Annotated[AnyEvent, Discriminator("kind")]

    kind: ClassVar[str] = "post_line"
    is_kept: ClassVar[bool] = True

    def fallback_effects(self, context: EffectContext) -> tuple[Effect, ...]:
        """None for what is posted in the thread anyway.

        When a private incident is reopened, a direct message to each insider.
        """
        match self.event:
            case UpdatePosted():
                return ()
            case event if is_announced(event) and not context.incident.private:
                return ()
            case StatusChanged(step_kind=StepKind.REOPEN) as reopened if context.incident.private:
                others = context.records.insiders(context.incident.id) - {reopened.actor}
                return tuple(NotifyReopened(user, reopened) for user in sorted(others))
        return super().fallback_effects(context)

    def message(self, context: EffectContext) -> Message | None:
        event = visible_event(context, self.event)
        return Line(event, context.snapshot) if event else None


def is_announced(event: AnyEvent) -> bool:
    """Returns whether people outside the incident channel hear of it, in the announcement's thread.

    They hear of updates, and that the incident is mitigated or closed.
    """
    match event:
        case UpdatePosted():
            return True
        case StatusChanged(before=before, after=after):
            return (before.is_active and not after.is_active) or after.has_ended
        case _:
            return False


def visible_event(context: EffectContext, event: AnyEvent) -> AnyEvent | None:
    """Returns what may be shown of an event now; None if it is all about a private incident."""
    other = named_incident(event)
    if other is None or not context.records.snapshot(other).incident.private:
        return event
    return redact_event(event, for_insiders=context.incident.private)


@dataclass(frozen=True)
class PostNotInvited(PostMessage):
    """Tells the channel who could not be invited into it."""

    people: dict[UserId, NotInvitedReason]

    kind: ClassVar[str] = "post_not_invited"
    is_kept: ClassVar[bool] = True

    def message(self, context: EffectContext) -> Message:
        return NotInvited(self.people, context.snapshot)


def report_not_invited(
    context: EffectContext, people: Mapping[UserId, NotInvitedReason]
) -> tuple[EffectRequest, ...]:
    """One line about those who were not reported before; none if all were."""
    reported: set[object] = set()
    for _asked, posted in context.requested(PostNotInvited):
        reported |= posted.people.keys()
    fresh = {user: why for user, why in people.items() if user not in reported}
    return (PostNotInvited(Place.CHANNEL, fresh).request(),) if fresh else ()
