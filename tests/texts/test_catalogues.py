"""The catalogues hold what the code says, whole, and can be filled in alike."""

import string

import pytest

from firefighter.texts import Language
from tests.texts.extraction import TRANSLATED, forms, read, texts_in_code


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(language: Language) -> None:
    said = {forms(message.id)[0] for message in texts_in_code() if message.id}
    held = {forms(message.id)[0] for message in read(language) if message.id}
    assert held == said, "Run `make texts`, then translate what it names."


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: Language) -> None:
    untranslated = [
        message.id
        for message in read(language)
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]
    assert untranslated == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_what_the_text_names(language: Language) -> None:
    for message in read(language):
        if not message.id:
            continue
        named = set().union(*map(fields, forms(message.id)))
        for form in forms(message.string):
            assert fields(form) <= named, message.id
            assert named - fields(form) <= {"number"}, message.id
