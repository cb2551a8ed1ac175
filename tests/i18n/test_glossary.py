"""French texts use the terms of the glossary in docs/developing.md."""

import re

import pytest

from firefighter.i18n import Language
from tests.architecture.linters import ROOT
from tests.i18n.extraction import forms, read

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
    "on-call": "astreinte",
    "scribe": "scribe",
    "post-mortem": "post-mortem",
    "channel": "cana",
}
"""English terms and part of their French translation."""

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
"""French words to avoid, and the term to use instead."""


def french() -> list[tuple[str, str]]:
    return [
        (forms(message.id)[0], form)
        for message in read(Language.FRENCH)
        if message.id
        for form in forms(message.string)
    ]


def says(word: str, english: str) -> bool:
    """Whether the text contains the word outside commands, fields and English labels."""
    plain = re.sub(r"`[^`]*`|\{\w+\}|Press Mitigated|Change severity to", "", english)
    return re.search(rf"(?<![\w/]){word}s?\b", plain, re.IGNORECASE) is not None


@pytest.mark.parametrize("word", SAID)
def test_glossary_term_is_translated_as_defined(word: str) -> None:
    said = [(english, text) for english, text in french() if says(word, english)]
    assert said
    assert [each for each in said if SAID[word] not in each[1].lower()] == []


@pytest.mark.parametrize("word", UNSAID)
def test_avoided_french_term_is_not_used(word: str) -> None:
    assert UNSAID[word] in GLOSSARY
    assert [text for _english, text in french() if re.search(word, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("word", SAID)
def test_checked_term_is_in_the_glossary(word: str) -> None:
    assert re.search(rf"\| [^|]*\b{word}\b", GLOSSARY)


def test_apostrophes_are_typographic() -> None:
    assert [text for _english, text in french() if re.search(r"\w'\w", text)] == []


def test_translation_is_not_far_longer_than_the_text() -> None:
    """Twice the length of the English text suggests a paste error."""
    longest = [each for each in french() if len(each[1]) > 2 * len(each[0]) + 20]
    assert longest == []
