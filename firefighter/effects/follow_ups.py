"""Reminders of follow-ups."""

from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import UserId
from firefighter.effects.cards import home_of
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage
from firefighter.ports.chat import Message, OwnerDeactivated, Reminder
from firefighter.ports.outbox import Outcome
from firefighter.ports.snapshot import ChannelId


@dataclass(frozen=True)
class PostOwnerDeactivated(PostMessage):
    """Asks responders for a new owner of a follow-up, unless it has one by then."""

    number: FollowUpNumber
    owner: UserId

    kind: ClassVar[str] = "post_owner_deactivated"
    is_kept: ClassVar[bool] = True

    def message(self, context: EffectContext) -> Message | None:
        follow_up = context.incident.follow_ups.get(self.number)
        if follow_up is None or not follow_up.is_open or follow_up.owner != self.owner:
            return None
        return OwnerDeactivated(follow_up, context.snapshot)


@dataclass(frozen=True)
class RemindOwner(Effect):
    """Reminds the owner of a follow-up, unless it is settled by then.

    If the owner is deactivated, responders are asked for another one, once.
    """

    number: FollowUpNumber
    owner: UserId
    late: bool

    kind: ClassVar[str] = "remind_owner"

    @property
    def lane(self) -> str:
        return f"reminders-{self.number}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = self._channel(context)
        found = channel and context.find_post(channel)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        follow_up = context.incident.follow_ups.get(self.number)
        channel = self._channel(context)
        if follow_up is None or not follow_up.is_open:
            return Outcome()
        if channel is None:
            orphaned = PostOwnerDeactivated(home_of(context.incident), self.number, self.owner)
            told = [effect for _asked, effect in context.requested(PostOwnerDeactivated)]
            is_told = any((each.number, each.owner) == (self.number, self.owner) for each in told)
            return Outcome(next_effects=() if is_told else (orphaned.request(),))
        reminder = Reminder(follow_up, late=self.late, snapshot=context.snapshot)
        with context.use_language_of(self.owner):
            context.post(channel, reminder)
        return Outcome()

    def _channel(self, context: EffectContext) -> ChannelId | None:
        return context.chat.open_direct(self.owner)
