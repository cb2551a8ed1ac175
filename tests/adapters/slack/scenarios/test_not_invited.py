"""People whom Slack does not let the bot invite are named in the channel, once."""

import pytest

from firefighter.domain.severity import Severity
from firefighter.playground.slack import SlackError
from firefighter.settings.policy import Policy, SeverityTable
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.adapters.slack.scenarios.second_bot import replaced_bot
from tests.databases import Databases


def warnings(case: IncidentCase) -> list[str]:
    return [line for line in case.lines if "couldn't add" in line]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("cant_invite", "not allowed by Slack"),
        ("ura_max_channels", "guest account"),
        ("user_disabled", "deactivated"),
        ("org_user_not_in_team", "not active in this workspace"),
        ("invitee_cant_see_channel", "not active in this workspace"),
        ("no_external_invite_permission", "not allowed by Slack"),
        ("too_many_members", "channel is full"),
        ("user_is_restricted", "guest account"),
    ],
)
def test_person_who_cannot_be_invited_is_named_in_the_channel(
    fresh_scenario: Scenario, code: str, why: str
) -> None:
    scenario = fresh_scenario
    scenario.slack.faults.answer("conversations.invite", SlackError(code), times=None)
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "role.commander", on=case.thread_panel)
    named = f"<@{scenario.ana.id}> ({why})"
    (warning,) = warnings(case)
    assert warning.startswith(f":warning: I couldn't add {named}.")


def test_deactivated_person_of_a_policy_is_named_and_others_are_invited(
    fresh_scenario: Scenario, sqlite_databases: Databases
) -> None:
    """Slack answers `ok: true` with `errors` then."""
    ben, dora = fresh_scenario.ben, fresh_scenario.dora
    fresh_scenario.slack.deactivate(ben)
    policy = Policy(severities={Severity.SEV1: SeverityTable(invite=(ben.id, dora.id))})
    with (
        sqlite_databases.fresh() as url,
        replaced_bot(fresh_scenario, url, policy) as scenario,
    ):
        case = scenario.declare("sev1 Checkout returns 500")
        assert dora.id in case.incident_channel.members
        (warning,) = warnings(case)
        assert f"<@{ben.id}> (not active in this workspace)" in warning
