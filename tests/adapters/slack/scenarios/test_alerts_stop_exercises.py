"""Alerts that stop exercises by a rule, as a guard of what an exercise may do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.domain.alerts import AlertAction
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.settings.alerts import AlertRuleTable
from firefighter.settings.policy import Policy
from tests.adapters.alerts import samples
from tests.adapters.slack.scenarios.alert_case import Monitoring, monitoring
from tests.adapters.slack.scenarios.drill_case import drill_of, start_drill
from tests.adapters.slack.scenarios.game_day_case import open_case, prepare, start
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock

GUARD = {"guard": "exercises"}
POLICY = Policy(
    services=("checkout", "search"),
    alerts=(
        AlertRuleTable(action=AlertAction.NOTE, labels=GUARD, stop_exercises=True),
        AlertRuleTable(action=AlertAction.NOTE),
    ),
)


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


@pytest.fixture
def alertmanager(scenario: Scenario) -> Monitoring:
    return monitoring(scenario)


def fire(alertmanager: Monitoring, clock: MovedClock, **labels: str) -> None:
    alert = samples.prometheus_alert(clock.now(), labels=labels)
    alertmanager.report(samples.alertmanager([alert]))


def test_a_guard_alert_ends_the_drills_of_its_service_and_says_so(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    checkout = start_drill(scenario, services=["checkout"])
    search = start_drill(scenario, services=["search"])
    fire(alertmanager, clock)
    assert not drill_of(checkout).is_over, "no rule says that this alert stops exercises"
    clock.move_on(timedelta(minutes=1))
    fire(alertmanager, clock, **GUARD, service="checkout")
    assert drill_of(checkout).ending is DrillEnding.ALERT
    sentence = "The drill is over: the alert “Checkout returns 500” stops exercises."
    assert sum(sentence in each for each in checkout.lines) == 1
    assert not drill_of(search).is_over


def test_a_guard_alert_of_no_known_service_ends_every_drill(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    drills = [start_drill(scenario, services=["search"]), start_drill(scenario)]
    fire(alertmanager, clock, **GUARD, service="database-4")
    assert [drill_of(each).ending for each in drills] == [DrillEnding.ALERT] * 2


def test_real_incidents_go_on(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    case = scenario.declare("sev3 Checkout is slow")
    fire(alertmanager, clock, **GUARD)
    assert case.incident.status.is_active


@pytest.mark.parametrize("mode", ["informed", "dungeons_and_dragons"])
def test_a_guard_alert_stops_the_game_day_of_its_service(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock, mode: str
) -> None:
    case = open_case(scenario, mode=mode)
    prepare(case)
    start(case)
    fire(alertmanager, clock, **GUARD, service="checkout")
    scenario.slack.wait_until(lambda: case.phase is GameDayPhase.STOPPED)
    scenario.settle()
    (drill,) = case.drills
    assert drill_of(drill).ending is DrillEnding.ALERT
    told = "\n".join(case.lines)
    assert "The Game Day was stopped. An alert fired that stops exercises." in told


def test_a_repeated_alert_stops_nothing_that_began_after_it(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    """It is known to fire; whoever starts a drill then has decided to."""
    alert = samples.prometheus_alert(clock.now(), labels=GUARD)
    alertmanager.report(samples.alertmanager([alert]))
    drill = start_drill(scenario, services=["checkout"])
    clock.move_on(timedelta(minutes=5))
    alertmanager.report(samples.alertmanager([alert]))
    assert not drill_of(drill).is_over


def test_a_drill_that_the_alert_itself_declared_goes_on(sqlite_url: str, clock: MovedClock) -> None:
    with open_scenario(POLICY, sqlite_url, clock) as before:
        people = (before.ana.id,)
    alerting = POLICY.alerting.model_copy(update={"drill_team": people})
    rule = AlertRuleTable(action=AlertAction.DECLARE, labels=GUARD, stop_exercises=True)
    policy = POLICY.model_copy(update={"alerting": alerting, "alerts": (rule,)})
    with open_scenario(policy, sqlite_url.replace(".db", "-2.db"), clock) as scenario:
        other = start_drill(scenario, services=["checkout"])
        fire(monitoring(scenario), clock, **GUARD, drill="true")
        declared = scenario.case(2)
        assert declared.incident.is_drill
        assert not drill_of(declared).is_over
        assert drill_of(other).ending is DrillEnding.ALERT
