"""Views: opening, stacking, updating, submitting, closing. https://docs.slack.dev/surfaces/modals."""

from collections.abc import Callable

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from firefighter.playground.slack import Channel, LocalSlack, NotPossibleError, Person, View
from firefighter.playground.slack.errors import NotSentError
from tests.playground.block_kit import (
    Json,
    actions,
    button,
    field,
    home,
    modal,
    option,
    plain,
    refusal,
    refused,
    section,
    select,
    text_input,
)

TITLE = field("title", text_input(max_length=20))


@pytest.fixture
def trigger(bot: App, ana: Person, incidents: Channel) -> Callable[[], str]:
    """Let Ana give a command; the trigger id that came with it."""

    @bot.command("/incident")
    def acknowledge(ack: Ack) -> None:
        ack()

    def given() -> str:
        return str(ana.command(incidents, "/incident").payload["trigger_id"])

    return given


@pytest.fixture
def opened(client: WebClient, ana: Person, trigger: Callable[[], str]) -> Callable[..., View]:
    def open_view(view: Json) -> View:
        client.views_open(trigger_id=trigger(), view=view)
        assert ana.view is not None
        return ana.view

    return open_view


Opened = Callable[[Json], View]


def answering(bot: App, **answer: object) -> list[Json]:
    """Let the bot acknowledge each submission so; what it was sent."""
    sent: list[Json] = []

    @bot.view("declare")
    def submitted(ack: Ack, body: Json) -> None:
        sent.append(body)
        ack(**answer)  # type: ignore[arg-type]

    return sent


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (modal(title=plain("x" * 25)), "/view/title/text"),
        (modal(submit=plain("x" * 25)), "/view/submit/text"),
        (modal(close=plain("x" * 25)), "/view/close/text"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(*[section()] * 101), "no more than 100 items"),
        (modal(TITLE, submit=None), "missing required field: submit"),
        (modal(TITLE, TITLE), '`block_id` "title" already exists'),
        (modal(field("x", button())), "unsupported type: button"),
        (modal({"type": "table", "rows": []}), "unsupported type: table"),
        (modal(title=None), "missing required field: title"),
        (home(), "unsupported type: home"),
        (
            modal(
                field("a", text_input(focus_on_load=True)),
                field("b", text_input(focus_on_load=True)),
            ),
            "only one element can have focus_on_load",
        ),
    ],
)
def test_a_view_beyond_the_limits_is_refused(
    client: WebClient, trigger: Callable[[], str], view: Json, problem: str
) -> None:
    answer = refused(client.views_open, trigger_id=trigger(), view=view)
    assert answer["error"] == "invalid_arguments"
    assert any(problem in each for each in answer["response_metadata"]["messages"]), answer


def test_a_view_too_large_is_refused(client: WebClient, trigger: Callable[[], str]) -> None:
    view = modal(*[section("x" * 2600)] * 100)
    assert refusal(client.views_open, trigger_id=trigger(), view=view) == "view_too_large"


