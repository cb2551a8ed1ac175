import threading

import pytest

from firefighter.i18n import (
    Language,
    current_language,
    gettext,
    language_of,
    ngettext,
    use_language,
)


def test_text_missing_in_the_catalogue_is_english() -> None:
    with use_language(Language.FRENCH):
        assert gettext("A text that {nobody} says", nobody="nobody") == "A text that nobody says"


@pytest.mark.parametrize(("number", "said"), [(0, "0 fires"), (1, "1 fire"), (2, "2 fires")])
def test_english_plurals(number: int, said: str) -> None:
    assert ngettext("{number} fire", "{number} fires", number) == said


def test_language_is_limited_to_its_block_and_thread() -> None:
    heard: list[Language] = []
    with use_language(Language.FRENCH):
        other = threading.Thread(target=lambda: heard.append(current_language()))
        other.start()
        other.join()
        assert current_language() is Language.FRENCH
    assert current_language() is Language.ENGLISH
    assert heard == [Language.ENGLISH]


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("fr-FR", Language.FRENCH),
        ("fr_CA", Language.FRENCH),
        ("FR", Language.FRENCH),
        ("en-GB", Language.ENGLISH),
        ("de-DE", None),
        ("", None),
    ],
)
def test_locale_is_mapped_to_a_supported_language(locale: str, language: Language | None) -> None:
    assert language_of(locale) is language


def test_braces_in_a_value_are_kept() -> None:
    assert gettext("It is {what}.", what="{not} a name") == "It is {not} a name."
