"""The Pages port where there is no Confluence for a page: it is kept here, and served as a file."""

import secrets
from collections.abc import Callable

from firefighter.confluence import html, markdown, owned, reading
from firefighter.confluence.page import Drawing
from firefighter.domain.incident import Incident
from firefighter.domain.page_text import PageText
from firefighter.domain.postmortem import Postmortem
from firefighter.ports.pages import PageFile, PageFiles, PageGone, PageId, PageRef, TitleTaken
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

    def _get(self, page: PageRef) -> PageFile:
        found = self._files.get(page.id)
        if found is None:
            raise PageGone(mark("read the page"), "it is not here any more")
        return found

    def _ref(self, page_id: PageId) -> PageRef:
        return PageRef(page_id, f"{self._site}/postmortems/{page_id}")


def serving(files: PageFiles, language: str) -> Callable[[str], tuple[str, str] | None]:
    """The media type and the text of a page by the end of its address; None for no such page."""

    def serve(name: str) -> tuple[str, str] | None:
        page = files.get(PageId(name.removesuffix(".md")))
        if page is None:
            return None
        if name.endswith(".md"):
            return "text/markdown", markdown.document(page.title, page.body)
        return "text/html", html.document(page.title, page.body, language)

    return serve
