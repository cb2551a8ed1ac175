"""Who is invited to the incident channel."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from firefighter.domain.severity import Severity
from firefighter.settings.policy import Policy, SeverityTable
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.adapters.slack.scenarios.second_bot import replaced_bot
from tests.databases import Databases

WithInvited = Callable[..., Scenario]


@pytest.fixture
def with_invited(fresh_scenario: Scenario, sqlite_databases: Databases) -> Iterator[WithInvited]:
    """The workspace with a bot whose policy invites these ids for SEV1."""
    with ExitStack() as opened:

        def restart(*invited: str) -> Scenario:
            table = SeverityTable(invite=invited)
            url = opened.enter_context(sqlite_databases.fresh())
            policy = Policy(severities={Severity.SEV1: table})
            return opened.enter_context(replaced_bot(fresh_scenario, url, policy))

        yield restart


def test_users_and_groups_of_the_policy_are_invited(
    fresh_scenario: Scenario, with_invited: WithInvited
) -> None:
    oncall = fresh_scenario.slack.add_usergroup("oncall", members=[fresh_scenario.dora])
    case = with_invited(fresh_scenario.ben.id, oncall.id).declare("sev1 Checkout returns 500")
    assert {fresh_scenario.ana.id, fresh_scenario.ben.id, fresh_scenario.dora.id} <= set(
        case.incident_channel.members
    )


def test_deactivated_user_does_not_stop_other_invitations(
    fresh_scenario: Scenario, with_invited: WithInvited
) -> None:
    case = with_invited("UGONE", fresh_scenario.ben.id).declare("sev1 Checkout returns 500")
    assert {fresh_scenario.ana.id, fresh_scenario.ben.id} <= set(case.incident_channel.members)


def test_deleted_group_does_not_stop_other_invitations(
    fresh_scenario: Scenario, with_invited: WithInvited
) -> None:
    oncall = fresh_scenario.slack.add_usergroup("oncall", members=[fresh_scenario.dora])
    case = with_invited("SGONE", oncall.id).declare("sev1 Checkout returns 500")
    assert fresh_scenario.dora.id in case.incident_channel.members


def test_a_lower_severity_invites_nobody_else(
    fresh_scenario: Scenario, with_invited: WithInvited
) -> None:
    case = with_invited(fresh_scenario.ben.id).declare("sev2 Checkout returns 500")
    assert fresh_scenario.ben.id not in case.incident_channel.members


def test_raising_the_severity_invites_whom_it_demands(
    fresh_scenario: Scenario, with_invited: WithInvited
) -> None:
    case = with_invited(fresh_scenario.ben.id).declare("sev2 Checkout returns 500")
    case.rate(fresh_scenario.ana, "SEV1")
    assert fresh_scenario.ben.id in case.incident_channel.members


def test_a_person_who_takes_a_role_is_invited_to_the_channel(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "role.operations", on=case.thread_panel)
    assert scenario.ben.id in case.incident_channel.members


def test_a_person_who_is_handed_a_role_is_invited_to_the_channel(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "role.scribe")
    case.press(scenario.ana, "role.scribe", "Hand over…")
    case.send(scenario.ana, to=scenario.dora.id)
    assert scenario.dora.id in case.incident_channel.members
