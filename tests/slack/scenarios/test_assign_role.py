"""Giving a role to somebody else, with a note; and what the new holder is told alone."""

import pytest

from firefighter.domain.events import RoleChanged
from firefighter.playground.slack import Person
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import Scene

COMMANDER = "role.commander"


def chosen(scene: Scene, case: Case, role: str, holder: Person | None = None) -> str:
    """The option of the form, as it is drawn while `holder` has the role."""
    case.press(scene.ana, "assign")
    return f"{role}:{holder.id if holder else ''}"


def told_alone(person: Person) -> list[str]:
    return [shown(message) for message in person.dms if message.by_bot]


def test_a_free_role_can_be_given_to_somebody(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    option = chosen(scene, case, "scribe")
    case.send(scene.ana, role=option, to=scene.ben.handle, note="The bridge is open")
    assert case.incident.holders == {"scribe": scene.ben.id}
    (line,) = case.lines
    assert f"<@{scene.ana.id}> made <@{scene.ben.id}> scribe. Note: The bridge is open" in line
    assert scene.ben.id in case.room.members
    event = case.timeline[-1]
    assert isinstance(event, RoleChanged)
    assert event.note == "The bridge is open"


def test_a_role_can_be_given_on_while_another_holds_it(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ben, COMMANDER)
    option = chosen(scene, case, "commander", scene.ben)
    case.send(scene.ana, role=option, to=scene.dora.handle)
    assert case.incident.commander == scene.dora.id
    assert f"in place of <@{scene.ben.id}>" in case.lines[-1]


def test_the_new_holder_is_told_what_the_role_does_now(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, COMMANDER)
    case.press(scene.ana, COMMANDER, "Hand over…")
    case.send(scene.ana, to=scene.ben.handle, note="Payments <!here> are next")
    (told,) = told_alone(scene.ben)
    for part in (
        f"{case.reference} · SEV1 · Checkout returns 500",
        "You are *incident commander* now.",
        "You lead: decide, delegate, keep people in step.",
        "Somebody should look",
        "Next update by",
        f"It is worked in <#{case.room.id}>.",
        f"<@{scene.ana.id}> adds:",
        "Payments &lt;!here&gt; are next",
    ):
        assert part in told


def test_who_takes_a_role_is_told_as_well_and_nobody_else(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ben, "role.scribe")
    (told,) = told_alone(scene.ben)
    assert "You are *scribe* now." in told
    assert "Somebody should look" not in told
    assert told_alone(scene.ana) == []


def test_stepping_down_tells_nobody_alone(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ben, COMMANDER)
    case.press(scene.ben, COMMANDER, "Step down")
    assert len(told_alone(scene.ben)) == 1


def test_a_form_that_did_not_see_who_took_the_role_meanwhile_is_refused(scene: Scene) -> None:
    case = scene.declare()
    option = chosen(scene, case, "commander")
    case.press(scene.ben, COMMANDER)
    reply = case.send(scene.ana, role=option, to=scene.dora.handle)
    assert "Somebody was faster." in str(reply.errors)
    assert case.incident.commander == scene.ben.id


def test_a_form_sent_twice_gives_the_role_once_and_tells_once(scene_on_either: Scene) -> None:
    scene = scene_on_either
    case = scene.declare()
    option = chosen(scene, case, "scribe")
    reply = case.send(scene.ana, role=option, to=scene.ben.handle)
    scene.slack.resend(reply)
    scene.slack.redeliver(reply)
    scene.quiet()
    assert len(case.lines) == 1
    assert len(told_alone(scene.ben)) == 1


@pytest.mark.parametrize("command", ["assign", "update"])
def test_the_command_opens_the_form_in_the_room_and_by_number(scene: Scene, command: str) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    for words, channel in ((command, case.room.name), (f"{command} {case.reference}", "general")):
        scene.type(scene.ana, words, channel)
        assert scene.ana.view is not None
        assert case.reference in scene.ana.view.title
        scene.ana.close_view()


def test_a_closed_incident_gives_no_roles(scene: Scene) -> None:
    case = scene.declare("sev4 Search is slow")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    assert "It is closed now" in scene.answer(scene.ana, f"assign {case.reference}")
