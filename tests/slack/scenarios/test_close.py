"""Closing with something missing: a checklist whose buttons mend it."""

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Person, View
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene, modal_text

COMMANDER_MISSING = "Nobody holds the incident commander role"
SUMMARY_MISSING = "Nobody has written down what was seen."


@pytest.fixture
def case(scene: Scene) -> Case:
    """In post-mortem; nobody leads it and nobody described it."""
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.start_postmortem")
    return case


def checklist(person: Person) -> View:
    assert person.view is not None
    assert person.view.title.startswith("Close INC-")
    return person.view


def fields(view: View) -> list[str]:
    return [block["block_id"] for block in view.blocks if block["type"] == "input"]


def test_it_is_refused_with_all_that_is_missing(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "step.close")
    said = modal_text(checklist(scene.ana))
    assert COMMANDER_MISSING in said
    assert SUMMARY_MISSING in said
    assert case.incident.status is Status.POSTMORTEM
    assert "submit" not in checklist(scene.ana).body


def test_each_button_mends_its_line_and_the_checklist_shows_it(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "step.close")
    scene.ana.press(checklist(scene.ana), action_id="role.commander")
    assert COMMANDER_MISSING not in modal_text(checklist(scene.ana))
    scene.ana.press(checklist(scene.ana), action_id="describe")
    assert scene.ana.view is not None
    assert scene.ana.view.title == f"Describe {case.reference}"
    case.send(scene.ana, summary="Nobody could pay.")
    assert "Everything is there." in modal_text(checklist(scene.ana))
    case.send(scene.ana)
    assert case.incident.status is Status.CLOSED
    assert scene.ana.view is None
    closing = case.timeline[-1]
    assert isinstance(closing, StatusChanged)
    assert not closing.overridden


def test_with_nothing_missing_one_press_closes(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "role.commander")
    case.press(scene.ben, "step.close")
    scene.ben.press(checklist(scene.ben), action_id="describe")
    case.send(scene.ben, summary="Nobody could pay.")
    scene.ben.close_view()
    case.press(scene.ana, "step.close")
    assert case.incident.status is Status.CLOSED
    assert scene.ana.view is None


def test_the_commander_may_override_and_the_reason_is_on_record(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "role.commander")
    case.press(scene.ana, "step.close")
    assert fields(checklist(scene.ana)) == ["note"]
    case.send(scene.ana, note="The customer wrote it up")
    assert case.incident.status is Status.CLOSED
    closing = case.timeline[-1]
    assert isinstance(closing, StatusChanged)
    assert (closing.overridden, closing.note) == (True, "The customer wrote it up")
    assert "overriding the checklist: The customer wrote it up" in case.lines[-1]


def test_an_override_without_a_reason_is_refused_beside_the_field(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "role.commander")
    case.press(scene.ana, "step.close")
    reply = case.send(scene.ana, note="  ")
    assert list(reply.errors) == ["note"]
    assert case.incident.status is Status.POSTMORTEM


def test_nobody_else_is_offered_to_override(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "role.commander")
    case.press(scene.ben, "step.close")
    assert fields(checklist(scene.ben)) == []
    assert "submit" not in checklist(scene.ben).body


def test_who_lost_the_role_meanwhile_cannot_override(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "role.commander")
    case.press(scene.ana, "step.close")
    case.press(scene.ben, "role.commander", "Take over")
    reply = case.send(scene.ana, note="Trust me")
    assert list(reply.errors) == ["note"]
    assert case.incident.status is Status.POSTMORTEM


def test_taking_the_role_in_the_checklist_offers_to_override(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "step.close")
    scene.ana.press(checklist(scene.ana), action_id="role.commander")
    assert fields(checklist(scene.ana)) == ["note"]


def test_a_role_taken_meanwhile_is_said_on_top_of_the_checklist(scene: Scene, case: Case) -> None:
    case.press(scene.ana, "step.close")
    case.press(scene.ben, "role.commander")
    scene.ana.press(checklist(scene.ana), action_id="role.commander")
    assert case.incident.commander == scene.ben.id
    assert scene.ana.view is not None
    assert "Somebody was faster." in modal_text(scene.ana.view)


def test_a_severity_raised_meanwhile_leads_to_the_postmortem(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    panel = case.panel
    case.rate(scene.ana, "SEV1")
    case.press(scene.ben, "step.close", on=panel)
    assert "Its severity asks for a post-mortem first." in modal_text(checklist(scene.ben))
    scene.ben.press(checklist(scene.ben), action_id="step.start_postmortem")
    scene.quiet()
    assert case.incident.status is Status.POSTMORTEM
    assert COMMANDER_MISSING in modal_text(checklist(scene.ben))
