"""All blocks and texts, in every language: Slack accepts them, and all are translated.

A card or form needs a sample in `tests/adapters/slack/samples` to be covered.
"""

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given, settings
from slack_sdk.models.views import View

from firefighter.adapters.slack.blocks.block_kit import (
    MESSAGE_TEXT_LIMIT,
    message_content,
    sections,
)
from firefighter.adapters.slack.inbound.command_help import help_text, unknown_command_text
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.outbound.messages import draw
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.failures import pending_effects_text, refusal, retrying_text
from firefighter.adapters.slack.wording.labels import role_label
from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.domain.roles import COMMANDER, DEFAULT_ROLES, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES
from firefighter.domain.title import utf16_length
from firefighter.i18n import Language, use_language
from firefighter.i18n.translation import translate_built_in
from firefighter.ports.chat import Message
from firefighter.ports.outgoing import OutgoingError
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, Snapshot, UnfinishedEffects
from tests.adapters.slack import strategies
from tests.adapters.slack.block_problems import problems_of_message
from tests.adapters.slack.block_samples import (
    drawing_functions,
    everything_drawn,
    problems_of,
    sample_of,
)
from tests.adapters.slack.live_text import live_parts, mrkdwn_texts
from tests.adapters.slack.pseudo_locale import PseudoLocale, texts_of, untranslated
from tests.adapters.slack.samples.alerts import alert_cards
from tests.adapters.slack.samples.errors import ERRORS
from tests.adapters.slack.samples.events import EVENTS
from tests.adapters.slack.samples.experiment_runs import run_lines
from tests.adapters.slack.samples.game_day_snapshots import PEOPLE
from tests.adapters.slack.samples.messages import (
    ALERT_MESSAGES,
    EXERCISE_MESSAGES,
    GAME_DAY_MESSAGES,
    MESSAGES,
    TEAM_MESSAGES,
    every_game_day_message,
    every_message,
)
from tests.adapters.slack.samples.review import REVIEWERS
from tests.adapters.slack.samples.teams import GROUP
from tests.domain.incidents import ANA, DEMANDING, NOW, RELAXED, declared, in_status

TEXT_OF_COMMAND = 4000
"""Characters of a reply that Slack shows in one piece: https://docs.slack.dev/changelog/2018-truncating-really-long-messages."""
ADDRESSES = ("https://1.example/", "https://3.example/")
"""Links of messages and tickets in the samples, which the bot adds itself."""
_EXAMPLES = 15
"""In each language. One example draws some 200 cards, forms and messages."""
NARROW = {"title": 24, "submit": 24, "close": 24}


_UNFINISHED = (
    UnfinishedEffects(pending=1, why="6", next_try=NOW),
    UnfinishedEffects(pending=2, why="6", next_try=NOW),
    UnfinishedEffects(failed=1, why="6"),
    UnfinishedEffects(failed=2, why="6"),
)


def plain_snapshots() -> Iterator[Snapshot]:
    """Incidents whose typed text has no letters."""
    incident_channel = {Place.CHANNEL: PlaceRef(Place.CHANNEL, ChannelId("C1"))}
    for status in Status:
        for policy in (RELAXED, DEMANDING):
            incident = in_status(status, policy=policy, summary="1, 2")
            incident.title, incident.services = "3, 4", ("5",)
            incident.mitigation = incident.mitigation and "7"
            incident.has_channel = policy is DEMANDING
            yield Snapshot(incident, {})
            incident.holders[COMMANDER] = ANA
            # What is unfinished looks the same in every status.
            shown = _UNFINISHED if status is Status.OPEN else _UNFINISHED[:1]
            for unfinished_effects in shown:
                yield Snapshot(incident, incident_channel, unfinished_effects)


def everything_said(rules: Rules) -> Iterator[str]:
    yield from (line(event, declared(), rules) for event in EVENTS)
    yield from (refusal(error, rules) for error in ERRORS)
    yield from (str(error) for error in ERRORS if isinstance(error, OutgoingError))
    for text in (
        help_text(find_features().commands.values()),
        unknown_command_text(find_features(), "sevirity"),
    ):
        assert len(text) <= MESSAGE_TEXT_LIMIT
        yield from (block["text"]["text"] for block in sections(text))
    yield from (retrying_text(steps) for steps in range(3))
    yield from (pending_effects_text(sample.unfinished_effects) for sample in plain_snapshots())


@pytest.mark.parametrize("function", drawing_functions())
def test_every_drawing_function_has_a_sample(function: str) -> None:
    assert sample_of(function), f"Add a sample of {function} to tests/adapters/slack/samples."


def test_every_message_and_event_type_has_a_sample() -> None:
    sampled = {*MESSAGES, *GAME_DAY_MESSAGES, *ALERT_MESSAGES, *TEAM_MESSAGES, *EXERCISE_MESSAGES}
    assert sampled == set(get_args(Message))
    assert {type(event) for event in EVENTS} == set(get_args(AnyEvent))


