"""Severity buttons: one press raises or lowers."""

import pytest

from firefighter.domain.events import SeverityChanged
from firefighter.domain.severity import Severity
from firefighter.ports.places import Place
from tests.slack.scenarios.case import Case, elements, shown
from tests.slack.scenarios.pressing import at_once, sentences
from tests.slack.scenarios.scene import Scene


def marked(case: Case) -> list[str]:
    """The severity that each panel marks as the present one."""
    return [
        element["text"]["text"]
        for panel in case.panels
        for element in elements(panel)
        if element["text"]["text"].startswith("✓")
    ]


@pytest.mark.parametrize(
    ("before", "after", "verb"),
    [("sev2", "SEV1", "raised"), ("sev1", "SEV4", "lowered"), ("sev4", "SEV3", "raised")],
)
def test_a_press_changes_it_for_everybody(scene: Scene, before: str, after: str, verb: str) -> None:
    case = scene.declare(f"{before} Checkout returns 500")
    lines = len(case.lines)
    case.press(scene.ben, f"severity.{after}", on=case.thread_panel)
    assert case.incident.severity == after
    assert f"SEV{after[3]}" in shown(case.announcement)
    assert marked(case) == [f"✓ {after}"] * len(case.panels)
    assert len(case.lines) == lines + 1
    assert f"<@{scene.ben.id}> {verb} the severity from {before.upper()}" in case.lines[-1]
    assert isinstance(case.timeline[-1], SeverityChanged)


def test_the_cards_are_edited_in_place(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    before = [case.announcement, *case.panels]
    said = len(scene.everything_said())
    case.press(scene.ana, "severity.SEV2")
    after = [case.announcement, *case.panels]
    assert [each.ts for each in before] == [each.ts for each in after]
    assert all(each.edited_ts for each in after)
    topic_line = 1  # Slack's own
    assert len(scene.everything_said()) == said + 1 + topic_line


def test_the_present_severity_is_no_change(scene: Scene) -> None:
    case = scene.declare("sev2 Checkout returns 500")
    case.press(scene.ben, "severity.SEV2")
    assert scene.told(scene.ben) == ["It is SEV2 already."]
    assert len(case.timeline) == 1
    assert case.lines == []


def test_raising_out_of_the_thread_makes_a_room_and_says_so_in_the_thread(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    assert Place.ROOM not in case.places
    case.press(scene.ben, "severity.SEV1")
    assert case.room.name == f"inc-{case.id}-checkout-returns-500"
    assert {scene.ana.id, scene.ben.id} <= set(case.room.members)
    assert scene.slack.pins(case.room) == [case.room_panel]
    thread = scene.slack.thread("incidents", case.announcement.ts)
    assert "A channel for it is being made." in thread[-1].text
    assert f"<#{case.room.id}>" in shown(case.announcement)


def test_lowering_again_keeps_the_room(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    case.press(scene.ana, "severity.SEV1")
    room = case.room
    case.press(scene.ana, "severity.SEV3")
    case.press(scene.ana, "severity.SEV2")
    assert case.room.id == room.id
    assert case.room.topic.value == f"{case.reference} · SEV2 · Checkout returns 500"
    made = [each for each in scene.slack.channels() if each.name.startswith(f"inc-{case.id}-")]
    assert made == [case.room]


def test_an_outdated_panel_does_not_overrule_what_happened_since(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    seen_by_ben = case.thread_panel
    case.press(scene.ana, "severity.SEV1", on=seen_by_ben)
    case.press(scene.ben, "severity.SEV4", on=seen_by_ben)
    assert case.incident.severity is Severity.SEV1
    assert sentences(scene, scene.ben) == [
        "Somebody was faster. It is SEV1 now. Nothing was changed by you; look again, then decide."
    ]


def test_of_two_who_press_at_once_one_wins_and_the_other_is_told(scene_on_either: Scene) -> None:
    scene = scene_on_either
    case = scene.declare("sev3 Checkout returns 500")
    panel = case.thread_panel
    at_once(
        lambda: scene.ana.press(panel, action_id="severity.SEV1", stale=True),
        lambda: scene.ben.press(panel, action_id="severity.SEV4", stale=True),
    )
    scene.quiet()
    assert len(case.timeline) == 2
    assert len(case.lines) == 1
    told = sentences(scene, scene.ana) + sentences(scene, scene.ben)
    assert len(told) == 1
    assert f"It is {case.incident.severity} now." in told[0]


def test_a_closed_incident_keeps_its_severity(scene: Scene) -> None:
    case = scene.declare("sev4 Checkout returns 500")
    panel = case.thread_panel
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    case.press(scene.ben, "severity.SEV1", on=panel)
    assert case.incident.severity is Severity.SEV4
    assert sentences(scene, scene.ben) == [
        "It is closed now, so nobody can change the severity. Nothing was changed."
    ]
