"""Commands, buttons and shortcuts, as a Bolt app receives them over signed HTTP."""

import re
import time
from collections.abc import Callable

import httpx
import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from firefighter.playground.slack import Channel, LocalSlack, Message, NotPossibleError, Person
from tests.playground.block_kit import Json, actions, button, option, post, section, select

Post = Callable[..., Message]


@pytest.fixture
def posted(slack: LocalSlack, client: WebClient, incidents: Channel) -> Post:
    """Let the bot post blocks; the message as people see it."""

    def post_blocks(*blocks: Json, **more: object) -> Message:
        answer = post(client, channel=incidents.id, text="x", blocks=list(blocks), **more)
        return slack.message(incidents, answer["ts"])

    return post_blocks


@pytest.fixture
def seen(bot: App) -> list[Json]:
    """The payloads of every action, whatever its id."""
    found: list[Json] = []

    @bot.middleware
    def record(body: Json, next_: Callable[[], None]) -> None:
        found.append(body)
        next_()

    bot.action(re.compile(""))(acknowledge)

    return found


def acknowledge(ack: Ack) -> None:
    ack()


@pytest.mark.usefixtures("incidents")
def test_a_command_is_signed_and_its_answer_is_shown_to_her_alone(
    bot: App, ana: Person, bob: Person
) -> None:
    @bot.command("/incident")
    def answer(ack: Ack, command: dict[str, str]) -> None:
        ack(f"{command['user_name']} in {command['channel_name']}: {command['text']}")

    reply = ana.command("incidents", "/incident", "open <sev1> for @bob & co")
    assert reply.acknowledged
    assert reply.ephemeral is not None
    assert (
        reply.ephemeral.text == f"ana in incidents: open &lt;sev1&gt; for <@{bob.id}|bob> &amp; co"
    )
    assert ana.ephemerals("incidents") == [reply.ephemeral]
    assert bob.ephemerals() == []


def test_a_command_has_the_fields_that_slack_sends_and_no_other(
    slack: LocalSlack, seen: list[Json], ana: Person, incidents: Channel
) -> None:
    ana.command(incidents, "/incident", "list")
    (form,) = seen
    assert form.keys() == {
        "token",
        "team_id",
        "team_domain",
        "channel_id",
        "channel_name",
        "user_id",
        "user_name",
        "command",
        "text",
        "api_app_id",
        "is_enterprise_install",
        "response_url",
        "trigger_id",
    }
    assert form["response_url"].startswith(slack.url)


@pytest.mark.usefixtures("bot")
def test_the_name_of_a_channel_the_bot_is_not_in_is_kept_from_it(
    slack: LocalSlack, seen: list[Json], ana: Person
) -> None:
    slack.add_channel("open", members=[ana], bot=False)
    slack.add_channel("secret", private=True, members=[ana], bot=False)
    slack.add_channel("room", private=True, members=[ana])
    for channel in ("open", "secret", "room", ana.dm.id):
        ana.command(channel, "/incident")
    names = [each["channel_name"] for each in seen]
    assert names == ["open", "privategroup", "room", "directmessage"]


def test_names_reach_an_unescaped_command_as_typed(
    slack: LocalSlack, seen: list[Json], ana: Person, incidents: Channel
) -> None:
    typed = "for @ana in #incidents see https://a.example"
    ana.command(incidents, "/incident", typed)
    slack.should_escape = False
    ana.command(incidents, "/incident", typed)
    assert [each["text"] for each in seen] == [
        f"for <@{ana.id}|ana> in <#{incidents.id}|incidents> see <https://a.example>",
        typed,
    ]


def test_a_command_cannot_be_given_where_she_cannot_be(
    slack: LocalSlack, ana: Person, bob: Person, incidents: Channel
) -> None:
    slack.add_channel("secret", private=True, members=[ana])
    with pytest.raises(NotPossibleError, match="cannot see #secret"):
        bob.command("secret", "/incident")
    ana.archive(incidents)
    with pytest.raises(NotPossibleError, match="archived"):
        ana.command("incidents", "/incident")


def test_a_command_that_is_not_acknowledged_in_time_fails_for_her(
    slack: LocalSlack, bot: App, ana: Person, incidents: Channel
) -> None:
    slack.ack_deadline_s = 0.2

    @bot.command("/incident")
    def slow(ack: Ack) -> None:
        slack.wait_until(lambda: ana.notices, what="Slack gives up")
        ack("too late")

    reply = ana.command(incidents, "/incident")
    assert (reply.status, reply.acknowledged) == (None, False)
    assert ana.notices == ['/incident failed with the error "operation_timeout"']
    assert ana.ephemerals() == []


