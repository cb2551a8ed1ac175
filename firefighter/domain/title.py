"""From whatever somebody typed at 3 a.m. to a title that fits on one line."""

import re
import unicodedata

from firefighter.domain.errors import Flaw, InvalidField

TITLE_LIMIT = 120
"""Characters. Short enough for one line of an announcement, a topic and a page title together."""

SUMMARY_LIMIT = 3000
"""Characters. As much as a form field holds."""

SLUG_LIMIT = 60
"""Characters. Leaves room for `inc-…-` and a suffix in a chat's longest channel name."""

_BLANK_LETTERS = set("\u115f\u1160\u3164\uffa0\u2800")
"""Letters by category, of which nothing is ever drawn."""

_DIRECTION_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""They turn the direction of all that follows; letters keep theirs without them."""


def split_title(typed: str, summary: str = "") -> tuple[str, str]:
    """A title of at most TITLE_LIMIT characters, and a summary that keeps what did not fit.

    Raises InvalidField when nothing that can be seen is left to call the incident by.
    """
    whole = " ".join(_clean(typed).split())
    if not whole:
        raise InvalidField("title", Flaw.NO_TITLE)
    if len(whole) <= TITLE_LIMIT:
        return whole, clean_text(summary)
    return _cut(whole), clean_text("\n\n".join(filter(None, (whole, summary))))


def clean_text(typed: str, limit: int = SUMMARY_LIMIT) -> str:
    """Text of several lines without control characters, at most `limit` characters long."""
    text = _clean(typed).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def slug(title: str) -> str:
    """The title in `a-z`, `0-9` and `-`, at most SLUG_LIMIT long; empty for a title of emoji."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    return words[:SLUG_LIMIT].rstrip("-")


def _clean(typed: str) -> str:
    """Without what cannot be seen; empty when nothing else is left."""
    lines = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", typed)
    kept = "".join(each for each in lines if each not in _DIRECTION_CONTROLS and _is_text(each))
    return kept if any(map(_is_visible, kept)) else ""


def _is_text(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}


def _is_visible(character: str) -> bool:
    """Neither a space nor a control, a joiner or a mark of direction."""
    return unicodedata.category(character)[0] not in "CZ" and character not in _BLANK_LETTERS


def _cut(whole: str) -> str:
    shortened = whole[: TITLE_LIMIT - 1]
    words, space, _rest = shortened.rpartition(" ")
    return (words if space and len(words) > TITLE_LIMIT // 2 else shortened).rstrip() + "…"
