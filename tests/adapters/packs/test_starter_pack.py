"""The shipped pack is valid, and complete in every language of the bot."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest

from firefighter.adapters.packs.library import shipped_pack
from firefighter.adapters.packs.reader import read_scenario
from firefighter.domain.scenario import (
    AtTime,
    ByHand,
    CompleteScenario,
    InjectKind,
    OnSilence,
    ScoringItem,
    Text,
)
from firefighter.i18n import Language
from tests.i18n.test_glossary import UNSAID

SCENARIOS = {
    str(file.id): read_scenario(file.content, f"{file.id}.toml") for file in shipped_pack().files
}
ALL = [pytest.param(each, id=name) for name, each in SCENARIOS.items()]
ALONE_MIN = 5


def texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)


@pytest.mark.parametrize("complete", ALL)
def test_each_text_is_in_every_language_and_translated(complete: CompleteScenario) -> None:
    for text in texts(complete):
        assert set(text.by_language) == set(Language)
        assert len(set(text.by_language.values())) == len(Language), text


@pytest.mark.parametrize("complete", ALL)
def test_each_has_hints_injects_and_briefs_of_a_whole_exercise(
    complete: CompleteScenario,
) -> None:
    scenario, sealed = complete.scenario, complete.sealed
    assert len(sealed.hints) >= 2
    assert any(hint.price for hint in sealed.hints)
    assert len(sealed.injects) >= 5
    is_short = scenario.duration < timedelta(minutes=ALONE_MIN)
    assert sealed.briefs or is_short
    assert (
        any(isinstance(each.trigger, OnSilence) for each in sealed.injects)
        or is_short
        or (
            any(isinstance(each.trigger, ByHand) for each in sealed.injects)
            or ScoringItem.HANDOVER in scenario.scoring
        )
    )


def test_the_pack_has_at_least_six_scenarios_named_by_their_files() -> None:
    assert len(SCENARIOS) >= 6


def test_at_least_two_need_no_technical_knowledge() -> None:
    assert sum(not each.scenario.technical for each in SCENARIOS.values()) >= 2


def test_one_asks_for_a_handover() -> None:
    asking = [
        name for name, each in SCENARIOS.items() if ScoringItem.HANDOVER in each.scenario.scoring
    ]
    assert asking == ["shift-change"]


def test_one_has_a_false_lead_early_on() -> None:
    leads = [
        inject.trigger
        for inject in SCENARIOS["after-the-release"].sealed.injects
        if inject.kind is InjectKind.FALSE_LEAD
    ]
    assert leads == [AtTime(timedelta(minutes=2))]


def test_one_can_be_played_alone_in_less_than_five_minutes() -> None:
    complete = SCENARIOS["closed-doors"]
    assert complete.scenario.duration < timedelta(minutes=ALONE_MIN)
    assert not complete.scenario.technical
    assert not complete.sealed.briefs
    assert all(inject.role is None for inject in complete.sealed.injects)
    assert not any(isinstance(each.trigger, ByHand) for each in complete.sealed.injects)


@pytest.mark.parametrize("complete", ALL)
def test_french_texts_have_typographic_apostrophes(complete: CompleteScenario) -> None:
    assert [text for text in texts(complete) if "'" in text.in_language("fr")] == []


@pytest.mark.parametrize("word", UNSAID)
@pytest.mark.parametrize("complete", ALL)
def test_french_texts_use_the_terms_of_the_bot(complete: CompleteScenario, word: str) -> None:
    french = [text.in_language("fr") for text in texts(complete)]
    assert [text for text in french if re.search(word, text, re.IGNORECASE)] == []
