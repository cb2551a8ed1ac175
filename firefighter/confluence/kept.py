"""The Pages port where there is no Confluence for a page: it is kept here, and served as a file."""

import secrets
from collections.abc import Callable

from firefighter.confluence import html, markdown, owned, reading
from firefighter.confluence.page import Drawing
from firefighter.confluence.storage import attachments, parse
from firefighter.domain.incident import Incident
from firefighter.domain.page_text import PageText
from firefighter.domain.postmortem import Postmortem
from firefighter.ports.pages import (
    PageFile,
    PageFiles,
    PageGone,
    PageId,
    PageRef,
    PictureFile,
    TitleTaken,
)
from firefighter.texts import mark

_SECRET_BYTES = 24
"""Of randomness in an address: whoever was given it may read the page, and nobody else."""


class KeptPages:
    """Nobody writes on such a page but the bot; people take it from here to where they write."""

    def __init__(self, files: PageFiles, drawing: Drawing, site: str) -> None:
        """`site` is where a browser reaches the bot's own web site."""
        self._files = files
        self._drawing = drawing
        self._site = site.rstrip("/")

    def create(self, postmortem: Postmortem) -> PageRef:
        title = self._drawing.title(postmortem)
        if self._files.titled(title):
            raise TitleTaken(mark("keep the page"), "there is one of that title")
        page_id = PageId(secrets.token_urlsafe(_SECRET_BYTES))
        self._files.add(PageFile(page_id, title, self._drawing.body(postmortem)))
        return self._ref(page_id)

    def find(self, postmortem: Postmortem) -> PageRef | None:
        found = self._files.titled(self._drawing.title(postmortem))
        return self._ref(found.id) if found else None

    def refresh(self, page: PageRef, postmortem: Postmortem) -> PageRef:
        stored = self._get(page)
        body = owned.refreshed(stored.body, self._drawing.section(postmortem))
        if body != stored.body:
            self._files.change(PageFile(stored.id, stored.title, body))
        return self._ref(stored.id)

    def read(self, page: PageRef) -> PageText:
        stored = self._get(page)
        return reading.read(stored.title, stored.body)

    def label(self, page: PageRef, incident: Incident) -> None:
        """Nothing: a file is found by its title."""

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:
        self._files.attach(self._get(page).id, PictureFile(name, media_type, content))

    def has_attached(self, page: PageRef, name: str) -> bool:
        return self._files.attached(self._get(page).id, name) is not None

    def _get(self, page: PageRef) -> PageFile:
        found = self._files.get(page.id)
        if found is None:
            raise PageGone(mark("read the page"), "it is not here any more")
        return found

    def _ref(self, page_id: PageId) -> PageRef:
        return PageRef(page_id, f"{self._site}/postmortems/{page_id}")


def serving(
    files: PageFiles, language: str, site: str
) -> Callable[[str], tuple[str, str | bytes] | None]:
    """The media type and content of a page or a picture by the end of its address, or None."""

    def serve(name: str) -> tuple[str, str | bytes] | None:
        page_id, _slash, picture = name.partition("/")
        page = files.get(PageId(page_id.removesuffix(".md")))
        if page is None:
            return None
        if picture:
            return _picture(files, page, picture)
        if page_id.endswith(".md"):
            beside = f"{site.rstrip('/')}/postmortems/{page.id}/"
            return "text/markdown", markdown.document(page.title, page.body, beside)
        return "text/html", html.document(page.title, page.body, language, f"{page.id}/")

    return serve


def _picture(files: PageFiles, page: PageFile, name: str) -> tuple[str, bytes] | None:
    """Only while the page shows it: a message taken off the timeline takes it along."""
    if name not in attachments(parse(page.body)):
        return None
    found = files.attached(page.id, name)
    return (found.media_type, found.content) if found else None
