"""When an update is due, a nudge asks for it; it can be postponed or skipped."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.adapters.slack.wording.mrkdwn import local_time
from firefighter.domain.events import UpdatePutOff, UpdateWaived
from firefighter.playground.slack import Message
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def scenario(clock: MovedClock, sqlite_url: str) -> Iterator[Scenario]:
    with open_scenario(database_url=sqlite_url, clock=clock) as scenario:
        yield scenario


def questions(scenario: Scenario, case: IncidentCase) -> list[Message]:
    return [
        each
        for each in scenario.slack.messages(case.incident_channel)
        if ":alarm_clock:" in each.text
    ]


def question(scenario: Scenario, case: IncidentCase, many: int = 1) -> Message:
    """The newest of `many` nudges, once they are posted."""
    scenario.slack.wait_until(lambda: len(questions(scenario, case)) == many)
    scenario.settle()
    return questions(scenario, case)[-1]


def led_by_ben(scenario: Scenario) -> IncidentCase:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "role.commander")
    return case


def test_nudge_opens_the_update_form(scenario: Scenario, clock: MovedClock) -> None:
    case = led_by_ben(scenario)
    due = case.incident.update_due
    assert due is not None
    clock.move_on(timedelta(minutes=31))
    asked = question(scenario, case)
    assert asked.text == (
        f":alarm_clock: <@{scenario.ben.id}>, {case.reference}: update overdue since "
        f"{local_time(due)}."
    )
    for card in (case.announcement, *case.panels):
        assert f"Update overdue since {local_time(due)}." in shown(card)
        assert "Next update by" not in shown(card)
    case.press(scenario.ben, "update", on=asked)
    case.send(scenario.ben, impact="Nobody can pay", changed="Nothing yet", next_in="60")
    assert case.incident.impact == "Nobody can pay"
    (answered,) = questions(scenario, case)
    name = f"{case.reference}: <@{scenario.ben.id}>"
    assert answered.text == f":alarm_clock: {name} posted the update."
    assert not elements(answered)


def test_update_can_be_postponed(scenario: Scenario, clock: MovedClock) -> None:
    case = led_by_ben(scenario)
    clock.move_on(timedelta(minutes=31))
    asked = question(scenario, case)
    case.press(scenario.ben, "snooze", on=asked)
    assert isinstance(case.timeline[-1], UpdatePutOff)
    assert "postponed the next update to" in case.lines[-1]
    assert "Next update by" in shown(case.announcement)
    (put_off,) = questions(scenario, case)
    name = f"{case.reference}: <@{scenario.ben.id}>"
    assert put_off.text == f":alarm_clock: {name} postponed the update."
    assert not elements(put_off)
    case.press(scenario.ben, "snooze", on=asked)
    assert "That update is no longer due." in sentences(scenario, scenario.ben)[-1]
    clock.move_on(timedelta(minutes=16))
    question(scenario, case, many=2)


def test_update_can_be_skipped(scenario: Scenario, clock: MovedClock) -> None:
    case = led_by_ben(scenario)
    clock.move_on(timedelta(minutes=31))
    case.press(scenario.ben, "waive", on=question(scenario, case))
    assert isinstance(case.timeline[-1], UpdateWaived)
    assert case.incident.update_due is None
    (waived,) = questions(scenario, case)
    assert waived.text == f":alarm_clock: {case.reference}: update no longer needed."
    assert not elements(waived)
    assert "Next update by" not in shown(case.announcement)


def test_only_the_newest_nudge_has_buttons(scenario: Scenario, clock: MovedClock) -> None:
    case = led_by_ben(scenario)
    clock.move_on(timedelta(minutes=31))
    question(scenario, case)
    clock.move_on(timedelta(minutes=31))
    question(scenario, case, many=2)
    older, newest = questions(scenario, case)
    assert older.text == f":alarm_clock: {case.reference}: update requested again below."
    assert [bool(elements(each)) for each in (older, newest)] == [False, True]
    case.rate(scenario.ben, "SEV2", on=case.panel)
    assert not elements(questions(scenario, case)[-1]) or case.incident.update_due is not None
