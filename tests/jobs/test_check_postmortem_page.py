"""The page of an open post-mortem is refreshed every day, also when nothing happens."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.playground.confluence import LocalConfluence
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock
from tests.jobs.test_remind_of_postmortem import mitigated


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiki() -> Iterator[LocalConfluence]:
    with LocalConfluence() as running:
        running.add_space("OPS")
        yield running


@pytest.fixture
def scenario(sqlite_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock, wiki) as scenario:
        yield scenario


def test_restored_page_is_found_within_two_days(
    wiki: LocalConfluence, scenario: Scenario, clock: MovedClock
) -> None:
    case = mitigated(scenario)
    (page,) = wiki.pages
    wiki.trash(page.id)
    clock.move_on(timedelta(days=1, minutes=1))
    scenario.slack.wait_until(lambda: any("is gone" in line for line in case.lines), 30)
    wiki.restore(page.id)
    clock.move_on(timedelta(days=1, minutes=1))
    scenario.slack.wait_until(lambda: any("found again" in line for line in case.lines), 30)