@pytest.mark.parametrize("language", Language)
@given(sample=strategies.snapshots())
@settings(max_examples=_EXAMPLES)
def test_slack_accepts_all_blocks(language: Language, sample: tuple[Snapshot, Rules]) -> None:
    with use_language(language):
        for function, drawn in everything_drawn(*sample):
            assert problems_of(drawn) == [], function
            for text in mrkdwn_texts(drawn):
                live = {each for each in live_parts(text) if not each.startswith(ADDRESSES)}
                assert live <= mentionable(sample[0]), function


def test_slack_sdk_knows_every_field_of_a_form() -> None:
    for function, drawn in everything_drawn(next(plain_snapshots()), Rules()):
        if isinstance(drawn, dict) and drawn["type"] == "modal":
            assert View(**drawn).to_dict()["blocks"] == drawn["blocks"], function


def mentionable(snapshot: Snapshot) -> set[str]:
    """Participants and channels of the incident or Game Day, and the group of a team, whose card is
    a view, which notifies nobody: nobody else may be mentioned.
    """
    incident = snapshot.incident
    people = {incident.declared_by, *incident.holders.values(), *PEOPLE, *REVIEWERS}
    channels = {place.channel for place in snapshot.places.values()}
    named = {f"@{user}" for user in people} | {f"#{channel}" for channel in channels}
    return named | {f"!subteam^{GROUP}"}


@pytest.mark.parametrize("language", Language)
@given(sample=strategies.snapshots())
@settings(max_examples=_EXAMPLES)
def test_slack_accepts_every_message(language: Language, sample: tuple[Snapshot, Rules]) -> None:
    snapshot, rules = sample
    with use_language(language):
        messages = (
            *every_message(snapshot),
            *every_game_day_message(snapshot),
            *alert_cards(snapshot),
            *run_lines(snapshot),
        )
        for message in messages:
            content = message_content(*draw(message, rules))
            assert 0 < utf16_length(content["text"]) <= MESSAGE_TEXT_LIMIT
            assert problems_of_message(content["blocks"]) == []


@pytest.mark.parametrize("language", Language)
def test_slack_accepts_every_text(language: Language) -> None:
    with use_language(language):
        for text in everything_said(Rules()):
            assert len(text) <= TEXT_OF_COMMAND


@pytest.mark.parametrize("language", Language)
def test_our_own_texts_are_never_cut(language: Language) -> None:
    with use_language(language):
        for sample in plain_snapshots():
            sample.incident.id = IncidentId(12345)
            for function, drawn in everything_drawn(sample, Rules()):
                assert list(cut(drawn)) == [], function


def cut(drawn: object) -> Iterator[str]:
    """Returns texts that reach their limit and end like cut ones."""
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


def test_all_drawn_text_is_translated() -> None:
    with use_language(Language.FRENCH, PseudoLocale()):
        for sample in plain_snapshots():
            for function, drawn in everything_drawn(sample, Rules()):
                for text in texts_of(drawn):
                    assert untranslated(text) == [], (function, text)
            messages = (
                *every_message(sample),
                *every_game_day_message(sample),
                *alert_cards(sample),
            )
            for message in messages:
                text, blocks = draw(message, Rules())
                for each in (text, *texts_of(blocks)):
                    assert untranslated(each) == [], each


def test_all_said_text_is_translated() -> None:
    with use_language(Language.FRENCH, PseudoLocale()):
        for text in everything_said(Rules()):
            assert untranslated(text) == [], text


def test_french_has_a_space_before_every_colon_of_a_game_day() -> None:
    """A label and a colon are joined in code too. Nothing that is typed here has letters."""
    close = re.compile(r"[^\W\d_]\*?: ")
    with use_language(Language.FRENCH):
        drawn = [
            text
            for snapshot in plain_snapshots()
            for message in every_game_day_message(snapshot)
            for text in texts_of(draw(message, Rules()))
        ]
        drawn += [
            text
            for snapshot in plain_snapshots()
            for function in drawing_functions()
            if function.startswith("game_day") and (sample := sample_of(function))
            for text in texts_of(list(sample(snapshot, Rules())))
        ]
    said = [re.sub(":[a-z_]+:", "", each) for each in drawn]
    assert any("Maître du jeu" in each for each in said)
    assert [each for each in said if close.search(each)] == []


def test_untranslated_text_is_found() -> None:
    said = PseudoLocale().gettext("Open `/incident show`")
    assert untranslated(f"Close INC-1 :mag: <@U1> SEV2 &amp; {said}") == ["Close"]


def test_configured_names_are_not_translated() -> None:
    rules = Rules(roles=(Role(COMMANDER, "Chief", "You lead."),))
    with use_language(Language.FRENCH, PseudoLocale()):
        assert role_label(COMMANDER, rules) == "Chief"
        assert untranslated(role_label(COMMANDER, Rules())) == []


def test_built_in_names_are_translated() -> None:
    built_in = [role.name for role in DEFAULT_ROLES]
    built_in += [role.duty for role in DEFAULT_ROLES]
    built_in += [policy.meaning for policy in DEFAULT_POLICIES.values()]
    with use_language(Language.FRENCH, PseudoLocale()):
        for text in built_in:
            assert untranslated(translate_built_in(text)) == []
