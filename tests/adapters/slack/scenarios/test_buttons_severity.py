"""Severity: raising applies at once and asks why afterwards, lowering asks first."""

import pytest

from firefighter.domain.events import Declared, NoteTaken, SeverityChanged
from firefighter.domain.severity import Severity
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.concurrent_presses import at_once, sentences, until_answered
from tests.adapters.slack.scenarios.incident_case import severity_buttons, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


@pytest.mark.parametrize(
    ("before", "after", "verb"),
    [("sev2", "SEV1", "raised"), ("sev1", "SEV4", "lowered"), ("sev4", "SEV3", "raised")],
)
def test_press_changes_the_severity_on_every_card(
    scenario: Scenario, before: str, after: str, verb: str
) -> None:
    case = scenario.declare(f"{before} Checkout returns 500")
    lines = len(case.lines)
    case.rate(scenario.ben, after)
    assert case.incident.severity == after
    assert f"SEV{after[3]}" in shown(case.announcement)
    for panel in case.panels:
        assert f"{after} · " in shown(panel)
    assert len(case.lines) == lines + 1
    assert f"<@{scenario.ben.id}> {verb} the severity from {before.upper()}" in case.lines[-1]
    assert isinstance(case.timeline[-1], SeverityChanged)


@pytest.mark.parametrize("title", ["Checkout returns 500", "دفع", "לא עובד <!channel>"])
def test_topic_is_updated_whatever_the_title_contains(scenario: Scenario, title: str) -> None:
    case = scenario.declare(f"sev1 {title}")
    case.rate(scenario.ben, "SEV2")
    assert "· SEV2 ·" in case.incident_channel.topic.value


