"""A wiki in memory that enforces the rules of a real one, and can lose its response."""

from dataclasses import dataclass, field, replace

from firefighter.domain.errors import FirefighterError
from firefighter.domain.incident import Incident
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.postmortem_checks import PostmortemPageText
from firefighter.ports.outgoing import OutgoingError, Unavailable
from firefighter.ports.postmortem_pages import (
    PageGone,
    PageId,
    PageRef,
    TitleTaken,
)


@dataclass
class PagesDouble:
    """Titles are unique. A deleted page is not found."""

    pages: dict[PageId, tuple[PageRef, Postmortem]] = field(default_factory=dict)
    attached: dict[tuple[PageId, str], bytes] = field(default_factory=dict)
    uploads: list[str] = field(default_factory=list)
    """The names of all uploads, including repeated ones."""
    labelled: list[PageId] = field(default_factory=list)
    fails_with: OutgoingError | None = None
    fails_to_attach: FirefighterError | None = None
    loses_answers: bool = False

    def create(self, postmortem: Postmortem) -> PageRef:
        self._raise_fault()
        if self.find(postmortem):
            raise TitleTaken("Confluence", "create the page", "it already exists")
        number = PageId(str(len(self.pages) + 1))
        postmortem_page = PageRef(number, f"https://wiki.test/{number}", "home")
        self.pages[number] = postmortem_page, postmortem
        if self.loses_answers:
            raise Unavailable("Confluence", "create the page", "the answer was lost")
        return postmortem_page

    def find(self, postmortem: Postmortem) -> PageRef | None:
        number = postmortem.incident.id
        found = (
            postmortem_page
            for postmortem_page, kept in self.pages.values()
            if kept.incident.id == number
        )
        return next(found, None)

    def refresh(
        self, postmortem_page: PageRef, postmortem: Postmortem, *, resume: bool = False
    ) -> PageRef:
        stored, _before = self._get(postmortem_page)
        if resume:
            stored = replace(stored, edited=frozenset())
        self.pages[postmortem_page.id] = stored, postmortem
        return stored

    def edit(self, postmortem_page: PageRef, section: str) -> None:
        """Somebody edits a managed section."""
        stored, postmortem = self.pages[postmortem_page.id]
        edited = stored.edited | {section}
        self.pages[postmortem_page.id] = replace(stored, edited=edited), postmortem

    def read(self, postmortem_page: PageRef) -> PostmortemPageText:
        self._get(postmortem_page)
        return PostmortemPageText("", ())

    def label(self, postmortem_page: PageRef, incident: Incident) -> None:  # noqa: ARG002 - the port's
        self._get(postmortem_page)
        self.labelled.append(postmortem_page.id)

    def attach(self, postmortem_page: PageRef, name: str, media_type: str, content: bytes) -> None:  # noqa: ARG002 - the port's
        self._get(postmortem_page)
        if self.fails_to_attach:
            raise self.fails_to_attach
        self.uploads.append(name)
        self.attached.setdefault((postmortem_page.id, name), content)
        if self.loses_answers:
            raise Unavailable("Confluence", "attach a picture to the page", "the answer was lost")

    def has_attached(self, postmortem_page: PageRef, name: str) -> bool:
        self._get(postmortem_page)
        return (postmortem_page.id, name) in self.attached

    def move(self, postmortem_page: PageRef, parent: str) -> None:
        stored, postmortem = self.pages[postmortem_page.id]
        self.pages[postmortem_page.id] = replace(stored, parent=parent), postmortem

    def _get(self, postmortem_page: PageRef) -> tuple[PageRef, Postmortem]:
        self._raise_fault()
        if postmortem_page.id not in self.pages:
            raise PageGone("Confluence", "read the page", "it is in the trash")
        return self.pages[postmortem_page.id]

    def _raise_fault(self) -> None:
        if self.fails_with:
            raise self.fails_with
