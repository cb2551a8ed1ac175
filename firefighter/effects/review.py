"""Messages to people about a post-mortem that is due, and about its review."""

import logging
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.cards import home_of
from firefighter.effects.direct_messages import DirectMessage
from firefighter.effects.effect import CLOCK_MARGIN, Effect, EffectContext
from firefighter.effects.page_content import PAGE_LANE
from firefighter.effects.posting import PostMessage
from firefighter.ports.chat import Message
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.postmortem_messages import (
    PostmortemDue,
    PostmortemStage,
    ReviewerNotReached,
    ReviewRequest,
    ReviewStage,
)
from firefighter.ports.snapshot import ChannelId, MessageRef

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RemindOfPostmortemDue(Effect):
    """Tells the owner of the post-mortem that it is due; without an owner, the declarer.

    Responders are told instead, if that person cannot be messaged.
    """

    stage: PostmortemStage

    kind: ClassVar[str] = "remind_of_postmortem_due"

    @property
    def lane(self) -> str:
        return f"postmortem-{self.stage}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(_owner(context))
        found = channel and context.find_post(channel)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        channel = context.chat.open_direct(_owner(context))
        if channel is None:
            report = PostPostmortemDue(home_of(context.incident), self.stage, _owner(context))
            return Outcome(next_effects=(report.request(),))
        with context.use_language_of(_owner(context)):
            context.post(channel, PostmortemDue(self.stage, context.snapshot))
        return Outcome()


def _owner(context: EffectContext) -> UserId:
    return context.incident.commander or context.incident.declared_by


@dataclass(frozen=True)
class PostPostmortemDue(PostMessage):
    """Tells responders that a post-mortem is due whose owner cannot be messaged."""

    stage: PostmortemStage
    owner: UserId

    kind: ClassVar[str] = "post_postmortem_due"

    def message(self, context: EffectContext) -> Message:
        return PostmortemDue(self.stage, context.snapshot, self.owner)


@dataclass(frozen=True)
class MessageReviewer(Effect):
    """Sends a reviewer a direct message, unless they have approved or left the review.

    Tells responders, if the reviewer cannot be messaged.
    """

    user: UserId

    is_kept: ClassVar[bool] = True

    @property
    @abstractmethod
    def stage(self) -> ReviewStage: ...

    @abstractmethod
    def not_reached(self, context: EffectContext) -> tuple[Effect, ...]: ...

    @property
    def lane(self) -> str:
        return f"review-{self.user}"

    @property
    def needs(self) -> tuple[str, ...]:
        """Waits for the page that it links to."""
        return (PAGE_LANE,)

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = _direct_channel(context, self.user)
        found = channel and context.find_post(channel)
        return Outcome() if found else None

    def is_settled(self, context: EffectContext) -> bool:
        return not _is_pending(context, self.user)

    def do(self, context: EffectContext) -> Outcome:
        if self.is_settled(context):
            return Outcome()
        with context.use_language_of(self.user):
            channel = _direct_channel(context, self.user)
            try:
                if channel:
                    context.post(channel, ReviewRequest(self.user, context.snapshot, self.stage))
                    return Outcome()
            except CallRefused as refused:
                log.warning("%s gets no message about a review: %s", self.user, refused)
        return Outcome(next_effects=tuple(each.request() for each in self.not_reached(context)))


@dataclass(frozen=True)
class AskReviewer(MessageReviewer):
    asked_by: UserId

    kind: ClassVar[str] = "ask_reviewer"

    @property
    def stage(self) -> ReviewStage:
        return ReviewStage.ASKED

    def not_reached(self, context: EffectContext) -> tuple[Effect, ...]:
        return (PostReviewerNotReached(home_of(context.incident), self.user),)


@dataclass(frozen=True)
class RemindReviewer(MessageReviewer):
    """Reminds of a review that is due, unless it is due on another day by then."""

    due: date | None
    """None if nobody chose a day."""
    late: bool

    kind: ClassVar[str] = "remind_reviewer"

    @property
    def stage(self) -> ReviewStage:
        return ReviewStage.LATE if self.late else ReviewStage.SOON

    def is_settled(self, context: EffectContext) -> bool:
        review = context.incident.review
        return super().is_settled(context) or review is None or review.due != self.due

    def not_reached(self, context: EffectContext) -> tuple[Effect, ...]:
        """Nothing if responders were told before."""
        told = {effect.reviewer for _asked, effect in context.requested(PostReviewerNotReached)}
        report = PostReviewerNotReached(home_of(context.incident), self.user)
        return () if self.user in told else (report,)


@dataclass(frozen=True)
class PostReviewerNotReached(PostMessage):
    """Asks responders for another reviewer, unless the review does not need one by then.

    Where there is no place left for a private incident, who asked for the review is told.
    """

    reviewer: UserId

    kind: ClassVar[str] = "post_reviewer_not_reached"
    is_kept: ClassVar[bool] = True

    def fallback_effects(self, context: EffectContext) -> tuple[Effect, ...]:
        review = context.incident.review
        if context.incident.private and review:
            return (ReportReviewerNotReached(review.requested_by, self.reviewer),)
        return super().fallback_effects(context)

    def message(self, context: EffectContext) -> Message | None:
        if not _is_pending(context, self.reviewer):
            return None
        return ReviewerNotReached(self.reviewer, context.snapshot)


@dataclass(frozen=True)
class UpdateReviewRequest(Effect):
    """Shows in the requests to a reviewer how the review stands. Running it twice is the same.

    Deletes them for somebody who may no longer see the incident, whose title may have changed.
    """

    user: UserId

    kind: ClassVar[str] = "update_review_request"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"review-{self.user}"

    def do(self, context: EffectContext) -> Outcome:
        may_see = context.records.may_see(self.user, context.incident.id)
        with context.use_language_of(self.user):
            for posted, stage in _requests(context, self.user):
                if not may_see:
                    context.chat.withdraw(posted)
                    continue
                try:
                    context.chat.edit(posted, ReviewRequest(self.user, context.snapshot, stage))
                except CallRefused as refused:
                    if refused.reason != "message_not_found":
                        raise
        return Outcome()


@dataclass(frozen=True)
class ReportReviewerNotReached(DirectMessage):
    """Tells who asked for a review that a reviewer could not be messaged."""

    reviewer: UserId

    kind: ClassVar[str] = "report_reviewer_not_reached"

    @property
    def lane(self) -> str:
        return ""

    def message(self, context: EffectContext) -> ReviewerNotReached:
        return ReviewerNotReached(self.reviewer, context.snapshot)


def _direct_channel(context: EffectContext, user: UserId) -> ChannelId | None:
    """None for somebody who cannot be messaged, or may not see the incident."""
    if not context.records.may_see(user, context.incident.id):
        return None
    return context.chat.open_direct(user)


def _is_pending(context: EffectContext, user: UserId) -> bool:
    incident = context.incident
    return bool(incident.review and user in incident.review.pending and not incident.declined)


def _requests(context: EffectContext, user: UserId) -> Iterator[tuple[MessageRef, ReviewStage]]:
    """The messages to this reviewer; without those that were deleted."""
    asked = [
        (each, effect.stage)
        for each, effect in (*context.requested(AskReviewer), *context.requested(RemindReviewer))
        if effect.user == user
    ]
    channel = context.chat.open_direct(user) if asked else None
    for each, stage in asked if channel else ():
        since = each.at - CLOCK_MARGIN
        if channel and (found := context.chat.find_post(channel, each.idempotency_key, since)):
            yield found, stage
