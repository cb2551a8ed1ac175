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
    """Tells the owner, in a direct message, that a post-mortem is due."""

    stage: PostmortemStage
    snapshot: Snapshot


@dataclass(frozen=True)
class ReviewRequest:
    """Asks a reviewer, in a direct message, to review a post-mortem; or how that stands now."""

    reviewer: UserId
    snapshot: Snapshot


@dataclass(frozen=True)
class ReviewerNotReached:
    """Tells who asked for a review that a reviewer could not be messaged."""

    reviewer: UserId
    snapshot: Snapshot


@dataclass(frozen=True)
class PostmortemPageNotice:
    """Says in one line where the page is, or what happened to it."""

    change: PageChange
    snapshot: Snapshot
