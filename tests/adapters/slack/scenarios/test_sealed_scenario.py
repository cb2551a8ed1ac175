"""Before a drill is over, its team can reach nothing of the sealed part of its scenario."""

import logging
from collections.abc import Iterator

import pytest

from tests.adapters.slack.scenarios.drill_case import start_drill
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.adapters.slack.scenarios.sealed_texts import (
    SCENARIO,
    everything_a_hero_can_reach,
    sealed_texts,
)
from tests.clock import MovedClock


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def test_the_team_reaches_nothing_sealed(
    scenario: Scenario, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sealed = sealed_texts(scenario)
    assert len(sealed) > 10
    case = start_drill(scenario, scenario=SCENARIO, length="20")
    found = [
        (where, text)
        for where, told in everything_a_hero_can_reach(scenario, case.id, scenario.ben)
        for text in sealed
        if text in told
    ]
    assert found == []
    assert [text for text in sealed if text in caplog.text] == []


def test_search_finds_what_the_game_master_sees(scenario: Scenario) -> None:
    """The same search finds what one person may see."""
    case = start_drill(scenario, scenario=SCENARIO, length="20")
    scenario.type(scenario.ana, f"injects {case.incident.reference}")
    assert scenario.ana.view is not None
    told = str(scenario.ana.view.blocks)
    assert [text for text in sealed_texts(scenario) if text in told]
