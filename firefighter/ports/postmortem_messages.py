"""Messages about a post-mortem: its page, its deadlines, and its review."""

from dataclasses import dataclass
from enum import StrEnum

from firefighter.domain.ids import UserId
from firefighter.ports.pages import PageChange
from firefighter.ports.snapshot import Snapshot


class PostmortemStage(StrEnum):
    """Which deadline of a post-mortem."""

    DRAFT = "draft"
    REVIEW = "review"


@dataclass(frozen=True)
class PostmortemDue:
    """Tells the owner, in a direct message, that a post-mortem is due; else responders."""

    stage: PostmortemStage
    snapshot: Snapshot
    unreachable_owner: UserId | None = None
    """Who cannot be messaged about it, so that responders are told."""


class ReviewStage(StrEnum):
    """Why a reviewer gets a direct message."""

    ASKED = "asked"
    SOON = "soon"
    """The review is due the next day."""
    LATE = "late"
    """The review date is over."""


@dataclass(frozen=True)
class ReviewRequest:
    """Asks or reminds a reviewer to review a post-mortem; or says how that stands now."""

    reviewer: UserId
    snapshot: Snapshot
    stage: ReviewStage = ReviewStage.ASKED


@dataclass(frozen=True)
class ReviewerNotReached:
    """Tells responders, and who asked for a review, that a reviewer cannot be messaged."""

    reviewer: UserId
    snapshot: Snapshot


@dataclass(frozen=True)
class PostmortemPageNotice:
    """Says in one line where the page is, or what happened to it."""

    change: PageChange
    snapshot: Snapshot