def test_trigger_opens_one_view_within_its_lifetime(
    slack: LocalSlack, client: WebClient, trigger: Callable[[], str]
) -> None:
    used = trigger()
    client.views_open(trigger_id=used, view=modal())
    assert refusal(client.views_open, trigger_id=used, view=modal()) == "exchanged_trigger_id"
    assert refusal(client.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"
    late = trigger()
    slack.trigger_lifetime_s = 0
    assert refusal(client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"


def test_three_views_can_be_stacked_and_no_more(
    bot: App, client: WebClient, ana: Person, opened: Opened
) -> None:
    errors: list[str] = []

    @bot.action("push")
    def pushed(ack: Ack, body: Json) -> None:
        ack()
        pushing = {"trigger_id": body["trigger_id"], "view": modal(actions(button("push")))}
        if len(ana.views) < 3:
            client.views_push(**pushing)
        else:
            errors.append(refusal(client.views_push, **pushing))

    root = opened(modal(actions(button("push"))))
    for _ in range(3):
        ana.press(ana.views[-1], action_id="push")
    assert errors == ["push_limit_reached"]
    assert [each.root_view_id for each in ana.views] == [root.id] * 3
    assert [each.previous_view_id for each in ana.views] == [None, *[v.id for v in ana.views[:2]]]


def test_a_view_is_pushed_only_onto_the_one_that_was_used(
    client: WebClient, trigger: Callable[[], str]
) -> None:
    assert refusal(client.views_push, trigger_id=trigger(), view=modal()) == "not_found"


def test_an_update_needs_the_newest_hash_and_keeps_what_was_typed(
    client: WebClient, ana: Person, opened: Opened
) -> None:
    view = opened(modal(TITLE, external_id="declare-1"))
    with pytest.raises(NotPossibleError):
        ana.submit({"title": "x" * 21})
    new = modal(TITLE, field("more", text_input()))
    client.views_update(view_id=view.id, hash=view.hash, view=new)
    stale = {"external_id": "", "view_id": view.id, "hash": view.hash, "view": new}
    assert refusal(client.views_update, **stale) == "hash_conflict"
    assert refusal(client.views_update, view_id="V404", view=new) == "not_found"
    assert ana.view is not None
    assert ana.view.typed["title"]["text"]["value"] == "x" * 21
    assert ana.view.typed["more"]["text"]["value"] is None


def test_a_submission_carries_every_field(bot: App, ana: Person, opened: Opened) -> None:
    sent = answering(bot)
    people = {"type": "multi_users_select", "action_id": "who"}
    opened(
        modal(
            TITLE,
            field("level", select(initial_option=option("1", "One"))),
            field("people", people, optional=True),
            field("note", text_input(), optional=True),
            private_metadata="INC-1",
        )
    )
    reply = ana.submit({"title": "Checkout", "people": ["ana"]})
    assert (reply.acknowledged, ana.view) == (True, None)
    view = sent[0]["view"]
    values = view["state"]["values"]
    assert values["title"]["text"] == {"type": "plain_text_input", "value": "Checkout"}
    assert values["level"]["level"]["selected_option"]["value"] == "1"
    assert values["people"]["who"]["selected_users"] == [ana.id]
    assert values["note"]["text"]["value"] is None
    assert (view["private_metadata"], view["callback_id"]) == ("INC-1", "declare")


UNFIT: list[tuple[Json, object, str]] = [
    (text_input(), "", "required"),
    (text_input(), None, "required"),
    (text_input(max_length=3), "xxxx", "no more than 3"),
    (text_input(min_length=3), "xx", "at least 3"),
    (select(), "3", "does not offer '3'"),
    ({"type": "users_select", "action_id": "who"}, "nobody", "nobody here"),
    ({"type": "email_text_input", "action_id": "mail"}, "ana", "email"),
    ({"type": "url_text_input", "action_id": "link"}, "a.example", "URL"),
    (
        {"type": "number_input", "action_id": "n", "is_decimal_allowed": False},
        "1.5",
        "enter a number",
    ),
    (
        {
            "type": "number_input",
            "action_id": "n",
            "is_decimal_allowed": True,
            "max_value": "5",
        },
        "5.5",
        "out of range",
    ),
]


@pytest.mark.parametrize("unfit", UNFIT, ids=lambda unfit: f"{unfit[0]['type']} {unfit[1]}")
def test_client_does_not_submit_invalid_input(
    bot: App, ana: Person, opened: Opened, unfit: tuple[Json, object, str]
) -> None:
    element, value, problem = unfit
    sent = answering(bot)
    opened(modal(field("field", element)))
    with pytest.raises(NotPossibleError, match=problem):
        ana.submit({"field": value})
    assert sent == []
    assert ana.view is not None


def test_a_forced_submission_is_sent_all_the_same(bot: App, ana: Person, opened: Opened) -> None:
    sent = answering(bot)
    opened(modal(TITLE))
    ana.submit({"title": ""}, force=True)
    assert sent[0]["view"]["state"]["values"]["title"]["text"]["value"] == ""


def test_errors_keep_the_view_open(bot: App, ana: Person, opened: Opened) -> None:
    answering(bot, response_action="errors", errors={"title": "Say more"})
    opened(modal(TITLE))
    reply = ana.submit({"title": "x"})
    assert reply.errors == {"title": "Say more"}
    assert ana.view is not None
    assert ana.view.typed["title"]["text"]["value"] == "x"
    assert ana.notices == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "x"}},
        {"response_action": "update", "view": modal(section("x" * 3001))},
        {"response_action": "explode"},
    ],
)
def test_invalid_response_leaves_the_view_open_with_an_error(
    bot: App, ana: Person, opened: Opened, answer: Json
) -> None:
    answering(bot, **answer)
    view = opened(modal(TITLE))
    ana.submit({"title": "x"})
    assert ana.view is not None
    assert ana.view.id == view.id
    assert ana.notices == ["We had some trouble connecting. Try again?"]


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal(title=plain("Next"))}, ["Next"]),
        ({"response_action": "push", "view": modal(title=plain("Next"))}, ["Declare", "Next"]),
    ],
)
def test_an_answer_may_clear_update_or_push(
    bot: App, ana: Person, opened: Opened, answer: Json, titles: list[str]
) -> None:
    answering(bot, **answer)
    opened(modal(TITLE))
    ana.submit({"title": "x"})
    assert [each.title for each in ana.views] == titles


