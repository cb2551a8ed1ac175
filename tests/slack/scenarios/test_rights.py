"""Who may close, override and see private incidents, by user and by user group."""

from collections.abc import Iterator
from contextlib import contextmanager

from firefighter.demo.stage import open_stage
from firefighter.domain.lifecycle import Status
from firefighter.settings.policy import Policy, RightsTable
from tests.slack.scenarios.bots import replaced_bot
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene


@contextmanager
def governed(scene: Scene, database_url: str, **rights: tuple[str, ...]) -> Iterator[Scene]:
    """The same workspace, in which not everybody may do everything."""
    policy = Policy(rights=RightsTable.model_validate(rights))
    with replaced_bot(scene, database_url, policy) as other:
        other.quiet()
        yield other


def mitigated(scene: Scene, words: str = "sev3 Search is slow") -> Case:
    case = scene.declare(words)
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Restarted")
    return case


def status_of(case: Case) -> Status:
    return case.incident.status


def test_by_default_anybody_may_close(scene: Scene) -> None:
    case = mitigated(scene)
    case.press(scene.ben, "step.close")
    assert status_of(case) is Status.CLOSED


def test_a_refusal_says_who_can(scene: Scene, postgresql_url: str) -> None:
    with governed(scene, postgresql_url, close=(scene.dora.id,)) as town:
        case = mitigated(town)
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.MITIGATED
        assert sentences(town, town.ben) == [
            f"Only <@{town.dora.id}> may end this incident. Nothing was changed."
        ]
        case.press(town.dora, "step.close")
        assert status_of(case) is Status.CLOSED


def test_who_leads_may_always_end_it(scene: Scene, postgresql_url: str) -> None:
    with governed(scene, postgresql_url, close=(scene.dora.id,)) as town:
        case = mitigated(town)
        case.press(town.ben, "role.commander")
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.CLOSED


def test_cancelling_ends_it_too(scene: Scene, postgresql_url: str) -> None:
    with governed(scene, postgresql_url, close=(scene.dora.id,)) as town:
        case = town.declare()
        case.press(town.ben, "step.cancel")
        reply = town.ben.submit({"reason": "false_alarm"})
        assert "may end this incident" in str(reply.errors)
        assert status_of(case) is Status.OPEN


def test_a_user_groups_members_are_known_before_they_are_asked_about(
    scene: Scene, postgresql_url: str
) -> None:
    leads = scene.slack.add_usergroup(f"leads-{scene.ben.handle}", members=[scene.ben])
    with governed(scene, postgresql_url, close=(leads.id,)) as town:
        case = mitigated(town)
        calls = len(town.slack.calls_of("usergroups.users.list"))
        case.press(town.dora, "step.close")
        assert f"<!subteam^{leads.id}>" in sentences(town, town.dora)[0]
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.CLOSED
        assert len(town.slack.calls_of("usergroups.users.list")) == calls


def test_a_change_of_the_group_counts_at_once(scene: Scene, postgresql_url: str) -> None:
    leads = scene.slack.add_usergroup(f"leads-{scene.ben.handle}", members=[scene.ben])
    with governed(scene, postgresql_url, close=(leads.id,)) as town:
        case = mitigated(town)
        town.slack.change_usergroup(leads, [town.dora])
        town.quiet()
        case.press(town.ben, "step.close")
        assert status_of(case) is Status.MITIGATED
        case.press(town.dora, "step.close")
        assert status_of(case) is Status.CLOSED


def test_who_may_override_closes_against_the_checklist(scene: Scene, postgresql_url: str) -> None:
    with governed(scene, postgresql_url, override=(scene.dora.id,)) as town:
        case = mitigated(town, "sev1 Checkout returns 500")
        case.press(town.ana, "step.start_postmortem")
        case.press(town.dora, "step.close")
        case.send(town.dora, note="Known, and repeated")
        assert status_of(case) is Status.CLOSED


def test_who_may_see_private_incidents_sees_them(scene: Scene, postgresql_url: str) -> None:
    guards = scene.slack.add_usergroup(f"guards-{scene.ben.handle}", members=[scene.ben])
    with governed(scene, postgresql_url, see_private=(guards.id,)) as town:
        case = town.declare_by_form(title="Payroll leaked", private="private")
        assert town.answer(town.ben, f"show {case.reference}") == case.reference
        assert town.answer(town.dora, f"show {case.reference}").startswith("There is no")


def test_the_stage_alone_has_no_groups_to_learn() -> None:
    with open_stage(Policy()) as stage:
        assert not stage.slack.calls_of("usergroups.users.list")
