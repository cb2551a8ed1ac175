"""A wiki in memory that keeps the rules of a real one, and can lose its answer."""

from dataclasses import dataclass, field, replace

from firefighter.domain.errors import FirefighterError
from firefighter.domain.incident import Incident
from firefighter.domain.page_text import PageText
from firefighter.domain.postmortem import Postmortem
from firefighter.ports.pages import (
    PageGone,
    PageId,
    PageRef,
    PagesError,
    PagesUnavailable,
    TitleTaken,
)


@dataclass
class PagesDouble:
    """Titles are unique, and a page that somebody took away is not found again."""

    pages: dict[PageId, tuple[PageRef, Postmortem]] = field(default_factory=dict)
    attached: dict[tuple[PageId, str], bytes] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)
    """The names of what was sent, also of what was there already."""
    labelled: list[PageId] = field(default_factory=list)
    fails_with: PagesError | None = None
    fails_to_attach: FirefighterError | None = None
    loses_answers: bool = False

    def create(self, postmortem: Postmortem) -> PageRef:
        self._meet_fault()
        if self.find(postmortem):
            raise TitleTaken("create the page", "it already exists")
        number = PageId(str(len(self.pages) + 1))
        page = PageRef(number, f"https://wiki.test/{number}", "home")
        self.pages[number] = page, postmortem
        if self.loses_answers:
            raise PagesUnavailable("create the page", "the answer was lost")
        return page

    def find(self, postmortem: Postmortem) -> PageRef | None:
        number = postmortem.incident.id
        found = (page for page, kept in self.pages.values() if kept.incident.id == number)
        return next(found, None)

    def refresh(self, page: PageRef, postmortem: Postmortem) -> PageRef:
        stored, _before = self._get(page)
        self.pages[page.id] = stored, postmortem
        return stored

    def read(self, page: PageRef) -> PageText:
        self._get(page)
        return PageText("", ())

    def label(self, page: PageRef, incident: Incident) -> None:  # noqa: ARG002 - the port's
        self._get(page)
        self.labelled.append(page.id)

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:  # noqa: ARG002 - the port's
        self._get(page)
        if self.fails_to_attach:
            raise self.fails_to_attach
        self.uploads.append(name)
        self.attached.setdefault((page.id, name), content)
        if self.loses_answers:
            raise PagesUnavailable("attach a picture to the page", "the answer was lost")

    def has_attached(self, page: PageRef, name: str) -> bool:
        self._get(page)
        return (page.id, name) in self.attached

    def move(self, page: PageRef, parent: str) -> None:
        stored, postmortem = self.pages[page.id]
        self.pages[page.id] = replace(stored, parent=parent), postmortem

    def _get(self, page: PageRef) -> tuple[PageRef, Postmortem]:
        self._meet_fault()
        if page.id not in self.pages:
            raise PageGone("read the page", "it is in the trash")
        return self.pages[page.id]

    def _meet_fault(self) -> None:
        if self.fails_with:
            raise self.fails_with
