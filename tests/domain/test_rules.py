import pytest

from firefighter.domain.roles import COMMANDER, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity


@pytest.mark.parametrize("severity", Severity)
def test_every_default_severity_has_a_meaning(severity: Severity) -> None:
    assert Rules().policy(severity).meaning


def test_default_roles_include_the_commander() -> None:
    assert COMMANDER in Rules().role_keys


def test_removed_role_is_named_by_its_key() -> None:
    rules = Rules(roles=(Role(COMMANDER, "Incident commander", "You lead."),))
    assert rules.role_name(COMMANDER) == "Incident commander"
    assert rules.role_name("liaison") == "liaison"


def test_rules_do_not_share_severities() -> None:
    first, second = Rules(), Rules()
    assert first.severities == second.severities
    assert first.severities is not second.severities
