"""Some minutes after declaring, a nudge asks for a commander."""

from datetime import timedelta

from firefighter.playground.slack import Message
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock


def thread(scenario: Scenario, case: IncidentCase) -> list[Message]:
    return scenario.slack.thread("incidents", case.announcement.ts)


def question(scenario: Scenario, case: IncidentCase) -> Message:
    """The nudge, once it is posted."""

    def found() -> list[Message]:
        return [each for each in thread(scenario, case) if "has no commander" in each.text]

    scenario.slack.wait_until(found)
    scenario.settle()
    (message,) = found()
    return message


def test_button_of_the_nudge_takes_the_role() -> None:
    clock = MovedClock()
    with open_scenario(clock=clock) as scenario:
        case = scenario.declare("sev3 Search is slow")
        clock.move_on(timedelta(minutes=31))
        asked = question(scenario, case)
        assert asked.text == ":wave: INC-1 has no commander."
        scenario.ben.press(asked, action_id="role.commander")
        scenario.settle()
        assert case.incident.commander == scenario.ben.id
        (answered,) = [each for each in thread(scenario, case) if each.ts == asked.ts]
        assert answered.text == f":wave: INC-1: <@{scenario.ben.id}> is the commander."
        assert not elements(answered)
        scenario.ana.press(asked, action_id="role.commander", stale=True)
        scenario.settle()
        assert case.incident.commander == scenario.ben.id
        assert scenario.told(scenario.ana)


def test_nudge_of_an_ended_incident_has_no_button() -> None:
    clock = MovedClock()
    with open_scenario(clock=clock) as scenario:
        case = scenario.declare("sev3 Search is slow")
        clock.move_on(timedelta(minutes=31))
        asked = question(scenario, case)
        assert elements(asked)
        case.press(scenario.ana, "step.mitigate")
        case.send(scenario.ana, note="Rolled back")
        (left,) = [each for each in thread(scenario, case) if each.ts == asked.ts]
        assert left.text == ":wave: INC-1: commander no longer needed."
        assert not elements(left)
