"""Direct messages about the review of a post-mortem."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.direct_messages import DirectMessage
from firefighter.effects.effect import CLOCK_MARGIN, Effect, EffectContext
from firefighter.effects.page_content import PAGE_LANE
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.postmortem_messages import ReviewerNotReached, ReviewRequest
from firefighter.ports.snapshot import ChannelId, MessageRef

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AskReviewer(Effect):
    """Asks somebody to review the post-mortem, unless they have approved or left the review.

    Tells who asked, if the reviewer cannot be messaged.
    """

    user: UserId
    asked_by: UserId

    kind: ClassVar[str] = "ask_reviewer"
    is_kept: ClassVar[bool] = True

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

    def do(self, context: EffectContext) -> Outcome:
        review = context.incident.review
        if review is None or self.user not in review.pending:
            return Outcome()
        with context.use_language_of(self.user):
            channel = _direct_channel(context, self.user)
            try:
                if channel:
                    context.post(channel, ReviewRequest(self.user, context.snapshot))
                    return Outcome()
            except CallRefused as refused:
                log.warning("%s gets no request to review: %s", self.user, refused)
        report = ReportReviewerNotReached(self.asked_by, self.user)
        return Outcome(next_effects=(report.request(),))


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
            for posted in _requests(context, self.user):
                if not may_see:
                    context.chat.withdraw(posted)
                    continue
                try:
                    context.chat.edit(posted, ReviewRequest(self.user, context.snapshot))
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


def _requests(context: EffectContext, user: UserId) -> Iterator[MessageRef]:
    """The messages that asked this reviewer; without those that were deleted."""
    asked = [each for each, effect in context.requested(AskReviewer) if effect.user == user]
    channel = context.chat.open_direct(user) if asked else None
    for each in asked if channel else ():
        since = each.at - CLOCK_MARGIN
        if channel and (found := context.chat.find_post(channel, each.idempotency_key, since)):
            yield found
