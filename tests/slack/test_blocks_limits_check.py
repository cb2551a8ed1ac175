"""The checker of limits finds what it is there to find."""

from typing import Any

import pytest

from tests.slack.limits_check import faults_of_message, faults_of_view

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str = "hello") -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(name: str = "go", label: str = "Go", value: str = "1") -> Json:
    return {"type": "button", "action_id": name, "text": plain(label), "value": value}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def options(kind: str, *names: str, **more: object) -> Json:
    chosen = [{"text": plain(name[:75]), "value": name} for name in names]
    return {"type": kind, "action_id": "choose", "options": chosen, **more}


def field(element: Json) -> Json:
    return {"type": "input", "block_id": "f", "label": plain("What?"), "element": element}


def text_input(**more: object) -> Json:
    return {"type": "plain_text_input", "action_id": "f", **more}


def view(*blocks: Json, title: str = "A form", **more: object) -> Json:
    return {"type": "modal", "callback_id": "f", "title": plain(title), "blocks": blocks, **more}


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [section()] * 51,
        [section("")],
        [section("x" * 3001)],
        [{"type": "section"}],
        [{"type": "section", "fields": [plain("x")] * 11}],
        [{"type": "section", "fields": [plain("x" * 2001)]}],
        [{"type": "context", "elements": [plain("x" * 2001)]}],
        [{"type": "carousel"}],
        [actions()],
        [actions(*(button(str(number)) for number in range(26)))],
        [actions(button(), button())],
        [actions(button("x" * 256))],
        [actions(button(label="x" * 76))],
        [actions(button(value="x" * 2001))],
        [actions(options("overflow", *"abcdef"))],
        [actions(options("static_select", "x" * 151))],
        [actions(options("static_select", "a", initial_option={}))],
        [section() | {"accessory": button(label="")}],
        [section() | {"block_id": "same"}] * 2,
    ],
)
def test_a_message_that_slack_would_refuse_is_found(blocks: list[Json]) -> None:
    assert len(faults_of_message(blocks)) == 1


@pytest.mark.parametrize(
    "form",
    [
        view(section(), title="x" * 25),
        view(section(), submit=plain("")),
        view(section(), private_metadata="x" * 3001),
        view(*[section()] * 101),
        view(field(text_input())),
        view(field(text_input(max_length=3001)), submit=plain("Go")),
        view(field(text_input(max_length=3, initial_value="four")), submit=plain("Go")),
    ],
)
def test_a_view_that_slack_would_refuse_is_found(form: Json) -> None:
    assert len(faults_of_view(form)) == 1


def test_what_slack_takes_is_without_fault() -> None:
    blocks = [section(), actions(button("a"), button("b"), options("overflow", "x", "y"))]
    assert faults_of_message(blocks) == []
    form = view(*blocks, field(text_input(max_length=9, initial_value="nine")), submit=plain("Go"))
    assert faults_of_view(form) == []
