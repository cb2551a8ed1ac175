"""Who was removed from a private incident's channel while the bot was away sees it no more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.playground.slack import Hang, ServerError
from firefighter.playground.slack.faults import Fault
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock

SECRET = "Payroll leaked"
UNKNOWN = "doesn't exist, or you don't have access"


@pytest.fixture
def scenario(clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(clock=clock) as opened:
        yield opened


@pytest.fixture
def case(scenario: Scenario) -> IncidentCase:
    """Ana's, in a private channel with Ben and Dora."""
    case = scenario.declare_by_form(title=SECRET, severity="SEV1", private="private")
    for person in (scenario.ben, scenario.dora):
        scenario.ana.invite(case.incident_channel, person)
    scenario.settle()
    for person in (scenario.ben, scenario.dora):
        assert UNKNOWN not in scenario.answer(person, f"show {case.reference}")
    return case


def remove_ben_unnoticed(scenario: Scenario, case: IncidentCase) -> None:
    """Slack's event is lost: nobody listens, and it is not sent again."""
    listening, scenario.slack.request_url = scenario.slack.request_url, None
    scenario.ana.remove(case.incident_channel, scenario.ben)
    scenario.slack.settle()
    scenario.slack.request_url = listening


def check_that_ben_sees_nothing(scenario: Scenario, case: IncidentCase) -> None:
    assert UNKNOWN in scenario.answer(scenario.ben, f"show {case.reference}")
    scenario.ben.open_home()
    scenario.slack.settle()
    assert scenario.ben.home is not None
    assert SECRET not in str(scenario.ben.home.body)


def test_memberships_are_learnt_again_at_start(scenario: Scenario, case: IncidentCase) -> None:
    remove_ben_unnoticed(scenario, case)
    scenario.bot._refresh_groups_and_channels()
    scenario.settle()
    check_that_ben_sees_nothing(scenario, case)
    assert UNKNOWN not in scenario.answer(scenario.dora, f"show {case.reference}")


def test_memberships_are_learnt_again_every_hour(
    scenario: Scenario, case: IncidentCase, clock: MovedClock
) -> None:
    remove_ben_unnoticed(scenario, case)
    clock.move_on(timedelta(hours=1))
    scenario.bot.scheduler.wake()
    scenario.settle()
    check_that_ben_sees_nothing(scenario, case)
    assert UNKNOWN not in scenario.answer(scenario.dora, f"show {case.reference}")


@pytest.mark.parametrize("fault", [ServerError(500), Hang()])
def test_nothing_private_is_shown_by_what_was_true_long_ago(
    scenario: Scenario, case: IncidentCase, clock: MovedClock, fault: Fault
) -> None:
    """While Slack does not tell, members are refused as well; who declared it is not."""
    scenario.slack.faults.answer("conversations.members", fault, times=None)
    remove_ben_unnoticed(scenario, case)
    clock.move_on(timedelta(hours=2))
    check_that_ben_sees_nothing(scenario, case)
    assert UNKNOWN in scenario.answer(scenario.dora, f"show {case.reference}")
    assert UNKNOWN not in scenario.answer(scenario.ana, f"show {case.reference}")
    scenario.slack.faults.clear()
    check_that_ben_sees_nothing(scenario, case)
    assert UNKNOWN not in scenario.answer(scenario.dora, f"show {case.reference}")


def test_whoever_was_never_a_member_costs_no_call(
    scenario: Scenario, case: IncidentCase, clock: MovedClock
) -> None:
    eve = scenario.slack.add_person("eve")
    scenario.ana.invite("general", eve)
    scenario.answer(eve, "help")
    scenario.slack.faults.answer("conversations.members", ServerError(500), times=None)
    clock.move_on(timedelta(hours=2))
    before = len(scenario.slack.calls_of("conversations.members"))
    assert UNKNOWN in scenario.answer(eve, f"show {case.reference}")
    asked = len(scenario.slack.calls_of("conversations.members"))
    scenario.slack.faults.clear()
    assert asked - before <= 1  # the hourly job's, if it was as fast
