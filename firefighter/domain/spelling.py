"""Reads typed words tolerantly: any white space, dash, quotation mark or letter case."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

DASHES = "\\-\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
"""Hyphens, dashes and the minus sign, for use inside a regular expression's brackets."""
QUOTES = "\"'`´‘’‚‛“”„‟«»‹›"
_INVISIBLE = "\u200b\u2060\ufeff"
"""Zero-width characters that are no part of a word, though Unicode does not call them space."""
DECORATION = rf"\s{DASHES}{QUOTES}{_INVISIBLE}"
"""What is no part of a word beside it, for use inside a regular expression's brackets."""
_BEFORE = re.compile(rf"^[{DECORATION}]+")
_AFTER = re.compile(rf"[{DECORATION}]+\Z")
_TRAILING_SPACE = re.compile(rf"[\s{_INVISIBLE}]+\Z")
_FIRST_WORD = re.compile(rf"([^\s{_INVISIBLE}]*)[\s{_INVISIBLE}]*(.*)", re.DOTALL)
_SEPARATORS = re.compile(rf"[\s{DASHES}{_INVISIBLE}_]+")
_PAIRS = {"“": "”", "„": "“", "«": "»", "‹": "›", "‘": "’"} | {each: each for each in "\"'`"}
_NEAR = 0.6
"""Minimum similarity of a suggestion, from 0 to 1."""


def bare(typed: str) -> str:
    """Removes white space, dashes, quotation marks and back-ticks around the text."""
    return _AFTER.sub("", _BEFORE.sub("", typed))


def split_word(typed: str) -> tuple[str, str]:
    """Returns the first word without decoration, and the text that follows as typed."""
    found = _FIRST_WORD.fullmatch(_BEFORE.sub("", typed))
    word, rest = found.groups() if found else ("", "")
    return bare(word), _TRAILING_SPACE.sub("", rest)


def without_quotes(typed: str) -> str:
    """Removes one pair of quotation marks or back-ticks if it encloses the whole text."""
    text = typed.strip()
    closing = _PAIRS.get(text[:1])
    inner = text[1:-1]
    if closing and text[-1:] == closing and inner and not {text[0], closing} & set(inner):
        return inner.strip()
    return text


def folded(name: str) -> str:
    """Returns a key that is equal for all spellings of a name."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", bare(name))).casefold()


def same_name(typed: str, known: Iterable[str]) -> str | None:
    """Returns the known name that `typed` spells, or None."""
    return next((each for each in known if folded(each) == folded(typed)), None)


def nearest_name(typed: str, known: Iterable[str]) -> str:
    """Returns the known name that is most similar to `typed`; empty if none is similar."""
    names = {folded(each): each for each in known}
    near = get_close_matches(folded(typed), names, n=1, cutoff=_NEAR)
    return names[near[0]] if near else ""
