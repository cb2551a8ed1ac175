"""The Pages port without Confluence: the bot stores the pages and serves them."""

import secrets
from collections.abc import Callable

from firefighter.adapters.confluence import (
    managed_sections,
    page_formats,
    page_parser,
)
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.storage_format import attachments, parse
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.postmortem_checks import PostmortemPageText
from firefighter.i18n import gettext_noop
from firefighter.ports.pages import (
    PAGES_SERVICE,
    PageContent,
    PageFile,
    PageFiles,
    PageGone,
    PageId,
    PageOwner,
    PageRef,
    PictureFile,
    TitleTaken,
)

_SECRET_BYTES = 24
"""Random bytes in a page's URL. The URL is the only access control."""


POSTMORTEMS, LEARNING_REPORTS = "postmortems", "learning-reports"
"""The first part of the path of each kind of page."""


class SelfHostedPages:
    """Only the bot writes on these pages; people copy them to where they write."""

    def __init__(self, files: PageFiles, renderer: PageRenderer, site: str) -> None:
        """`site` is the bot's base URL, as browsers reach it."""
        self._files = files
        self._renderer = renderer
        self._site = site.rstrip("/")

    def create(self, content: PageContent) -> PageRef:
        title = self._renderer.title(content)
        if self._files.titled(title):
            raise TitleTaken(PAGES_SERVICE, gettext_noop("create the page"), "the title is taken")
        page_id = PageId(secrets.token_urlsafe(_SECRET_BYTES))
        self._files.add(PageFile(page_id, title, self._renderer.body(content, writable=False)))
        return self._ref(page_id, content)

    def find(self, content: PageContent) -> PageRef | None:
        found = self._files.titled(self._renderer.title(content))
        return self._ref(found.id, content) if found else None

    def refresh(self, page: PageRef, content: PageContent, *, resume: bool = False) -> PageRef:
        stored = self._get(page)
        body = managed_sections.with_sections_refreshed(
            stored.body,
            self._renderer.section(content),
            self._renderer.section_texts(content),
            resume=resume,
        ).body
        if body != stored.body:
            self._files.change(PageFile(stored.id, stored.title, body))
        return self._ref(stored.id, content)

    def read(self, page: PageRef) -> PostmortemPageText:
        stored = self._get(page)
        return page_parser.parse_page(stored.title, stored.body)

    def label(self, page: PageRef, owner: PageOwner) -> None:
        """Does nothing: there are no labels."""

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:
        self._files.attach(self._get(page).id, PictureFile(name, media_type, content))

    def has_attached(self, page: PageRef, name: str) -> bool:
        return self._files.attached(self._get(page).id, name) is not None

    def _get(self, page: PageRef) -> PageFile:
        found = self._files.get(page.id)
        if found is None:
            raise PageGone(PAGES_SERVICE, gettext_noop("read the page"), "not found")
        return found

    def _ref(self, page_id: PageId, content: PageContent) -> PageRef:
        folder = POSTMORTEMS if isinstance(content, Postmortem) else LEARNING_REPORTS
        return PageRef(page_id, f"{self._site}/{folder}/{page_id}")


def make_page_server(
    files: PageFiles, language: str, site: str
) -> Callable[[str], tuple[str, str | bytes] | None]:
    """Returns a function from a path below /postmortems/ to media type and content, or None."""

    def serve(name: str) -> tuple[str, str | bytes] | None:
        page_id, _slash, picture = name.partition("/")
        page = files.get(PageId(page_id.removesuffix(".md")))
        if page is None:
            return None
        if picture:
            return _picture(files, page, picture)
        if page_id.endswith(".md"):
            base_url = f"{site.rstrip('/')}/postmortems/{page.id}/"
            return "text/markdown", page_formats.markdown_document(page.title, page.body, base_url)
        return "text/html", page_formats.html_document(
            page.title, page.body, language, f"{page.id}/"
        )

    return serve


def _picture(files: PageFiles, page: PageFile, name: str) -> tuple[str, bytes] | None:
    """None once the page no longer shows it, as when its message left the timeline."""
    if name not in attachments(parse(page.body)):
        return None
    found = files.attached(page.id, name)
    return (found.media_type, found.content) if found else None
