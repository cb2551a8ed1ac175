"""The review of a post-mortem: who was asked, by when, and who has approved it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from firefighter.domain.errors import (
    FieldProblem,
    InvalidField,
    NoChange,
    NoPostmortemPage,
    NotReviewable,
    NotReviewer,
    OwnerApproves,
    Unchanged,
)
from firefighter.domain.events import (
    AnyEvent,
    PostmortemApproved,
    ReviewRequested,
    StatusChanged,
)
from firefighter.domain.ids import UserId
from firefighter.domain.lifecycle import Color
from firefighter.translatable import gettext_noop

MOST_REVIEWERS = 10


class PostmortemState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


@dataclass(frozen=True)
class PostmortemStateRow:
    label: str
    """A text of the catalogues."""
    color: Color


POSTMORTEM_STATES: Mapping[PostmortemState, PostmortemStateRow] = {
    PostmortemState.DRAFT: PostmortemStateRow(gettext_noop("Draft"), Color.YELLOW),
    PostmortemState.IN_REVIEW: PostmortemStateRow(gettext_noop("In review"), Color.BLUE),
    PostmortemState.APPROVED: PostmortemStateRow(gettext_noop("Approved"), Color.GREEN),
}


@dataclass(frozen=True)
class Review:
    requested_by: UserId
    requested_at: datetime
    reviewers: tuple[UserId, ...]
    due: date | None = None
    """A calendar date, without a time zone."""
    approvals: Mapping[UserId, datetime] = field(default_factory=dict)
    """When each reviewer approved. Kept when the page changes; a reopening takes them back."""

    @property
    def pending(self) -> tuple[UserId, ...]:
        """The reviewers who have not approved."""
        return tuple(user for user in self.reviewers if user not in self.approvals)

    @property
    def approved_at(self) -> datetime | None:
        """When the last reviewer approved; None while somebody has not."""
        return None if self.pending else max(self.approvals.values(), default=None)

    def without_approvals(self) -> "Review":
        """As after a reopening: what was approved is no longer complete."""
        return replace(self, approvals={})

    @property
    def state(self) -> PostmortemState:
        return PostmortemState.APPROVED if self.approved_at else PostmortemState.IN_REVIEW


class Reviewed(Protocol):
    """The part of an incident that a review reads."""

    review: Review | None
    has_postmortem_page: bool

    @property
    def reference(self) -> str: ...

    @property
    def commander(self) -> UserId | None: ...

    @property
    def declined(self) -> object: ...


def request_review(
    incident: Reviewed,
    reviewers: Iterable[UserId],
    due: date | None,
    *,
    actor: UserId,
    now: datetime,
) -> ReviewRequested:
    """Asks new reviewers; if nothing is new, asks those again who have not approved.

    Raises NoPostmortemPage, NotReviewable, InvalidField, or NoChange if nothing is new and all
    have approved.
    """
    refuse_without_postmortem(incident)
    chosen = tuple(dict.fromkeys(reviewers))
    _refuse_reviewers(incident, chosen)
    known = incident.review
    before = known.reviewers if known else ()
    asked = tuple(user for user in chosen if user not in before)
    removed = tuple(user for user in before if user not in chosen)
    if known and not asked and not removed and due == known.due:
        if not known.pending:
            raise NoChange(Unchanged.REVIEW, incident.reference)
        asked = known.pending
    return ReviewRequested(
        actor=actor, at=now, reviewers=chosen, due=due, asked=asked, removed=removed
    )


def refuse_without_postmortem(incident: Reviewed) -> None:
    """Raises NoPostmortemPage, or NotReviewable for a declined incident."""
    if not incident.has_postmortem_page:
        raise NoPostmortemPage(incident.reference)
    if incident.declined:
        raise NotReviewable(incident.reference)


def refuse_past_day(review: Review | None, due: date | None, today: date) -> None:
    """Raises InvalidField for a new review date before today; an old one may stay."""
    if due and due < today and (review is None or due != review.due):
        raise InvalidField("due", FieldProblem.IS_PAST)


def _refuse_reviewers(incident: Reviewed, chosen: Collection[UserId]) -> None:
    if not chosen:
        raise InvalidField("reviewers", FieldProblem.NOBODY_CHOSEN)
    if len(chosen) > MOST_REVIEWERS:
        raise InvalidField("reviewers", FieldProblem.TOO_MANY_REVIEWERS, str(MOST_REVIEWERS))
    if incident.commander in chosen:
        raise InvalidField("reviewers", FieldProblem.OWNER_REVIEWS)


def may_approve(incident: Reviewed, user: UserId) -> bool:
    """Whether *Approve* is offered to somebody."""
    if incident.review is None or incident.declined or user == incident.commander:
        return False
    return user in incident.review.pending


def approve(incident: Reviewed, *, actor: UserId, now: datetime) -> PostmortemApproved:
    """Raises NotReviewable, NotReviewer, OwnerApproves, or NoChange if the actor has approved.

    Whoever was asked can become the owner afterwards.
    """
    if incident.declined:
        raise NotReviewable(incident.reference)
    review = incident.review
    if review is None or actor not in review.reviewers:
        raise NotReviewer(incident.reference)
    if actor in review.approvals:
        raise NoChange(Unchanged.APPROVAL, incident.reference)
    if actor == incident.commander:
        raise OwnerApproves(incident.reference)
    return PostmortemApproved(actor=actor, at=now, pending=len(review.pending) - 1)


def review_after(review: Review | None, event: ReviewRequested | PostmortemApproved) -> Review:
    """Reviewers who are asked again keep their approval."""
    approvals = review.approvals if review else {}
    match event:
        case ReviewRequested(reviewers=reviewers):
            kept = {user: at for user, at in approvals.items() if user in reviewers}
            return Review(event.actor, event.at, reviewers, event.due, kept)
        case PostmortemApproved(actor=actor, at=at):
            known = review or Review(actor, at, (actor,))
            return replace(known, approvals={**approvals, actor: at})


def review_in(events: Iterable[AnyEvent]) -> Review | None:
    """The review as the latest events leave it."""
    review = None
    for event in events:
        match event:
            case ReviewRequested() | PostmortemApproved():
                review = review_after(review, event)
            case StatusChanged(before=before, after=after) if review:
                was_reopened = after.is_active and not before.is_active
                review = review.without_approvals() if was_reopened else review
            case _:
                pass
    return review
