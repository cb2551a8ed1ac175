"""Pictures in chat messages: which of them a page can show, and their attachment names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from firefighter.domain.title import slug

MOST_PICTURES = 20
"""Maximum number per incident."""

LARGEST_BYTES = 10_000_000
"""Maximum bytes per picture: more than a screenshot, and small enough to hold in memory."""

LARGEST_WIDTH = 600
"""Pixels. Wider pictures are scaled down on the page."""

FILE_EXTENSIONS: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
"""Media types that every browser shows and that cannot contain scripts, with their extensions."""

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
"""https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture in a message, as the chat reported it. Unknown fields are empty."""

    file: str
    """Chat id of the file. The content of a file never changes."""
    name: str = ""
    alt: str = ""
    """Alternative text."""
    media_type: str = ""
    width: int = 0
    """Pixels."""

    @property
    def attachment(self) -> str:
        """Unique and permanent name of the attachment: letters, digits, hyphens and a dot."""
        ending = FILE_EXTENSIONS.get(self.media_type, "")
        stem = "-".join(filter(None, (_plain(self.file), slug(self.name.rpartition(".")[0]))))
        return ".".join(filter(None, (stem, ending)))

    @property
    def shown_width(self) -> int:
        """Pixels."""
        return min(self.width or LARGEST_WIDTH, LARGEST_WIDTH)


class NotShownReason(StrEnum):
    """Why a picture is not shown on a page."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    OF_ANOTHER_KIND = "of_another_kind"
    """A picture of an unsupported type."""
    NO_PICTURE = "no_picture"
    """The file turned out not to be a picture."""
    DELETED = "deleted"
    NOT_SEEN = "not_seen"
    """The bot has no access to it."""
    HIDDEN = "hidden"
    """Hidden by the workspace's plan."""
    ELSEWHERE = "elsewhere"
    """Linked, and stored outside the chat."""


@dataclass(frozen=True)
class AttachmentResult:
    """Whether a picture could be attached to a page."""

    file: str
    postmortem_page: str
    """Id of the page."""
    attachment: str = ""
    """Name of the attachment; empty if there is none."""
    not_shown_reason: NotShownReason | None = None


@dataclass(frozen=True)
class PagePicture:
    """A picture on a page."""

    picture: Picture
    attachment: str = ""
    """Name of the attachment; empty if it is not there yet."""
    not_shown_reason: NotShownReason | None = None


def media_type_of(content: bytes) -> str:
    """The media type by its first bytes; empty for unsupported types."""
    return next((kind for start, kind in _SIGNATURES if start.match(content)), "")


def _plain(file: str) -> str:
    return re.sub("[^A-Za-z0-9]", "", file)
