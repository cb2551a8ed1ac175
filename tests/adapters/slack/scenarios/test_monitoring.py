"""Monitoring, the optional status after mitigated."""

from firefighter.domain.lifecycle import Status, StepKind
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.adapters.slack.scenarios.status_walk import mitigated, walk_through


def test_an_incident_goes_through_monitoring_everywhere() -> None:
    walk_through(Status.MONITORING, StepKind.MONITOR)


def test_monitoring_is_not_offered_unless_it_is_switched_on(scenario: Scenario) -> None:
    case = mitigated(scenario)
    assert "monitor" not in case.steps(scenario.ben)
