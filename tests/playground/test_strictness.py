"""The local Slack refuses what the real one refuses."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from firefighter.playground.slack import Channel, LocalSlack
from firefighter.playground.slack.errors import NotPossibleError
from firefighter.playground.slack.posting import PostingRefusal
from firefighter.playground.slack.records import TEAM_ID
from firefighter.playground.slack.refusals import PASSING, REFUSALS, TOKEN
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES

SCOPES = ["channels:read", "chat:write", "im:write"]


def manifest(*, messages_tab: bool = True) -> dict[str, Any]:
    return {
        "features": {
            "app_home": {"messages_tab_enabled": messages_tab},
            "slash_commands": [{"command": "/incident", "should_escape": True}],
        },
        "oauth_config": {"scopes": {"bot": SCOPES}},
        "settings": {"event_subscriptions": {"bot_events": ["message.channels", "user_change"]}},
    }


def refusal_of(call: Callable[..., object], **arguments: object) -> str:
    """The error of a call; empty if it succeeds."""
    try:
        call(**arguments)
    except SlackApiError as refused:
        return str(refused.response["error"])
    return ""


def test_installed_app_gets_the_scopes_of_its_manifest_and_no_others(
    slack: LocalSlack, client: WebClient
) -> None:
    slack.install(manifest())
    assert client.auth_test().headers["x-oauth-scopes"].split(",") == SCOPES
    assert refusal_of(client.reactions_add, name="eyes", channel="C1", timestamp="1.1") == (
        "missing_scope"
    )


@pytest.mark.usefixtures("bot")
def test_event_is_withheld_without_its_scope(slack: LocalSlack, incidents: Channel) -> None:
    slack.install(manifest())
    ana = slack.person("ana")
    ana.post(incidents, "x")
    slack.change_person(ana, real_name="Ana Maria")
    slack.settle()
    assert slack.deliveries == []
    assert [(each.event, each.scope) for each in slack.withheld] == [
        ("message", "channels:history"),
        ("user_change", "users:read"),
    ]


@pytest.mark.parametrize(("types", "needed"), [("private_channel", "groups:read")])
def test_listing_private_channels_needs_their_scope(
    slack: LocalSlack, client: WebClient, types: str, needed: str
) -> None:
    slack.grant(ALL_BOT_SCOPES - {needed})
    for method in (client.users_conversations, client.conversations_list):
        assert refusal_of(method, types=types) == "missing_scope"
        assert refusal_of(method, types="public_channel") == ""


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ({"guest": "single_channel"}, "ura_max_channels"),
        ({"team": "T0OTHER", "enterprise": "E0GRID"}, "org_user_not_in_team"),
        ({"team": "T0PARTNER"}, "no_external_invite_permission"),
    ],
)
def test_people_who_may_not_be_invited(
    slack: LocalSlack, client: WebClient, who: dict[str, Any], error: str
) -> None:
    eve = slack.add_person("eve", **who)
    slack.add_channel("lobby", members=[eve])
    ben, channel = slack.add_person("ben"), slack.add_channel("channel")
    answer = client.conversations_invite(channel=channel.id, users=f"{eve.id},{ben.id}", force=True)
    assert answer["errors"] == [{"user": eve.id, "ok": False, "error": error}]
    assert ben.id in slack.channel("channel").members
    assert eve.id.startswith("W" if "enterprise" in who else "U")


def test_guest_of_several_channels_is_invited(slack: LocalSlack, client: WebClient) -> None:
    eve, channel = slack.add_person("eve", guest="multi_channel"), slack.add_channel("channel")
    client.conversations_invite(channel=channel.id, users=eve.id)
    assert eve.id in slack.channel("channel").members
    assert client.users_info(user=eve.id)["user"]["is_restricted"]


def test_who_is_not_visible_can_neither_be_looked_up_nor_written_to(
    slack: LocalSlack, client: WebClient
) -> None:
    eve = slack.add_person("eve", team="T0PARTNER", is_visible=False)
    assert refusal_of(client.users_info, user=eve.id) == "user_not_visible"
    assert refusal_of(client.conversations_open, users=eve.id) == "user_not_visible"


def test_bots_cannot_be_written_to_and_several_people_are_a_group(
    slack: LocalSlack, client: WebClient
) -> None:
    ana, ben = slack.add_person("ana"), slack.add_person("ben")
    assert refusal_of(client.conversations_open, users="USLACKBOT") == "cannot_dm_bot"
    both = client.conversations_open(users=f"{ana.id},{ben.id}")["channel"]["id"]
    assert client.conversations_info(channel=both)["channel"]["is_mpim"]
    slack.grant(ALL_BOT_SCOPES - {"mpim:write"})
    assert refusal_of(client.conversations_open, users=f"{ana.id},{ben.id}") == "missing_scope"


@pytest.mark.parametrize(
    ("setting", "top", "reply"),
    [
        ("restricted_action", True, True),
        ("restricted_action_read_only_channel", True, True),
        ("restricted_action_thread_only_channel", True, False),
        ("restricted_action_non_threadable_channel", False, True),
        ("restricted_action_thread_locked", False, True),
    ],
)
def test_posting_is_restricted_as_the_channel_says(
    slack: LocalSlack, client: WebClient, setting: PostingRefusal, top: bool, reply: bool
) -> None:
    channel = slack.add_channel("channel")
    first = client.chat_postMessage(channel=channel.id, text="first")["ts"]
    slack.restrict_posting(channel, setting)
    post = client.chat_postMessage
    assert refusal_of(post, channel=channel.id, text="more") == (setting if top else "")
    assert refusal_of(post, channel=channel.id, text="more", thread_ts=first) == (
        setting if reply else ""
    )


def test_without_the_messages_tab_nobody_is_written_to(
    slack: LocalSlack, client: WebClient
) -> None:
    slack.install(manifest(messages_tab=False))
    direct = client.conversations_open(users=slack.add_person("ana").id)["channel"]["id"]
    assert refusal_of(client.chat_postMessage, channel=direct, text="x") == "messages_tab_disabled"


@pytest.mark.parametrize(("text", "fits"), [("e" * 3000, True), ("🔥" * 1501, False)])
def test_lengths_are_counted_in_utf_16_units(
    slack: LocalSlack, client: WebClient, text: str, fits: bool
) -> None:
    channel = slack.add_channel("channel")
    block = {"type": "section", "text": {"type": "plain_text", "text": text}}
    found = refusal_of(client.chat_postMessage, channel=channel.id, text="x", blocks=[block])
    assert found == ("" if fits else "invalid_blocks")


@pytest.mark.parametrize(
    ("method", "error"),
    [(method, error) for method, errors in REFUSALS.items() for error in sorted(errors)],
)
def test_each_documented_refusal_has_a_switch(
    slack: LocalSlack, client: WebClient, method: str, error: str
) -> None:
    slack.refuse(method, error, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as raised:
            client.api_call(method)
        assert error in str(raised.value.response)
    (status,) = {each.status for each in slack.calls_of(method)}
    assert status == (429 if error == "message_limit_exceeded" else 200)


@pytest.mark.parametrize("error", sorted(TOKEN | PASSING))
def test_any_method_can_be_refused_for_the_token_or_temporarily(
    slack: LocalSlack, client: WebClient, error: str
) -> None:
    slack.refuse("pins.list", error)
    assert refusal_of(client.pins_list, channel="C1") == error


def test_refusal_that_the_method_does_not_have_is_a_mistake(slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match=r"pins\.add is not refused"):
        slack.refuse("pins.add", "edit_window_closed")


def test_guests_and_people_of_others_see_only_channels_they_are_in(slack: LocalSlack) -> None:
    guest = slack.add_person("gus", guest="multi_channel")
    partner = slack.add_person("pia", team="T0PARTNER")
    lobby, _square = slack.add_channel("lobby", members=[guest]), slack.add_channel("square")
    assert guest.can_see(lobby)
    for person in (guest, partner):
        assert not person.can_see("square")
        with pytest.raises(NotPossibleError):
            person.join("square")


def test_people_of_others_are_let_into_shared_channels_only(
    slack: LocalSlack, client: WebClient
) -> None:
    ana, partner = slack.add_person("ana"), slack.add_person("pia", team="T0PARTNER")
    channel = slack.add_channel("channel", members=[ana])
    assert client.users_info(user=partner.id)["user"]["is_stranger"] is True
    with pytest.raises(NotPossibleError):
        ana.invite(channel, partner)
    slack.share_channel(channel, "T0PARTNER")
    ana.invite(channel, partner)
    shown = client.users_info(user=partner.id, include_locale=True)["user"]
    assert (shown["team_id"], shown["is_stranger"]) == ("T0PARTNER", False)
    assert "locale" not in shown
    assert client.conversations_info(channel=channel.id)["channel"]["is_ext_shared"] is True
    slack.unshare_channel(channel, "T0PARTNER")
    assert partner.id not in slack.channel("channel").members


def test_events_in_shared_channels_tell_whose_people_caused_them(
    slack: LocalSlack, bot: App
) -> None:
    bot.event(re.compile(""))(lambda ack: ack())
    slack.install(
        {
            "features": {
                "app_home": {"messages_tab_enabled": True},
                "slash_commands": [{"command": "/incident", "should_escape": True}],
            },
            "oauth_config": {
                "scopes": {"bot": ["app_mentions:read", "channels:history", "channels:read"]}
            },
            "settings": {
                "event_subscriptions": {
                    "bot_events": ["app_mention", "channel_shared", "message.channels"]
                }
            },
        }
    )
    ana, partner = slack.add_person("ana"), slack.add_person("pia", team="T0PARTNER")
    channel = slack.add_channel("channel", members=[ana])
    slack.share_channel(channel, "T0PARTNER")
    ana.invite(channel, partner)
    partner.post(channel, "@firefighter hello")
    slack.settle()
    sent = {each.payload["event"]["type"]: each.payload for each in slack.deliveries}
    assert sent["channel_shared"]["event"]["connected_team_id"] == "T0PARTNER"
    assert sent["message"]["team_id"] == sent["message"]["event"]["team"] == "T0PARTNER"
    assert sent["message"]["authorizations"][0]["team_id"] == TEAM_ID
    mention = sent["app_mention"]["event"]
    assert (mention["team"], mention["user_team"]) == (TEAM_ID, "T0PARTNER")
    assert all(each["is_ext_shared_channel"] for each in sent.values())
