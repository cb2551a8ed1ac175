"""Declaring from Slack's menu or from a message, warned of what is open already."""

from typing import Any

from firefighter.playground.slack import Message, Person, View
from firefighter.ports.places import Place
from tests.slack.scenarios.scene import Scene, everything_in, modal_text

VALUES = {"title": "Search is slow", "severity": "SEV3"}


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def field(person: Person, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in top(person).blocks if each["block_id"] == name)
    return found["element"]  # type: ignore[no-any-return]


def warned_of(person: Person) -> str:
    """What the form says is open already; empty while it says nothing."""
    said = [block["text"]["text"] for block in top(person).blocks if block["type"] == "section"]
    return "\n".join(said)


def complaint(scene: Scene, channel: str = "incidents") -> Message:
    return scene.ben.post(channel, "Search is slow since the last deploy & nobody knows why")


def test_from_slacks_own_menu_the_form_opens(scene: Scene) -> None:
    assert scene.ana.shortcut("declare").acknowledged
    assert top(scene.ana).title == "Declare an incident"
    scene.ana.submit(VALUES)
    scene.quiet()
    assert scene.case().incident.title == "Search is slow"


def test_from_a_message_the_form_begins_with_its_words(scene: Scene) -> None:
    message = complaint(scene)
    assert scene.ana.message_shortcut("declare_from_message", message).acknowledged
    assert field(scene.ana, "title")["initial_value"] == (
        "Search is slow since the last deploy & nobody knows why"
    )


def test_the_messages_thread_is_told_and_the_incident_leads_back_to_it(scene: Scene) -> None:
    message = complaint(scene)
    scene.ana.message_shortcut("declare_from_message", message)
    scene.ana.submit({"severity": "SEV1"})
    scene.quiet()
    case = scene.case()
    (told,) = scene.slack.thread("incidents", message.ts)
    assert told.text == (
        f":rotating_light: <@{scene.ana.id}> declared {case.reference} from this message. "
        f"It is worked in <#{case.room.id}>."
    )
    said = [each.text for each in everything_in(scene, case.room)]
    (link,) = [text for text in said if text.startswith(":link:")]
    assert f"/archives/{message.channel}/p{message.ts.replace('.', '')}|this message>" in link


def test_a_reply_is_answered_in_the_thread_that_it_stands_in(scene: Scene) -> None:
    parent = complaint(scene)
    reply = scene.ben.post("incidents", "Checkout too", parent.ts)
    scene.ana.message_shortcut("declare_from_message", reply)
    scene.ana.submit({"severity": "SEV3"})
    scene.quiet()
    assert [each.by_bot for each in scene.slack.thread("incidents", parent.ts)] == [False, True]


def test_where_the_bot_is_no_member_nothing_is_said_and_nothing_is_left_undone(
    scene: Scene,
) -> None:
    scene.slack.add_channel(f"quiet-{scene.ben.handle}", members=[scene.ana, scene.ben], bot=False)
    message = complaint(scene, f"quiet-{scene.ben.handle}")
    scene.ana.message_shortcut("declare_from_message", message)
    scene.ana.submit({"severity": "SEV3"})
    scene.quiet()
    assert scene.count() == 1
    assert scene.slack.thread(message.channel, message.ts) == []


def test_a_private_incident_is_not_told_of_where_it_came_from(scene: Scene) -> None:
    message = complaint(scene)
    scene.ana.message_shortcut("declare_from_message", message)
    scene.ana.submit({"severity": "SEV3", "private": "private"})
    scene.quiet()
    assert scene.slack.thread("incidents", message.ts) == []
    assert any(each.text.startswith(":link:") for each in everything_in(scene, scene.case().room))


def test_what_looks_alike_shows_while_the_title_is_typed(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.type(scene.ben, "open")
    assert warned_of(scene.ben) == ""
    scene.ben.press(top(scene.ben), action_id="title", value="Checkout broken")
    assert "Already declared?" in warned_of(scene.ben)
    assert f"{case.reference} · SEV1 · Checkout returns 500" in warned_of(scene.ben)
    scene.ben.press(top(scene.ben), action_id="title", value="Mail is not delivered")
    assert warned_of(scene.ben) == ""


def test_what_concerns_the_same_service_shows_too(scene: Scene) -> None:
    case = scene.declare_by_form(title="Nothing is found", services=["search"])
    scene.type(scene.ben, "open Indexer stopped")
    assert case.reference not in warned_of(scene.ben)
    scene.ben.press(top(scene.ben), action_id="services", value=["search"])
    assert case.reference in warned_of(scene.ben)


def test_what_was_typed_stays_when_the_form_is_drawn_anew(scene: Scene) -> None:
    scene.declare("sev1 Checkout returns 500")
    scene.type(scene.ben, "open")
    scene.ben.press(top(scene.ben), action_id="title", value="Checkout broken")
    scene.ben.submit({"severity": "SEV4"})
    scene.quiet()
    assert (scene.case(2).incident.title, scene.case(2).incident.severity) == (
        "Checkout broken",
        "SEV4",
    )


def test_a_form_that_begins_with_words_warns_at_once(scene: Scene) -> None:
    case = scene.declare("sev1 Newsletter is sent twice")
    scene.type(scene.ben, "open newsletter is broken again")
    assert case.reference in warned_of(scene.ben)


def test_a_private_incident_is_shown_as_alike_to_insiders_only(scene: Scene) -> None:
    case = scene.declare_by_form(title="Payroll leaked", private="private")
    for person, knows in ((scene.ana, True), (scene.ben, False)):
        scene.type(person, "open payroll is broken")
        assert (case.reference in warned_of(person)) is knows


def test_the_one_that_looks_alike_opens_on_top(scene: Scene) -> None:
    case = scene.declare("sev1 Invoices have the wrong date")
    scene.type(scene.ben, "open invoices are broken")
    value = next(
        block["accessory"]["value"]
        for block in top(scene.ben).blocks
        if block["type"] == "section" and case.reference in block["text"]["text"]
    )
    scene.ben.press(top(scene.ben), action_id="show", value=value)
    assert len(scene.ben.views) == 2
    assert case.reference in modal_text(top(scene.ben))


def test_the_form_leads_to_the_room_once_it_is_there(scene_on_either: Scene) -> None:
    scene = scene_on_either
    scene.type(scene.ana, "open")
    scene.ana.submit(VALUES | {"severity": "SEV1"})
    scene.quiet()
    case = scene.case()
    assert modal_text(top(scene.ana)) == (
        f"{case.reference} is declared as SEV1. It is worked in <#{case.room.id}>."
    )


def test_without_a_room_the_form_leads_to_the_thread(scene: Scene) -> None:
    scene.type(scene.ana, "open")
    scene.ana.submit(VALUES)
    scene.quiet()
    announced = scene.case().places[Place.ANNOUNCEMENT]
    assert f"/archives/{announced.channel}/p{announced.ts.replace('.', '')}|this thread>" in (
        modal_text(top(scene.ana))
    )


def test_a_form_that_was_closed_meanwhile_stops_nothing(scene: Scene) -> None:
    scene.slack.latency_s = 0.05
    scene.type(scene.ana, "open")
    scene.ana.submit(VALUES | {"severity": "SEV1"})
    scene.ana.close_view()
    scene.slack.latency_s = 0.0
    scene.quiet()
    assert scene.case().room.name