@pytest.mark.usefixtures("bot")
def test_unhandled_command_fails_visibly(ana: Person, incidents: Channel) -> None:
    reply = ana.command(incidents, "/unknown")
    assert reply.status == 404
    assert ana.notices == ['/unknown failed with the error "dispatch_failed"']


def test_stopped_bot_is_unreachable(slack: LocalSlack, ana: Person, incidents: Channel) -> None:
    slack.request_url = "http://127.0.0.1:9/"
    reply = ana.command(incidents, "/incident")
    assert reply.failure == "connection_failed"
    assert ana.notices == ['/incident failed with the error "dispatch_failed"']


def test_an_answer_to_a_command_is_held_to_the_limits_of_messages(
    bot: App, ana: Person, incidents: Channel
) -> None:
    @bot.command("/incident")
    def answer(ack: Ack) -> None:
        ack(text="x", blocks=[section("x" * 3001)])

    ana.command(incidents, "/incident")
    assert ana.notices == ['/incident failed with the error "invalid_command_response"']
    assert ana.ephemerals() == []


def test_an_answer_may_be_for_the_whole_channel(
    slack: LocalSlack, bot: App, ana: Person, incidents: Channel
) -> None:
    @bot.command("/incident")
    def answer(ack: Ack) -> None:
        ack(text="for all", response_type="in_channel")

    ana.command(incidents, "/incident")
    assert [each.text for each in slack.messages(incidents)] == ["for all"]


@pytest.mark.parametrize(
    ("secret", "age_s", "status"),
    [("a secret", 0, 200), ("another", 0, 401), ("a secret", 301, 401)],
)
@pytest.mark.usefixtures("seen")
def test_a_raw_request_can_be_wrongly_signed_or_too_old(
    slack: LocalSlack, secret: str, age_s: int, status: int
) -> None:
    body = b'payload={"type":"block_actions","actions":[{"action_id":"go"}],"user":{"id":"U1"}}'
    with LocalSlack(signing_secret=secret) as signer:
        headers = signer.signed(body, timestamp=int(time.time()) - age_s)
    assert slack.send_raw(headers, body).status == status
    assert slack.send_raw({"Content-Type": headers["Content-Type"]}, body).status == 401


def test_a_request_can_be_replayed_byte_for_byte(
    slack: LocalSlack, seen: list[Json], ana: Person, posted: Post
) -> None:
    reply = ana.press(posted(actions(button())), action_id="go")
    again = slack.resend(reply, {"X-Replayed": "yes"})
    assert again.status == 200
    assert again.request.body == reply.request.body
    assert seen[0] == seen[1]


def test_a_press_carries_the_message_the_state_and_what_was_pressed(
    seen: list[Json], ana: Person, posted: Post
) -> None:
    metadata = {"event_type": "panel", "event_payload": {"id": "1"}}
    message = posted(actions(button(value="7"), select(), block_id="row"), metadata=metadata)
    reply = ana.press(message, action_id="go")
    assert reply.acknowledged
    (payload,) = seen
    (action,) = payload["actions"]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "7", "row")
    assert payload["message"]["metadata"] == metadata
    assert payload["message"]["blocks"] == list(message.blocks)
    assert payload["state"]["values"]["row"]["level"]["selected_option"] is None
    assert payload["container"]["message_ts"] == message.ts
    assert payload["user"]["id"] == ana.id


def test_a_press_in_a_thread_says_so(seen: list[Json], ana: Person, posted: Post) -> None:
    parent = ana.post("incidents", "parent")
    ana.press(posted(actions(button()), thread_ts=parent.ts), action_id="go")
    (payload,) = (each for each in seen if each["type"] == "block_actions")
    assert payload["container"]["thread_ts"] == parent.ts
    assert payload["message"]["thread_ts"] == parent.ts


CHOICES: list[tuple[Json, object, str]] = [
    (select("menu"), "2", "selected_option"),
    ({"type": "overflow", "action_id": "menu", "options": [option()]}, "1", "selected_option"),
    ({"type": "radio_buttons", "action_id": "menu", "options": [option()]}, "1", "selected_option"),
    ({"type": "checkboxes", "action_id": "menu", "options": [option()]}, ["1"], "selected_options"),
    ({"type": "users_select", "action_id": "menu"}, "ana", "selected_user"),
    ({"type": "channels_select", "action_id": "menu"}, "incidents", "selected_channel"),
    ({"type": "datepicker", "action_id": "menu"}, "2026-01-31", "selected_date"),
]


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice[0]["type"])
def test_choosing_in_a_menu_sends_what_was_chosen(
    slack: LocalSlack,
    seen: list[Json],
    ana: Person,
    posted: Post,
    choice: tuple[Json, object, str],
) -> None:
    element, value, name = choice
    ana.press(posted(actions(element)), action_id="menu", value=value)
    names = {ana.id: "ana", slack.channel("incidents").id: "incidents"}
    assert simplified(seen[0]["actions"][0][name], names) == value


