"""A post that Slack carries out after the retry is deleted."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.playground.slack import DropThenDo, Message, ServerError
from firefighter.playground.slack.records import Json
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def scenario(clock: MovedClock, sqlite_url: str) -> Iterator[Scenario]:
    with open_scenario(database_url=sqlite_url, clock=clock) as scenario:
        yield scenario


def counts(scenario: Scenario) -> Counter[str]:
    """The number of copies of each message of the bot."""
    return Counter(
        message.metadata["event_payload"]["effect"]
        for message in scenario.everything_said()
        if message.metadata
    )


def declared_with_late_post(scenario: Scenario, text: str) -> IncidentCase:
    """Declares an incident whose first post with that text is there twice."""
    late = DropThenDo(threading.Event())
    scenario.slack.faults.answer(
        "chat.postMessage", late, when=lambda call: text in str(call.get("text"))
    )
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "step.investigate")
    scenario.settle()
    assert set(counts(scenario).values()) == {1}
    late.released.set()
    scenario.slack.wait_until(lambda: 2 in counts(scenario).values())
    return case


@pytest.mark.parametrize("text", ["Search is slow", "investigating"], ids=["card", "line"])
@pytest.mark.parametrize("after", [timedelta(minutes=2), timedelta(minutes=90)])
def test_a_message_posted_late_is_deleted(
    scenario: Scenario, clock: MovedClock, text: str, after: timedelta
) -> None:
    case = declared_with_late_post(scenario, text)
    announced = case.announcement
    clock.move_on(after)
    scenario.slack.wait_until(lambda: set(counts(scenario).values()) == {1})
    assert case.announcement.ts == announced.ts


def test_a_message_posted_after_the_first_check_is_deleted(
    scenario: Scenario, clock: MovedClock
) -> None:
    late = DropThenDo(threading.Event())
    scenario.slack.faults.answer("chat.postMessage", late)
    scenario.declare("sev3 Search is slow")
    clock.move_on(timedelta(minutes=2))
    scenario.settle()
    late.released.set()
    scenario.slack.wait_until(lambda: 2 in counts(scenario).values())
    clock.move_on(timedelta(minutes=10))
    scenario.slack.wait_until(lambda: set(counts(scenario).values()) == {1})


def test_an_announcement_posted_after_its_incident_became_private_is_deleted(
    scenario: Scenario, clock: MovedClock
) -> None:
    late, is_public = DropThenDo(threading.Event()), threading.Event()
    is_public.set()
    scenario.slack.faults.answer("chat.postMessage", late, when=_announces)
    scenario.slack.faults.answer(
        "chat.postMessage",
        ServerError(),
        times=None,
        when=lambda call: _announces(call) and is_public.is_set(),
    )
    scenario.type(scenario.ana, "open sev1 Search is slow")
    case = scenario.case(1)
    scenario.slack.wait_until(lambda: Place.CHANNEL_PANEL in case.places)
    scenario.ana.press(case.channel_panel, action_id="more")
    assert scenario.ana.view is not None
    scenario.ana.press(scenario.ana.view, action_id="more.private")
    scenario.ana.submit()
    is_public.clear()
    scenario.settle()
    late.released.set()
    scenario.slack.wait_until(lambda: announcements(scenario))
    clock.move_on(timedelta(minutes=2))
    scenario.slack.wait_until(lambda: not announcements(scenario))


def announcements(scenario: Scenario) -> list[Message]:
    return [each for each in scenario.slack.messages("incidents") if each.is_posted_by_bot]


def _announces(call: Json) -> bool:
    return "Search is slow" in str(call.get("text")) and "controls" not in str(call.get("text"))
