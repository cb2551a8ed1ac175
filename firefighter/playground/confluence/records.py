"""The records of the local Confluence. Each is an immutable snapshot."""

from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
PageStatus = Literal["current", "trashed"]


@dataclass(frozen=True)
class Space:
    id: str
    key: str
    name: str
    homepage_id: str


@dataclass(frozen=True)
class Page:
    id: str
    space_id: str
    title: str
    body: str
    """In storage format."""
    parent_id: str | None
    author: str
    """The author of the current version."""
    version: int = 1
    message: str = ""
    status: PageStatus = "current"


@dataclass(frozen=True)
class Attachment:
    id: str
    page_id: str
    name: str
    media_type: str
    content: bytes
    version: int = 1


@dataclass(frozen=True)
class Call:
    """One REST request, by operation name, such as `pages.create`."""

    name: str
    query: Json
    body: Json
    status: int | None
    """None when the connection was closed without an answer."""
