"""Personas write under their own names where Slack lets the bot, and are named in the text else."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import manifest, needed_scopes
from firefighter.adapters.slack.outbound.scopes import CUSTOM_NAMES
from firefighter.domain.ids import UserId
from firefighter.playground.slack import DropAfterDoing, DropThenDo, Message
from tests.adapters.slack.scenarios.drill_case import start_drill
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock

WORDS = "Four more tickets"
"""Of the first inject, two minutes after the start."""
NAME = "Nora, Head of customer support"


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def drill(scenario: Scenario) -> IncidentCase:
    return start_drill(scenario, scenario="two-prices", length="20")


def written(case: IncidentCase) -> list[Message]:
    return [each for each in case.messages if WORDS in each.text]


def first_message(scenario: Scenario, case: IncidentCase, clock: MovedClock) -> Message:
    clock.move_on(timedelta(minutes=2, seconds=1))
    scenario.slack.wait_until(lambda: bool(written(case)), what=WORDS)
    scenario.sandbox.wait_until_idle()
    (message,) = written(case)
    return message


def test_a_persona_writes_under_its_own_name(scenario: Scenario, clock: MovedClock) -> None:
    message = first_message(scenario, drill(scenario), clock)
    assert message.subtype == "bot_message"
    assert message.extra["username"] == NAME
    assert message.extra["icons"] == {"emoji": ":bust_in_silhouette:"}
    assert message.text.startswith("EXERCISE · Four more tickets")


def test_without_the_scope_its_name_stands_in_the_text(
    scenario: Scenario, clock: MovedClock
) -> None:
    scenario.slack.grant(needed_scopes(find_features()))
    message = first_message(scenario, drill(scenario), clock)
    assert message.subtype is None
    assert "username" not in message.extra
    assert f"*{NAME}*\nFour more tickets" in message.text


def test_the_bot_recognizes_it_after_a_lost_answer(scenario: Scenario, clock: MovedClock) -> None:
    case = drill(scenario)
    scenario.slack.faults.answer(
        "chat.postMessage", DropAfterDoing(), when=lambda call: WORDS in str(call.get("text"))
    )
    assert first_message(scenario, case, clock).extra["username"] == NAME


def test_the_bot_deletes_it_when_slack_posts_it_again_later(
    scenario: Scenario, clock: MovedClock
) -> None:
    case, late = drill(scenario), DropThenDo(threading.Event())
    scenario.slack.faults.answer(
        "chat.postMessage", late, when=lambda call: WORDS in str(call.get("text"))
    )
    kept = first_message(scenario, case, clock)
    late.released.set()
    scenario.slack.wait_until(lambda: len(written(case)) > 1)
    clock.move_on(timedelta(minutes=2))
    scenario.slack.wait_until(lambda: written(case) == [kept])


def test_the_bot_takes_it_for_its_own(scenario: Scenario, clock: MovedClock) -> None:
    """A reaction does not add what is on the timeline already, and nobody is its author."""
    case = drill(scenario)
    message = first_message(scenario, case, clock)
    before = case.timeline
    scenario.ben.react(message, "pushpin")
    scenario.settle()
    assert [each for each in case.timeline if each not in before] == []
    authors = {each.user for each in case.sandbox.bot.context.records.participants(case.id)}
    assert UserId("") not in authors


def test_the_manifest_asks_for_the_scope() -> None:
    asked = manifest(find_features(), None)["oauth_config"]["scopes"]["bot"]
    assert CUSTOM_NAMES in asked
    assert CUSTOM_NAMES not in needed_scopes(find_features())
