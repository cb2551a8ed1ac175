"""Updates: asked for in a form, told in the room and in the announcement's thread."""

from datetime import timedelta

import pytest

from firefighter.domain.events import UpdatePosted
from firefighter.playground.slack import Message
from tests.slack.live_text import live_parts
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene

NEWS = {
    "impact": "One in five payments fails",
    "changed": "Rolled back release 2.14",
    "next_in": "15",
}


def post(scene: Scene, case: Case, **values: object) -> None:
    case.press(scene.ben, "update")
    reply = case.send(scene.ben, **{**NEWS, **values})
    assert not reply.errors


def updates_in(messages: list[Message]) -> list[str]:
    return [shown(each) for each in messages if "*Update on INC-" in shown(each)]


def in_thread(scene: Scene, case: Case) -> list[str]:
    return updates_in(scene.slack.thread("incidents", case.announcement.ts))


def in_room(scene: Scene, case: Case) -> list[str]:
    return updates_in(scene.slack.messages(case.room))


def test_it_is_told_in_the_room_and_in_the_announcement_s_thread(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    post(scene, case, next_step="Watch the error rate", next_by=scene.ana.handle)
    (told,) = in_room(scene, case)
    assert in_thread(scene, case) == [told]
    for part in ("One in five payments fails", "Rolled back release 2.14", "Watch the error rate"):
        assert part in told
    assert f"by <@{scene.ben.id}>" in told
    assert f"<@{scene.ana.id}> does it. Next update by <!date^" in told


def test_an_incident_worked_in_its_thread_is_told_of_once(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    post(scene, case)
    assert len(in_thread(scene, case)) == 1


def test_a_private_incident_s_news_stay_in_its_room(scene: Scene) -> None:
    case = scene.declare_by_form(private=["private"])
    case.press(scene.ana, "update")
    case.send(scene.ana, **{**NEWS, "impact": "Our board cannot pay"})
    assert len(in_room(scene, case)) == 1
    for message in scene.everything_said():
        assert message.channel == case.room.id or "Our board" not in shown(message)


def test_the_announcement_shows_impact_and_next_update_by_an_edit(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    before = case.announcement.ts
    said = len(scene.slack.messages("incidents"))
    post(scene, case)
    assert case.announcement.ts == before
    assert len(scene.slack.messages("incidents")) == said
    assert "*Impact*\nOne in five payments fails" in shown(case.announcement)
    assert "Next update by" in shown(case.announcement)
    assert "Next update by" in shown(case.panel)


def test_it_is_on_record_with_when_the_next_is_due(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    post(scene, case, next_step="Watch it", next_by=scene.ana.handle)
    event = case.timeline[-1]
    assert isinstance(event, UpdatePosted)
    assert (event.next_step, event.next_by) == ("Watch it", scene.ana.id)
    assert event.next_update == event.at + timedelta(minutes=15)
    assert case.incident.latest_update == event
    assert case.incident.update_due == event.next_update


def test_the_form_begins_with_what_is_known_and_the_severity_s_cadence(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    post(scene, case)
    case.press(scene.ana, "update")
    assert scene.ana.view is not None
    assert scene.ana.view.typed["impact"]["impact"]["value"] == "One in five payments fails"
    chosen = scene.ana.view.typed["next_in"]["next_in"]["selected_option"]
    assert chosen["text"]["text"] == "In 30 minutes"


def test_nothing_needs_to_be_promised(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    post(scene, case, next_in="none")
    assert case.incident.update_due is None
    (told,) = in_room(scene, case)
    assert "No next update is promised." in told
    assert "Next update" not in shown(case.announcement)


@pytest.mark.parametrize("field", ["impact", "changed"])
def test_an_update_that_says_nothing_is_refused_beside_the_field(scene: Scene, field: str) -> None:
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ben, "update")
    reply = case.send(scene.ben, **{**NEWS, field: "  "})
    assert list(reply.errors) == [field]
    assert len(case.timeline) == 1


def test_an_update_sent_twice_is_posted_once(scene_on_either: Scene) -> None:
    scene = scene_on_either
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ben, "update")
    reply = case.send(scene.ben, **NEWS)
    scene.slack.resend(reply)
    scene.slack.redeliver(reply)
    scene.quiet()
    assert len(in_room(scene, case)) == len(in_thread(scene, case)) == 1


def test_what_was_typed_pings_nobody(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    bait = "<!channel> <https://evil.example|our bank>"
    post(scene, case, impact=bait, changed=bait, next_step=bait)
    (told,) = in_room(scene, case)
    ours = {f"@{scene.ben.id}"}
    assert {part for part in live_parts(told) if not part.startswith("!date")} <= ours


def test_a_form_that_was_open_when_the_incident_closed_is_refused(scene: Scene) -> None:
    case = scene.declare("sev4 Search is slow")
    case.press(scene.ben, "update")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    reply = case.send(scene.ben, **NEWS)
    assert reply.errors
    assert sentences(scene, scene.ben) == []
