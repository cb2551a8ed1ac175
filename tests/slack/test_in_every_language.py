"""Everything that is drawn or said, in every language: Slack takes it, and all of it is translated.

To be walked here, a card or form needs a sample in `tests/slack/samples`.
"""

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given, settings
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.domain.roles import COMMANDER, DEFAULT_ROLES, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES
from firefighter.ports.chat import ChatError, Message
from firefighter.ports.paging import PagerRateLimited, PagerRefused, PagerUnavailable
from firefighter.ports.places import ChannelId, Located, Place, Snapshot, Troubles
from firefighter.slack.drawing import draw
from firefighter.slack.registry import find_features
from firefighter.slack.words.help import help_text
from firefighter.slack.words.labels import role_label
from firefighter.slack.words.lines import line
from firefighter.slack.words.refusals import refusal
from firefighter.slack.words.troubles import retrying, troubles_text
from firefighter.texts import Language, speaking
from firefighter.texts.built_in import own_or_built_in
from tests.domain.incidents import ANA, DEMANDING, NOW, RELAXED, declared, in_status
from tests.slack import strategies
from tests.slack.limits_check import faults_of_message
from tests.slack.live_text import live_parts, mrkdwn_texts
from tests.slack.pseudo import Pseudo, texts_of, untranslated
from tests.slack.samples.errors import ERRORS
from tests.slack.samples.events import EVENTS
from tests.slack.samples.messages import MESSAGES, every_message
from tests.slack.walk import drawing_functions, everything_drawn, faults_of, sample_of

TEXT_OF_UPDATE = 4000
"""Characters: https://docs.slack.dev/reference/methods/chat.update."""
TEXT_OF_COMMAND = 3000
"""Characters of an answer that Slack shows in one piece."""
ADDRESSES = ("https://1.example/", "https://3.example/")
"""Of messages and tickets, in the samples: to them the bot links by itself."""
PAGER_ERRORS = (
    PagerRateLimited("1", 120, "2"),
    PagerUnavailable("1", "2"),
    PagerRefused("1", "2"),
)
NARROW = {"title": 24, "submit": 24, "close": 24}


def plain_scenes() -> Iterator[Snapshot]:
    """Incidents in which nothing that people typed has a letter in it."""
    room = {Place.ROOM: Located(Place.ROOM, ChannelId("C1"))}
    for status in Status:
        for policy in (RELAXED, DEMANDING):
            incident = in_status(status, policy=policy, summary="1, 2")
            incident.title, incident.services = "3, 4", ("5",)
            incident.has_room = policy is DEMANDING
            yield Snapshot(incident, {})
            incident.holders[COMMANDER] = ANA
            for troubles in (
                Troubles(waiting=1, why="6", next_try=NOW),
                Troubles(waiting=2, why="6", next_try=NOW),
                Troubles(parked=1, why="6"),
                Troubles(parked=2, why="6"),
            ):
                yield Snapshot(incident, room, troubles)


def everything_said(rules: Rules) -> Iterator[str]:
    yield from (line(event, declared(), rules) for event in EVENTS)
    yield from (refusal(error, rules) for error in ERRORS)
    yield from (str(error) for error in ERRORS if isinstance(error, ChatError))
    yield from map(str, PAGER_ERRORS)
    yield help_text(find_features().commands.values())
    yield from (retrying(steps) for steps in range(3))
    yield from (troubles_text(scene.troubles) for scene in plain_scenes())


@pytest.mark.parametrize("function", drawing_functions())
def test_every_function_that_draws_has_a_sample(function: str) -> None:
    assert sample_of(function), f"Add a sample of {function} to tests/slack/samples."


def test_every_kind_of_message_and_event_has_a_sample() -> None:
    assert set(MESSAGES) == set(get_args(Message))
    assert {type(event) for event in EVENTS} == set(get_args(AnyEvent))


