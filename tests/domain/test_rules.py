import pytest

from firefighter.domain.roles import COMMANDER, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_says_what_it_means_without_any_configuration(severity: Severity) -> None:
    assert Rules().policy(severity).meaning


def test_there_is_a_commander_without_any_configuration() -> None:
    assert COMMANDER in Rules().role_keys


def test_a_role_that_history_knows_and_the_rules_do_not_is_called_by_its_key() -> None:
    rules = Rules(roles=(Role(COMMANDER, "Incident commander", "You lead."),))
    assert rules.role_name(COMMANDER) == "Incident commander"
    assert rules.role_name("liaison") == "liaison"


def test_two_sets_of_rules_do_not_share_their_severities() -> None:
    first, second = Rules(), Rules()
    assert first.severities == second.severities
    assert first.severities is not second.severities
