"""The translations, compiled when they are first needed: nothing built, so nothing stale."""

from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class Language(StrEnum):
    """By its two letters of ISO 639-1."""

    ENGLISH = "en"
    FRENCH = "fr"


DEFAULT = Language.ENGLISH
"""Whose texts stand in the code."""


def language_of(locale: str) -> Language | None:
    """`fr-CA`, `fr_FR` or `fr` as a language; None for one that is not spoken here."""
    letters = locale.replace("_", "-").partition("-")[0].lower()
    return Language(letters) if letters in set(Language) else None


@cache
def catalogue(language: Language) -> NullTranslations:
    if language is DEFAULT:
        return NullTranslations()
    compiled = BytesIO()
    with (files("firefighter.texts") / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
