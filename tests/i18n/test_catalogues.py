"""The catalogues are complete and well-formed."""

import re
import string

import pytest

from firefighter.i18n import Language
from tests.i18n.extraction import TRANSLATED, forms, read, texts_in_code


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_holds_exactly_the_texts_in_the_code(language: Language) -> None:
    said = {forms(message.id)[0] for message in texts_in_code() if message.id}
    held = {forms(message.id)[0] for message in read(language) if message.id}
    assert held == said, "Run `make texts`, then translate what it names."


def test_a_sentence_begins_with_the_person_and_not_with_who() -> None:
    """A label or a heading may: *Who takes part*."""
    stiff = re.compile(r"\bonly who\b|(^|[.:] )who [^?]*\b(can't|never|types)\b", re.IGNORECASE)
    said = [text for message in texts_in_code() for text in forms(message.id)]
    assert [each for each in said if stiff.search(each)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: Language) -> None:
    untranslated = [
        message.id
        for message in read(language)
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]
    assert untranslated == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translation_has_the_same_fields(language: Language) -> None:
    for message in read(language):
        if not message.id:
            continue
        named = set().union(*map(fields, forms(message.id)))
        for form in forms(message.string):
            assert fields(form) <= named, message.id
            assert named - fields(form) <= {"number"}, message.id


_ASIDE = re.compile(r":[a-z_]+:|`[^`]*`|https?://\S+")
"""Emoji, commands and links, which follow no French rules."""
_BADLY_SPACED = re.compile(r"(?<![\u00a0?!\d])[;:?!»]|«(?!\u00a0)")
"""Punctuation that needs a no-break space in French and has none."""


def badly_spaced(text: str) -> bool:
    return bool(_BADLY_SPACED.search(_ASIDE.sub("", text)))


@pytest.mark.parametrize("text", ["Pourquoi ?", "Pourquoi?", "« oui\u00a0»", "«\u00a0oui »"])
def test_bad_spacing_is_found(text: str) -> None:
    assert badly_spaced(text)


def test_french_punctuation_has_no_break_spaces() -> None:
    assert not badly_spaced(":mag: À 10:30, «\u00a0non\u00a0» `a:b` https://example.com/")
    said = [
        form for message in read(Language.FRENCH) if message.id for form in forms(message.string)
    ]
    assert [text for text in said if badly_spaced(text)] == []