def test_a_submission_nobody_answers_leaves_the_view_open(
    slack: LocalSlack, bot: App, ana: Person, opened: Opened
) -> None:
    opened(modal(TITLE))
    slack.request_url = "http://127.0.0.1:9/"
    assert ana.submit({"title": "x"}).failure == "connection_failed"
    assert ana.view is not None
    assert ana.notices != []
    assert bot is not None


def test_closing_is_delivered_only_with_notify_on_close(
    bot: App, ana: Person, opened: Opened
) -> None:
    closed: list[Json] = []

    @bot.view_closed("declare")
    def was_closed(ack: Ack, body: Json) -> None:
        ack()
        closed.append(body)

    opened(modal())
    assert ana.close_view() is None
    opened(modal(notify_on_close=True))
    reply = ana.close_view()
    assert reply is not None
    assert reply.acknowledged
    assert [each["is_cleared"] for each in closed] == [False]
    with pytest.raises(NotPossibleError, match="no modal open"):
        ana.close_view()


def test_a_field_that_dispatches_tells_the_bot_as_it_changes(
    bot: App, ana: Person, opened: Opened
) -> None:
    seen: list[Json] = []

    @bot.action("level")
    def changed(ack: Ack, body: Json) -> None:
        ack()
        seen.append(body)

    view = opened(modal(field("level", select(), dispatch_action=True), TITLE))
    ana.press(view, action_id="level", value="2")
    assert seen[0]["actions"][0]["selected_option"]["value"] == "2"
    assert seen[0]["view"]["state"]["values"]["level"]["level"]["selected_option"]["value"] == "2"
    with pytest.raises(NotPossibleError):
        ana.press(view, action_id="text", value="x")


def test_an_external_select_is_offered_what_the_bot_suggests(
    bot: App, ana: Person, opened: Opened
) -> None:
    @bot.options("service")
    def suggest(ack: Ack, payload: Json) -> None:
        ack(options=[option(payload["value"])])

    sent = answering(bot)
    opened(modal(field("service", {"type": "external_select", "action_id": "service"})))
    offered = ana.suggest("service", "che").body["options"]
    ana.submit({"service": offered[0]})
    chosen = sent[0]["view"]["state"]["values"]["service"]["service"]["selected_option"]
    assert chosen["value"] == "che"


def test_the_home_tab_is_published_and_pressed(
    slack: LocalSlack, bot: App, client: WebClient, ana: Person
) -> None:
    @bot.event("app_home_opened")
    def opened(event: Json) -> None:
        client.views_publish(user_id=event["user"], view=home(actions(button("list"))))

    @bot.action("list")
    def listed(ack: Ack, body: Json) -> None:
        ack()
        again = {"user_id": body["user"]["id"], "view": home(), "hash": "old"}
        errors.append(refusal(client.views_publish, **again))

    errors: list[str] = []
    ana.open_home()
    slack.wait_until(lambda: ana.home, what="the Home tab is there")
    assert ana.home is not None
    assert ana.press(ana.home, action_id="list").acknowledged
    assert errors == ["hash_conflict"]
    assert refusal(client.views_publish, user_id="U404", view=home()) == "invalid_arguments"
    titled = {"user_id": ana.id, "view": home(title=plain("x"))}
    assert refusal(client.views_publish, **titled) == "invalid_arguments"


def test_what_is_typed_is_kept_until_it_is_sent(
    bot: App, ana: Person, opened: Callable[..., View]
) -> None:
    sent = answering(bot)
    opened(modal(TITLE))
    ana.fill({"title": "half"})
    assert sent == []
    ana.submit()
    assert sent[0]["view"]["state"]["values"]["title"]["text"]["value"] == "half"


def test_what_is_missing_is_named_by_its_field(ana: Person, opened: Callable[..., View]) -> None:
    opened(modal(TITLE))
    with pytest.raises(NotSentError) as refused:
        ana.submit()
    assert refused.value.problems == {"title": "Please complete this required field."}
