import pytest
from slack_sdk import WebClient

from firefighter.playground.slack import Channel, LocalSlack, Person
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES
from tests.playground.block_kit import Json, actions, button, post, refusal, section

METADATA = {"event_type": "effect", "event_payload": {"id": "e-1"}}


def test_timestamps_are_unique_and_grow(client: WebClient, incidents: Channel) -> None:
    posted = [client.chat_postMessage(channel=incidents.id, text="x")["ts"] for _ in range(20)]
    assert posted == sorted(set(posted), key=float)
    assert len(posted[0].split(".")[1]) == 6


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "no_text"),
        ({"text": "  "}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section()] * 51}, "invalid_blocks"),
        ({"text": "x", "blocks": [{"type": "sectoin"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [section("x" * 2700)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "thread_ts": "1.0"}, "thread_not_found"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "x", "metadata": {"event_type": "e"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {**METADATA, "more": 1}}, "invalid_metadata_schema"),
    ],
)
def test_a_message_that_slack_would_not_take_is_refused(
    slack: LocalSlack, client: WebClient, incidents: Channel, arguments: Json, error: str
) -> None:
    assert refusal(post, client=client, channel=incidents.id, **arguments) == error
    assert slack.messages("incidents") == []


def test_a_message_may_be_as_long_as_the_limit(client: WebClient, incidents: Channel) -> None:
    assert client.chat_postMessage(channel=incidents.id, text="x" * 40_000)["ok"]
    assert post(client, channel="#incidents", blocks=[section()] * 50)["ok"]


def test_ids_that_were_left_out_are_made_up(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    nameless = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    post(client, channel=incidents.id, blocks=[actions(nameless, button("named"))])
    (block,) = slack.messages("incidents")[0].blocks
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert block["elements"][1]["action_id"] == "named"


def test_metadata_comes_back_only_on_request(client: WebClient, incidents: Channel) -> None:
    client.chat_postMessage(channel=incidents.id, text="x", metadata=METADATA)
    without = client.conversations_history(channel=incidents.id)["messages"][0]
    asked = client.conversations_history(channel=incidents.id, include_all_metadata=True)
    assert "metadata" not in without
    assert asked["messages"][0]["metadata"] == METADATA


def test_an_update_with_only_text_removes_the_blocks_and_keeps_the_metadata(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    posted = client.chat_postMessage(
        channel=incidents.id, text="old", blocks=[section()], metadata=METADATA
    )
    client.chat_update(channel=incidents.id, ts=posted["ts"], text="new")
    (message,) = slack.messages("incidents")
    assert (message.text, message.blocks, message.metadata) == ("new", (), METADATA)
    assert message.edited_by == slack.bot_user_id


def test_an_update_is_refused_for_what_is_not_there_or_not_the_bots(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    hers = ana.post("incidents", "mine")
    mine = client.chat_postMessage(channel=incidents.id, text="x")["ts"]
    where = {"channel": incidents.id}
    assert refusal(client.chat_update, **where, ts="1.0", text="x") == "message_not_found"
    assert refusal(client.chat_update, **where, ts=hers.ts, text="x") == "cant_update_message"
    assert refusal(client.chat_update, **where, ts=mine, text="x" * 4001) == "msg_too_long"
    nothing = {**where, "ts": mine, "text": " "}
    assert refusal(client.api_call, api_method="chat.update", json=nothing) == "no_text"
    assert refusal(client.chat_delete, **where, ts=hers.ts) == "cant_delete_message"
    assert refusal(client.chat_delete, **where, ts="1.0") == "message_not_found"


def test_a_thread_is_counted_on_its_parent(
    slack: LocalSlack, client: WebClient, ana: Person, incidents: Channel
) -> None:
    parent = ana.post("incidents", "parent")
    first = client.chat_postMessage(channel=incidents.id, text="a", thread_ts=parent.ts)["ts"]
    # A reply's own ts leads to its thread.
    second = client.chat_postMessage(channel=incidents.id, text="b", thread_ts=first)["ts"]
    (top,) = slack.messages("incidents")
    assert (top.reply_count, top.latest_reply) == (2, second)
    assert top.reply_users == (slack.bot_user_id,)
    assert [each.text for each in slack.thread("incidents", parent.ts)] == ["a", "b"]
    client.chat_delete(channel=incidents.id, ts=second)
    assert slack.message("incidents", parent.ts).latest_reply == first


def test_a_deleted_parent_leaves_a_tombstone_for_its_thread(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    parent = client.chat_postMessage(channel=incidents.id, text="parent")["ts"]
    client.chat_postMessage(channel=incidents.id, text="reply", thread_ts=parent)
    client.chat_delete(channel=incidents.id, ts=parent)
    assert slack.messages("incidents")[0].subtype == "tombstone"
    assert len(slack.thread("incidents", parent)) == 1
    where = {"channel": incidents.id}
    assert refusal(client.chat_update, **where, ts=parent, text="x") == "message_not_found"


def test_system_messages_have_no_thread(
    slack: LocalSlack, client: WebClient, bob: Person, incidents: Channel
) -> None:
    bob.join("incidents")
    (line,) = slack.messages("incidents")
    arguments = {"channel": incidents.id, "text": "x", "thread_ts": line.ts}
    assert refusal(client.chat_postMessage, **arguments) == "cannot_reply_to_message"
    pin = {"channel": incidents.id, "timestamp": line.ts}
    assert refusal(client.pins_add, **pin) == "not_pinnable"


def test_a_broadcast_reply_is_also_part_of_the_history(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    parent = ana.post("incidents", "parent")
    client.chat_postMessage(
        channel=incidents.id, text="all hear", thread_ts=parent.ts, reply_broadcast=True
    )
    history = client.conversations_history(channel=incidents.id)["messages"]
    assert [each["text"] for each in history] == ["all hear", "parent"]


def test_an_ephemeral_message_is_shown_to_one_member_and_not_kept(
    slack: LocalSlack, client: WebClient, ana: Person, bob: Person, incidents: Channel
) -> None:
    client.chat_postEphemeral(channel=incidents.id, user=ana.id, text="psst")
    assert [each.text for each in ana.ephemerals("incidents")] == ["psst"]
    assert bob.ephemerals() == []
    assert slack.messages("incidents") == []
    outside = {"channel": incidents.id, "user": bob.id, "text": "psst"}
    assert refusal(client.chat_postEphemeral, **outside) == "user_not_in_channel"


def test_a_permalink_leads_to_the_message(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    parent = ana.post("incidents", "parent")
    reply = ana.post("incidents", "reply", thread_ts=parent.ts)
    where = {"channel": incidents.id}
    link = client.chat_getPermalink(**where, message_ts=reply.ts)["permalink"]
    assert f"/archives/{incidents.id}/p{reply.ts.replace('.', '')}" in link
    assert f"thread_ts={parent.ts}" in link
    assert refusal(client.chat_getPermalink, **where, message_ts="1.0") == "message_not_found"


@pytest.mark.parametrize(
    ("content", "mentions"),
    [
        ({"text": "<@U1> <!here> <!subteam^S1|@sre>"}, {"U1", "here", "S1"}),
        ({"text": "&lt;@U1&gt; @here @channel"}, set()),
        ({"text": "x", "blocks": [section("<!channel>")]}, {"channel"}),
        ({"text": "x", "blocks": [actions(button(text="<!channel>"))]}, set()),
        (
            {"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "<!here>"}}]},
            set(),
        ),
        (
            {
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {
                                "type": "rich_text_section",
                                "elements": [
                                    {"type": "user", "user_id": "U1"},
                                    {"type": "text", "text": "<!channel>"},
                                    {"type": "broadcast", "range": "here"},
                                ],
                            }
                        ],
                    }
                ]
            },
            {"U1", "here"},
        ),
    ],
)
def test_who_is_pinged_is_recorded_and_escaped_text_pings_nobody(
    slack: LocalSlack, client: WebClient, incidents: Channel, content: Json, mentions: set[str]
) -> None:
    post(client, channel=incidents.id, **content)
    assert slack.messages("incidents")[0].mentions == mentions


def test_system_messages_mention_people_without_pinging_them(
    slack: LocalSlack, bob: Person, incidents: Channel
) -> None:
    bob.join(incidents)
    (line,) = slack.messages(incidents)
    assert bob.id in line.text
    assert line.mentions == frozenset()


def test_links_are_recorded_wherever_they_stand(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    blocks = [
        section("<https://a.example|here> and https://b.example"),
        actions(button(url="https://c.example")),
    ]
    client.chat_postMessage(channel=incidents.id, text="x", blocks=blocks)
    found = slack.messages("incidents")[0].links
    assert found == {"https://a.example", "https://b.example", "https://c.example"}


NORA: Json = {"username": "Nora", "icon_emoji": ":wave:"}


def test_a_message_under_another_name_has_no_user(client: WebClient, incidents: Channel) -> None:
    client.chat_postMessage(channel=incidents.id, text="x", metadata=METADATA, **NORA)
    (shown,) = client.conversations_history(channel=incidents.id, include_all_metadata=True)[
        "messages"
    ]
    assert "user" not in shown
    assert "bot_profile" not in shown
    assert shown["bot_id"] == client.auth_test()["bot_id"]
    wanted = {"subtype": "bot_message", "username": "Nora", "icons": {"emoji": ":wave:"}}
    assert wanted.items() <= shown.items()
    assert shown["metadata"] == METADATA


def test_without_the_scope_another_name_is_ignored(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    slack.grant(ALL_BOT_SCOPES - {"chat:write.customize"})
    shown = client.chat_postMessage(channel=incidents.id, text="x", **NORA)["message"]
    assert shown["user"] == slack.bot_user_id
    assert not {"username", "icons", "subtype"} & shown.keys()


def test_a_message_keeps_its_name_when_edited_and_can_be_deleted(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    posted = client.chat_postMessage(channel=incidents.id, text="x", **NORA)
    client.chat_update(channel=incidents.id, ts=posted["ts"], text="y")
    (message,) = slack.messages("incidents")
    assert (message.text, message.extra["username"]) == ("y", "Nora")
    client.chat_delete(channel=incidents.id, ts=posted["ts"])
    assert slack.messages("incidents") == []


def test_a_reply_under_another_name_counts_for_the_bot(
    client: WebClient, incidents: Channel
) -> None:
    parent = client.chat_postMessage(channel=incidents.id, text="x")["ts"]
    client.chat_postMessage(channel=incidents.id, text="y", thread_ts=parent, **NORA)
    (shown,) = client.conversations_history(channel=incidents.id)["messages"]
    assert shown["reply_users"] == [client.auth_test()["bot_id"]]
