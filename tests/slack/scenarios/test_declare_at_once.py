"""`/incident open sev1 Checkout returns 500`."""

import pytest

from firefighter.domain.severity import Severity
from tests.slack.scenarios.case import shown
from tests.slack.scenarios.scene import Scene

ROOMS = [("sev1", True), ("sev2", True), ("sev3", False), ("sev4", False)]


@pytest.mark.parametrize(("severity", "has_room"), ROOMS)
def test_the_severity_decides_what_is_made(scene: Scene, severity: str, has_room: bool) -> None:
    case = scene.declare(f"{severity} Checkout returns 500")
    assert case.incident.severity == severity.upper()
    assert case.incident.title == "Checkout returns 500"
    assert case.announcement.channel == scene.slack.channel("incidents").id
    assert case.thread_panel.thread_ts == case.announcement.ts
    assert scene.slack.thread("incidents", case.announcement.ts)[0] == case.thread_panel
    rooms = [
        each.name for each in scene.slack.channels() if each.name.startswith(f"inc-{case.id}-")
    ]
    assert rooms == ([f"inc-{case.id}-checkout-returns-500"] if has_room else [])


def test_the_person_is_told_at_once_what_was_declared_and_what_follows(scene: Scene) -> None:
    reply = scene.type(scene.ana, "open sev1 Checkout returns 500")
    assert reply.seconds < 3
    assert reply.ephemeral is not None
    assert reply.ephemeral.text.startswith(f"{scene.case().reference} is declared as SEV1.")


def test_the_announcement_says_what_is_wrong_who_leads_and_where(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    said = shown(case.announcement)
    for fact in (case.reference, "SEV1", "Checkout returns 500", "Open", f"<#{case.room.id}>"):
        assert fact in said
    assert f"<@{scene.ana.id}>" in said
    assert "_nobody yet_" in said


def test_a_room_has_a_topic_the_pinned_panel_and_who_declared(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    assert case.room.topic.value == f"{case.reference} · SEV1 · Checkout returns 500"
    assert scene.slack.pins(case.room) == [case.room_panel]
    assert scene.ana.id in case.room.members
    assert not case.room.is_private


@pytest.mark.parametrize("typed", ["sev9", "SEV0", "sev12", "sev 7", "Sev-5"])
def test_an_unknown_severity_is_refused_with_the_known_ones(scene: Scene, typed: str) -> None:
    answer = scene.answer(scene.ana, f"open {typed} Checkout returns 500")
    assert "is no severity here" in answer
    for severity in Severity:
        assert severity in answer
    assert scene.count() == 0
    assert scene.ana.view is None


@pytest.mark.parametrize(
    "typed",
    ["SEV1 Checkout", "sev 1 Checkout", "sev-1: Checkout", "Sev1 - Checkout", "sev1,Checkout"],
)
def test_a_severity_may_be_written_in_many_ways(scene: Scene, typed: str) -> None:
    case = scene.declare(typed)
    assert (case.incident.severity, case.incident.title) == (Severity.SEV1, "Checkout")


def test_a_severity_alone_opens_the_form_with_it(scene: Scene) -> None:
    scene.type(scene.ana, "open sev1")
    assert scene.ana.view is not None
    chosen = scene.ana.view.typed["severity"]["severity"]["selected_option"]
    assert chosen["value"] == "SEV1"
    assert scene.count() == 0


def test_two_incidents_have_nothing_in_common(scene: Scene) -> None:
    first, second = scene.declare("sev1 Checkout"), scene.declare("sev2 Search", by=scene.ben)
    assert second.id == first.id + 1
    assert first.room != second.room
    assert first.announcement.ts != second.announcement.ts
