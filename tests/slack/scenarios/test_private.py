"""A private incident: nobody hears of it but those in its room."""

import pytest

from firefighter.ports.places import Place
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import Scene

SECRET = "Payroll leaked"


def declare(scene: Scene, severity: str = "SEV3") -> Case:
    return scene.declare_by_form(title=SECRET, severity=severity, private="private")


@pytest.mark.parametrize("severity", ["SEV1", "SEV2", "SEV3", "SEV4"])
def test_it_has_a_private_channel_and_no_announcement(scene: Scene, severity: str) -> None:
    case = declare(scene, severity)
    assert case.room.is_private
    assert set(case.places) == {Place.ROOM, Place.ROOM_PANEL}
    assert set(case.room.members) == {scene.ana.id, scene.slack.bot_user_id}
    assert scene.slack.pins(case.room) == [case.room_panel]


def test_an_outsider_finds_no_trace_of_it(scene: Scene) -> None:
    case = declare(scene, "SEV1")
    case.press(scene.ana, "role.commander")
    case.rate(scene.ana, "SEV2")
    case.press(scene.ana, "step.investigate")
    assert not scene.ben.sees(case.room)
    for message in scene.everything_said():
        if scene.ben.sees(message.channel):
            said = f"{message.text} {message.blocks}".lower()
            assert case.reference.lower() not in said
            assert "payroll" not in said
            assert case.room.id not in said
    assert not scene.ben.ephemerals()
    assert not scene.ben.dms


def test_an_outsider_is_answered_as_if_it_did_not_exist(scene: Scene) -> None:
    case = declare(scene)
    about_it = scene.answer(scene.ben, f"show {case.reference}")
    about_none = scene.answer(scene.ben, "show INC-9999")
    assert about_it == about_none.replace("INC-9999", case.reference)


def test_the_one_who_declared_sees_it_anywhere(scene: Scene) -> None:
    case = declare(scene)
    reply = scene.type(scene.ana, f"show {case.reference}", channel="general")
    assert reply.ephemeral is not None
    assert SECRET in shown(reply.ephemeral)
    assert reply.ephemeral.shown_to == scene.ana.id


def test_everybody_in_the_room_sees_it_there(scene: Scene) -> None:
    case = declare(scene)
    scene.ana.invite(case.room, scene.ben)
    reply = scene.type(scene.ben, "show", channel=case.room.name)
    assert reply.ephemeral is not None
    assert SECRET in shown(reply.ephemeral)


def test_each_change_is_a_line_in_the_room(scene: Scene) -> None:
    case = declare(scene)
    case.rate(scene.ana, "SEV1")
    case.press(scene.ana, "step.investigate")
    assert len(case.lines) == 2
    assert len(case.timeline) == 3
    assert case.room.topic.value == f"{case.reference} · SEV1 · {SECRET}"


def test_handing_over_a_role_lets_the_newcomer_in(scene: Scene) -> None:
    case = declare(scene)
    case.press(scene.ana, "role.commander")
    case.press(scene.ana, "role.commander", "Hand over…")
    case.send(scene.ana, to=scene.ben.id)
    assert scene.ben.sees(case.room)
    assert scene.answer(scene.ben, f"show {case.reference}") == case.reference


def give(scene: Scene, case: Case, text: str = "Add an alarm") -> None:
    """A follow-up, to somebody outside of it."""
    scene.type(scene.ana, f"followup {case.reference}")
    assert not case.send(scene.ana, text=text, owner=scene.ben.id).errors


def test_giving_a_follow_up_lets_its_owner_in(scene: Scene) -> None:
    case = declare(scene)
    give(scene, case)
    assert scene.ben.sees(case.room)
    assert scene.answer(scene.ben, f"show {case.reference}") == case.reference


def test_so_does_opening_one_again_whose_owner_has_left(scene: Scene) -> None:
    case = declare(scene)
    give(scene, case)
    for verb in ("done", "open"):
        scene.type(scene.ana, f"followups {case.reference}")
        assert scene.ana.view is not None
        value = f"{case.id}|1|{verb}|"
        scene.ana.press(scene.ana.view, action_id="follow_up.1", value=value)
        scene.ana.close_view()
        scene.quiet()
        if verb == "done":
            scene.ben.leave(case.room)
            scene.quiet()
            assert "that you can see" in scene.answer(scene.ben, f"show {case.reference}")
    assert scene.ben.sees(case.room)


def test_where_the_room_is_gone_the_owner_still_finds_it_for_as_long_as_it_is_open(
    scene: Scene,
) -> None:
    case = declare(scene)
    scene.ana.archive(case.room)
    scene.quiet()
    give(scene, case)
    assert scene.answer(scene.ben, f"show {case.reference}") == case.reference
    scene.type(scene.ben, f"followups {case.reference}")
    assert scene.ben.view is not None
    scene.ben.press(scene.ben.view, action_id="follow_up.1", value=f"{case.id}|1|done|")
    scene.ben.close_view()
    scene.quiet()
    assert "that you can see" in scene.answer(scene.ben, f"show {case.reference}")


def test_a_room_that_comes_back_lets_in_who_was_given_something_to_do_meanwhile(
    scene: Scene,
) -> None:
    case = declare(scene)
    scene.ana.archive(case.room)
    scene.quiet()
    give(scene, case)
    scene.ana.unarchive(case.room)
    scene.ana.invite(case.room)
    scene.quiet()
    assert scene.ben.sees(case.room)


def test_of_one_that_everybody_may_know_of_an_owner_is_called_nowhere(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    give(scene, case)
    assert scene.ben.id not in case.room.members
