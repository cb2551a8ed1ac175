"""French says the same thing by the same word: the glossary of docs/developing.md, and no other."""

import re

import pytest

from firefighter.texts import Language
from tests.house.linters import ROOT
from tests.texts.extraction import forms, read

GLOSSARY = (ROOT / "docs" / "developing.md").read_text(encoding="utf-8")

SAID = {
    "severity": "gravité",
    "mitigated": "maîtris",
    "thread": "fil",
    "timeline": "chrono",  # Slack gives the entry of a message's menu 24 characters
    "checklist": "liste de contrôle",
    "control panel": "panneau de contrôle",
    "duplicate": "doublon",
    "follow-up": "action",  # likewise a form's title
    "overdue": "en retard",
    "false alarm": "fausse alerte",
    "drill": "exercice",
    "on call": "astreinte",
    "scribe": "scribe",
    "post-mortem": "post-mortem",
    "channel": "cana",
    "room": "cana",
}
"""English that means one thing only, and what its French has in it."""

UNSAID = {
    r"\batténu": "maîtrisé",
    r"\b(clos|clore|clôtur\w*)\b": "fermer",
    r"\bsuite à donner\b": "action de suivi",
    r"\b(un|le|ce|des|les) suivis?\b": "action de suivi",
    r"\bmises? à jour\b": "point de situation",
    r"\bsalons?\b": "canal",
    r"\bsévérité": "gravité",
    r"\btimeline\b": "chronologie",
    r"\bde garde\b": "astreinte",
}
"""Good French that is not ours, and what we say instead."""


def french() -> list[tuple[str, str]]:
    return [
        (forms(message.id)[0], form)
        for message in read(Language.FRENCH)
        if message.id
        for form in forms(message.string)
    ]


def says(word: str, english: str) -> bool:
    """Beside commands, fields, and the buttons of a panel that speaks English to everybody."""
    plain = re.sub(r"`[^`]*`|\{\w+\}|Press Mitigated", "", english)
    return re.search(rf"(?<![\w/]){word}s?\b", plain, re.IGNORECASE) is not None


@pytest.mark.parametrize("word", SAID)
def test_a_word_of_the_glossary_is_said_as_it_has_it(word: str) -> None:
    said = [(english, text) for english, text in french() if says(word, english)]
    assert said
    assert [each for each in said if SAID[word] not in each[1].lower()] == []


@pytest.mark.parametrize("word", UNSAID)
def test_what_is_said_otherwise_is_not_said_so(word: str) -> None:
    assert UNSAID[word] in GLOSSARY
    assert [text for _english, text in french() if re.search(word, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("word", SAID)
def test_what_is_looked_for_is_in_the_glossary(word: str) -> None:
    assert re.search(rf"\| [^|]*\b{word}\b", GLOSSARY)


def test_an_apostrophe_is_typeset() -> None:
    assert [text for _english, text in french() if re.search(r"\w'\w", text)] == []


def test_no_translation_says_it_twice() -> None:
    """French is a little longer than English; twice as long, somebody pasted it twice."""
    longest = [each for each in french() if len(each[1]) > 2 * len(each[0]) + 20]
    assert longest == []
