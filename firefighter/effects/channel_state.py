"""What happens to effects when the incident channel is archived, deleted or closed to the bot."""

from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import ChannelChanged, ChannelState
from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import ChannelNotice
from firefighter.ports.outbox import Outcome, RecordOutcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.channels import record_channel_state


def outcome_without_channel(effect: Effect, context: EffectContext) -> Outcome | None:
    """Returns the outcome of an effect whose channel is known to be gone; None if it can be tried.

    A message that an earlier try posted just before the channel went is posted once more in the
    thread: the bot cannot look into a channel that it is not in.
    """
    if context.known is None or not effect.in_channel(context):
        return None
    state = context.incident.channel_state
    return None if state is ChannelState.OPEN else _fall_back(effect, context)


def outcome_after_refusal(effect: Effect, context: EffectContext, refused: CallRefused) -> Outcome:
    """Returns the outcome of an effect that was refused because its channel is gone.

    Records the new state of the channel. Raises `refused` if the channel is not the cause.
    """
    incident_channel = context.known and context.known.places.get(Place.CHANNEL)
    if not incident_channel or not effect.in_channel(context):
        raise refused
    state, incident_id = find_channel_state(context, incident_channel.channel), context.incident.id
    has_moved = context.records.snapshot(incident_id).places.get(Place.CHANNEL) != incident_channel
    if state is ChannelState.OPEN or has_moved:
        raise refused

    def record(app_context: AppContext, delivery: DeliveryId) -> None:
        now = app_context.clock.now()
        record_channel_state(
            app_context,
            delivery,
            UserId(""),
            incident_id,
            incident_channel.channel,
            state=state,
            at=now,
        )

    return _fall_back(effect, context, record=record)


def find_channel_state(context: EffectContext, channel: ChannelId) -> ChannelState:
    """Asks the chat for the state of a channel that the bot was in.

    A channel that the chat does not show was deleted, or is private without the bot. The chat
    removes bots from archived channels.
    """
    seen = context.chat.look_at_channel(channel)
    if seen and seen.archived:
        return ChannelState.ARCHIVED
    return ChannelState.OPEN if seen and seen.member else ChannelState.OUT_OF_REACH


def is_adopted_channel(context: EffectContext, channel: ChannelId) -> bool:
    """Returns whether people created the channel, so that the bot must not archive it."""
    seen = context.chat.look_at_channel(channel)
    return seen is not None and not seen.ours


def _fall_back(
    effect: Effect, context: EffectContext, record: RecordOutcome | None = None
) -> Outcome:
    next_effects = tuple(each.request() for each in effect.fallback_effects(context))
    return Outcome(next_effects=next_effects, record=record)


@dataclass(frozen=True)
class PostChannelNotice(Effect):
    """Tells responders that the channel is gone or back, unless that has changed again.

    In the announcement's thread, where work continues. For a private incident, in a direct message
    to the commander.
    """

    event: ChannelChanged

    kind: ClassVar[str] = "post_channel_notice"

    @property
    def lane(self) -> str:
        return "channel-notices"

    @property
    def needs(self) -> tuple[str, ...]:
        """Waits for the channel as well, which the bot may be joining again."""
        return (Place.ANNOUNCEMENT, Place.CHANNEL)

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel, thread = self._where(context)
        found = channel and context.find_post(channel, thread=thread)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        incident = context.incident
        if incident.status.has_ended or incident.channel_state is not self.event.after:
            return Outcome()
        channel, thread = self._where(context)
        if channel:
            notice = ChannelNotice(self.event, context.snapshot)
            context.post(channel, notice, thread=thread)
        return Outcome()

    def _where(self, context: EffectContext) -> tuple[ChannelId | None, str]:
        incident = context.incident
        if incident.private:
            return context.chat.open_direct(incident.commander or incident.declared_by), ""
        home = context.at(Place.ANNOUNCEMENT)
        return home.channel, home.ts
