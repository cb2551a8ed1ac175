"""The state of the local Confluence, and the rules that hold for both APIs."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.entities import name2codepoint
from uuid import uuid4
from xml.parsers import expat

from firefighter.playground.confluence.errors import (
    RefusedError,
    conflict,
    forbidden,
    invalid,
    not_found,
)
from firefighter.playground.confluence.records import Attachment, Call, Page, Space


def _words(listed: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", listed))


MACROS = _words("""
    anchor attachments children code details detailssummary excerpt expand info jira note
    noformat panel quote recently-updated status tip toc warning
""")
"""Macros that come with Confluence and that text pages use."""


ELEMENTS = _words("""
    a abbr b big blockquote br code col colgroup del div em h1 h2 h3 h4 h5 h6 hr i ins li ol p
    pre s small span strong sub sup table tbody td th thead time tr tt u ul
""")

MARKUP = _words("""
    ac:caption ac:emoticon ac:image ac:inline-comment-marker ac:layout ac:layout-cell
    ac:layout-section ac:link ac:link-body ac:parameter ac:placeholder ac:plain-text-body
    ac:plain-text-link-body ac:rich-text-body ac:structured-macro ac:task ac:task-body
    ac:task-id ac:task-list ac:task-status ri:attachment ri:page ri:space ri:url ri:user
