"""Who may close, override and see private incidents, by user and by user group."""

from collections.abc import Iterator
from contextlib import contextmanager

from firefighter.demo.sandbox import open_sandbox
from firefighter.domain.lifecycle import Status
from firefighter.settings.policy import PermissionsTable, Policy
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.adapters.slack.scenarios.second_bot import replaced_bot


@contextmanager
def governed(
    scenario: Scenario, database_url: str, **permissions: tuple[str, ...]
) -> Iterator[Scenario]:
    """The same workspace with a policy that restricts permissions."""
    policy = Policy(permissions=PermissionsTable.model_validate(permissions))
    with replaced_bot(scenario, database_url, policy) as other:
        other.settle()
        yield other


def mitigated(scenario: Scenario, words: str = "sev3 Search is slow") -> IncidentCase:
    case = scenario.declare(words)
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Restarted")
    return case


def status_of(case: IncidentCase) -> Status:
    return case.incident.status


def test_by_default_anybody_may_close(scenario: Scenario) -> None:
    case = mitigated(scenario)
    case.press(scenario.ben, "step.close")
    assert status_of(case) is Status.CLOSED


def test_refusal_names_who_is_permitted(scenario: Scenario, postgresql_url: str) -> None:
    with governed(scenario, postgresql_url, close=(scenario.dora.id,)) as town:
        case = mitigated(town)
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.MITIGATED
        assert sentences(town, town.ben) == [
            f"Only <@{town.dora.id}> can close or decline this incident. Nothing was changed."
        ]
        case.press(town.dora, "step.close")
        assert status_of(case) is Status.CLOSED


def test_commander_may_always_close(scenario: Scenario, postgresql_url: str) -> None:
    with governed(scenario, postgresql_url, close=(scenario.dora.id,)) as town:
        case = mitigated(town)
        case.press(town.ben, "role.commander")
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.CLOSED


def test_declining_needs_the_permission_to_close(scenario: Scenario, postgresql_url: str) -> None:
    with governed(scenario, postgresql_url, close=(scenario.dora.id,)) as town:
        case = town.declare()
        case.press(town.ben, "step.decline")
        town.ben.submit({"reason": "false_alarm"})
        assert f"Only <@{town.dora.id}> can close or decline" in town.told(town.ben)[-1]
        assert status_of(case) is Status.OPEN


def test_members_of_permitted_groups_are_loaded_at_start(
    scenario: Scenario, postgresql_url: str
) -> None:
    leads = scenario.slack.add_usergroup(f"leads-{scenario.ben.handle}", members=[scenario.ben])
    with governed(scenario, postgresql_url, close=(leads.id,)) as town:
        case = mitigated(town)
        calls = len(town.slack.calls_of("usergroups.users.list"))
        case.press(town.dora, "step.close")
        assert f"<!subteam^{leads.id}>" in sentences(town, town.dora)[0]
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.CLOSED
        assert len(town.slack.calls_of("usergroups.users.list")) == calls


def test_changed_group_applies_at_once(scenario: Scenario, postgresql_url: str) -> None:
    leads = scenario.slack.add_usergroup(f"leads-{scenario.ben.handle}", members=[scenario.ben])
    with governed(scenario, postgresql_url, close=(leads.id,)) as town:
        case = mitigated(town)
        town.slack.change_usergroup(leads, [town.dora])
        town.settle()
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.MITIGATED
        case.press(town.dora, "step.close")
        assert status_of(case) is Status.CLOSED


def test_permitted_user_overrides_the_checklist(scenario: Scenario, postgresql_url: str) -> None:
    with governed(scenario, postgresql_url, override=(scenario.dora.id,)) as town:
        case = mitigated(town, "sev1 Checkout returns 500")
        case.press(town.ana, "step.start_postmortem")
        case.press(town.dora, "step.close")
        case.send(town.dora, note="Known, and repeated")
        assert status_of(case) is Status.CLOSED


def test_permitted_user_sees_private_incidents(scenario: Scenario, postgresql_url: str) -> None:
    guards = scenario.slack.add_usergroup(f"guards-{scenario.ben.handle}", members=[scenario.ben])
    with governed(scenario, postgresql_url, see_private=(guards.id,)) as town:
        case = town.declare_by_form(title="Payroll leaked", private="private")
        assert town.answer(town.ben, f"show {case.reference}") == case.reference
        refused = town.answer(town.dora, f"show {case.reference}")
        assert (
            refused
            == f"{case.reference} doesn't exist, or you don't have access. Check the number."
        )


def test_no_group_is_loaded_without_permissions() -> None:
    with open_sandbox(Policy()) as sandbox:
        assert not sandbox.slack.calls_of("usergroups.users.list")