def test_the_cards_are_edited_in_place(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    before = [case.announcement, *case.panels]
    said = len(scenario.everything_said())
    case.rate(scenario.ana, "SEV2")
    after = [case.announcement, *case.panels]
    assert [each.ts for each in before] == [each.ts for each in after]
    assert all(each.edited_ts for each in after)
    topic_line = 1  # Slack's own
    assert len(scenario.everything_said()) == said + 1 + topic_line


def test_choosing_the_current_severity_changes_nothing(scenario: Scenario) -> None:
    case = scenario.declare("sev2 Checkout returns 500")
    assert scenario.answer(scenario.ben, f"severity {case.reference} sev2") == "It's already SEV2."
    assert len(case.timeline) == 1
    assert case.lines == []


def test_raising_takes_one_press_and_the_reason_comes_afterwards(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    case.press(scenario.ben, "severity.SEV1")
    assert case.incident.severity is Severity.SEV1
    assert scenario.ben.view is not None
    assert scenario.ben.view.title == f"{case.reference} is SEV1"
    case.send(scenario.ben, reason="It <!channel> grows")
    assert scenario.ben.view is None
    assert isinstance(case.timeline[-1], NoteTaken)
    assert case.timeline[-1].text == "SEV1: It <!channel> grows"
    assert "SEV1: It &lt;!channel&gt; grows" in case.lines[-1]


def test_the_reason_for_raising_can_be_left_out(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    case.press(scenario.ben, "severity.SEV1")
    case.send(scenario.ben, reason="  ")
    assert scenario.ben.view is None
    assert isinstance(case.timeline[-1], SeverityChanged)


def test_raising_by_command_takes_no_reason_and_offers_to_add_one(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    reply = scenario.type(scenario.ben, f"severity {case.reference} sev1")
    scenario.settle()
    assert case.incident.severity is Severity.SEV1
    assert reply.ephemeral is not None
    assert reply.ephemeral.text.startswith(f"{case.reference} is SEV1. Follow it in <")
    scenario.ben.press(reply.ephemeral, action_id="severity_reason")
    case.send(scenario.ben, reason="Nobody can pay")
    assert isinstance(case.timeline[-1], NoteTaken)


def test_lowering_by_command_asks_for_the_reason_first(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.type(scenario.ben, f"severity {case.reference} sev3")
    assert [type(each) for each in case.timeline] == [Declared]
    case.send(scenario.ben, reason="Most can pay")
    assert case.incident.severity is Severity.SEV3


def test_a_severity_button_of_a_panel_from_an_older_version_still_works(
    scenario: Scenario,
) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    old = severity_buttons(case, case.panel)
    case.rate(scenario.ben, "SEV1", on=old)
    assert case.incident.severity is Severity.SEV1
    assert scenario.ben.view is None


def test_raising_the_severity_creates_a_channel_and_says_so_in_the_thread(
    scenario: Scenario,
) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    assert Place.CHANNEL not in case.places
    case.rate(scenario.ben, "SEV1")
    assert case.incident_channel.name == f"inc-{case.id}-checkout-returns-500"
    assert {scenario.ana.id, scenario.ben.id} <= set(case.incident_channel.members)
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]
    thread = scenario.slack.thread("incidents", case.announcement.ts)
    assert "Creating the channel." in thread[-1].text
    assert f"<#{case.incident_channel.id}>" in shown(case.announcement)


def test_lowering_the_severity_keeps_the_channel(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    case.rate(scenario.ana, "SEV1")
    incident_channel = case.incident_channel
    case.rate(scenario.ana, "SEV3")
    case.rate(scenario.ana, "SEV2")
    assert case.incident_channel.id == incident_channel.id
    assert case.incident_channel.topic.value == f"{case.reference} · SEV2 · Checkout returns 500"
    made = [each for each in scenario.slack.channels() if each.name.startswith(f"inc-{case.id}-")]
    assert made == [case.incident_channel]


def test_outdated_list_does_not_change_the_severity(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    seen_by_ben = case.open_list(scenario.ben, "choose_severity")
    case.rate(scenario.ana, "SEV1")
    assert scenario.ben.press(seen_by_ben, action_id="severity.SEV4").acknowledged
    assert case.incident.severity is Severity.SEV1
    (told,) = scenario.told(scenario.ben)
    assert "Someone else changed this first. It's SEV1 now. Your change was not applied." in told


def test_of_two_who_change_it_at_once_one_wins_and_the_other_is_told(
    scenario_on_either: Scenario,
) -> None:
    scenario = scenario_on_either
    case = scenario.declare("sev3 Checkout returns 500")
    seen = [case.open_list(each, "choose_severity") for each in (scenario.ana, scenario.ben)]
    at_once(
        until_answered(
            scenario.ana,
            lambda: scenario.ana.press(seen[0], action_id="severity.SEV1"),
        ),
        until_answered(
            scenario.ben,
            lambda: scenario.ben.press(seen[1], action_id="severity.SEV2"),
        ),
    )
    scenario.settle()
    assert len(case.timeline) == 2
    assert len(case.lines) == 1
    told = scenario.told(scenario.ana) + scenario.told(scenario.ben)
    assert any(f"It's {case.incident.severity} now." in each for each in told)


def test_reason_for_lowering_is_posted_and_recorded(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.rate(scenario.ben, "SEV2", reason="It <!channel> shrinks")
    assert "Reason: It &lt;!channel&gt; shrinks" in case.lines[-1]
    changed = case.timeline[-1]
    assert isinstance(changed, SeverityChanged)
    assert changed.reason == "It <!channel> shrinks"


def test_blank_reason_is_refused_beside_the_field(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "severity.SEV3")
    reply = case.send(scenario.ben, reason="  ")
    assert list(reply.errors) == ["reason"]
    assert case.incident.severity is Severity.SEV1


def test_list_describes_the_consequences_of_each_severity(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Checkout returns 500")
    said = modal_text(case.open_list(scenario.ben, "choose_severity"))
    assert "A channel is created" in said
    assert "An update is due every 30 minutes." in said


def test_lowering_the_severity_removes_nobody_from_the_channel(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.join(case.incident_channel)
    before = set(case.incident_channel.members)
    case.rate(scenario.ana, "SEV4")
    assert set(case.incident_channel.members) == before


def test_severity_of_a_closed_incident_cannot_be_changed(scenario: Scenario) -> None:
    case = scenario.declare("sev4 Checkout returns 500")
    panel = case.thread_panel
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.close")
    assert scenario.ben.press(panel, action_id="choose_severity", stale=True).acknowledged
    assert case.incident.severity is Severity.SEV4
    (told,) = sentences(scenario, scenario.ben)
    assert "The incident is closed: you can't change the severity. Nothing was changed." in told
    assert f"<@{scenario.ana.id}> closed it." in told
