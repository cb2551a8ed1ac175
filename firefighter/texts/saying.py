"""The language that is spoken right now, and saying things in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from firefighter.texts.catalogue import DEFAULT, Language, catalogue

_SPOKEN: ContextVar[Language] = ContextVar("spoken", default=DEFAULT)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """What is said inside, in this thread, is said in `language`."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def mark(text: str) -> str:
    """`text` as it is, for a table whose texts are said later; the catalogues hold it too."""
    return text


def spoken() -> Language:
    return _SPOKEN.get()


def say(text: str, /, **values: object) -> str:
    """`text` in the language that is spoken, its `{names}` replaced. KeyError when one is missing.

    Values stand as they are given: what people typed has to be escaped before.
    """
    return catalogue(spoken()).gettext(text).format(**values)


def count(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Whichever text goes with `number`, which it may name as `{number}`."""
    chosen = catalogue(spoken()).ngettext(singular, plural, number)
    return chosen.format(number=number, **values)
