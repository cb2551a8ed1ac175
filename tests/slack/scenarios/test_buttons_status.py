"""Status buttons: what the lifecycle allows now, at every status."""

import pytest

from firefighter.domain.events import StatusChanged
from firefighter.domain.lifecycle import Status, Trigger, triggers_from
from tests.slack.scenarios.case import Case, shown, steps
from tests.slack.scenarios.pressing import at_once, sentences
from tests.slack.scenarios.scene import Scene


def mitigate(case: Case, scene: Scene) -> None:
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back release 2.14")


def walk_to(case: Case, scene: Scene, status: Status) -> None:
    """The shortest way for an incident whose severity asks for a post-mortem."""
    if status is Status.OPEN:
        return
    case.press(scene.ana, "step.investigate")
    if status is Status.INVESTIGATING:
        return
    mitigate(case, scene)
    if status is Status.MITIGATED:
        return
    case.press(scene.ana, "step.start_postmortem")
    if status is Status.POSTMORTEM:
        return
    case.press(scene.ana, "role.commander")
    case.press(scene.ana, "step.close")
    case.send(scene.ana, note="The customer wrote it up")


@pytest.mark.parametrize("status", list(Status))
def test_both_panels_offer_what_the_lifecycle_allows(scene: Scene, status: Status) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    walk_to(case, scene, status)
    assert case.incident.status is status
    allowed = set(triggers_from(status))
    if status is Status.MITIGATED:  # its severity asks for a post-mortem before closing
        allowed -= {Trigger.CLOSE}
    for panel in case.panels:
        assert set(steps(panel)) == allowed


def test_without_a_postmortem_demanded_mitigated_leads_to_closed(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    mitigate(case, scene)
    assert steps(case.panel) == ["close", "reopen"]
    case.press(scene.ana, "step.close")
    assert case.incident.status is Status.CLOSED
    assert steps(case.panel) == ["reopen"]


@pytest.mark.parametrize("status", list(Status))
def test_a_walk_leaves_one_line_and_one_entry_for_each_step(scene: Scene, status: Status) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    cards = [each.ts for each in (case.announcement, *case.panels)]
    walk_to(case, scene, status)
    changes = case.timeline[1:]
    assert len(case.lines) - case.page_notices == len(changes)
    assert [each.ts for each in (case.announcement, *case.panels)] == cards
    reached = [each.after for each in changes if isinstance(each, StatusChanged)]
    assert reached[-1:] == ([status] if changes else [])


def test_every_card_says_where_it_stands(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "step.investigate")
    for card in (case.announcement, *case.panels):
        assert "Investigating" in shown(card)
    assert case.announcement.text.endswith("· Investigating")


def test_no_line_and_no_card_is_lost_when_many_press_quickly(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    panel = case.room_panel
    for action in ("role.commander", "role.scribe", "step.investigate", "severity.SEV2"):
        assert scene.ana.press(panel, action_id=action, stale=True).acknowledged
    assert scene.ana.submit({"reason": "Most can pay"}).acknowledged
    scene.quiet()
    assert len(case.lines) == 4
    assert "Investigating" in shown(case.announcement)
    assert "SEV2" in shown(case.room_panel)


def test_of_two_who_start_at_once_one_wins_and_the_other_is_told(scene_on_either: Scene) -> None:
    scene = scene_on_either
    case = scene.declare()
    panel = case.panel
    at_once(
        lambda: scene.ana.press(panel, action_id="step.investigate", stale=True),
        lambda: scene.ben.press(panel, action_id="step.investigate", stale=True),
    )
    scene.quiet()
    assert case.incident.status is Status.INVESTIGATING
    assert len(case.lines) == 1
    told = sentences(scene, scene.ana) + sentences(scene, scene.ben)
    assert len(told) == 1
    assert "It is investigating now" in told[0]


@pytest.mark.parametrize("status", [Status.MITIGATED, Status.CLOSED])
def test_a_button_of_an_old_panel_changes_nothing_and_says_so(scene: Scene, status: Status) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    old = case.room_panel
    walk_to(case, scene, status)
    entries = len(case.timeline)
    case.press(scene.ben, "step.investigate", on=old)
    assert case.incident.status is status
    assert len(case.timeline) == entries
    assert f"It is {status} now" in sentences(scene, scene.ben)[0]
