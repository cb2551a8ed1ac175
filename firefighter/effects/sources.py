"""The message or form from which an incident or a follow-up was made."""

from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Source
from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import DeclaredFrom, DeclaredHere, Message
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId, MessageRef, Place
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.follow_ups import link_follow_up

_NOT_VISIBLE = {"channel_not_found", "message_not_found"}


@dataclass(frozen=True)
class LinkSource(PostMessage):
    """Links responders to the message from which the incident was declared.

    Posts nothing if the message is deleted or not visible to the bot.
    """

    source: Source

    kind: ClassVar[str] = "link_source"

    def message(self, context: EffectContext) -> Message:
        source = MessageRef(ChannelId(self.source.channel), self.source.ts)
        return DeclaredFrom(context.snapshot, context.chat.permalink(source))

    def do(self, context: EffectContext) -> Outcome:
        try:
            return super().do(context)
        except CallRefused as refused:
            if refused.reason not in _NOT_VISIBLE:
                raise
            return Outcome()


_UNREACHABLE = {"not_in_channel", "channel_not_found", "is_archived", "thread_not_found"}


@dataclass(frozen=True)
class ReplyToSource(Effect):
    """Replies to the message from which the incident was declared.

    Skipped where the bot is not a member and cannot post.
    """

    source: Source
    place: Place

    kind: ClassVar[str] = "reply_to_source"

    @property
    def lane(self) -> str:
        return "source"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def already_done(self, context: EffectContext) -> Outcome | None:
        try:
            found = context.find_post(self._channel, thread=self._thread)
        except CallRefused as refused:
            return skip_unreachable(refused)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        told = DeclaredHere(context.snapshot)
        if context.incident.private:
            return Outcome()
        try:
            context.post(self._channel, told, thread=self._thread)
        except CallRefused as refused:
            return skip_unreachable(refused)
        return Outcome()

    @property
    def _channel(self) -> ChannelId:
        return ChannelId(self.source.channel)

    @property
    def _thread(self) -> str:
        return self.source.thread or self.source.ts


def skip_unreachable(refused: CallRefused) -> Outcome:
    """Nothing is left to do where the bot cannot post. Raises anything else."""
    if refused.reason not in _UNREACHABLE:
        raise refused
    return Outcome()


@dataclass(frozen=True)
class FindSource(Effect):
    """Looks up the permalink of the message that a follow-up was made from, if visible."""

    channel: ChannelId
    ts: str
    user: UserId
    number: FollowUpNumber

    kind: ClassVar[str] = "find_source"

    @property
    def lane(self) -> str:
        return f"source-{self.number}"

    def do(self, context: EffectContext) -> Outcome:
        try:
            permalink = context.chat.permalink(MessageRef(self.channel, self.ts))
        except CallRefused:
            return Outcome()

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            link_follow_up(
                app_context,
                delivery,
                self.user,
                context.incident.id,
                number=self.number,
                source=permalink,
            )

        return Outcome(record=record)


@dataclass(frozen=True)
class ShowDeclared(Effect):
    """Shows in the declaration form where the incident is worked on.

    Running it twice gives the same result. The chat ignores a form that was closed.
    """

    form_id: str
    place: Place

    kind: ClassVar[str] = "show_declared"

    @property
    def lane(self) -> str:
        return "form"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def do(self, context: EffectContext) -> Outcome:
        context.chat.show_declared(self.form_id, context.snapshot)
        return Outcome()
