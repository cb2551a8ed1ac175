"""An outsider tries everything against a private incident, and learns nothing: not even that it is.

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

from firefighter.playground.slack import Channel, Message, Person, Reply
from firefighter.playground.slack.records import TEAM_ID
from firefighter.slack.registry import COMMAND, find_features
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene, everything_in, open_scene

REGISTRY = find_features()
SECRET = "Payroll leaked by the bakery"
GIVEN_AWAY = ("bakery", "pastebin")
NOWHERE = 987654

_numbers = count(1)


@pytest.fixture(scope="module")
def town() -> Iterator[Scene]:
    with open_scene() as scene:
        scene.declare("sev3 Search is slow")
        yield scene


@pytest.fixture(scope="module")
def case(town: Scene) -> Case:
    """In a room, led by Ana, with all that she may have said of it."""
    case = town.declare_by_form(
        title=SECRET, severity="SEV1", summary=f"{SECRET} on a pastebin", private="private"
    )
    case.press(town.ana, "role.commander")
    case.press(town.ana, "step.investigate")
    return case


@pytest.fixture
def outsider(town: Scene, case: Case) -> Iterator[Person]:
    """Who may see what everybody sees; afterwards the incident is as it was."""
    before = (case.incident, case.timeline, [each.text for each in everything_in(town, case.room)])
    yield town.ben
    town.quiet()
    after = (case.incident, case.timeline, [each.text for each in everything_in(town, case.room)])
    assert after == before


def same(answer: Any, about: object, nowhere: object = NOWHERE) -> Any:  # noqa: ANN401 - Slack's JSON
    """An answer with the number that it was asked about put out of it."""
    text = json.dumps(answer, sort_keys=True, default=str)
    for number in (about, nowhere):
        text = re.sub(rf"(?<!\d){number}(?!\d)", "N", text)
    return re.sub(r'"block_id": "[^"]*"|\d{9,}[.\d]*|[0-9a-f]{12,}', "", text)


def seen_by(scene: Scene, person: Person) -> str:
    """All that a person can see, besides what they were answered just now."""
    said: list[Message] = [*person.ephemerals(), *person.dms]
    for channel in scene.slack.channels():
        if person.sees(channel):
            said += everything_in(scene, channel)
    views = [*person.views, *([person.home] if person.home else [])]
    return json.dumps(
        [[each.text, each.blocks] for each in said] + [view.blocks for view in views], default=str
    ).lower()


def learnt_nothing(scene: Scene, person: Person, case: Case, *answers: Reply) -> None:
    scene.quiet()
    told = seen_by(scene, person) + json.dumps([each.body for each in answers]).lower()
    for word in (*GIVEN_AWAY, case.room.id.lower()):
        assert word not in told


def deliver(scene: Scene, person: Person, payload: dict[str, Any]) -> Reply:
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
    return scene.slack.send_raw(scene.slack.signed(body), body)


def told_since(scene: Scene, person: Person, before: int) -> list[str]:
    scene.quiet()
    return [each.text for each in person.ephemerals()[before:]]


def answered(scene: Scene, person: Person, payload: dict[str, Any]) -> tuple[Any, list[str]]:
    before = len(person.ephemerals())
    reply = deliver(scene, person, payload)
    assert reply.status == 200, reply
    return reply.body, told_since(scene, person, before)


@pytest.mark.parametrize("name", REGISTRY.commands)
@pytest.mark.parametrize("words", ["{}", "INC-{}", "{} some words", "inc-{}: <!here>"])
def test_a_command_answers_as_about_a_number_that_is_not(
    town: Scene, case: Case, outsider: Person, name: str, words: str
) -> None:
    answers = []
    for number in (case.id, NOWHERE):
        reply = town.type(outsider, f"{name} {words.format(number)}")
        shown = [view.blocks for view in outsider.views]
        ephemeral = reply.ephemeral
        answers.append([ephemeral and [ephemeral.text, ephemeral.blocks], shown])
        learnt_nothing(town, outsider, case, reply)
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
def test_a_button_answers_as_about_a_number_that_is_not(
    town: Scene, case: Case, outsider: Person, action_id: str
) -> None:
    channel = town.slack.channel("incidents")
    about_it, about_none = (
        answered(town, outsider, press_of(action_id, number, channel))
        for number in (case.id, NOWHERE)
    )
    assert same(about_it, case.id) == same(about_none, case.id)
    learnt_nothing(town, outsider, case)


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
def test_a_form_answers_as_about_a_number_that_is_not(
    town: Scene, case: Case, outsider: Person, callback_id: str
) -> None:
    about_it, about_none = (
        answered(town, outsider, form_of(callback_id, number)) for number in (case.id, NOWHERE)
    )
    assert same(about_it, case.id) == same(about_none, case.id)
    learnt_nothing(town, outsider, case)


@pytest.mark.parametrize("action_id", REGISTRY.suggestions)
@pytest.mark.parametrize("words", ["", "payroll", "leaked", "{}", "INC-{}", "sev1"])
def test_a_menu_that_searches_offers_nothing_of_it(
    town: Scene, case: Case, outsider: Person, action_id: str, words: str
) -> None:
    reply = deliver(
        town,
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
    learnt_nothing(town, outsider, case, reply)


@pytest.mark.parametrize("callback_id", REGISTRY.shortcuts)
def test_a_shortcut_on_a_message_that_names_it_shows_nothing_of_it(
    town: Scene, case: Case, outsider: Person, callback_id: str
) -> None:
    message = outsider.post("incidents", f"What is {case.reference}?")
    if REGISTRY.shortcuts[callback_id].on_message:
        reply = outsider.message_shortcut(callback_id, message)
    else:
        reply = outsider.shortcut(callback_id)
    learnt_nothing(town, outsider, case, reply)
    while outsider.view:
        outsider.close_view()


@pytest.mark.parametrize("words", ["", "all", "mine", "sev1", "payroll", "INC-{}"])
def test_no_list_has_it(town: Scene, case: Case, outsider: Person, words: str) -> None:
    reply = town.type(outsider, f"list {words.format(case.id)}")
    assert outsider.view is not None
    assert case.reference not in [*map(str, outsider.view.blocks)]
    assert f"*{case.reference} ·" not in str(outsider.view.blocks)
    learnt_nothing(town, outsider, case, reply)
    outsider.close_view()


def test_home_does_not_have_it(town: Scene, case: Case, outsider: Person) -> None:
    outsider.open_home()
    town.quiet()
    assert outsider.home is not None
    assert case.reference not in str(outsider.home.blocks)
    learnt_nothing(town, outsider, case)


def test_nothing_looks_like_it(town: Scene, case: Case, outsider: Person) -> None:
    reply = town.type(outsider, "open payroll is leaked")
    assert outsider.view is not None
    assert case.reference not in str(outsider.view.blocks)
    learnt_nothing(town, outsider, case, reply)
    outsider.close_view()


def test_calling_an_incident_a_duplicate_of_it_is_no_way_to_find_out(
    town: Scene, case: Case, outsider: Person
) -> None:
    public = town.declare("sev3 Fountain is dry")
    said = []
    for number in (case.id, NOWHERE):
        public.press(outsider, "step.cancel", on=public.panel)
        reply = outsider.submit({"reason": "duplicate", "duplicate_of": f"INC-{number}"})
        said.append(reply.errors)
        outsider.close_view()
    assert same(said[0], case.id) == same(said[1], case.id)
    assert public.incident.cancellation is None


def test_the_same_tried_by_an_insider_works(town: Scene, case: Case) -> None:
    """What is tried above is not refused for being wrong."""
    assert SECRET in str(town.type(town.ana, f"catchup {case.id}").ephemeral)
    assert COMMAND
    pressed = press_of("severity.SEV1", case.id, town.slack.channel("incidents"), seen="SEV1")
    body, told = answered(town, town.ana, pressed)
    assert (body, told) == ("", ["It is SEV1 already."])
