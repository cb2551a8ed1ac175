"""No command, button, form or menu reveals a private incident to an outsider.

What there is to try is read off the registry, so that a new command, button, form or menu is
tried here as soon as it exists.
"""

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest

from firefighter.adapters.slack.inbound.registry import COMMAND, find_features
from firefighter.playground.slack import Channel, Message, Person, Reply
from firefighter.playground.slack.records import TEAM_ID
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, everything_in, open_scenario

REGISTRY = find_features()
SECRET = "Payroll leaked by the bakery"
GIVEN_AWAY = ("bakery", "pastebin")
NOWHERE = 987654

_numbers = count(1)


@pytest.fixture(scope="module")
def private_workspace() -> Iterator[Scenario]:
    with open_scenario() as scenario:
        scenario.declare("sev3 Search is slow")
        yield scenario


@pytest.fixture(scope="module")
def case(private_workspace: Scenario) -> IncidentCase:
    """In a channel, led by Ana, with every detail filled in."""
    case = private_workspace.declare_by_form(
        title=SECRET, severity="SEV1", summary=f"{SECRET} on a pastebin", private="private"
    )
    case.press(private_workspace.ana, "role.commander")
    case.press(private_workspace.ana, "step.investigate")
    return case


@pytest.fixture
def outsider(private_workspace: Scenario, case: IncidentCase) -> Iterator[Person]:
    """Who may see what everybody sees; afterwards the incident is as it was."""
    before = (
        case.incident,
        case.timeline,
        [each.text for each in everything_in(private_workspace, case.incident_channel)],
    )
    yield private_workspace.ben
    private_workspace.settle()
    after = (
        case.incident,
        case.timeline,
        [each.text for each in everything_in(private_workspace, case.incident_channel)],
    )
    assert after == before


def same(answer: Any, about: object, nowhere: object = NOWHERE) -> Any:  # noqa: ANN401 - Slack's JSON
    """An answer without the number that it is about."""
    text = json.dumps(answer, sort_keys=True, default=str)
    for number in (about, nowhere):
        text = re.sub(rf"(?<!\d){number}(?!\d)", "N", text)
    return re.sub(r'"block_id": "[^"]*"|\d{9,}[.\d]*|[0-9a-f]{12,}', "", text)


def seen_by(scenario: Scenario, person: Person) -> str:
    """All that a person can see, besides what they were answered just now."""
    said: list[Message] = [*person.ephemerals(), *person.dms]
    for channel in scenario.slack.channels():
        if person.can_see(channel):
            said += everything_in(scenario, channel)
    views = [*person.views, *([person.home] if person.home else [])]
    return json.dumps(
        [[each.text, each.blocks] for each in said] + [view.blocks for view in views], default=str
    ).lower()


def learnt_nothing(scenario: Scenario, person: Person, case: IncidentCase, *answers: Reply) -> None:
    scenario.settle()
    told = seen_by(scenario, person) + json.dumps([each.body for each in answers]).lower()
    for word in (*GIVEN_AWAY, case.incident_channel.id.lower()):
        assert word not in told


def deliver(scenario: Scenario, person: Person, payload: dict[str, Any]) -> Reply:
    """As Slack would send it if the person had such a button or form on their screen."""
    whole = {
        "user": {"id": person.id, "username": person.handle, "team_id": TEAM_ID},
        "team": {"id": TEAM_ID, "domain": "local"},
        "api_app_id": "A1",
        "token": "t",
        "trigger_id": f"forged.{next(_numbers)}",
        **payload,
    }
    body = urlencode({"payload": json.dumps(whole)}).encode()
    return scenario.slack.send_raw(scenario.slack.signed(body), body)


def told_since(scenario: Scenario, person: Person, before: int) -> list[str]:
    scenario.settle()
    return [each.text for each in person.ephemerals()[before:]]


def answered(scenario: Scenario, person: Person, payload: dict[str, Any]) -> tuple[Any, list[str]]:
    before = len(person.ephemerals())
    reply = deliver(scenario, person, payload)
    assert reply.status == 200, reply
    return reply.body, told_since(scenario, person, before)


@pytest.mark.parametrize("name", REGISTRY.commands)
@pytest.mark.parametrize("words", ["{}", "INC-{}", "{} some words", "inc-{}: <!here>"])
def test_command_answers_as_for_an_unknown_incident(
    private_workspace: Scenario, case: IncidentCase, outsider: Person, name: str, words: str
) -> None:
    answers = []
    for number in (case.id, NOWHERE):
        reply = private_workspace.type(outsider, f"{name} {words.format(number)}")
        shown = [view.blocks for view in outsider.views]
        ephemeral = reply.ephemeral
        answers.append([ephemeral and [ephemeral.text, ephemeral.blocks], shown])
        learnt_nothing(private_workspace, outsider, case, reply)
        while outsider.view:
            outsider.close_view()
    assert same(answers[0], case.id) == same(answers[1], case.id)


def press_of(action_id: str, number: int, channel: Channel, seen: str = "") -> dict[str, Any]:
    values = {"value": f"{number}|{seen}||"}
    option = {"selected_option": {"value": f"{number}|{seen}||", "text": {"text": "x"}}}
    return {
        "type": "block_actions",
        "container": {"type": "message", "channel_id": channel.id, "message_ts": "1.1"},
        "channel": {"id": channel.id, "name": channel.name},
        "actions": [
            {"type": "button", "action_id": action_id, "block_id": "b", **values, **option}
        ],
    }