def simplified(found: object, names: dict[str, str]) -> object:
    if isinstance(found, list):
        return [simplified(each, names) for each in found]
    if isinstance(found, dict):
        return found["value"]
    return names.get(str(found), found)


def test_only_what_is_there_can_be_pressed(
    slack: LocalSlack, ana: Person, bob: Person, posted: Post
) -> None:
    message = posted(
        actions(button("go", value="1"), block_id="a"),
        actions(button("go", value="2"), block_id="b"),
    )
    slack.add_channel("secret", private=True, members=[ana])
    hidden = ana.post("secret", "x")
    for problem, action_id, value in (
        ("say which", "go", None),
        ("nothing to press", "stop", None),
        ("nothing to press", "go", "3"),
    ):
        with pytest.raises(NotPossibleError, match=problem):
            ana.press(message, action_id=action_id, value=value)
    with pytest.raises(NotPossibleError, match="cannot see"):
        bob.press(hidden, action_id="go")


def test_an_old_copy_of_a_message_can_still_be_pressed(
    client: WebClient, seen: list[Json], ana: Person, posted: Post
) -> None:
    old = posted(actions(button("go")))
    client.chat_update(channel=old.channel, ts=old.ts, text="gone")
    with pytest.raises(NotPossibleError):
        ana.press(old, action_id="go")
    assert ana.press(old, action_id="go", stale=True).acknowledged
    assert seen[-1]["actions"][0]["action_id"] == "go"


def test_failed_press_is_shown(bot: App, ana: Person, posted: Post) -> None:
    assert ana.press(posted(actions(button("nobody"))), action_id="nobody").status == 404
    assert ana.notices == ["We had some trouble connecting. Try again?"]
    assert bot is not None


def test_a_shortcut_carries_its_callback_and_the_message_it_was_used_on(
    bot: App, seen: list[Json], ana: Person, incidents: Channel
) -> None:
    for name in ("declare", "add"):
        bot.shortcut(name)(acknowledge)
    message = ana.post(incidents, "look")
    assert ana.shortcut("declare").acknowledged
    assert ana.message_shortcut("add", message).acknowledged
    shortcut, on_message = (each for each in seen if each["type"] != "event_callback")
    assert (shortcut["type"], shortcut["callback_id"]) == ("shortcut", "declare")
    assert (on_message["type"], on_message["message"]["text"]) == ("message_action", "look")


def test_a_response_url_answers_five_times_and_no_more(
    slack: LocalSlack, seen: list[Json], ana: Person, posted: Post
) -> None:
    reply = ana.press(posted(actions(button())), action_id="go")
    url = seen[0]["response_url"]
    answers = [httpx.post(url, json={"text": str(number)}).json() for number in range(6)]
    assert [each["ok"] for each in answers] == [True] * 5 + [False]
    assert answers[-1]["error"] == "used_url"
    assert reply.ephemeral is not None
    assert reply.ephemeral.text == "4"
    slack.response_url_lifetime_s = 0
    ana.press(slack.messages("incidents")[0], action_id="go")
    late = httpx.post(seen[1]["response_url"], json={"text": "late"}).json()
    assert late["error"] == "expired_url"


def test_a_response_url_can_replace_and_delete_what_was_pressed(
    slack: LocalSlack, bot: App, ana: Person, posted: Post
) -> None:
    @bot.action("replace")
    def replace(ack: Ack, respond: Respond) -> None:
        ack()
        respond("replaced", replace_original=True)

    @bot.action("delete")
    def delete(ack: Ack, respond: Respond) -> None:
        ack()
        respond(delete_original=True)

    ana.press(posted(actions(button("replace"))), action_id="replace")
    assert [each.text for each in slack.messages("incidents")] == ["replaced"]
    ana.press(posted(actions(button("delete"))), action_id="delete")
    assert [each.text for each in slack.messages("incidents")] == ["replaced"]


def test_a_button_in_an_ephemeral_message_can_be_pressed_by_its_reader(
    client: WebClient, seen: list[Json], ana: Person, incidents: Channel
) -> None:
    client.chat_postEphemeral(
        channel=incidents.id, user=ana.id, text="x", blocks=[actions(button())]
    )
    (shown,) = ana.ephemerals()
    assert ana.press(shown, action_id="go").acknowledged
    assert seen[0]["container"]["is_ephemeral"]
    assert "message" not in seen[0]
    httpx.post(seen[0]["response_url"], json={"delete_original": True})
    assert ana.ephemerals() == []
