"""Days are the same in every time zone; an hour that comes twice is shown with its offset."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text, open_scenario
from tests.cli.process import firefighter
from tests.clock import MovedClock

DAY, ISO_DAY = "15 Oct 2026", "2026-10-15"


@pytest.fixture
def scenario(clock: MovedClock, sqlite_url: str, wiki: LocalConfluence) -> Iterator[Scenario]:
    clock.move_on(datetime(2026, 10, 10, 12, tzinfo=UTC) - clock.now())
    with open_scenario(database_url=sqlite_url, clock=clock, wiki=wiki) as scenario:
        yield scenario


def in_modal(person: Person) -> str:
    assert person.view is not None
    return modal_text(person.view)


def is_told(person: Person, text: str) -> bool:
    return any(text in each.text for each in person.dms)


def test_due_date_is_the_same_day_in_every_time_zone(
    scenario: Scenario, clock: MovedClock, wiki: LocalConfluence, sqlite_url: str, tmp_path: Path
) -> None:
    mere = scenario.slack.add_person("mere", real_name="Mere", tz="Pacific/Auckland")
    mere.join("general")
    mere.join("incidents")
    case = scenario.declare("sev1 Checkout returns 500", by=mere)
    case.press(mere, "add_follow_up")
    case.send(mere, text="Add an alarm", owner=mere.id, due=ISO_DAY)
    case.press(mere, "follow_ups")
    assert f"due {DAY}" in in_modal(mere)
    for panel in case.panels:
        assert f"due {DAY}" in shown(panel)
    mere.close_view()
    case.press(mere, "step.mitigate")
    case.send(mere, note="Rolled back")
    (page,) = wiki.pages
    assert f"<td>{ISO_DAY}</td>" in page.body
    for days, told in ((4, "Due"), (2, "Overdue since")):
        clock.move_on(timedelta(days=days))
        scenario.slack.wait_until(partial(is_told, mere, f"{told} {DAY}"))
        scenario.settle()
    given = {"DATABASE_URL": sqlite_url}
    exported = firefighter("export", folder=tmp_path, given=given)
    assert f'"due":"{ISO_DAY}"' in exported.stdout
    everything = [message.text + shown(message) for message in scenario.everything_said()]
    everything += [message.text for message in mere.dms]
    for other_day in ("14 Oct 2026", "16 Oct 2026", "2026-10-16"):
        assert all(other_day not in text for text in everything)


@pytest.fixture
def paul(scenario: Scenario) -> Person:
    paul = scenario.slack.add_person("paul", real_name="Paul", tz="Europe/Paris")
    paul.join("general")
    paul.join("incidents")
    return paul


def at_half_past_two_twice(scenario: Scenario, clock: MovedClock, paul: Person) -> IncidentCase:
    """An incident with an entry at 02:30 in summer time, and one at 02:30 an hour later."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    clock.move_on(first - clock.now())
    case = scenario.declare("sev1 Checkout returns 500", by=paul)
    clock.move_on(first + timedelta(hours=1) - clock.now())
    case.press(paul, "step.investigate")
    clock.move_on(first + timedelta(hours=2) - clock.now())
    case.press(paul, "step.mitigate")
    case.send(paul, note="Rolled back")
    return case


def test_hour_that_comes_twice_shows_its_offset_in_timeline_and_catch_up(
    scenario: Scenario, clock: MovedClock, paul: Person
) -> None:
    case = at_half_past_two_twice(scenario, clock, paul)
    scenario.type(paul, f"timeline {case.reference}")
    for told in (in_modal(paul), scenario.answer(paul, f"catchup {case.reference}")):
        lines = told.splitlines()
        assert any("(UTC+02:00)" in line for line in lines)
        assert any("(UTC+01:00)" in line for line in lines)
        assert "01:30 UTC> (UTC+01:00)" in told
        assert "02:30 UTC> (UTC" not in told
    asha = scenario.slack.add_person("asha", real_name="Asha", tz="Asia/Kolkata")
    asha.join("general")
    assert "(UTC+0" not in scenario.answer(asha, f"catchup {case.reference}")