@pytest.mark.parametrize("action_id", REGISTRY.presses)
def test_button_answers_as_for_an_unknown_incident(
    private_workspace: Scenario, case: IncidentCase, outsider: Person, action_id: str
) -> None:
    channel = private_workspace.slack.channel("incidents")
    about_it, about_none = (
        answered(private_workspace, outsider, press_of(action_id, number, channel))
        for number in (case.id, NOWHERE)
    )
    assert same(about_it, case.id) == same(about_none, case.id)
    learnt_nothing(private_workspace, outsider, case)


def form_of(callback_id: str, number: int) -> dict[str, Any]:
    fields = {
        "incident": {"type": "external_select", "selected_option": {"value": str(number)}},
        "note": {"type": "plain_text_input", "value": f"INC-{number}"},
        "summary": {"type": "plain_text_input", "value": "Something"},
        "title": {"type": "plain_text_input", "value": ""},
        "to": {"type": "users_select", "selected_user": "U1"},
        "reason": {"type": "static_select", "selected_option": {"value": "duplicate"}},
        "incident.other": {"type": "external_select", "selected_option": {"value": str(number)}},
        "relation": {"type": "static_select", "selected_option": {"value": "related"}},
        "duplicate_of": {"type": "external_select", "selected_option": {"value": str(number)}},
    }
    return {
        "type": "view_submission",
        "view": {
            "id": f"VFORGED{next(_numbers)}",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": f"{number}|||",
            "hash": "1.1",
            "state": {"values": {name: {name: field} for name, field in fields.items()}},
        },
    }


@pytest.mark.parametrize("callback_id", REGISTRY.submissions)
def test_form_answers_as_for_an_unknown_incident(
    private_workspace: Scenario, case: IncidentCase, outsider: Person, callback_id: str
) -> None:
    about_it, about_none = (
        answered(private_workspace, outsider, form_of(callback_id, number))
        for number in (case.id, NOWHERE)
    )
    assert same(about_it, case.id) == same(about_none, case.id)
    learnt_nothing(private_workspace, outsider, case)


@pytest.mark.parametrize("action_id", REGISTRY.suggestions)
@pytest.mark.parametrize("words", ["", "payroll", "leaked", "{}", "INC-{}", "sev1"])
def test_search_menu_does_not_offer_it(
    private_workspace: Scenario, case: IncidentCase, outsider: Person, action_id: str, words: str
) -> None:
    reply = deliver(
        private_workspace,
        outsider,
        {
            "type": "block_suggestion",
            "action_id": action_id,
            "block_id": "b",
            "value": words.format(case.id),
            "view": {"id": "V1", "private_metadata": f"{case.id}|||"},
        },
    )
    assert reply.status == 200
    assert case.reference not in str(reply.body)
    learnt_nothing(private_workspace, outsider, case, reply)


@pytest.mark.parametrize("callback_id", REGISTRY.shortcuts)
def test_shortcut_on_a_message_that_names_it_does_not_show_it(
    private_workspace: Scenario, case: IncidentCase, outsider: Person, callback_id: str
) -> None:
    message = outsider.post("incidents", f"What is {case.reference}?")
    if REGISTRY.shortcuts[callback_id].on_message_shortcut:
        reply = outsider.message_shortcut(callback_id, message)
    else:
        reply = outsider.shortcut(callback_id)
    learnt_nothing(private_workspace, outsider, case, reply)
    while outsider.view:
        outsider.close_view()


@pytest.mark.parametrize("words", ["", "all", "mine", "sev1", "payroll", "INC-{}"])
def test_lists_do_not_show_it(
    private_workspace: Scenario, case: IncidentCase, outsider: Person, words: str
) -> None:
    reply = private_workspace.type(outsider, f"list {words.format(case.id)}")
    assert outsider.view is not None
    assert case.reference not in [*map(str, outsider.view.blocks)]
    assert f"*{case.reference} ·" not in str(outsider.view.blocks)
    learnt_nothing(private_workspace, outsider, case, reply)
    outsider.close_view()


def test_home_does_not_show_it(
    private_workspace: Scenario, case: IncidentCase, outsider: Person
) -> None:
    outsider.open_home()
    private_workspace.settle()
    assert outsider.home is not None
    assert case.reference not in str(outsider.home.blocks)
    learnt_nothing(private_workspace, outsider, case)


def test_similar_incidents_do_not_include_it(
    private_workspace: Scenario, case: IncidentCase, outsider: Person
) -> None:
    reply = private_workspace.type(outsider, "open payroll is leaked")
    assert outsider.view is not None
    assert case.reference not in str(outsider.view.blocks)
    learnt_nothing(private_workspace, outsider, case, reply)
    outsider.close_view()


def test_declining_as_its_duplicate_does_not_reveal_it(
    private_workspace: Scenario, case: IncidentCase, outsider: Person
) -> None:
    public = private_workspace.declare("sev3 Fountain is dry")
    said = []
    for number in (case.id, NOWHERE):
        public.press(outsider, "step.decline", on=public.panel)
        reply = outsider.submit({"reason": "duplicate", "duplicate_of": f"INC-{number}"})
        said.append(reply.errors)
        outsider.close_view()
    assert same(said[0], case.id) == same(said[1], case.id)
    assert public.incident.declined is None


def test_the_same_tried_by_an_insider_works(
    private_workspace: Scenario, case: IncidentCase
) -> None:
    """The requests above are valid."""
    assert SECRET in str(
        private_workspace.type(private_workspace.ana, f"catchup {case.id}").ephemeral
    )
    assert COMMAND
    pressed = press_of(
        "severity.SEV1", case.id, private_workspace.slack.channel("incidents"), seen="SEV1"
    )
    body, told = answered(private_workspace, private_workspace.ana, pressed)
    assert (body, told) == ("", ["It's already SEV1."])
