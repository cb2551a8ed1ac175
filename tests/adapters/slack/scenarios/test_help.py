"""Help, near misses, and commands in the wrong place."""

import pytest

from firefighter.adapters.slack.inbound.registry import COMMAND, find_features
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario

COMMANDS = find_features().commands.values()


@pytest.mark.parametrize("typed", ["help", "", "HELP", "  help  "])
def test_help_lists_every_command_of_the_registry(scenario: Scenario, typed: str) -> None:
    answer = scenario.answer(scenario.ana, typed)
    for command in COMMANDS:
        assert f"{COMMAND} {command.name}" in answer
        assert command.description in answer
    assert len([line for line in answer.splitlines() if line.startswith("•")]) == len(COMMANDS)


def test_help_is_for_one_person(scenario: Scenario) -> None:
    before = scenario.everything_said()
    scenario.answer(scenario.ana, "help")
    assert scenario.everything_said() == before


@pytest.mark.parametrize(
    ("typed", "meant"), [("opne sev1 Checkout", "open"), ("halp", "help"), ("stauts", "status")]
)
def test_mistyped_command_is_answered_with_a_suggestion_and_the_help(
    scenario: Scenario, typed: str, meant: str
) -> None:
    answer = scenario.answer(scenario.ana, typed)
    assert f"Did you mean `{COMMAND} {meant}`?" in answer
    assert COMMANDS
    for command in COMMANDS:
        assert command.description in answer
    assert scenario.count() == 0


def test_unknown_command_is_answered_with_the_help_and_no_suggestion(scenario: Scenario) -> None:
    answer = scenario.answer(scenario.ana, "xyzzy-quux")
    assert f"Unknown command `{COMMAND} xyzzy-quux`." in answer
    assert "Did you mean" not in answer


def test_an_unknown_subcommand_cannot_ping_or_link(scenario: Scenario) -> None:
    reply = scenario.type(scenario.ana, "<!channel> <https://bad.example|Slack>")
    assert reply.ephemeral is not None
    assert not reply.ephemeral.mentions
    assert not reply.ephemeral.links


def test_show_in_a_channel_needs_no_number(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert scenario.answer(scenario.ana, "show", case.incident_channel.name) == case.reference


@pytest.mark.parametrize(
    "typed",
    [
        "INC-{}",
        "inc-{}",
        "inc{}",
        "{}",
        " INC-{} ",
        "INC {}",
        "INC–{}",
        "`INC-{}`",
        "#inc-{}-search-is-slow",
        "\tINC-{}",
    ],
)
def test_a_number_may_be_written_in_many_ways(scenario: Scenario, typed: str) -> None:
    case = scenario.declare()
    assert scenario.answer(scenario.ana, f"show {typed.format(case.id)}") == case.reference


@pytest.mark.parametrize("number", ["9999", "INC-999999999999999999", "0", "INC-0"])
def test_unknown_number_is_reported(scenario_on_either: Scenario, number: str) -> None:
    answer = scenario_on_either.answer(scenario_on_either.ana, f"show {number}")
    assert "doesn't exist, or you don't have access." in answer


@pytest.mark.parametrize("typed", ["INC-", "seven", "-1", "1e3", "½"])
def test_invalid_number_is_refused(scenario: Scenario, typed: str) -> None:
    answer = scenario.answer(scenario.ana, f"show {typed}")
    assert "such as `INC-42`" in answer or "doesn't exist" in answer


def test_of_two_numbers_the_command_takes_one(scenario: Scenario) -> None:
    assert scenario.answer(scenario.ana, "show INC-1 and INC-2") == (
        "This command takes nothing after the number: `/incident show INC-1`."
    )


def test_show_names_the_participants(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ben, "role.commander", on=case.thread_panel)
    reply = scenario.type(scenario.dora, f"show {case.reference}")
    assert reply.ephemeral is not None
    assert f"Participants: <@{scenario.ana.id}>, <@{scenario.ben.id}>" in shown(reply.ephemeral)
