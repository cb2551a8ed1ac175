"""`/incident open` without a severity: the form."""

import threading

import pytest

from firefighter.domain.severity import Severity
from firefighter.playground.slack import NotPossibleError, Reply, View
from tests.slack.scenarios.case import shown
from tests.slack.scenarios.scene import Scene, modal_text


def opened(scene: Scene, words: str = "") -> View:
    scene.type(scene.ana, f"open {words}")
    assert scene.ana.view is not None
    return scene.ana.view


def field(view: View, name: str) -> dict[str, object]:
    return next(block["element"] for block in view.blocks if block["block_id"] == name)


def test_the_form_asks_five_things(scene: Scene) -> None:
    view = opened(scene)
    assert [block["block_id"] for block in view.blocks] == [
        "title",
        "severity",
        "services",
        "summary",
        "private",
    ]
    labels = [each["text"]["text"] for each in field(view, "severity")["options"]]  # type: ignore[attr-defined]
    assert labels[0] == "SEV1: Customers cannot do what they came for"
    services = [each["value"] for each in field(view, "services")["options"]]  # type: ignore[attr-defined]
    assert services == ["checkout", "search"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Checkout returns 500", "Checkout returns 500"),
        ("the severity is unknown", "the severity is unknown"),
        ("several things are down", "several things are down"),
        ("sev checkout", "sev checkout"),
        ("R&D <can't> log in", "R&D <can't> log in"),
        ("1 | 2 | 3", "1 | 2 | 3"),
    ],
)
def test_words_without_a_severity_are_in_the_form_already(
    scene: Scene, words: str, title: str
) -> None:
    assert field(opened(scene, words), "title")["initial_value"] == title


def test_what_is_sent_is_what_is_recorded(scene: Scene) -> None:
    case = scene.declare_by_form(
        title="Checkout returns 500",
        severity="SEV2",
        services=["checkout", "search"],
        summary="Nobody can pay.",
    )
    incident = case.incident
    assert (incident.title, incident.severity) == ("Checkout returns 500", Severity.SEV2)
    assert incident.services == ("checkout", "search")
    assert incident.summary == "Nobody can pay."
    assert not incident.private
    for fact in ("checkout, search", "Nobody can pay."):
        assert fact in shown(case.announcement)


def test_the_form_then_says_the_number_and_where(scene: Scene) -> None:
    case = scene.declare_by_form()
    assert scene.ana.view is not None
    assert scene.ana.view.title == case.reference
    assert f"{case.reference} is declared as SEV3." in modal_text(scene.ana.view)


def test_a_title_of_blanks_is_refused_beside_the_field_and_the_rest_stays(scene: Scene) -> None:
    opened(scene)
    reply = scene.ana.submit({"title": "   ", "summary": "Nobody can pay."})
    assert list(reply.errors) == ["title"]
    assert scene.ana.view is not None
    assert scene.ana.view.typed["summary"]["summary"]["value"] == "Nobody can pay."
    assert scene.count() == 0


def test_slack_itself_asks_for_a_title(scene: Scene) -> None:
    opened(scene)
    with pytest.raises(NotPossibleError):
        scene.ana.submit({"severity": "SEV1"})


def test_a_form_sent_twice_declares_once(scene: Scene) -> None:
    opened(scene)
    reply = scene.ana.submit({"title": "Search is slow"})
    again = scene.slack.resend(reply)
    anew = scene.slack.redeliver(reply)
    assert (again.status, anew.status) == (200, 200)
    scene.quiet()
    assert scene.count() == 1
    announced = [each.text for each in scene.slack.messages("incidents") if each.by_bot]
    assert [scene.case().reference in text for text in announced].count(True) == 1


def test_a_form_sent_by_many_requests_at_once_declares_once(scene_on_either: Scene) -> None:
    scene = scene_on_either
    opened(scene)
    sent = scene.ana.submit({"title": "  "})  # refused, so that the same view can be sent again
    assert sent.errors
    replies: list[Reply] = []
    senders = [
        threading.Thread(
            target=lambda: replies.append(scene.ana.submit({"title": "Search is slow"}))
        )
        for _ in range(5)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    scene.quiet()
    assert [reply.status for reply in replies] == [200] * 5
    assert scene.count() == 1
