"""Each limit of Block Kit, on both of its sides: https://docs.slack.dev/reference/block-kit/."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.playground.slack.limits.blocks import BLOCKS, check_blocks
from firefighter.playground.slack.limits.elements import ELEMENTS
from tests.playground.block_kit import (
    Json,
    actions,
    button,
    field,
    mrkdwn,
    option,
    plain,
    section,
    select,
    text_input,
)


def problems(*blocks: object) -> list[str]:
    return [str(each) for each in check_blocks(list(blocks), "/blocks", maximum=50)]


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def header(text: str) -> Json:
    return {"type": "header", "text": plain(text)}


def image(**more: object) -> Json:
    return {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "b", **more}


def overflow(*options: Json) -> Json:
    return {"type": "overflow", "action_id": "more", "options": list(options)}


def choice(kind: str, count: int) -> Json:
    options = [option(str(number)) for number in range(count)]
    return {"type": kind, "action_id": kind, "options": options}


def confirming(**more: object) -> Json:
    words = {name: plain(name) for name in ("title", "text", "confirm", "deny")}
    return {**words, **more}


SOUND = [
    section("x" * 3000),
    {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
    section(accessory=button(), expand=True),
    section(accessory=select(initial_option=option("2", "Two"))),
    header("x" * 150),
    {"type": "divider"},
    actions(*(button(f"b{number}") for number in range(25))),
    actions(button(text="x" * 75, value="v" * 2000, url="https://a.example", style="danger")),
    actions(button(confirm=confirming(style="primary"))),
    actions(overflow(*(option(str(number)) for number in range(5)))),
    context(*[mrkdwn("x")] * 9, image()),
    image(title=plain("x")),
    field("title", text_input(max_length=3000, multiline=True), hint=plain("x"), optional=True),
    field("who", {"type": "multi_users_select", "action_id": "who", "max_selected_items": 3}),
    field("when", {"type": "datetimepicker", "action_id": "t", "initial_date_time": 1_700_000_000}),
    field("what", choice("checkboxes", 10)),
    field("what", choice("static_select", 100)),
    {"type": "rich_text", "elements": []},
    {"type": "markdown", "text": "**x**"},
]

UNSOUND = [
    ("section text", section("x" * 3001), "must be less than 3001 characters"),
    ("section without text", section(""), "must be more than 0 characters"),
    ("section without anything", {"type": "section"}, "must provide text or fields"),
    ("field", {"type": "section", "fields": [mrkdwn("x" * 2001)]}, "less than 2001"),
    ("fields", {"type": "section", "fields": [mrkdwn("x")] * 11}, "no more than 10 items"),
    ("text as a string", {"type": "section", "text": "x"}, "must provide an object"),
    ("kind of text", {**section(), "text": {"type": "markdown"}}, "unsupported type"),
    ("header text", header("x" * 151), "must be less than 151 characters"),
    ("header in mrkdwn", {"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn"),
    ("actions", actions(*(button(f"b{n}") for n in range(26))), "no more than 25 items"),
    ("no actions", actions(), "no fewer than 1 items"),
    ("context", context(*[mrkdwn("x")] * 11), "no more than 10 items"),
    ("button in context", context(button()), "unsupported type: button"),
    ("button text", actions(button(text="x" * 76)), "must be less than 76 characters"),
    ("button in mrkdwn", actions({**button(), "text": mrkdwn("x")}), "unsupported type"),
    ("button value", actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    ("button style", actions(button(style="green")), "must be one of: primary, danger"),
    ("button url", actions(button(url="x" * 3001)), "must be less than 3001 characters"),
    ("action_id", actions(button("x" * 256)), "must be less than 256 characters"),
    ("block_id", section(block_id="x" * 256), "must be less than 256 characters"),
    ("same action_id", actions(button(), button()), '`action_id` "go" already exists'),
    ("options", actions(choice("static_select", 101)), "no more than 100 items"),
    ("no options", actions(select(options=[])), "must provide either options"),
    ("option text", actions(overflow(option(text="x" * 76))), "must be less than 76"),
    ("option value", actions(overflow(option("x" * 151))), "must be less than 151"),
    ("overflow", actions(overflow(*[option()] * 6)), "no more than 5 items"),
    ("checkboxes", actions(choice("checkboxes", 11)), "no more than 10 items"),
    ("initial option", actions(select(initial_option=option("9"))), "not among the options"),
    ("initial text", actions(select(initial_option=option("1", "1"))), "not among the options"),
    ("option twice", actions(select(options=[option()] * 2)), "must be unique"),
    ("confirm title", actions(button(confirm=confirming(title=plain("x" * 101)))), "than 101"),
    ("confirm deny", actions(button(confirm=confirming(deny=plain("x" * 31)))), "than 31"),
    ("half a confirm", actions(button(confirm={"title": plain("x")})), "missing required field"),
    ("image alt_text", {"type": "image", "image_url": "https://a"}, "field: alt_text"),
    ("image twice", image(slack_file={"id": "F1"}), "either image_url or slack_file"),
    ("text input in actions", actions(text_input()), "unsupported type: plain_text_input"),
    ("button in input", field("x", button()), "unsupported type: button"),
    ("label", field("x", text_input(), label=plain("x" * 2001)), "must be less than 2001"),
    ("hint", field("x", text_input(), hint=plain("x" * 2001)), "must be less than 2001"),
    ("placeholder", field("x", text_input(placeholder=plain("x" * 151))), "less than 151"),
    ("max_length", field("x", text_input(max_length=3001)), "must be between 1 and 3000"),
    ("date", actions({"type": "datepicker", "initial_date": "31.1.26"}), "YYYY-MM-DD"),
    ("time", actions({"type": "timepicker", "initial_time": "24:00"}), "HH:mm"),
    ("unknown block", {"type": "sectoin"}, "unsupported type: sectoin"),
    ("no type", {"text": plain("x")}, "missing required field: type"),
    ("unknown field", section(colour="red"), "invalid additional property: colour"),
    ("no object", "section", "must provide an object"),
]


@pytest.mark.parametrize("block", SOUND, ids=lambda block: block["type"])
def test_what_is_within_the_limits_is_accepted(block: Json) -> None:
    assert problems(block) == []


@pytest.mark.parametrize(
    ("block", "problem"), [each[1:] for each in UNSOUND], ids=[each[0] for each in UNSOUND]
)
def test_what_is_beyond_a_limit_is_refused(block: Json, problem: str) -> None:
    found = problems(block)
    assert any(problem in each for each in found), found


def test_a_problem_points_at_where_it_is() -> None:
    (found,) = problems(section(), actions(button(), button("stop", "x" * 76)))
    assert found.endswith("[json-pointer:/blocks/1/elements/1/text/text]")


def test_no_block_id_is_used_twice() -> None:
    (found,) = problems(section(block_id="a"), {"type": "divider", "block_id": "a"})
    assert found.startswith('`block_id` "a" already exists')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "elements", "options", "element", "accessory", "value"]
            ),
            inside | st.sampled_from([*BLOCKS, *ELEMENTS, "plain_text", "mrkdwn"]),
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_checks_survive_any_input(nonsense: object) -> None:
    for blocks in (nonsense, [nonsense]):
        assert list(check_blocks(blocks, "/blocks", maximum=50)) is not None
