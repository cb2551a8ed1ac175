"""What goes wrong around a drill is said in a sentence, and nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from firefighter.adapters.store.tables import ScenarioRow
from firefighter.domain.drill_events import DrillRevealed, InjectSent
from firefighter.playground.slack import ServerError
from tests.adapters.slack.scenarios.drill_case import drill_of, start_drill
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock

FIRST = "Four more tickets, all about garden furniture"
"""The first inject, two minutes after the start."""
BRIEF = "a price shown to a customer may be binding"
"""What only the holder of a role is told."""


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def play(scenario: Scenario) -> IncidentCase:
    return start_drill(scenario, scenario="two-prices", length="20")


def thread(scenario: Scenario, case: IncidentCase) -> list[str]:
    announced = case.announcement
    return [each.text for each in scenario.slack.thread(announced.channel, announced.ts)]


def test_injects_go_on_in_the_thread_once_the_channel_is_deleted(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario)
    scenario.ana.delete_channel(case.incident_channel)
    scenario.settle()
    clock.move_on(timedelta(minutes=2, seconds=1))
    scenario.slack.wait_until(
        lambda: any(FIRST in each for each in thread(scenario, case)), what=FIRST
    )
    (text,) = [each for each in thread(scenario, case) if FIRST in each]
    assert text.startswith("EXERCISE")
    case.press(scenario.ben, "stop_drill", on=case.announcement)
    case.send(scenario.ben)
    assert drill_of(case).is_over


def test_what_somebody_who_left_was_to_be_told_reaches_the_team(scenario: Scenario) -> None:
    case = play(scenario)
    scenario.slack.faults.answer("conversations.open", ServerError(), times=1)
    case.press_without_waiting(scenario.ben, "role.commander")
    scenario.slack.deactivate(scenario.ben)
    scenario.slack.wait_until(lambda: any(BRIEF in each.text for each in case.messages), what=BRIEF)


def replace_content(scenario: Scenario, content: str) -> str:
    """Replaces the file of the scenario that was kept; returns what was there."""
    database = scenario.bot.database
    with database.writing() as session:
        before: str | None = session.scalar(select(ScenarioRow.content))
        session.execute(update(ScenarioRow).values(content=content))
    assert before is not None
    return before


def test_a_version_that_cannot_be_read_is_said_and_what_is_due_comes_later(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario)
    before = replace_content(scenario, 'id = "two-prices"')
    for command in ("hint", "injects"):
        told = scenario.answer(scenario.ana, f"{command} {case.reference}")
        assert told.startswith("EXERCISE · Version"), told
        assert "two-prices" in told
    clock.move_on(timedelta(minutes=2, seconds=1))
    scenario.sandbox.wait_until_idle()
    assert not [each for each in case.timeline if isinstance(each, InjectSent)]
    replace_content(scenario, before)
    clock.move_on(timedelta(minutes=1))
    scenario.slack.wait_until(lambda: any(FIRST in each.text for each in case.messages), what=FIRST)


def test_a_drill_of_a_version_that_cannot_be_read_can_be_stopped(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = play(scenario)
    before = replace_content(scenario, 'id = "two-prices"')
    case.press(scenario.ben, "stop_drill")
    case.send(scenario.ben)
    assert drill_of(case).is_over
    told = scenario.answer(scenario.ben, f"score {case.reference}")
    assert told.startswith("EXERCISE · Version"), told
    replace_content(scenario, before)
    clock.move_on(timedelta(minutes=1))
    scenario.slack.wait_until(
        lambda: any(isinstance(each, DrillRevealed) for each in case.timeline), what="the debrief"
    )
