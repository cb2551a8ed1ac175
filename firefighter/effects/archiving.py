"""Archiving the channel of a closed incident, and the notice before it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.events import ChannelState
from firefighter.domain.ids import UserId
from firefighter.domain.redaction import moved_at
from firefighter.effects.channel_state import find_channel_state, is_adopted_channel
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import ArchiveNotice
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import MessageRef, Place, PlaceRef
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.channels import record_channel_state


@dataclass(frozen=True)
class AnnounceArchiving(Effect):
    """Announces in the channel that it will be archived, with the button that keeps it.

    Posts nothing in an adopted channel, which is never archived.
    """

    closed_at: datetime
    due: datetime
    moved_at: datetime | None = None
    """When the incident moved into this channel, if that was after it was closed."""

    kind: ClassVar[str] = "announce_archiving"
    always_in_channel: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return Place.ARCHIVE_NOTICE

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.CHANNEL,)

    def already_done(self, context: EffectContext) -> Outcome | None:
        found = context.find_post(context.at(Place.CHANNEL).channel)
        return _at(found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        incident_channel = context.at(Place.CHANNEL).channel
        if not self._is_wanted(context) or is_adopted_channel(context, incident_channel):
            return Outcome()
        notice = ArchiveNotice(context.snapshot, self.due)
        return _at(context.post(incident_channel, notice))

    def _is_wanted(self, context: EffectContext) -> bool:
        incident = context.incident
        last_move = moved_at(context.records.timeline(incident.id), self.closed_at)
        return incident.awaits_archiving(self.closed_at) and last_move == self.moved_at


def _at(message: MessageRef) -> Outcome:
    return Outcome((PlaceRef(Place.ARCHIVE_NOTICE, message.channel, message.ts),))


@dataclass(frozen=True)
class ArchiveChannel(Effect):
    """Archives the channel of a closed incident, unless it was reopened, has moved or is kept.

    The chat hides a private channel from the bot once it is archived. So a private channel that is
    not visible after a try was archived by that try. An adopted channel is never archived.
    """

    closed_at: datetime | None = None
    """When the waiting period started; None if somebody archives the channel now."""
    by: UserId | None = None
    """Who archives the channel now."""

    kind: ClassVar[str] = "archive_channel"

    @property
    def lane(self) -> str:
        return "archive"

    @property
    def needs(self) -> tuple[str, ...]:
        """People are told before the channel is archived."""
        return (Place.CHANNEL, Place.ARCHIVE_NOTICE)

    def already_done(self, context: EffectContext) -> Outcome | None:
        if not self._is_wanted(context):
            return None
        state = find_channel_state(context, context.at(Place.CHANNEL).channel)
        hidden = context.incident.private and state is ChannelState.OUT_OF_REACH
        done = hidden or state is ChannelState.ARCHIVED
        return self._found(context, ChannelState.ARCHIVED) if done else None

    def do(self, context: EffectContext) -> Outcome:
        incident_channel = context.at(Place.CHANNEL).channel
        if not self._is_wanted(context) or incident_channel == context.chat.incidents_channel():
            return Outcome()
        if is_adopted_channel(context, incident_channel):
            return Outcome()
        try:
            context.chat.archive(incident_channel)
        except CallRefused as refused:
            if refused.reason != "channel_not_found":
                raise
            return self._found(context, ChannelState.OUT_OF_REACH)
        return self._found(context, ChannelState.ARCHIVED)

    def _is_wanted(self, context: EffectContext) -> bool:
        incident = context.incident
        if moved_at(context.records.timeline(incident.id), context.enqueued_at):
            return False
        if self.closed_at is None:
            return incident.status.has_ended and incident.works_in_channel
        return incident.awaits_archiving(self.closed_at)

    def _found(self, context: EffectContext, state: ChannelState) -> Outcome:
        incident_id, incident_channel = context.incident.id, context.at(Place.CHANNEL).channel

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            now, by = app_context.clock.now(), self.by or UserId("")
            record_channel_state(
                app_context, delivery, by, incident_id, incident_channel, state=state, at=now
            )

        return Outcome(record=record)


@dataclass(frozen=True)
class UpdateArchiveNotice(Effect):
    """Updates the notice of a channel that is kept. Running it twice gives the same result.

    Does nothing if the incident has moved to another channel.
    """

    kind: ClassVar[str] = "update_archive_notice"
    coalesces: ClassVar[bool] = True
    shows_state: ClassVar[bool] = True
    always_in_channel: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{Place.ARCHIVE_NOTICE}-edits"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ARCHIVE_NOTICE, Place.CHANNEL)

    def do(self, context: EffectContext) -> Outcome:
        notice, incident = context.snapshot.places.get(Place.ARCHIVE_NOTICE), context.incident
        stays = incident.channel_kept_by or not incident.status.has_ended
        if notice and stays and notice.channel == context.at(Place.CHANNEL).channel:
            try:
                context.chat.edit(notice.message, ArchiveNotice(context.snapshot))
            except CallRefused as refused:
                if refused.reason != "message_not_found":
                    raise
        return Outcome()
