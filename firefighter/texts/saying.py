"""The language that is spoken right now, and saying things in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

from firefighter.texts.catalogue import DEFAULT, Language, catalogue

_Spoken = tuple[Language, NullTranslations]
_SPOKEN: ContextVar[_Spoken] = ContextVar("spoken", default=(DEFAULT, catalogue(DEFAULT)))


@contextmanager
def speaking(language: Language, texts: NullTranslations | None = None) -> Iterator[None]:
    """What is said inside, in this thread, is said in `language`; from `texts`, to try those."""
    token = _SPOKEN.set((language, catalogue(language) if texts is None else texts))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def mark(text: str) -> str:
    """`text` as it is, for a table whose texts are said later; the catalogues hold it too."""
    return text


def spoken() -> Language:
    return _SPOKEN.get()[0]


def say(text: str, /, **values: object) -> str:
    """`text` in the language that is spoken, its `{names}` replaced. KeyError when one is missing.

    Values stand as they are given: what people typed has to be escaped before.
    """
    return _texts().gettext(text).format(**values)


def count(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Whichever text goes with `number`, which it may name as `{number}`."""
    chosen = _texts().ngettext(singular, plural, number)
    return chosen.format(number=number, **values)


def _texts() -> NullTranslations:
    return _SPOKEN.get()[1]
