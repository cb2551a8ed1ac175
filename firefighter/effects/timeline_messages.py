"""Adding chat messages to the timeline."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.domain.timeline import ChatMessage, TimelineRequest
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.app_context import AppContext
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId, MessageRef, Place
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.enqueue import enqueue_effects
from firefighter.use_cases.timeline import note_message


class _Ours(Enum):
    """Stands for a message of the bot."""

    OURS = "ours"


_OURS = _Ours.OURS


@dataclass(frozen=True)
class NoteMessage(Effect):
    """Reads a chat message and updates the timeline with it.

    Can run twice; the result is recorded once. Reads of one message run in order, so that the last
    one has the current version.
    """

    channel: ChannelId
    ts: str
    user: UserId
    """Who pinned, marked or changed the message."""
    at: datetime
    asked: bool = False
    by_hand: bool = False
    known: ChatMessage | None = None
    """The message as delivered when it was chosen, in case the bot may not read it."""
    receipt: ReplyPrivately | None = None
    refused: ReplyPrivately | None = None
    """The reply instead of the receipt if the message is the bot's own."""

    kind: ClassVar[str] = "note_message"

    @property
    def lane(self) -> str:
        return f"message-{self.ts}"

    def in_channel(self, context: EffectContext) -> bool:
        """False if the content was delivered, since it does not have to be read then."""
        incident_channel = context.snapshot.places.get(Place.CHANNEL)
        return (
            self.known is None
            and incident_channel is not None
            and incident_channel.channel == self.channel
        )

    def fallback_effects(self, context: EffectContext) -> tuple[Effect, ...]:  # noqa: ARG002 - the same in every context
        """Only the receipt: messages of a channel that is gone cannot be read."""
        return (self.receipt,) if self.receipt else ()

    def do(self, context: EffectContext) -> Outcome:
        seen = self._look(context)
        chat_message = seen if isinstance(seen, ChatMessage) else None
        timeline_request = TimelineRequest(
            actor=self.user, now=self.at, asked=self.asked, by_hand=self.by_hand
        )
        message = MessageRef(self.channel, self.ts)

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            note_message(
                app_context,
                delivery,
                context.incident.id,
                message=message,
                chat_message=chat_message,
                timeline_request=timeline_request,
            )

        reply = self.refused if seen is _OURS and self.refused else self.receipt
        return Outcome(next_effects=(reply.request(),) if reply else (), record=record)

    def _look(self, context: EffectContext) -> ChatMessage | _Ours | None:
        """The events of the bot's own messages are on the timeline already."""
        message = MessageRef(self.channel, self.ts)
        try:
            seen = context.chat.look_at(message)
            if seen is None:
                return None
            if seen.ours:
                return _OURS
            wanted = seen.chat_message.marked or self.by_hand
            return replace(
                seen.chat_message, permalink=context.chat.permalink(message) if wanted else ""
            )
        except CallRefused:
            if self.known is None:
                raise
            return self.known


@dataclass(frozen=True)
class FindThread(Effect):
    """Finds the incident of a message in an announcement's thread.

    Slack says in which channel somebody marked a message, but not in which thread.
    """

    note: NoteMessage

    kind: ClassVar[str] = "find_thread"

    @property
    def lane(self) -> str:
        return ""

    def do(self, context: EffectContext) -> Outcome:
        seen = context.chat.look_at(MessageRef(self.note.channel, self.note.ts))
        if seen is None or not seen.thread:
            return Outcome()
        thread = seen.thread

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            incident_id = app_context.records.incident_in(self.note.channel, thread)
            if incident_id is not None:
                enqueue_effects(app_context, delivery, incident_id, self.note.request())

        return Outcome(record=record)
