"""The wiki with the pages of incidents and Game Days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from firefighter.domain.errors import Missing
from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.learning_report import LearningReport
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.postmortem_checks import Heading, PostmortemPageText
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.gateways import Port
from firefighter.ports.outgoing import CallRefused

PageId = NewType("PageId", str)

PageOwner = Incident | GameDay

PageContent = Postmortem | LearningReport
"""What a page says: the post-mortem of an incident, or the learning report of a Game Day."""

SECTION_TITLES: Mapping[Heading, str] = {
    Heading.SUMMARY: gettext_noop("Summary"),
    Heading.IMPACT: gettext_noop("Impact"),
    Heading.FACTS: gettext_noop("Key facts"),
    Heading.PEOPLE: gettext_noop("People and roles"),
    Heading.TIMELINE: gettext_noop("Timeline"),
    Heading.HYPOTHESES: gettext_noop("Hypotheses"),
    Heading.DECISIONS: gettext_noop("Decisions"),
    Heading.DETECTION: gettext_noop("Detection"),
    Heading.TRIGGER: gettext_noop("Trigger"),
    Heading.FACTORS: gettext_noop("Contributing factors"),
    Heading.WENT_WELL: gettext_noop("What went well"),
    Heading.WENT_BADLY: gettext_noop("What went badly"),
    Heading.LUCKY: gettext_noop("Where we got lucky"),
    Heading.FOLLOW_UPS: gettext_noop("Follow-ups"),
    Heading.SIMILAR: gettext_noop("Similar incidents"),
    Heading.LINKS: gettext_noop("Links"),
}


def section_title(name: str) -> str:
    """Title of a managed section; its name if it has no heading on the page."""
    title = SECTION_TITLES.get(Heading(name)) if name in set(Heading) else None
    return gettext(title) if title else name


def item_title(item: Missing) -> str:
    """What an item of the checklist is about that its owner can mark as done."""
    return gettext("Questions on the page") if item is Missing.PROMPTS else section_title(item)


@dataclass(frozen=True)
class PageRef:
    """Where a page is."""

    id: PageId
    url: str
    parent: str = ""
    """Its parent in the wiki; it changes when somebody moves the page."""
    gone: bool = False
    """Whether somebody deleted it, so that it is no longer refreshed or read."""
    edited: frozenset[str] = frozenset()
    """Names of the managed sections that people edited, which the bot no longer updates."""


class PageChange(StrEnum):
    """What changed about the page of an incident or a Game Day."""

    MADE = "made"
    GONE = "gone"
    BACK = "back"
    """Restored, or visible to the bot again."""
    MOVED = "moved"
    EDITED = "edited"
    """People edited sections that the bot keeps up to date."""


PAGES_SERVICE = "Confluence"
"""Name of the wiki in error messages."""


class PageGone(CallRefused):
    """The page does not exist, or the bot may not see it."""


class TitleTaken(CallRefused):
    """Another page in the space has this title."""


class Pages(Protocol):
    """Every method raises OutgoingError. None of them retries."""

    def create(self, content: PageContent) -> PageRef:
        """Raises TitleTaken."""

    def find(self, content: PageContent) -> PageRef | None:
        """Finds the page of an earlier attempt by its title; None if it is not the bot's."""

    def refresh(self, page: PageRef, content: PageContent, *, resume: bool = False) -> PageRef:
        """Updates the managed sections that nobody edited; returns the page as it is now.

        `resume` also updates edited sections, and keeps what people wrote below them. Raises
        PageGone.
        """

    def read(self, page: PageRef) -> PostmortemPageText:
        """Reads a post-mortem page. Raises PageGone."""

    def label(self, page: PageRef, owner: PageOwner) -> None:
        """Sets the labels, as for severity, services and classes. Raises PageGone.

        Labels that people added stay.
        """

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:
        """Attaches a picture. Does nothing if one has that name. Raises PageGone."""

    def has_attached(self, page: PageRef, name: str) -> bool:
        """Whether an attachment has that name. Raises PageGone."""


@dataclass(frozen=True)
class PageBackends:
    """Where pages are stored: one place for public and one for private incidents."""

    open: Pages
    private: Pages

    def of(self, owner: PageOwner) -> Pages:
        """A Game Day is for everybody."""
        is_private = isinstance(owner, Incident) and owner.private
        return self.private if is_private else self.open


PAGES: Port[PageBackends] = Port("pages")


@dataclass(frozen=True)
class PageFile:
    """A page that the bot stores itself."""

    id: PageId
    title: str
    body: str


@dataclass(frozen=True)
class PictureFile:
    """A picture on such a page."""

    name: str
    media_type: str
    content: bytes


class PageFiles(Protocol):
    """Raises StoreUnavailable."""

    def get(self, page_id: PageId) -> PageFile | None: ...

    def titled(self, title: str) -> PageFile | None: ...

    def add(self, page: PageFile) -> None:
        """Raises TitleTaken."""

    def change(self, page: PageFile) -> None:
        """Replaces the body of a page."""

    def attach(self, page_id: PageId, picture: PictureFile) -> None:
        """Adds a picture. Does nothing if one has that name."""

    def attached(self, page_id: PageId, name: str) -> PictureFile | None: ...


@dataclass(frozen=True)
class PageReading:
    """What an incident's page says."""

    text: PostmortemPageText | None
    """None if the page was never read."""
    as_of: datetime | None = None
    """When it was read; None for just now."""


PageReader = Callable[[IncidentId, PageRef | None], PageReading | None]
"""Reads a page within a second or two; None for one that only the bot writes."""
