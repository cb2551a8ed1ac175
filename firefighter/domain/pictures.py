"""Pictures in messages of the chat: which a page can show, and what they are called there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from firefighter.domain.title import slug

PICTURES_ON_A_PAGE = 20
"""Of one incident; more would be an album that nobody reads."""

LARGEST_BYTES = 10_000_000
"""Of one picture: more than a screenshot takes, and little enough to hold in memory."""

WIDEST = 600
"""Pixels to which a page shrinks it; one that is narrower stays as it is."""

ENDINGS: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
"""The kinds that every browser shows and that can hold no script, with the ends of their names."""

_STARTS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
)
"""https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture in a message, as the chat told of it. What is not known is empty."""

    file: str
    """The chat's own id of it; what a file holds never changes."""
    name: str = ""
    alt: str = ""
    """What it shows, for who does not see it."""
    media_type: str = ""
    width: int = 0
    """Pixels."""

    @property
    def attachment(self) -> str:
        """The name under which it is attached to a page: the same for ever, and no other's.

        Of letters, digits, hyphens and a dot, whatever people called their file.
        """
        ending = ENDINGS.get(self.media_type, "")
        stem = "-".join(filter(None, (_plain(self.file), slug(self.name.rpartition(".")[0]))))
        return ".".join(filter(None, (stem, ending)))

    @property
    def shown_width(self) -> int:
        """Pixels."""
        return min(self.width or WIDEST, WIDEST)


class WhyNot(StrEnum):
    """Why a picture is not shown on a page."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    OF_ANOTHER_KIND = "of_another_kind"
    """A picture, but none that a page can show."""
    NO_PICTURE = "no_picture"
    """The chat did not say at first what the file is."""
    DELETED = "deleted"
    NOT_SEEN = "not_seen"
    """The chat does not show it to us."""
    HIDDEN = "hidden"
    """By what the company pays for the chat."""
    ELSEWHERE = "elsewhere"
    """The chat only links to it."""


@dataclass(frozen=True)
class Fate:
    """What became of a picture on one page."""

    file: str
    page: str
    """The page's id."""
    attachment: str = ""
    """Its name there; empty when it is not there."""
    why_not: WhyNot | None = None


@dataclass(frozen=True)
class Shown:
    """A picture as the page has it."""

    picture: Picture
    attachment: str = ""
    """The name under which it is there; empty when it is not, or not yet."""
    why_not: WhyNot | None = None


def media_type_of(content: bytes) -> str:
    """By its first bytes, whatever it is called; empty for what is none of ENDINGS."""
    return next((kind for start, kind in _STARTS if start.match(content)), "")


def _plain(file: str) -> str:
    return re.sub("[^A-Za-z0-9]", "", file)
