import threading

import pytest

from firefighter.texts import Language, count, language_of, say, speaking, spoken


def test_what_no_catalogue_has_is_said_in_english() -> None:
    with speaking(Language.FRENCH):
        assert say("A text that {nobody} says", nobody="nobody") == "A text that nobody says"


@pytest.mark.parametrize(("number", "said"), [(0, "0 fires"), (1, "1 fire"), (2, "2 fires")])
def test_english_counts(number: int, said: str) -> None:
    assert count("{number} fire", "{number} fires", number) == said


def test_a_language_is_spoken_inside_its_block_and_its_thread_only() -> None:
    heard: list[Language] = []
    with speaking(Language.FRENCH):
        other = threading.Thread(target=lambda: heard.append(spoken()))
        other.start()
        other.join()
        assert spoken() is Language.FRENCH
    assert spoken() is Language.ENGLISH
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
def test_a_locale_has_a_language_or_none_of_ours(locale: str, language: Language | None) -> None:
    assert language_of(locale) is language


def test_braces_in_a_value_stand_as_they_are() -> None:
    assert say("It is {what}.", what="{not} a name") == "It is {not} a name."
