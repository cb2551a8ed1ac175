"""A wiki in memory that enforces the rules of a real one, and can lose its response."""

from dataclasses import dataclass, field, replace

from firefighter.domain.errors import FirefighterError
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.postmortem_checks import PostmortemPageText
from firefighter.ports.outgoing import OutgoingError, Unavailable
from firefighter.ports.pages import (
    PageContent,
    PageGone,
    PageId,
    PageOwner,
    PageRef,
    TitleTaken,
)


@dataclass
class PagesDouble:
    """Titles are unique. A deleted page is not found."""

    pages: dict[PageId, tuple[PageRef, PageContent]] = field(default_factory=dict)
    attached: dict[tuple[PageId, str], bytes] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)
    """The names of all uploads, including repeated ones."""
    labelled: list[PageId] = field(default_factory=list)
    fails_with: OutgoingError | None = None
    fails_to_attach: FirefighterError | None = None
    loses_answers: bool = False

    def create(self, content: PageContent) -> PageRef:
        self._raise_fault()
        if self.find(content):
            raise TitleTaken("Confluence", "create the page", "it already exists")
        number = PageId(str(len(self.pages) + 1))
        page = PageRef(number, f"https://wiki.test/{number}", "home")
        self.pages[number] = page, content
        if self.loses_answers:
            raise Unavailable("Confluence", "create the page", "the answer was lost")
        return page

    def find(self, content: PageContent) -> PageRef | None:
        owner = _owner_of(content)
        found = (page for page, stored in self.pages.values() if _owner_of(stored) == owner)
        return next(found, None)

    def refresh(self, page: PageRef, content: PageContent, *, resume: bool = False) -> PageRef:
        stored, _before = self._get(page)
        if resume:
            stored = replace(stored, edited=frozenset())
        self.pages[page.id] = stored, content
        return stored

    def edit(self, page: PageRef, section: str) -> None:
        """Somebody edits a managed section."""
        stored, content = self.pages[page.id]
        self.pages[page.id] = replace(stored, edited=stored.edited | {section}), content

    def read(self, page: PageRef) -> PostmortemPageText:
        self._get(page)
        return PostmortemPageText("", ())

    def label(self, page: PageRef, owner: PageOwner) -> None:  # noqa: ARG002 - the port's
        self._get(page)
        self.labelled.append(page.id)

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:  # noqa: ARG002 - the port's
        self._get(page)
        if self.fails_to_attach:
            raise self.fails_to_attach
        self.uploads.append(name)
        self.attached.setdefault((page.id, name), content)
        if self.loses_answers:
            raise Unavailable("Confluence", "attach a picture to the page", "the answer was lost")

    def has_attached(self, page: PageRef, name: str) -> bool:
        self._get(page)
        return (page.id, name) in self.attached

    def move(self, page: PageRef, parent: str) -> None:
        stored, content = self.pages[page.id]
        self.pages[page.id] = replace(stored, parent=parent), content

    def _get(self, page: PageRef) -> tuple[PageRef, PageContent]:
        self._raise_fault()
        if page.id not in self.pages:
            raise PageGone("Confluence", "read the page", "it is in the trash")
        return self.pages[page.id]

    def _raise_fault(self) -> None:
        if self.fails_with:
            raise self.fails_with


def _owner_of(content: PageContent) -> str:
    owner = content.incident if isinstance(content, Postmortem) else content.game_day
    return owner.reference
