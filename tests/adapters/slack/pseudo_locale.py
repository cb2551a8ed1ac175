"""A pseudo-locale: its texts differ visibly from those that were never translated."""

import re
from collections.abc import Iterator
from gettext import NullTranslations

_KEPT = re.compile(r"(\{[^}]*}|`[^`]*`|<[^>]*>|:[a-z_]+:)")
_WIDE = {
    code: code + 0xFEE0 for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))
}
_DATA = re.compile(
    r"/incident\b|`[^`]*`|<[^<>]*>|:[a-z\d_]+:"
    r"|\bINC-\d+|\bGD-\d+|\b[EH]\d+\b|\bSEV[1-4]\b|\bP[0-4]\b|&(?:amp|lt|gt);"
    r"|\d{1,2} \w+\.? \d{4}"  # a date: the language names its months
    r"|\(UTC\)"  # the name of a time zone
)
_WORD = re.compile(r"[A-Za-z]+")


class PseudoLocale(NullTranslations):
    """Returns a text in wide letters, except names, commands, links and emoji."""

    def gettext(self, message: str) -> str:
        return "".join(
            part if _KEPT.fullmatch(part) else part.translate(_WIDE)
            for part in _KEPT.split(message)
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def untranslated(text: str) -> list[str]:
    """Returns the untranslated words of a text, if the sample's data has no letters."""
    return _WORD.findall(_DATA.sub(" ", text))


def texts_of(drawn: object) -> Iterator[str]:
    """Yields every text of blocks or a view that people read."""
    if isinstance(drawn, dict):
        if drawn.get("type") in {"mrkdwn", "plain_text"}:
            yield drawn["text"]
        if "alt_text" in drawn:
            yield drawn["alt_text"]
        drawn = list(drawn.values())
    if isinstance(drawn, list | tuple):
        for each in drawn:
            yield from texts_of(each)
