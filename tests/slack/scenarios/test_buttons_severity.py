"""Severity buttons: a press asks why, and what is answered raises or lowers."""

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
    case.rate(scene.ben, after, on=case.thread_panel)
    assert case.incident.severity == after
    assert f"SEV{after[3]}" in shown(case.announcement)
    assert marked(case) == [f"✓ {after}"] * len(case.panels)
    assert len(case.lines) == lines + 1
    assert f"<@{scene.ben.id}> {verb} the severity from {before.upper()}" in case.lines[-1]
    assert isinstance(case.timeline[-1], SeverityChanged)


@pytest.mark.parametrize("title", ["Checkout returns 500", "دفع", "לא עובד <!channel>"])
def test_the_topic_follows_whatever_way_the_title_is_written(scene: Scene, title: str) -> None:
    case = scene.declare(f"sev1 {title}")
    case.rate(scene.ben, "SEV2")
    assert "· SEV2 ·" in case.room.topic.value


def test_the_cards_are_edited_in_place(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    before = [case.announcement, *case.panels]
    said = len(scene.everything_said())
    case.rate(scene.ana, "SEV2")
    after = [case.announcement, *case.panels]
    assert [each.ts for each in before] == [each.ts for each in after]
    assert all(each.edited_ts for each in after)
    topic_line = 1  # Slack's own
    assert len(scene.everything_said()) == said + 1 + topic_line


def test_the_present_severity_is_no_change(scene: Scene) -> None:
    case = scene.declare("sev2 Checkout returns 500")
    case.rate(scene.ben, "SEV2")
    assert scene.told(scene.ben) == ["It is SEV2 already."]
    assert len(case.timeline) == 1
    assert case.lines == []


def test_raising_out_of_the_thread_makes_a_room_and_says_so_in_the_thread(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    assert Place.ROOM not in case.places
    case.rate(scene.ben, "SEV1")
    assert case.room.name == f"inc-{case.id}-checkout-returns-500"
    assert {scene.ana.id, scene.ben.id} <= set(case.room.members)
    assert scene.slack.pins(case.room) == [case.room_panel]
    thread = scene.slack.thread("incidents", case.announcement.ts)
    assert "A channel for it is being made." in thread[-1].text
    assert f"<#{case.room.id}>" in shown(case.announcement)


def test_lowering_again_keeps_the_room(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    case.rate(scene.ana, "SEV1")
    room = case.room
    case.rate(scene.ana, "SEV3")
    case.rate(scene.ana, "SEV2")
    assert case.room.id == room.id
    assert case.room.topic.value == f"{case.reference} · SEV2 · Checkout returns 500"
    made = [each for each in scene.slack.channels() if each.name.startswith(f"inc-{case.id}-")]
    assert made == [case.room]


def test_an_outdated_panel_does_not_overrule_what_happened_since(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    seen_by_ben = case.thread_panel
    case.rate(scene.ana, "SEV1", on=seen_by_ben)
    case.rate(scene.ben, "SEV4", on=seen_by_ben)
    assert case.incident.severity is Severity.SEV1
    assert sentences(scene, scene.ben) == [
        "Somebody was faster. It is SEV1 now. Nothing was changed by you; look again, then decide."
    ]


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(scene_on_either: Scene) -> None:
    scene = scene_on_either
    case = scene.declare("sev3 Checkout returns 500")
    case.press(scene.ana, "severity.SEV1")
    case.press(scene.ben, "severity.SEV4")
    replies = at_once(
        lambda: scene.ana.submit({"reason": "It grows"}),
        lambda: scene.ben.submit({"reason": "It was little"}),
    )
    scene.quiet()
    assert len(case.timeline) == 2
    assert len(case.lines) == 1
    (told,) = [reply.errors["reason"] for reply in replies if reply.errors]
    assert f"It is {case.incident.severity} now." in told


def test_the_reason_is_told_and_on_record(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    case.rate(scene.ben, "SEV2", reason="It <!channel> grows")
    assert "Why: It &lt;!channel&gt; grows" in case.lines[-1]
    changed = case.timeline[-1]
    assert isinstance(changed, SeverityChanged)
    assert changed.reason == "It <!channel> grows"


def test_a_reason_of_blanks_is_refused_beside_the_field(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    case.press(scene.ben, "severity.SEV1")
    reply = case.send(scene.ben, reason="  ")
    assert list(reply.errors) == ["reason"]
    assert case.incident.severity is Severity.SEV3


def test_the_form_says_what_comes_of_it(scene: Scene) -> None:
    case = scene.declare("sev3 Checkout returns 500")
    case.press(scene.ben, "severity.SEV1")
    assert scene.ben.view is not None
    assert scene.ben.view.title == f"{case.reference} to SEV1"
    said = scene.ben.view.blocks[-1]["elements"][0]["text"]
    assert "It gets a channel of its own" in said
    assert "An update is due every 30 minutes." in said


def test_lowering_removes_nobody_from_the_room(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ben.join(case.room)
    before = set(case.room.members)
    case.rate(scene.ana, "SEV4")
    assert set(case.room.members) == before


def test_a_closed_incident_keeps_its_severity(scene: Scene) -> None:
    case = scene.declare("sev4 Checkout returns 500")
    panel = case.thread_panel
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    case.rate(scene.ben, "SEV1", on=panel)
    assert case.incident.severity is Severity.SEV4
    assert sentences(scene, scene.ben) == [
        "It is closed now, so nobody can change the severity. Nothing was changed."
    ]
