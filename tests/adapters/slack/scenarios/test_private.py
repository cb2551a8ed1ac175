"""A private incident is visible to the members of its channel only."""

import pytest

from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario

SECRET = "Payroll leaked"


def declare(scenario: Scenario, severity: str = "SEV3") -> IncidentCase:
    return scenario.declare_by_form(title=SECRET, severity=severity, private="private")


@pytest.mark.parametrize("severity", ["SEV1", "SEV2", "SEV3", "SEV4"])
def test_private_incident_has_a_private_channel_and_no_announcement(
    scenario: Scenario, severity: str
) -> None:
    case = declare(scenario, severity)
    assert case.incident_channel.is_private
    assert set(case.places) == {Place.CHANNEL, Place.CHANNEL_PANEL}
    assert set(case.incident_channel.members) == {scenario.ana.id, scenario.slack.bot_user_id}
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]


def test_outsider_finds_nothing_of_it(scenario: Scenario) -> None:
    case = declare(scenario, "SEV1")
    case.press(scenario.ana, "role.commander")
    case.rate(scenario.ana, "SEV2")
    case.press(scenario.ana, "step.investigate")
    assert not scenario.ben.can_see(case.incident_channel)
    for message in scenario.everything_said():
        if scenario.ben.can_see(message.channel):
            said = f"{message.text} {message.blocks}".lower()
            assert case.reference.lower() not in said
            assert "payroll" not in said
            assert case.incident_channel.id not in said
    assert not scenario.ben.ephemerals()
    assert not scenario.ben.dms


def test_outsider_gets_the_answer_for_an_unknown_incident(scenario: Scenario) -> None:
    case = declare(scenario)
    about_it = scenario.answer(scenario.ben, f"show {case.reference}")
    about_none = scenario.answer(scenario.ben, "show INC-9999")
    assert about_it == about_none.replace("INC-9999", case.reference)


def test_declarer_sees_it_in_any_channel(scenario: Scenario) -> None:
    case = declare(scenario)
    reply = scenario.type(scenario.ana, f"show {case.reference}", channel="general")
    assert reply.ephemeral is not None
    assert SECRET in shown(reply.ephemeral)
    assert reply.ephemeral.shown_to == scenario.ana.id


def test_every_member_sees_it_in_the_channel(scenario: Scenario) -> None:
    case = declare(scenario)
    scenario.ana.invite(case.incident_channel, scenario.ben)
    reply = scenario.type(scenario.ben, "show", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert SECRET in shown(reply.ephemeral)


def test_each_change_is_a_line_in_the_channel(scenario: Scenario) -> None:
    case = declare(scenario)
    case.rate(scenario.ana, "SEV1")
    case.press(scenario.ana, "step.investigate")
    assert len(case.lines) == 2
    assert len(case.timeline) == 3
    assert case.incident_channel.topic.value == f"{case.reference} · SEV1 · {SECRET}"


def test_new_holder_of_a_role_is_invited(scenario: Scenario) -> None:
    case = declare(scenario)
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "role.commander", "Hand over…")
    case.send(scenario.ana, to=scenario.ben.id)
    assert scenario.ben.can_see(case.incident_channel)
    assert scenario.answer(scenario.ben, f"show {case.reference}") == case.reference


def give(scenario: Scenario, case: IncidentCase, text: str = "Add an alarm") -> None:
    """A follow-up, to somebody outside of it."""
    scenario.type(scenario.ana, f"followup {case.reference}")
    assert not case.send(scenario.ana, text=text, owner=scenario.ben.id).errors


def test_owner_of_a_follow_up_is_invited(scenario: Scenario) -> None:
    case = declare(scenario)
    give(scenario, case)
    assert scenario.ben.can_see(case.incident_channel)
    assert scenario.answer(scenario.ben, f"show {case.reference}") == case.reference


def test_owner_of_a_reopened_follow_up_is_invited_again(scenario: Scenario) -> None:
    case = declare(scenario)
    give(scenario, case)
    for verb in ("done", "open"):
        scenario.type(scenario.ana, f"followups {case.reference}")
        assert scenario.ana.view is not None
        value = f"{case.id}|1|{verb}|"
        scenario.ana.press(scenario.ana.view, action_id="follow_up.1", value=value)
        scenario.ana.close_view()
        scenario.settle()
        if verb == "done":
            scenario.ben.leave(case.incident_channel)
            scenario.settle()
            assert "you don't have access" in scenario.answer(
                scenario.ben, f"show {case.reference}"
            )
    assert scenario.ben.can_see(case.incident_channel)


def test_owner_has_access_without_the_channel_while_the_follow_up_is_open(
    scenario: Scenario,
) -> None:
    case = declare(scenario)
    scenario.ana.archive(case.incident_channel)
    scenario.settle()
    give(scenario, case)
    assert scenario.answer(scenario.ben, f"show {case.reference}") == case.reference
    scenario.type(scenario.ben, f"followups {case.reference}")
    assert scenario.ben.view is not None
    scenario.ben.press(scenario.ben.view, action_id="follow_up.1", value=f"{case.id}|1|done|")
    scenario.ben.close_view()
    scenario.settle()
    assert "you don't have access" in scenario.answer(scenario.ben, f"show {case.reference}")


def test_people_assigned_meanwhile_are_invited_when_the_channel_is_unarchived(
    scenario: Scenario,
) -> None:
    case = declare(scenario)
    scenario.ana.archive(case.incident_channel)
    scenario.settle()
    give(scenario, case)
    scenario.ana.unarchive(case.incident_channel)
    scenario.ana.invite(case.incident_channel)
    scenario.settle()
    assert scenario.ben.can_see(case.incident_channel)


def test_owner_of_a_follow_up_of_a_public_incident_is_not_invited(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    give(scenario, case)
    assert scenario.ben.id not in case.incident_channel.members
