"""Owners of post-mortems are reminded of draft and review until the incident is closed."""

from datetime import timedelta

from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock


def mitigated(scenario: Scenario) -> IncidentCase:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "role.commander")
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back")
    return case


def reminders(person: Person) -> list[str]:
    said = [message.text for message in person.dms]
    return [text for text in said if "post-mortem is due" in text]


def test_owner_is_reminded_of_the_draft_and_the_review() -> None:
    clock = MovedClock()
    with open_scenario(clock=clock) as scenario:
        case = mitigated(scenario)
        clock.move_on(timedelta(days=3, minutes=1))
        scenario.slack.wait_until(lambda: len(reminders(scenario.ben)) == 1, 30)
        (draft,) = reminders(scenario.ben)
        assert draft.startswith(f":memo: The draft of the {case.reference} post-mortem is due.")
        assert "|Post-mortem page>" in draft
        assert f"Join <#{case.incident_channel.id}>." in draft
        clock.move_on(timedelta(days=4))
        scenario.slack.wait_until(lambda: len(reminders(scenario.ben)) == 2, 30)
        assert "due for review and closing" in reminders(scenario.ben)[1]
        scenario.settle()
        assert reminders(scenario.ana) == []


def test_closed_incident_gets_no_reminder() -> None:
    clock = MovedClock()
    with open_scenario(clock=clock) as scenario:
        case = mitigated(scenario)
        case.press(scenario.ben, "step.start_postmortem")
        case.press(scenario.ben, "step.close")
        case.send(scenario.ben, note="The customer wrote it up")
        assert case.incident.status is Status.CLOSED
        other = mitigated(scenario)
        clock.move_on(timedelta(days=7, minutes=1))
        scenario.slack.wait_until(lambda: len(reminders(scenario.ben)) == 2, 30)
        scenario.settle()
        assert all(other.reference in each for each in reminders(scenario.ben))
