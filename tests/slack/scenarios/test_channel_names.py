"""What a room is called, and what happens when the name is taken."""

import pytest

from tests.slack.scenarios.scene import Scene

NAMES = [
    ("Checkout returns 500", "inc-1-checkout-returns-500"),
    ("🔥🔥🔥", "inc-1"),
    ("הקופה אינה עובדת", "inc-1"),
    ("Änderung: «Größe» fehlt!", "inc-1-anderung-groe-fehlt"),
    ("? ! ?", "inc-1"),
    ("a" * 200, "inc-1-" + "a" * 60),
    ("Checkout — 500 / 502", "inc-1-checkout-500-502"),
    ("INC_42 .. api.v2", "inc-1-inc-42-api-v2"),
]


@pytest.mark.parametrize(("title", "name"), NAMES)
def test_the_title_in_what_slack_allows(fresh_scene: Scene, title: str, name: str) -> None:
    assert fresh_scene.declare(f"sev1: {title}").room.name == name


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("archived", [False, True])
def test_a_name_that_somebody_else_took_gets_a_number(
    fresh_scene: Scene, private: bool, archived: bool
) -> None:
    scene = fresh_scene
    theirs = scene.slack.add_channel(
        "inc-1-checkout", private=private, members=[scene.ben], bot=False
    )
    if archived:
        scene.ben.archive(theirs)
    case = scene.declare("sev1 Checkout")
    assert case.room.name == "inc-1-checkout-2"
    assert scene.slack.channel(theirs.id).members == theirs.members
    assert scene.slack.pins(case.room) == [case.room_panel]


def test_two_names_that_are_taken_are_passed_over(fresh_scene: Scene) -> None:
    for name in ("inc-1-checkout", "inc-1-checkout-2"):
        fresh_scene.slack.add_channel(name, members=[fresh_scene.ben], bot=True)
    assert fresh_scene.declare("sev1 Checkout").room.name == "inc-1-checkout-3"


def test_a_renamed_room_is_still_the_room(fresh_scene: Scene) -> None:
    case = fresh_scene.declare("sev1 Checkout")
    fresh_scene.ana.rename(case.room, "checkout-war-room")
    case.press(fresh_scene.ana, "step.investigate")
    assert len(case.lines) == 1
    assert fresh_scene.answer(fresh_scene.ana, "show", "checkout-war-room") == "INC-1"
