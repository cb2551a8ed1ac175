"""Which incident a command is about: the named one, the room's, or one that is chosen."""

from firefighter.playground.slack import Person
from firefighter.slack.registry import COMMAND
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene

SECRET = "Payroll leaked"


def offered(person: Person, typed: str = "") -> list[str]:
    """What the menu of the form on top offers."""
    return [each["text"]["text"] for each in person.suggest("incident", typed).body["options"]]


def title_of(person: Person) -> str:
    assert person.view is not None
    return person.view.title


def private(scene: Scene) -> Case:
    return scene.declare_by_form(title=SECRET, private="private")


def test_in_a_room_it_is_the_rooms(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    assert scene.answer(scene.ana, "show", case.room.name) == case.reference


def test_a_number_is_stronger_than_the_room(scene: Scene) -> None:
    room = scene.declare("sev1 Checkout returns 500").room
    other = scene.declare("sev3 Search is slow")
    assert scene.answer(scene.ana, f"show {other.reference}", room.name) == other.reference


def test_elsewhere_the_open_ones_are_offered_the_worst_first(fresh_scene: Scene) -> None:
    scene = fresh_scene
    slow = scene.declare("sev3 Search is slow")
    worst = scene.declare("sev1 Checkout returns 500")
    closed = scene.declare("sev4 Logo is blurred")
    closed.press(scene.ana, "step.mitigate")
    closed.send(scene.ana, note="Sharpened")
    closed.press(scene.ana, "step.close")
    scene.type(scene.ana, "show")
    assert title_of(scene.ana) == "Which incident?"
    assert offered(scene.ana) == [
        f"{worst.reference} · SEV1 · Checkout returns 500",
        f"{slow.reference} · SEV3 · Search is slow",
    ]
    assert offered(scene.ana, "blurred") == [f"{closed.reference} · SEV4 · Logo is blurred"]
    assert offered(scene.ana, closed.reference) == offered(scene.ana, "blurred")


def test_the_chosen_one_takes_the_forms_place(scene: Scene) -> None:
    case = scene.declare()
    scene.type(scene.ana, "show")
    scene.ana.submit({"incident": str(case.id)})
    view = scene.ana.view
    assert view is not None
    assert (view.title, len(scene.ana.views)) == (f"{COMMAND} show", 1)
    scene.ana.press(view, action_id="step.investigate")
    scene.quiet()
    assert case.incident.status == "investigating"
    assert scene.ana.view is not None
    assert "Investigating" in str(scene.ana.view.blocks[0])


def test_what_is_private_is_offered_to_insiders_only(scene: Scene) -> None:
    case = private(scene)
    scene.declare("sev3 Search is slow")
    for person, knows in ((scene.ana, True), (scene.ben, False)):
        scene.type(person, "show")
        assert (f"{case.reference} · SEV3 · {SECRET}" in offered(person)) is knows
        assert bool(offered(person, "payroll")) is knows
        assert bool(offered(person, case.reference)) is knows


def test_an_outsider_who_sends_a_private_number_learns_nothing(scene: Scene) -> None:
    case = private(scene)
    scene.declare("sev3 Search is slow")
    scene.type(scene.ben, "show")
    refused = scene.ben.submit({"incident": str(case.id)}).errors
    unknown = scene.ben.submit({"incident": "999999"}).errors
    assert refused == {
        "incident": f"There is no {case.reference} that you can see. Check the number."
    }
    assert unknown == {"incident": "There is no INC-999999 that you can see. Check the number."}


def test_who_was_let_into_a_private_room_sees_it_from_anywhere(scene_on_either: Scene) -> None:
    scene = scene_on_either
    case = private(scene)
    scene.ana.invite(case.room, scene.ben)
    scene.quiet()
    assert scene.answer(scene.ben, f"show {case.reference}") == case.reference
    scene.ana.remove(case.room, scene.ben)
    scene.quiet()
    assert scene.answer(scene.ben, f"show {case.reference}").startswith("There is no")


def test_when_nothing_is_open_that_is_said(fresh_scene: Scene) -> None:
    scene = fresh_scene
    private(scene)
    assert scene.answer(scene.ben, "show") == (
        "No incident is open that you can see. "
        f"To name a closed one, add its number: `{COMMAND} show INC-42`."
    )


def test_words_that_nothing_has_find_nothing(scene: Scene) -> None:
    scene.declare()
    scene.type(scene.ana, "show")
    assert offered(scene.ana, "no such words anywhere") == []


def test_who_joined_while_nobody_listened_is_let_in_by_acting_in_the_room(scene: Scene) -> None:
    case = private(scene)
    heard = scene.slack.subscriptions
    scene.slack.subscriptions = heard - {"member_joined_channel"}
    scene.ana.invite(case.room, scene.ben)
    scene.slack.subscriptions = heard
    assert scene.answer(scene.ben, f"show {case.reference}").startswith("There is no")
    case.press(scene.ben, "step.mitigate")
    case.send(scene.ben, note="Took it offline")
    assert case.incident.mitigation == "Took it offline"
    assert scene.answer(scene.ben, f"show {case.reference}") == case.reference
