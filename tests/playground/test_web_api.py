import json

import httpx
import pytest
from slack_sdk import WebClient

from firefighter.playground.slack import Channel, LocalSlack
from tests.playground.block_kit import actions, button, refusal, refused


def test_a_token_may_come_as_a_header_or_as_an_argument(slack: LocalSlack) -> None:
    header = {"Authorization": f"Bearer {slack.bot_token}"}
    url = f"{slack.api_url}auth.test"
    answers = [
        httpx.post(url, headers=header),
        httpx.get(url, headers=header),
        httpx.post(url, data={"token": slack.bot_token}),
        httpx.get(url, params={"token": slack.bot_token}),
    ]
    assert [each.json()["ok"] for each in answers] == [True] * 4


@pytest.mark.parametrize(
    ("token", "error"),
    [(None, "not_authed"), ("xoxb-made-up", "invalid_auth"), ("app", "not_allowed_token_type")],
)
def test_a_call_without_the_right_token_is_refused(
    slack: LocalSlack, token: str | None, error: str
) -> None:
    client = WebClient(slack.app_token if token == "app" else token, base_url=slack.api_url)
    assert refusal(client.auth_test) == error


def test_a_method_that_does_not_exist_is_said_to_be_unknown(client: WebClient) -> None:
    assert refusal(client.api_call, api_method="chat.postMassage") == "unknown_method"


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("image/png", b"png", "invalid_post_type"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    slack: LocalSlack, content_type: str, body: bytes, error: str
) -> None:
    headers = {"Content-Type": content_type, "Authorization": f"Bearer {slack.bot_token}"}
    answer = httpx.post(f"{slack.api_url}auth.test", headers=headers, content=body)
    assert answer.json() == {"ok": False, "error": error}


def test_a_missing_argument_is_pointed_out(client: WebClient) -> None:
    answer = refused(client.api_call, api_method="bookmarks.add", params={"title": "Page"})
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] missing required field: channel_id [json-pointer:/channel_id]",
        "[ERROR] missing required field: type [json-pointer:/type]",
    ]


def test_a_form_carries_blocks_as_json(slack: LocalSlack, incidents: Channel) -> None:
    form = {
        "token": slack.bot_token,
        "channel": incidents.id,
        "blocks": json.dumps([actions(button())]),
    }
    assert httpx.post(f"{slack.api_url}chat.postMessage", data=form).json()["ok"]
    (call,) = slack.calls
    assert call.arguments == {"channel": incidents.id, "blocks": [actions(button())]}


def test_blocks_that_are_not_json_are_refused_as_such(
    slack: LocalSlack, incidents: Channel
) -> None:
    form = {"token": slack.bot_token, "channel": incidents.id, "blocks": "[{"}
    answer = httpx.post(f"{slack.api_url}chat.postMessage", data=form)
    assert answer.json()["error"] == "invalid_blocks_format"


def test_a_scope_that_was_not_granted_is_named(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    slack.grant({"chat:write", "channels:read"})
    assert client.conversations_info(channel=incidents.id)["ok"]
    answer = refused(client.pins_add, channel=incidents.id, timestamp="1.0")
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "pins:write"
    assert answer["provided"] == "channels:read,chat:write"


@pytest.mark.parametrize(
    ("granted", "is_private", "allowed"),
    [
        ("channels:manage", False, True),
        ("channels:manage", True, False),
        ("groups:write", True, True),
        ("groups:write", False, False),
    ],
)
def test_private_channels_need_scopes_of_their_own(
    slack: LocalSlack, client: WebClient, granted: str, *, is_private: bool, allowed: bool
) -> None:
    slack.grant({granted})
    answer = httpx.post(
        f"{slack.api_url}conversations.create",
        json={"name": "inc-1", "is_private": is_private},
        headers={"Authorization": f"Bearer {client.token}"},
    )
    assert answer.json()["ok"] is allowed
    assert answer.headers["X-OAuth-Scopes"] == granted


def test_every_call_is_recorded_with_its_answer(slack: LocalSlack, client: WebClient) -> None:
    client.api_test(foo="bar")
    refusal(client.users_info, user="U404")
    assert [(each.method, each.status, each.answer["ok"]) for each in slack.calls] == [
        ("api.test", 200, True),
        ("users.info", 200, False),
    ]
    assert slack.calls_of("users.info")[0].arguments == {"user": "U404"}


def test_auth_test_names_the_bot(slack: LocalSlack, client: WebClient) -> None:
    me = client.auth_test()
    assert me["user_id"] == slack.bot_user_id
    assert client.bots_info(bot=me["bot_id"])["bot"]["user_id"] == slack.bot_user_id
    assert client.team_info()["team"]["id"] == me["team_id"]
    assert refusal(client.bots_info, bot="B404") == "bot_not_found"
