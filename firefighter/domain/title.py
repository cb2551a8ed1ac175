"""Titles, summaries and channel names from typed text."""

import re
import unicodedata

from firefighter.domain.errors import FieldProblem, InvalidField

TITLE_LIMIT = 120
"""Characters. Fits on one line of an announcement, a topic and a page title."""

SUMMARY_LIMIT = 3000
"""Characters. The maximum of a form field; stored text can be longer."""

SLUG_LIMIT = 60
"""Characters. Leaves room for `inc-…-` and a suffix in a channel name."""

_BLANK_LETTERS = set("\u115f\u1160\u3164\uffa0\u2800")
"""Letters by Unicode category that are drawn as nothing."""

_DIRECTION_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""They change the direction of all following text. Letters keep their own without them."""


def split_title(typed: str, summary: str = "") -> tuple[str, str]:
    """A title of at most TITLE_LIMIT characters, and a summary with whatever did not fit.

    Raises InvalidField if nothing visible is left for the title.
    """
    whole = " ".join(_clean(typed).split())
    if not whole:
        raise InvalidField("title", FieldProblem.NO_TITLE)
    if len(whole) <= TITLE_LIMIT:
        return whole, clean_text(summary)
    return _cut(whole), clean_text("\n\n".join(filter(None, (whole, summary))))


def clean_text(typed: str, limit: int | None = None, field: str = "text") -> str:
    """The text of several lines without control characters, never shortened.

    Raises InvalidField if it has more than `limit` characters.
    """
    text = _clean(typed).strip()
    if limit is not None and len(text) > limit:
        raise InvalidField(field, FieldProblem.TOO_LONG, f"{len(text)}/{limit}")
    return text


def utf16_length(text: str) -> int:
    """In UTF-16 code units, as chat clients count: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_beginning(text: str, limit: int) -> str:
    """The longest beginning of at most `limit` UTF-16 code units; cuts no character in half."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * limit].decode("utf-16-le", "ignore")


def form_value(text: str, limit: int) -> str:
    """The text, or its beginning with an ellipsis, as the initial value of a form field."""
    return text if utf16_length(text) <= limit else utf16_beginning(text, limit - 1) + "…"


def from_form(submitted: str, before: str, limit: int = SUMMARY_LIMIT) -> str:
    """The edited text: an ellipsis that `form_value` added stands for the rest of `before`."""
    if utf16_length(before) > limit and submitted.endswith("…"):
        return submitted[:-1] + before[len(utf16_beginning(before, limit - 1)) :]
    return submitted


def slug(title: str) -> str:
    """The title in `a-z`, `0-9` and `-`, at most SLUG_LIMIT long; empty for a title of emoji."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    return words[:SLUG_LIMIT].rstrip("-")


def _clean(typed: str) -> str:
    """The text without invisible characters; empty if nothing else is left."""
    if typed.isascii() and typed.isprintable():  # most are, and imports have many
        return typed if typed.strip() else ""
    lines = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", typed)
    visible = "".join(each for each in lines if each not in _DIRECTION_CONTROLS and _is_text(each))
    return visible if any(map(_is_visible, visible)) else ""


def _is_text(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}


def _is_visible(character: str) -> bool:
    """Whether it is not a space, control, joiner or direction mark."""
    return unicodedata.category(character)[0] not in "CZ" and character not in _BLANK_LETTERS


def _cut(whole: str) -> str:
    shortened = whole[: TITLE_LIMIT - 1]
    words, space, _rest = shortened.rpartition(" ")
    return (words if space and len(words) > TITLE_LIMIT // 2 else shortened).rstrip() + "…"
