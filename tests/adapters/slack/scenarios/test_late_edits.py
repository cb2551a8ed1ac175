"""An edit that Slack carries out after newer ones is made good."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.playground.slack import DropThenDo, Message
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def scenario(clock: MovedClock, sqlite_url: str) -> Iterator[Scenario]:
    with open_scenario(database_url=sqlite_url, clock=clock) as scenario:
        yield scenario


def cards(case: IncidentCase) -> list[Message]:
    return [case.announcement, *case.panels]


@pytest.mark.parametrize("after", [timedelta(minutes=2), timedelta(minutes=90)])
def test_cards_and_topic_show_the_newest_state_after_a_late_edit(
    scenario: Scenario, clock: MovedClock, after: timedelta
) -> None:
    case = scenario.declare("sev2 Search is slow")
    late = DropThenDo(threading.Event())
    for method, calls in (("chat.update", 3), ("conversations.setTopic", 1)):
        scenario.slack.faults.answer(method, late, times=calls)
    case.rate(scenario.ana, "SEV1")
    scenario.settle()
    case.rate(scenario.ana, "SEV3")
    case.press(scenario.ana, "step.investigate")
    assert all("SEV3" in shown(card) for card in cards(case))
    late.released.set()
    scenario.slack.wait_until(lambda: any("SEV1 ·" in shown(card) for card in cards(case)))
    scenario.slack.wait_until(lambda: "SEV1" in case.incident_channel.topic.value)
    clock.move_on(after)
    scenario.slack.wait_until(lambda: "SEV3" in case.incident_channel.topic.value)
    scenario.slack.wait_until(lambda: all("SEV3" in shown(card) for card in cards(case)))
    assert all("Investigating" in shown(card) for card in cards(case))
