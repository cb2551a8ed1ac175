"""Texts of a chat without the people, channels and addresses that they name."""

import html
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_MARKUP = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^<>|\s]*)(?:\|(?P<label>[^<>]*))?>")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"\+\d[\d ().-]{6,}\d")
_HANDLE = re.compile(r"@+[\w.-]*\w")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_HTML = re.compile(r"<(?=\s*[A-Za-z/?!@#])")
_SHORT_NAME = 2
"""Letters of a name that is only recognized as it is spelled, since words are as short."""


@dataclass(frozen=True)
class Replacements:
    """What is written in place of names."""

    person: str
    channel: str
    address: str


class Anonymizer:
    """Replaces the names of known people, and everything that looks like a name or an address.

    A name that nobody told the chat, such as that of a customer, is not recognized.
    """

    def __init__(self, names: Iterable[str], replacements: Replacements) -> None:
        self._replacements = replacements
        whole = {_normalized(name).strip() for name in names}
        parts = {part for name in whole for part in re.split(r"[\s.,_-]+", name)}
        self._names = _any_of({name for name in whole | parts if _is_name(name)})

    def plain(self, text: str) -> str:
        """Plain text without markup, mentions, names, addresses and control characters."""
        instead = self._replacements
        text = html.unescape(_MARKUP.sub(self._of_markup, _normalized(text)))
        text = _EMAIL.sub(instead.address, _ADDRESS.sub(instead.address, _normalized(text)))
        text = _HANDLE.sub(instead.person, _TELEPHONE.sub(instead.address, text))
        if self._names:
            text = self._names.sub(instead.person, text)
        return _HTML.sub("‹", _ENTITY.sub("& ", text)).replace("`", "'").strip()

    def _of_markup(self, found: re.Match[str]) -> str:
        match found["kind"]:
            case "@" | "!":
                return self._replacements.person
            case "#":
                return self._replacements.channel
            case _:
                return found["label"] or self._replacements.address


def _is_name(name: str) -> bool:
    return len(name) >= _SHORT_NAME and not name.isdecimal()


def _any_of(names: Collection[str]) -> re.Pattern[str] | None:
    """Matches them as whole words, the longest first."""
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = "|".join(
        re.escape(name) if len(name) == _SHORT_NAME else f"(?i:{re.escape(name)})"
        for name in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def _normalized(text: str) -> str:
    """One spelling for each character, such as < for a wide one, and none that is not shown."""
    spelled = unicodedata.normalize("NFKC", text)
    return "".join(each for each in spelled if each in "\n\t" or not _is_control(each))


def _is_control(character: str) -> bool:
    return unicodedata.category(character).startswith("C")