@pytest.mark.parametrize("language", Language)
@given(scene=strategies.scenes())
@settings(deadline=None, max_examples=40)
def test_slack_takes_whatever_is_drawn(language: Language, scene: tuple[Snapshot, Rules]) -> None:
    with speaking(language):
        for function, drawn in everything_drawn(*scene):
            assert faults_of(drawn) == [], function
            for block in drawn if isinstance(drawn, list) else drawn.get("blocks", [drawn]):
                parsed = Block.parse(block)
                assert parsed is not None, function
                assert parsed.to_dict()["type"] == block["type"]
            if isinstance(drawn, dict) and drawn["type"] == "modal":
                assert View(**drawn).to_dict()["blocks"] == drawn["blocks"]
            for text in mrkdwn_texts(drawn):
                live = {each for each in live_parts(text) if not each.startswith(ADDRESSES)}
                assert live <= mentionable(scene[0]), function


def mentionable(snapshot: Snapshot) -> set[str]:
    """Those involved, and the channels where it is worked: nobody else is ever pinged."""
    incident = snapshot.incident
    people = {incident.declared_by, *incident.holders.values()}
    channels = {place.channel for place in snapshot.places.values()}
    return {f"@{user}" for user in people} | {f"#{channel}" for channel in channels}


@pytest.mark.parametrize("language", Language)
@given(scene=strategies.scenes())
@settings(deadline=None, max_examples=40)
def test_slack_takes_every_message(language: Language, scene: tuple[Snapshot, Rules]) -> None:
    snapshot, rules = scene
    with speaking(language):
        for message in every_message(snapshot):
            text, blocks = draw(message, rules)
            assert 0 < len(text) <= TEXT_OF_UPDATE
            assert faults_of_message(blocks) == []


@pytest.mark.parametrize("language", Language)
def test_slack_takes_whatever_is_said(language: Language) -> None:
    with speaking(language):
        for text in everything_said(Rules()):
            assert len(text) <= TEXT_OF_COMMAND


@pytest.mark.parametrize("language", Language)
def test_our_own_words_are_never_cut(language: Language) -> None:
    with speaking(language):
        for scene in plain_scenes():
            scene.incident.id = IncidentId(12345)
            for function, drawn in everything_drawn(scene, Rules()):
                assert list(cut(drawn)) == [], function


def cut(drawn: object) -> Iterator[str]:
    """Texts that fill their place to the last character and end as what was cut does."""
    if isinstance(drawn, dict):
        for name, value in drawn.items():
            if isinstance(value, dict) and value.get("type") == "plain_text":
                if len(value["text"]) in {NARROW.get(name, 75), 75} and value["text"][-1] == "…":
                    yield value["text"]
            else:
                yield from cut(value)
    elif isinstance(drawn, list | tuple):
        for each in drawn:
            yield from cut(each)


def test_nothing_is_drawn_that_came_by_no_catalogue() -> None:
    with speaking(Language.FRENCH, Pseudo()):
        for scene in plain_scenes():
            for function, drawn in everything_drawn(scene, Rules()):
                for text in texts_of(drawn):
                    assert untranslated(text) == [], (function, text)
            for message in every_message(scene):
                text, blocks = draw(message, Rules())
                for each in (text, *texts_of(blocks)):
                    assert untranslated(each) == [], each


def test_nothing_is_said_that_came_by_no_catalogue() -> None:
    with speaking(Language.FRENCH, Pseudo()):
        for text in everything_said(Rules()):
            assert untranslated(text) == [], text


def test_what_was_never_translated_is_found() -> None:
    said = Pseudo().gettext("Open `/incident show`")
    assert untranslated(f"Close INC-1 :mag: <@U1> SEV2 &amp; {said}") == ["Close"]


def test_a_company_s_own_words_are_said_as_it_wrote_them() -> None:
    rules = Rules(roles=(Role(COMMANDER, "Chief", "You lead."),))
    with speaking(Language.FRENCH, Pseudo()):
        assert role_label(COMMANDER, rules) == "Chief"
        assert untranslated(role_label(COMMANDER, Rules())) == []


def test_all_that_is_built_in_is_translated() -> None:
    built_in = [role.name for role in DEFAULT_ROLES]
    built_in += [role.duty for role in DEFAULT_ROLES]
    built_in += [policy.meaning for policy in DEFAULT_POLICIES.values()]
    with speaking(Language.FRENCH, Pseudo()):
        for text in built_in:
            assert untranslated(own_or_built_in(text)) == []