""")


_ENTITIES = "".join(f'<!ENTITY {name} "&#{code};">' for name, code in name2codepoint.items())

_START = f"<!DOCTYPE page [{_ENTITIES}]><page>"

_UNIDENTIFIED_MACRO = re.compile(r"<ac:structured-macro(?![^>]*\bac:macro-id=)")


def to_stored_body(body: str) -> str:
    """Returns the body as stored: each macro gets its own id. Raises RefusedError."""
    check_body(body)
    return _UNIDENTIFIED_MACRO.sub(
        lambda _tag: f'<ac:structured-macro ac:schema-version="1" ac:macro-id="{uuid4()}"', body
    )


def check_body(body: str) -> None:
    """Raises RefusedError for what Confluence's parser would refuse."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = _refuse_unknown
    try:
        parser.Parse(f"{_START}{body}</page>".encode(), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise _unreadable(f"{reason} at line {error.lineno}, column {error.offset}") from error
    except UnicodeEncodeError as error:
        raise _unreadable("half of a surrogate pair") from error


def _refuse_unknown(tag: str, attributes: dict[str, str]) -> None:
    if tag == "ac:structured-macro":
        name = attributes.get("ac:name", "")
        if name not in MACROS:
            raise _unreadable(f"unknown macro '{name}'")
    elif tag != "page" and tag not in ELEMENTS | MARKUP:
        raise _unreadable(f"unknown element '{tag}'")
    for attribute, value in attributes.items():
        if attribute.startswith("on") or (
            attribute == "href" and value.strip().lower().startswith("javascript:")
        ):
            raise _unreadable(f"attribute '{attribute}' is not allowed")


def _unreadable(reason: str) -> RefusedError:
    return invalid(f"Error parsing xhtml: {reason}")


TITLE_LIMIT = 255

BOT = "bot"

_BAD_IN_LABELS = set(" !#&()*,.:;<>?@[]^")
"""https://confluence.atlassian.com/doc/add-remove-and-search-for-labels-136419.html."""


@dataclass
class Wiki:
    changed: Callable[[], None]
    spaces: dict[str, Space] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)
    """What the bot's account may not do: `view`, `create`, `edit`, `attach`."""
    _last_id: int = 98_000

    def new_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)

    def space(self, key: str) -> Space | None:
        return next((each for each in self.spaces.values() if each.key == key), None)

    def page(self, page_id: str) -> Page:
        """A page that is not in the trash."""
        found = self.pages.get(page_id)
        if found is None or found.status != "current" or "view" in self.denied:
            raise not_found(f"Page {page_id}")
        return found

    def titled(self, space_id: str, title: str) -> Page | None:
        """Titles are unique in a space, regardless of case."""
        for page in self.pages.values():
            same = page.space_id == space_id and page.title.lower() == title.lower()
            if same and page.status == "current":
                return page
        return None

    def create(
        self, space_id: str, title: str, body: str, parent_id: str | None, *, author: str = BOT
    ) -> Page:
        self._refuse_denied("create", author)
        space = self.spaces.get(space_id)
        if space is None:
            raise not_found(f"Space {space_id}")
        _refuse_bad_title(title)
        if self.titled(space_id, title):
            raise invalid(
                "A page with this title already exists: A page already exists with the same TITLE "
                "in this space"
            )
        parent = self.page(parent_id or space.homepage_id)
        page = Page(self.new_id(), space_id, title, to_stored_body(body), parent.id, author)
        return self._put(page)

    def update(
        self,
        page_id: str,
        *,
        title: str,
        body: str,
        version: object,
        message: str = "",
        author: str = BOT,
    ) -> Page:
        page = self.page(page_id)
        self._refuse_denied("edit", author)
        if version != page.version + 1:
            raise conflict(page.version, version)
        _refuse_bad_title(title)
        other = self.titled(page.space_id, title)
        if other and other.id != page_id:
            raise invalid("A page already exists with the same TITLE in this space")
        written = replace(
            page,
            title=title,
            body=to_stored_body(body),
            version=page.version + 1,
            message=message,
            author=author,
        )
        return self._put(written)

    def trash(self, page_id: str) -> None:
        self._put(replace(self.page(page_id), status="trashed"))

    def restore(self, page_id: str) -> None:
        """Takes a page out of the trash."""
        self._put(replace(self.pages[page_id], status="current"))

    def move(self, page_id: str, parent_id: str) -> None:
        """Moving a page creates no new version."""
        parent = self.page(parent_id)
        self._put(replace(self.page(page_id), parent_id=parent.id, space_id=parent.space_id))

    def add_labels(self, page_id: str, names: list[str]) -> list[str]:
        self.page(page_id)
        self._refuse_denied("edit", BOT)
        for name in names:
            if not name or len(name) > TITLE_LIMIT or _BAD_IN_LABELS.intersection(name):
                raise invalid(f"The label '{name}' contains invalid characters")
        known = self.labels.setdefault(page_id, [])
        known += [name.lower() for name in dict.fromkeys(names) if name.lower() not in known]
        self.changed()
        return known

    def remove_label(self, page_id: str, name: str) -> None:
        self.page(page_id)
        self._refuse_denied("edit", BOT)
        known = self.labels.get(page_id, [])
        if name not in known:
            raise not_found(f"Label {name}")
        known.remove(name)
        self.changed()

    def attached(self, page_id: str) -> list[Attachment]:
        self.page(page_id)
        return [each for each in self.attachments.values() if each.page_id == page_id]

    def attach(self, page_id: str, name: str, media_type: str, content: bytes) -> Attachment:
        self._refuse_denied("attach", BOT)
        if not name or len(name) > TITLE_LIMIT:
            raise invalid(f"The file name '{name}' is invalid")
        if any(each.name == name for each in self.attached(page_id)):
            raise invalid(
                f"Cannot add a new attachment with same file name as an existing attachment: {name}"
            )
        attachment = Attachment(f"att{self.new_id()}", page_id, name, media_type, content)
        self.attachments[attachment.id] = attachment
        self.changed()
        return attachment

    def _put(self, page: Page) -> Page:
        self.pages[page.id] = page
        self.changed()
        return page

    def _refuse_denied(self, action: str, author: str) -> None:
        if action in self.denied and author == BOT:
            raise forbidden(f"{action} content")


def _refuse_bad_title(title: str) -> None:
    if not title.strip():
        raise invalid("Title is required")
    if len(title) > TITLE_LIMIT:
        raise invalid(f"Title cannot be longer than {TITLE_LIMIT} characters.")
