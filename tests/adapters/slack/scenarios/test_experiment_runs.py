"""Results of chaos experiments in Slack, from a tool's HTTP request on."""

from collections.abc import Iterator

import pytest

from tests.adapters.slack.scenarios.experiment_case import ExperimentTool, open_tool, probes
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


@pytest.fixture
def tool(scenario: Scenario) -> ExperimentTool:
    return open_tool(scenario)


def test_scores_are_shown_with_what_was_measured(scenario: Scenario, tool: ExperimentTool) -> None:
    ask = "stats experiments 30d"
    assert "No chaos experiment has been run yet." in scenario.answer(scenario.ana, ask)
    tool.add("checkout-db-slow", weight=10)
    tool.add("search-pods", service="search", weight=5)
    tool.report("checkout-db-slow", 1, probes=probes(True))
    tool.report("checkout-db-slow", 2, probes=probes(True))
    tool.report("search-pods", 1, probes=probes(True, False))
    tool.report("search-pods", 2, status="interrupted")
    scenario.type(scenario.ana, ask)
    assert scenario.ana.view is not None
    shown = modal_text(scenario.ana.view)
    assert "Resilience by service" in shown
    assert "83.3" in shown  # (10 x 100 + 5 x 50) / 15
    assert "search-pods" in shown
    assert "stopped" in shown
