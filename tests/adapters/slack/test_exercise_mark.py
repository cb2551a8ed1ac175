"""Everything about a drill carries its mark, and nothing about a real incident does."""

import json
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest
from hypothesis import given, settings

from firefighter.adapters.slack.blocks import game_day_forms, game_days
from firefighter.adapters.slack.blocks.drills import (
    DECLARE_REAL,
    STOP,
    drill_form,
    marked_view,
    page_for_real_form,
    stop_form,
)
from firefighter.adapters.slack.blocks.incident_lists import incident_options, incident_row
from firefighter.adapters.slack.blocks.related import related_line
from firefighter.adapters.slack.inbound.incident_lookup import marked_answer
from firefighter.adapters.slack.inbound.interactions import Answer
from firefighter.adapters.slack.outbound.messages import draw, sender_of
from firefighter.domain.events import Relation
from firefighter.domain.incident import Kind
from firefighter.domain.paging import PageTarget
from firefighter.domain.rules import Rules
from firefighter.i18n import Language, use_language
from firefighter.ports.chat import Announcement, Briefing, ControlPanel, Nudge, SimulatedPage
from firefighter.ports.exercise_mark import exercise_mark
from firefighter.ports.snapshot import RelatedIncident, Snapshot
from tests.adapters.slack import strategies
from tests.adapters.slack.samples import game_day_forms as samples_of_forms
from tests.adapters.slack.samples import game_days as samples_of_views
from tests.adapters.slack.samples.drill_snapshots import drill_snapshots
from tests.adapters.slack.samples.listed_incident import listed
from tests.adapters.slack.samples.messages import every_game_day_message, every_message
from tests.adapters.slack.test_localization import plain_snapshots

MARKS = {Language.ENGLISH: "EXERCISE", Language.FRENCH: "EXERCICE"}


def everything_about(snapshot: Snapshot, rules: Rules) -> Iterator[tuple[str, str, Any]]:
    """What it is, its text, and what is drawn."""
    for message in every_message(snapshot):
        for sender in (None, sender_of(message)):
            yield type(message).__name__, *draw(message, rules, sender=sender)
    row = listed(snapshot.incident)
    for name, drawn in (
        ("row of a list", incident_row(row)),
        ("option of a menu", incident_options([row])[0].label),
        ("related incident", related_line(related(snapshot))),
    ):
        yield name, json.dumps(drawn, ensure_ascii=False), drawn


def related(snapshot: Snapshot) -> RelatedIncident:
    incident = snapshot.incident
    return RelatedIncident(incident.id, incident.title, Relation.RELATED, kind=incident.kind)


@pytest.mark.parametrize("language", Language)
def test_every_message_of_a_game_day_has_the_mark(language: Language) -> None:
    with use_language(language):
        for message in every_game_day_message(next(plain_snapshots())):
            text, drawn = draw(message, Rules())
            assert MARKS[language] in text
            assert MARKS[language] in json.dumps(drawn, ensure_ascii=False)


@pytest.mark.parametrize("language", Language)
def test_every_form_and_view_of_a_game_day_has_the_mark_once_above_it(language: Language) -> None:
    """Whatever the two modules draw has a sample, which another test requires."""
    drawings = [
        (name, getattr(samples, name))
        for module, samples in ((game_day_forms, samples_of_forms), (game_days, samples_of_views))
        for name in vars(samples)
        if not name.startswith("_") and getattr(module, name, None).__class__ is FunctionType
    ]
    assert len(drawings) > 20
    with use_language(language):
        for snapshot in plain_snapshots():
            for name, draw_samples in drawings:
                views = [each for each in draw_samples(snapshot, Rules()) if isinstance(each, dict)]
                for view in views:
                    assert MARKS[language] in json.dumps(view["blocks"][0], ensure_ascii=False), (
                        name
                    )
                    assert json.dumps(view, ensure_ascii=False).count(MARKS[language]) == 1, name


def test_a_view_is_marked_once() -> None:
    (snapshot, *_) = drill_snapshots(next(plain_snapshots()))
    form = stop_form(snapshot.incident)
    assert marked_view(form) == form
    assert marked_view(marked_view(form | {"blocks": []}))["blocks"] == form["blocks"][:1]


@pytest.mark.parametrize("language", Language)
def test_everything_drawn_of_a_drill_has_the_mark(language: Language) -> None:
    with use_language(language):
        for real in plain_snapshots():
            for snapshot in drill_snapshots(real):
                for name, text, drawn in everything_about(snapshot, Rules()):
                    assert MARKS[language] in text, name
                    assert MARKS[language] in json.dumps(drawn, ensure_ascii=False), name


@pytest.mark.parametrize("language", Language)
def test_nothing_drawn_of_a_real_incident_has_it(language: Language) -> None:
    with use_language(language):
        for snapshot in plain_snapshots():
            for name, text, drawn in everything_about(snapshot, Rules()):
                said = text + json.dumps(drawn, ensure_ascii=False)
                assert not [mark for mark in MARKS.values() if mark in said], name
                assert STOP not in said, name


@pytest.mark.parametrize("language", Language)
@given(sample=strategies.snapshots())
@settings(deadline=None, max_examples=20)
def test_the_mark_survives_the_longest_texts(
    language: Language, sample: tuple[Snapshot, Rules]
) -> None:
    snapshot, rules = sample
    with use_language(language):
        for drilled in drill_snapshots(snapshot):
            for name, text, drawn in everything_about(drilled, rules):
                assert MARKS[language] in text, name
                assert MARKS[language] in json.dumps(drawn, ensure_ascii=False), name


@pytest.mark.parametrize("language", Language)
def test_forms_and_answers_about_a_drill_have_the_mark(language: Language) -> None:
    with use_language(language):
        (snapshot, *_) = drill_snapshots(next(plain_snapshots()))
        incident = snapshot.incident
        for form in (
            drill_form(Rules(), incident.declared_by),
            stop_form(incident),
            page_for_real_form(incident, PageTarget(service="1"), "2"),
            marked_answer(Answer("3")),
            marked_answer(Answer("3", [{"type": "divider"}])),
        ):
            assert MARKS[language] in str(form)


def test_every_card_of_a_drill_has_the_ways_out() -> None:
    (running, _paused, over, _without) = drill_snapshots(next(plain_snapshots()))
    for message in every_message(running):
        if isinstance(message, Announcement | ControlPanel | Nudge | Briefing | SimulatedPage):
            said = str(draw(message, Rules())[1])
            assert f"'{STOP}'" in said
            assert f"'{DECLARE_REAL}'" in said
    said = str(draw(ControlPanel(over), Rules())[1])
    assert f"'{STOP}'" not in said
    assert f"'{DECLARE_REAL}'" in said


def test_only_drills_have_a_mark() -> None:
    assert [kind for kind in Kind if exercise_mark(kind)] == [Kind.DRILL]
