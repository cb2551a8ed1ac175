"""`/incident open sev1 Checkout returns 500`."""

import pytest

from firefighter.domain.severity import Severity
from firefighter.playground.slack.records import Message
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario

CHANNELS = [("sev1", True), ("sev2", True), ("sev3", False), ("sev4", False)]


@pytest.mark.parametrize(("severity", "has_channel"), CHANNELS)
def test_severity_decides_what_is_created(
    scenario: Scenario, severity: str, has_channel: bool
) -> None:
    case = scenario.declare(f"{severity} Checkout returns 500")
    assert case.incident.severity == severity.upper()
    assert case.incident.title == "Checkout returns 500"
    assert case.announcement.channel == scenario.slack.channel("incidents").id
    assert case.thread_panel.thread_ts == case.announcement.ts
    assert scenario.slack.thread("incidents", case.announcement.ts)[0] == case.thread_panel
    channels = [
        each.name for each in scenario.slack.channels() if each.name.startswith(f"inc-{case.id}-")
    ]
    assert channels == ([f"inc-{case.id}-checkout-returns-500"] if has_channel else [])


def test_answer_says_what_was_declared_and_what_follows(scenario: Scenario) -> None:
    reply = scenario.type(scenario.ana, "open sev1 Checkout returns 500")
    assert reply.seconds < 3
    assert reply.ephemeral is not None
    assert reply.ephemeral.text.startswith(f"{scenario.case().reference} is declared as SEV1.")


def test_announcement_shows_title_commander_and_channel(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    said = shown(case.announcement)
    for fact in (
        case.reference,
        "SEV1",
        "Checkout returns 500",
        "Open",
        f"<#{case.incident_channel.id}>",
    ):
        assert fact in said
    assert f"<@{scenario.ana.id}>" in said
    assert "_unassigned_" in said


def test_channel_has_topic_pinned_panel_and_the_declarer(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert case.incident_channel.topic.value == f"{case.reference} · SEV1 · Checkout returns 500"
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]
    assert scenario.ana.id in case.incident_channel.members
    assert not case.incident_channel.is_private


@pytest.mark.parametrize("typed", ["sev9", "SEV0", "sev12", "sev 7", "Sev-5"])
def test_an_unknown_severity_is_refused_with_the_known_ones(scenario: Scenario, typed: str) -> None:
    answer = scenario.answer(scenario.ana, f"open {typed} Checkout returns 500")
    assert "Unknown severity" in answer
    assert "Use SEV1–SEV4." in answer
    assert scenario.count() == 0
    assert scenario.ana.view is None


@pytest.mark.parametrize(
    "typed",
    [
        *("SEV1 Checkout", "sev 1 Checkout", "sev-1: Checkout", "Sev1 - Checkout", "sev1,Checkout"),
        *(
            "sev1 — Checkout",
            "sev–1 Checkout",
            "`sev1` Checkout",
            "sev1 “Checkout”",
            "sev1\tCheckout",
        ),
        *("sev1\u2003Checkout", "sev1\nCheckout", "Severity 1: Checkout"),
    ],
)
def test_a_severity_may_be_written_in_many_ways(scenario: Scenario, typed: str) -> None:
    case = scenario.declare(typed)
    assert (case.incident.severity, case.incident.title) == (Severity.SEV1, "Checkout")


def test_a_severity_alone_opens_the_form_with_it(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "open sev1")
    assert scenario.ana.view is not None
    chosen = scenario.ana.view.typed["severity"]["severity"]["selected_option"]
    assert chosen["value"] == "SEV1"
    assert scenario.count() == 0


def test_two_incidents_have_separate_channels_and_cards(scenario: Scenario) -> None:
    first, second = (
        scenario.declare("sev1 Checkout"),
        scenario.declare("sev2 Search", by=scenario.ben),
    )
    assert second.id == first.id + 1
    assert first.incident_channel != second.incident_channel
    assert first.announcement.ts != second.announcement.ts


@pytest.mark.parametrize(
    "typed", ["“open sev3 Mail is late”", "`open sev3 Mail is late`", "«open sev3 Mail is late»"]
)
def test_quotes_around_the_whole_command_are_no_part_of_the_title(
    scenario: Scenario, typed: str
) -> None:
    scenario.type(scenario.ana, typed)
    assert scenario.case(scenario.count()).incident.title == "Mail is late"


def only_for_ben(scenario: Scenario) -> list[Message]:
    """What only Ben sees, once the bot has done all it has to."""
    scenario.settle()
    return list(scenario.ben.ephemerals("general"))


def test_one_line_declaration_shows_possible_duplicates(scenario: Scenario) -> None:
    first = scenario.declare("sev3 Search is slow")
    scenario.type(scenario.ben, "open sev3 Search is slow")
    answer, found = only_for_ben(scenario)[-2:]
    assert "is declared as SEV3" in answer.text
    hint = shown(found)
    assert "Possible duplicates" in hint
    assert first.reference in hint
    assert scenario.case(scenario.count()).reference not in hint


def test_one_line_declaration_without_duplicates_is_one_sentence(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    scenario.declare("sev3 Search is slow")
    scenario.type(scenario.ben, "open sev3 Checkout returns 500")
    (answer,) = only_for_ben(scenario)
    assert not answer.blocks
