"""Rename an incident, and say which services it is about."""

from firefighter.domain.events import Edited
from tests.slack.scenarios.case import shown
from tests.slack.scenarios.scene import Scene


def test_another_title_shows_everywhere(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.type(scene.ben, f"edit {case.reference} Payments <!channel> fail")
    case.send(scene.ben)
    assert case.incident.title == "Payments <!channel> fail"
    said = "Payments &lt;!channel&gt; fail"
    assert case.lines[-1].endswith(f"<@{scene.ben.id}> renamed it: {said}")
    assert said in shown(case.announcement)
    assert said in shown(case.room_panel)
    assert said in case.room.topic.value


def test_other_services_are_told_and_shown(scene: Scene) -> None:
    case = scene.declare()
    scene.type(scene.ana, f"edit {case.reference}")
    case.send(scene.ana, services=["search", "checkout"])
    assert set(case.incident.services) == {"search", "checkout"}
    assert "changed its services: " in case.lines[-1]
    assert "checkout" in shown(case.announcement)
    scene.type(scene.ana, f"edit {case.reference}")
    case.send(scene.ana, services=[])
    assert case.incident.services == ()


def test_no_change_and_no_title_are_refused_beside_the_field(scene: Scene) -> None:
    case = scene.declare()
    scene.type(scene.ana, f"edit {case.reference}")
    assert set(case.send(scene.ana).errors) == {"title"}
    assert set(case.send(scene.ana, title=" \n").errors) == {"title"}
    assert not any(isinstance(event, Edited) for event in case.timeline)


def test_an_outsider_learns_nothing(scene: Scene) -> None:
    case = scene.declare_by_form(title="Payroll leaked", private="private")
    said = scene.answer(scene.ben, f"edit {case.reference} Mine")
    expected = scene.answer(scene.ben, "edit INC-99999 Mine")
    assert said == expected.replace("INC-99999", case.reference)
    assert case.incident.title == "Payroll leaked"
