"""Refreshing profiles and members of groups and channels."""

import logging
from dataclasses import dataclass, replace
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.app_context import AppContext
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.people import MemberList
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.people import record_participants


@dataclass(frozen=True)
class RefreshMembers(Effect):
    """Asks the chat for the members of a user group or a channel, ahead of need.

    Can run any number of times. Learns nothing of a private channel that the bot is not in.
    """

    member_of: str
    taking_part: bool = False
    """Whether it is an incident channel, so that its members are participants."""

    kind: ClassVar[str] = "refresh_members"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "" if self.taking_part else f"members-{self.member_of}"

    def do(self, context: EffectContext) -> Outcome:
        try:
            members = context.chat.members(self.member_of)
        except CallRefused as refused:
            if self.taking_part or refused.reason != "channel_not_found":
                raise
            log.info("The members of %s cannot be known: %s", self.member_of, refused)
            return Outcome()
        learnt = Outcome(memberships=(MemberList(self.member_of, members),))
        if not self.taking_part:
            return learnt

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            record_participants(app_context, delivery, context.incident.id, members)

        return replace(learnt, record=record)


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RefreshProfile(Effect):
    """Asks the chat for a profile, also of a mentioned group. Can run any number of times.

    A person that the chat does not show stays unknown and is addressed in the workspace's language.
    Nobody can fix that, so it is not retried.
    """

    user: UserId

    kind: ClassVar[str] = "refresh_profile"

    @property
    def lane(self) -> str:
        return ""

    def do(self, context: EffectContext) -> Outcome:
        try:
            return Outcome(profiles=(context.chat.profile(self.user),))
        except CallRefused as refused:
            log.info("No profile of %s: %s", self.user, refused)
            return Outcome()
