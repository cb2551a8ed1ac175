"""The catalogues, the current language, and the translation functions."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from firefighter.translatable import gettext_noop


class Language(StrEnum):
    """By ISO 639-1 code."""

    ENGLISH = "en"
    FRENCH = "fr"


DEFAULT = Language.ENGLISH
"""Language of the texts in the code."""


def language_of(locale: str) -> Language | None:
    """Parses `fr-CA`, `fr_FR` or `fr`; None for an unsupported language."""
    letters = locale.replace("_", "-").partition("-")[0].lower()
    return Language(letters) if letters in set(Language) else None


@cache
def catalogue(language: Language) -> NullTranslations:
    if language is DEFAULT:
        return NullTranslations()
    compiled = BytesIO()
    with (files("firefighter.i18n") / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


_Current = tuple[Language, NullTranslations]

_CURRENT: ContextVar[_Current] = ContextVar("language", default=(DEFAULT, catalogue(DEFAULT)))


@contextmanager
def use_language(language: Language, texts: NullTranslations | None = None) -> Iterator[None]:
    """Sets the language of this thread inside the block.

    `texts` replaces the catalogue, for tests.
    """
    token = _CURRENT.set((language, catalogue(language) if texts is None else texts))
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current_language() -> Language:
    return _CURRENT.get()[0]


def gettext(text: str, /, **values: object) -> str:
    """Translates `text` and fills its `{fields}`. Raises KeyError for a missing field.

    Values are inserted as they are; escape user input first.
    """
    return _texts().gettext(text).format(**values)


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Translates the form for `number`, which is also the field `{number}`."""
    chosen = _texts().ngettext(singular, plural, number)
    return chosen.format(number=number, **values)


def _texts() -> NullTranslations:
    return _CURRENT.get()[1]


_BUILT_IN = frozenset(
    {
        gettext_noop("Incident commander"),
        gettext_noop("You lead: decide, delegate, keep everyone aligned."),
        gettext_noop("Communications lead"),
        gettext_noop("You keep everyone outside the channel informed."),
        gettext_noop("Operations lead"),
        gettext_noop("You direct the people who change the system."),
        gettext_noop("Scribe"),
        gettext_noop("You record what happens as it happens."),
        gettext_noop("Critical: a core function is down"),
        gettext_noop("Major: a key function is broken or very slow"),
        gettext_noop("Minor: some customers affected, workaround exists"),
        gettext_noop("Low: no customer impact yet"),
    }
)


def translate_built_in(text: str) -> str:
    """Translates a built-in text; returns a text of the company as it is."""
    return gettext(text) if text in _BUILT_IN else text
