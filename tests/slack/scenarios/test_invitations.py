"""Who is brought into an incident's room."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from firefighter.domain.severity import Severity
from firefighter.settings.policy import Policy, SeverityTable
from tests.databases import Databases
from tests.slack.scenarios.bots import replaced_bot
from tests.slack.scenarios.scene import Scene

WithInvited = Callable[..., Scene]


@pytest.fixture
def with_invited(fresh_scene: Scene, sqlite_databases: Databases) -> Iterator[WithInvited]:
    """The scene with a bot whose policy brings these ids into the room of a SEV1."""
    with ExitStack() as opened:

        def restart(*invited: str) -> Scene:
            table = SeverityTable(invite=invited)
            url = opened.enter_context(sqlite_databases.fresh())
            policy = Policy(severities={Severity.SEV1: table})
            return opened.enter_context(replaced_bot(fresh_scene, url, policy))

        yield restart


def test_users_and_groups_of_the_policy_are_invited(
    fresh_scene: Scene, with_invited: WithInvited
) -> None:
    oncall = fresh_scene.slack.add_usergroup("oncall", members=[fresh_scene.dora])
    case = with_invited(fresh_scene.ben.id, oncall.id).declare("sev1 Checkout returns 500")
    assert {fresh_scene.ana.id, fresh_scene.ben.id, fresh_scene.dora.id} <= set(case.room.members)


def test_somebody_who_left_the_company_keeps_nobody_out(
    fresh_scene: Scene, with_invited: WithInvited
) -> None:
    case = with_invited("UGONE", fresh_scene.ben.id).declare("sev1 Checkout returns 500")
    assert {fresh_scene.ana.id, fresh_scene.ben.id} <= set(case.room.members)


def test_a_group_that_is_gone_keeps_nobody_out(
    fresh_scene: Scene, with_invited: WithInvited
) -> None:
    oncall = fresh_scene.slack.add_usergroup("oncall", members=[fresh_scene.dora])
    case = with_invited("SGONE", oncall.id).declare("sev1 Checkout returns 500")
    assert fresh_scene.dora.id in case.room.members


def test_a_lower_severity_invites_nobody_else(
    fresh_scene: Scene, with_invited: WithInvited
) -> None:
    case = with_invited(fresh_scene.ben.id).declare("sev2 Checkout returns 500")
    assert fresh_scene.ben.id not in case.room.members


def test_raising_the_severity_invites_whom_it_demands(
    fresh_scene: Scene, with_invited: WithInvited
) -> None:
    case = with_invited(fresh_scene.ben.id).declare("sev2 Checkout returns 500")
    case.rate(fresh_scene.ana, "SEV1")
    assert fresh_scene.ben.id in case.room.members


def test_who_takes_a_role_is_brought_into_the_room(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "role.operations", on=case.thread_panel)
    assert scene.ben.id in case.room.members


def test_who_is_handed_a_role_is_brought_into_the_room(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "role.scribe")
    case.press(scene.ana, "role.scribe", "Hand over…")
    case.send(scene.ana, to=scene.dora.id)
    assert scene.dora.id in case.room.members
