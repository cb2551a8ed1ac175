"""The wiki in which post-mortems live, in the words of incidents."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from firefighter.domain.errors import FirefighterError
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.page_text import PageText
from firefighter.domain.postmortem import Postmortem
from firefighter.texts import say

PageId = NewType("PageId", str)


@dataclass(frozen=True)
class PageRef:
    """Where an incident's page is."""

    id: PageId
    url: str
    parent: str = ""
    """What it is filed under, in the wiki's own words; a change says that somebody moved it."""
    gone: bool = False
    """Whether somebody took it away, so that it is neither refreshed nor read."""


class PagesError(FirefighterError):
    """The wiki did not do what was asked."""


@dataclass(eq=False)
class PagesRateLimited(PagesError):
    """It will not hear of `gate` before `retry_after_s` seconds have passed."""

    gate: str
    retry_after_s: float

    def __str__(self) -> str:
        return say("Confluence asks for a pause")


@dataclass(eq=False)
class PagesUnavailable(PagesError):
    """No answer, or one that says nothing: it may have been done or not."""

    wish: str
    detail: str

    def __str__(self) -> str:
        return say(
            "Confluence gave no answer when asked to {wish} ({detail})",
            wish=say(self.wish),
            detail=self.detail,
        )


@dataclass(eq=False)
class PagesRefused(PagesError):
    """It understood and said no, with a reason in its own words."""

    wish: str
    reason: str

    def __str__(self) -> str:
        return say("I could not {wish} ({reason})", wish=say(self.wish), reason=self.reason)


class PageGone(PagesRefused):
    """There is no such page any more, or we may not see it."""


class TitleTaken(PagesRefused):
    """Another page of the same space has the title."""


class Pages(Protocol):
    """Every method raises PagesError; none of them tries twice by itself."""

    def create(self, postmortem: Postmortem) -> PageRef:
        """Raises TitleTaken."""

    def find(self, postmortem: Postmortem) -> PageRef | None:
        """The page that an earlier try made, looked up by its title; None for somebody else's."""

    def refresh(self, page: PageRef, postmortem: Postmortem) -> PageRef:
        """Writes anew what is the bot's, and nothing else; where the page is now.

        Raises PageGone.
        """

    def read(self, page: PageRef) -> PageText:
        """The page as it is now. Raises PageGone."""

    def label(self, page: PageRef, incident: Incident) -> None:
        """Labels it by severity, services and classes, in place of what these were before.

        Whatever other labels people gave it stay. Raises PageGone.
        """

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:
        """Puts a picture beside the page, for it to be shown on it; one of that name is kept.

        Raises PageGone.
        """

    def has_attached(self, page: PageRef, name: str) -> bool:
        """Whether there is one of that name. Raises PageGone."""


@dataclass(frozen=True)
class Shelves:
    """Where pages go: what everybody may read, and what only the invited may."""

    open: Pages
    private: Pages

    def of(self, incident: Incident) -> Pages:
        return self.private if incident.private else self.open


@dataclass(frozen=True)
class PageFile:
    """A page that is kept by the bot itself."""

    id: PageId
    title: str
    body: str


@dataclass(frozen=True)
class PictureFile:
    """A picture of such a page."""

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
        """Keeps another body for a page that is there."""

    def attach(self, page_id: PageId, picture: PictureFile) -> None:
        """Changes nothing when there is one of that name."""

    def attached(self, page_id: PageId, name: str) -> PictureFile | None: ...


@dataclass(frozen=True)
class Reading:
    """What an incident's page says."""

    text: PageText | None
    """None when nobody could ever read it."""
    as_of: datetime | None = None
    """When it was read, if that was not just now."""


Readings = Callable[[IncidentId, PageRef | None], Reading | None]
"""Reads a page while a person waits, in a second or two; None for one that only the bot writes."""
