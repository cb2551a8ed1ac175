"""Metrics and digest in Slack: on demand, with chart and details, and unsubscribed."""

from collections.abc import Iterator
from typing import Any

import pytest

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.playground.slack import DropAfterDoing, Message, Person
from tests.adapters.slack.scenarios.scenario import Scenario

PNG = b"\x89PNG\r\n"


def texts(blocks: Any) -> Iterator[str]:  # noqa: ANN401 - Slack's JSON
    if isinstance(blocks, dict):
        if isinstance(blocks.get("text"), str):
            yield blocks["text"]
        blocks = list(blocks.values())
    if isinstance(blocks, list | tuple):
        for each in blocks:
            yield from texts(each)


def answer(scenario: Scenario, person: Person, words: str) -> str:
    reply = scenario.type(person, words)
    assert reply.ephemeral is not None
    return "\n".join((reply.ephemeral.text, *texts(list[Block](reply.ephemeral.blocks))))


def direct(scenario: Scenario, person: Person) -> list[Message]:
    """The direct messages of the bot to one person."""
    opened = [
        call.answer["channel"]["id"]
        for call in scenario.slack.calls_of("conversations.open")
        if call.arguments["users"] == person.id
    ]
    return scenario.slack.messages(opened[-1]) if opened else []


def digest_of(scenario: Scenario, person: Person) -> Message:
    scenario.answer(person, "digest")
    scenario.settle()
    return next(message for message in direct(scenario, person) if message.blocks)


def test_everybody_can_request_metrics(fresh_scenario: Scenario) -> None:
    fresh_scenario.declare("sev1 Checkout returns 500")
    told = answer(fresh_scenario, fresh_scenario.dora, "stats")
    assert ": 1 incident" in told
    assert "SEV1 1" in told
    assert "INC-1" in told
    assert "*no commander*" in told
    assert "Time to mitigate (0 of 1): not recorded" in told


def test_private_incidents_are_in_no_metric(fresh_scenario: Scenario) -> None:
    fresh_scenario.declare_by_form(private=["private"])
    for words in ("stats", "stats 2d"):
        told = answer(fresh_scenario, fresh_scenario.dora, words)
        assert ": 0 incidents" in told
        assert "None open." in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("stats 2026-Q3", "1 Jul 2026 to 30 Sep 2026: 0 incidents"),
        ("stats 2026-Q3 service checkout", "1 Jul 2026 to 30 Sep 2026: 0 incidents"),
        ("stats yesterday", "Unknown period or service “yesterday”: try 30d, 12w"),
        ("stats 2026-13", "Unknown period “2026-13”: try 30d, 12w, 2026-Q3."),
        ("stats <!channel>", "Unknown period or service “&lt;!channel&gt;”: try 30d, 12w"),
    ],
)
def test_metrics_of_a_period_or_a_service(scenario: Scenario, words: str, says: str) -> None:
    assert says in answer(scenario, scenario.ana, words)


def test_metrics_of_a_service_list_its_incidents_only(fresh_scenario: Scenario) -> None:
    fresh_scenario.declare_by_form(services=["checkout"])
    fresh_scenario.declare()
    assert ": 1 incident" in answer(fresh_scenario, fresh_scenario.ana, "stats service Checkout")
    assert ": 1 incident" in answer(fresh_scenario, fresh_scenario.ana, "stats checkout 7d")
    assert ": 1 incident" in answer(fresh_scenario, fresh_scenario.ana, "stats 7d checkout")
    assert ": 2 incidents" in answer(fresh_scenario, fresh_scenario.ana, "stats 7d")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("stats chekout", "Unknown service: chekout. Did you mean “checkout”?"),
        (
            "stats sev-1",
            "Unknown period or service “sev-1”: try 30d, 12w, 2026-Q3, or the name of a service.",
        ),
        ("stats 30d sev-1", "Unknown service: sev-1."),
    ],
)
def test_what_is_neither_a_period_nor_a_service_is_refused(
    scenario: Scenario, words: str, sentence: str
) -> None:
    assert scenario.answer(scenario.ana, words) == sentence


def test_digest_on_demand_has_a_chart(scenario: Scenario) -> None:
    assert scenario.answer(scenario.ana, "digest") == "I'll send it to you in a direct message."
    scenario.settle()
    told, shown = direct(scenario, scenario.ana)
    assert "0 incidents" in told.text
    (chart,) = shown.files
    assert chart.content.startswith(PNG)
    assert chart.name.startswith("incidents-")


def test_the_details_open_on_top(scenario: Scenario) -> None:
    message = digest_of(scenario, scenario.ana)
    assert scenario.ana.press(message, action_id="statistics").acknowledged
    assert scenario.ana.view is not None
    assert scenario.ana.view.title == "Metrics"
    shown = "\n".join(texts(scenario.ana.view.blocks))
    assert "*Durations*" in shown
    assert "Time to detect = detected − impact started." in shown


def test_unsubscribing_says_how_to_subscribe_again(scenario: Scenario) -> None:
    told = scenario.answer(scenario.ben, "digest off")
    assert told == "Unsubscribed. Type `/incident digest on` to subscribe again."
    assert "Monday morning" in scenario.answer(scenario.ben, "digest on")


def test_digest_is_in_the_readers_language(scenario: Scenario) -> None:
    zoe = scenario.slack.add_person("zoe", locale="fr-FR", tz="Europe/Paris")
    zoe.join("general")
    scenario.type(zoe, "help")
    scenario.settle()
    message = digest_of(scenario, zoe)
    told = "\n".join(texts(list(message.blocks)))
    assert "*Aujourd’hui*" in told
    assert "Délai de maîtrise" in told


def test_a_chart_is_sent_once_when_slack_drops_the_answer(fresh_scenario: Scenario) -> None:
    fresh_scenario.slack.faults.answer("files.completeUploadExternal", DropAfterDoing())
    fresh_scenario.answer(fresh_scenario.ana, "digest")
    fresh_scenario.sandbox.wait_until_idle(30)
    shown = [message for message in direct(fresh_scenario, fresh_scenario.ana) if message.files]
    assert len(shown) == 1
