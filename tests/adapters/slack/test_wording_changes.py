"""The changes before an incident, as the panel names them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.adapters.slack.wording.changes import changes_text
from firefighter.domain.changes import ChangeKind, OutsideChange
from firefighter.domain.rules import Rules
from firefighter.i18n import Language, use_language
from tests.domain.incidents import NOW

CHANGE = OutsideChange(
    kind=ChangeKind.DEPLOYMENT,
    title="checkout 1.42",
    service="checkout",
    at=NOW,
    environment="production",
    actor="ana",
)


def text_of(*changes: OutsideChange, with_service: bool = False) -> str:
    return changes_text(changes, Rules(), with_service=with_service)


def test_nothing_is_said_without_changes() -> None:
    assert text_of() == ""


def test_the_service_is_named_where_the_incident_has_several() -> None:
    line = text_of(CHANGE, with_service=True).splitlines()[1]
    assert line.endswith("Deployment: checkout 1.42 · checkout · production · ana")
    assert "· checkout" not in text_of(CHANGE)


def test_the_window_is_the_one_of_the_settings() -> None:
    rules = replace(Rules(), changes_before=timedelta(hours=2))
    assert "1 change in the 120 minutes before" in changes_text([CHANGE], rules, with_service=False)


def test_it_is_said_in_the_language_of_the_workspace() -> None:
    with use_language(Language.FRENCH):
        assert "1 changement dans les 30 minutes précédentes" in text_of(CHANGE)
        assert "Déploiement\u00a0: checkout 1.42" in text_of(CHANGE)


@pytest.mark.parametrize("letter", ["&", "<", "é", "\U0001f525"])
def test_the_longest_texts_fit_into_a_block(letter: str) -> None:
    """https://docs.slack.dev/reference/block-kit/blocks/section-block"""
    longest = OutsideChange(
        kind=ChangeKind.INFRASTRUCTURE,
        title=letter * 300,
        service=letter * 75,
        at=NOW,
        environment=letter * 60,
        actor=letter * 100,
        url="https://x.example/?" + "&" * 96,
    )
    text = text_of(*[longest] * 100, with_service=True)
    assert len(text.encode("utf-16-le")) / 2 <= 3000
    assert "…and 97 more" in text


def test_typed_texts_mention_nobody() -> None:
    text = text_of(replace(CHANGE, title="<!channel> <@U0ANA> *bold*", actor="<!here>"))
    assert "<!channel>" not in text
    assert "<@U0ANA>" not in text
    assert "<!here>" not in text
