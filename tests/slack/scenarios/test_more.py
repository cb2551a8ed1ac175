"""The rarer actions, behind one button of the panel."""

import pytest

from firefighter.domain.events import Edited
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene


def open_list(scene: Scene, case: Case) -> list[str]:
    """What is offered to Ana, who presses the button, by what its buttons are called."""
    case.press(scene.ana, "more")
    assert scene.ana.view is not None
    return [block["accessory"]["text"]["text"] for block in scene.ana.view.blocks]


def choose(scene: Scene, case: Case, name: str) -> None:
    assert scene.ana.view is not None
    reply = scene.ana.press(scene.ana.view, action_id=f"more.{name}")
    assert reply.acknowledged, reply
    case.quiet()


def test_the_list_makes_room_for_the_form_that_is_chosen(scene: Scene) -> None:
    case = scene.declare()
    assert "Edit…" in open_list(scene, case)
    choose(scene, case, "edit")
    assert len(scene.ana.views) == 1
    case.send(scene.ana, title="Payments fail")
    assert case.incident.title == "Payments fail"
    assert scene.ana.view is None


def test_the_same_choice_works_again_and_each_form_counts_once(scene: Scene) -> None:
    case = scene.declare()
    for title in ("Payments fail", "Checkout fails"):
        open_list(scene, case)
        choose(scene, case, "edit")
        case.send(scene.ana, title=title)
    renamed = [event for event in case.timeline if isinstance(event, Edited)]
    assert [event.after.title for event in renamed] == ["Payments fail", "Checkout fails"]


@pytest.mark.parametrize("steps", [(), ("step.mitigate", "step.close")])
def test_it_is_there_for_as_long_as_the_incident_has_a_panel(
    scene: Scene, steps: tuple[str, ...]
) -> None:
    case = scene.declare("sev4 Colour is wrong")
    for step in steps:
        case.press(scene.ana, step)
        if scene.ana.view is not None:
            case.send(scene.ana, **({"note": "Painted"} if step == "step.mitigate" else {}))
    assert "Edit…" in open_list(scene, case)
