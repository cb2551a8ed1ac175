"""Declaring by shortcut or from a message, with possible duplicates shown."""

from typing import Any

from firefighter.playground.slack import Message, Person, View
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.scenario import Scenario, everything_in, modal_text

VALUES = {"title": "Search is slow", "severity": "SEV3"}


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def field(person: Person, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in top(person).blocks if each["block_id"] == name)
    return found["element"]  # type: ignore[no-any-return]


def warned_of(person: Person) -> str:
    """The possible duplicates in the form; empty if there are none."""
    said = [block["text"]["text"] for block in top(person).blocks if block["type"] == "section"]
    return "\n".join(said)


def complaint(scenario: Scenario, channel: str = "incidents") -> Message:
    return scenario.ben.post(channel, "Search is slow since the last deploy & nobody knows why")


def test_global_shortcut_opens_the_form(scenario: Scenario) -> None:
    assert scenario.ana.shortcut("declare").acknowledged
    assert top(scenario.ana).title == "Declare an incident"
    scenario.ana.submit(VALUES)
    scenario.settle()
    assert scenario.case().incident.title == "Search is slow"


def test_form_is_prefilled_from_the_message(scenario: Scenario) -> None:
    message = complaint(scenario)
    assert scenario.ana.message_shortcut("declare_from_message", message).acknowledged
    assert field(scenario.ana, "title")["initial_value"] == (
        "Search is slow since the last deploy & nobody knows why"
    )


def test_thread_of_the_message_gets_a_link_and_the_incident_links_back(scenario: Scenario) -> None:
    message = complaint(scenario)
    scenario.ana.message_shortcut("declare_from_message", message)
    scenario.ana.submit({"severity": "SEV1"})
    scenario.settle()
    case = scenario.case()
    (told,) = scenario.slack.thread("incidents", message.ts)
    assert told.text == (
        f":rotating_light: <@{scenario.ana.id}> declared {case.reference} from this message. "
        f"Join <#{case.incident_channel.id}>."
    )
    said = [each.text for each in everything_in(scenario, case.incident_channel)]
    (link,) = [text for text in said if text.startswith(":link:")]
    assert f"/archives/{message.channel}/p{message.ts.replace('.', '')}|this message>" in link


def test_a_reply_is_answered_in_the_thread_that_it_stands_in(scenario: Scenario) -> None:
    parent = complaint(scenario)
    reply = scenario.ben.post("incidents", "Checkout too", parent.ts)
    scenario.ana.message_shortcut("declare_from_message", reply)
    scenario.ana.submit({"severity": "SEV3"})
    scenario.settle()
    assert [each.by_bot for each in scenario.slack.thread("incidents", parent.ts)] == [False, True]


def test_message_in_a_channel_without_the_bot_gets_no_reply_and_leaves_no_pending_effect(
    scenario: Scenario,
) -> None:
    scenario.slack.add_channel(
        f"quiet-{scenario.ben.handle}", members=[scenario.ana, scenario.ben], bot=False
    )
    message = complaint(scenario, f"quiet-{scenario.ben.handle}")
    scenario.ana.message_shortcut("declare_from_message", message)
    scenario.ana.submit({"severity": "SEV3"})
    scenario.settle()
    assert scenario.count() == 1
    assert scenario.slack.thread(message.channel, message.ts) == []


def test_source_message_of_a_private_incident_gets_no_reply(scenario: Scenario) -> None:
    message = complaint(scenario)
    scenario.ana.message_shortcut("declare_from_message", message)
    scenario.ana.submit({"severity": "SEV3", "private": "private"})
    scenario.settle()
    assert scenario.slack.thread("incidents", message.ts) == []
    assert any(
        each.text.startswith(":link:")
        for each in everything_in(scenario, scenario.case().incident_channel)
    )


def test_similar_incidents_are_shown_while_the_title_is_typed(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.type(scenario.ben, "open")
    assert warned_of(scenario.ben) == ""
    scenario.ben.press(top(scenario.ben), action_id="title", value="Checkout broken")
    assert "Possible duplicates" in warned_of(scenario.ben)
    assert f"{case.reference} · SEV1 · Checkout returns 500" in warned_of(scenario.ben)
    scenario.ben.press(top(scenario.ben), action_id="title", value="Mail is not delivered")
    assert warned_of(scenario.ben) == ""


def test_incidents_of_the_same_service_are_shown_too(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Nothing is found", services=["search"])
    scenario.type(scenario.ben, "open Indexer stopped")
    assert case.reference not in warned_of(scenario.ben)
    scenario.ben.press(top(scenario.ben), action_id="services", value=["search"])
    assert case.reference in warned_of(scenario.ben)


def test_typed_values_survive_redrawing_the_form(scenario: Scenario) -> None:
    scenario.declare("sev1 Checkout returns 500")
    scenario.type(scenario.ben, "open")
    scenario.ben.press(top(scenario.ben), action_id="title", value="Checkout broken")
    scenario.ben.submit({"severity": "SEV4"})
    scenario.settle()
    assert (scenario.case(2).incident.title, scenario.case(2).incident.severity) == (
        "Checkout broken",
        "SEV4",
    )


def test_prefilled_form_shows_similar_incidents_at_once(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Newsletter is sent twice")
    scenario.type(scenario.ben, "open newsletter is broken again")
    assert case.reference in warned_of(scenario.ben)


def test_similar_private_incident_is_shown_to_insiders_only(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", private="private")
    for person, knows in ((scenario.ana, True), (scenario.ben, False)):
        scenario.type(person, "open payroll is broken")
        assert (case.reference in warned_of(person)) is knows


def test_similar_incident_opens_on_top(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Invoices have the wrong date")
    scenario.type(scenario.ben, "open invoices are broken")
    value = next(
        block["accessory"]["value"]
        for block in top(scenario.ben).blocks
        if block["type"] == "section" and case.reference in block["text"]["text"]
    )
    scenario.ben.press(top(scenario.ben), action_id="show", value=value)
    assert len(scenario.ben.views) == 2
    assert case.reference in modal_text(top(scenario.ben))


def test_the_form_links_to_the_channel_once_it_exists(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    scenario.type(scenario.ana, "open")
    scenario.ana.submit(VALUES | {"severity": "SEV1"})
    scenario.settle()
    case = scenario.case()
    assert modal_text(top(scenario.ana)) == (
        f"{case.reference} is declared as SEV1. Join <#{case.incident_channel.id}>."
    )


def test_without_a_channel_the_form_links_to_the_thread(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "open")
    scenario.ana.submit(VALUES)
    scenario.settle()
    announced = scenario.case().places[Place.ANNOUNCEMENT]
    assert f"/archives/{announced.channel}/p{announced.ts.replace('.', '')}|this thread>" in (
        modal_text(top(scenario.ana))
    )


def test_closing_the_form_does_not_stop_the_declaration(scenario: Scenario) -> None:
    scenario.slack.latency_s = 0.05
    scenario.type(scenario.ana, "open")
    scenario.ana.submit(VALUES | {"severity": "SEV1"})
    scenario.ana.close_view()
    scenario.slack.latency_s = 0.0
    scenario.settle()
    assert scenario.case().incident_channel.name
