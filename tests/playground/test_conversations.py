import pytest
from slack_sdk import WebClient

from firefighter.playground.slack import Channel, LocalSlack, Person
from tests.playground.block_kit import Json, refusal, refused


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("---", "invalid_name_punctuation"),
        ("Inc-1", "invalid_name_specials"),
        ("inc 1", "invalid_name_specials"),
        ("inc.1", "invalid_name_specials"),
        ("incidents", "name_taken"),
        ("secret", "name_taken"),
        ("old", "name_taken"),
    ],
)
def test_a_channel_needs_a_good_name_that_is_free(
    slack: LocalSlack, client: WebClient, ana: Person, name: str, error: str
) -> None:
    slack.add_channel("incidents")
    slack.add_channel("secret", private=True, members=[ana], bot=False)
    ana.archive(slack.add_channel("old", members=[ana]))
    assert refusal(client.conversations_create, name=name) == error


def test_a_new_channel_belongs_to_the_bot_which_is_in_it(
    slack: LocalSlack, client: WebClient
) -> None:
    made = client.conversations_create(name="x" * 80)["channel"]
    assert made["creator"] == slack.bot_user_id
    assert made["is_member"]
    assert isinstance(made["created"], int)
    assert client.conversations_members(channel=made["id"])["members"] == [slack.bot_user_id]


def test_a_rename_is_announced_and_frees_the_old_name(slack: LocalSlack, client: WebClient) -> None:
    made = client.conversations_create(name="inc-1")["channel"]
    renamed = client.conversations_rename(channel=made["id"], name="inc-1-checkout")["channel"]
    assert renamed["name"] == "inc-1-checkout"
    assert renamed["previous_names"] == ["inc-1"]
    assert slack.messages("inc-1-checkout")[-1].subtype == "channel_name"
    assert client.conversations_create(name="inc-1")["ok"]


def test_only_the_creator_of_a_channel_renames_it(client: WebClient, incidents: Channel) -> None:
    arguments = {"channel": incidents.id, "name": "other"}
    assert refusal(client.conversations_rename, **arguments) == "not_authorized"


def test_a_topic_is_announced_in_the_channel(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    client.conversations_setTopic(channel=incidents.id, topic="x" * 250)
    (line,) = slack.messages("incidents")
    assert line.subtype == "channel_topic"
    assert slack.channel("incidents").topic.value == "x" * 250
    too_long = {"channel": incidents.id, "topic": "x" * 251}
    assert refusal(client.conversations_setTopic, **too_long) == "too_long"
    client.conversations_setPurpose(channel=incidents.id, purpose="Fires")
    assert client.conversations_info(channel=incidents.id)["channel"]["purpose"]["value"] == "Fires"


def test_an_archived_channel_takes_no_more(
    slack: LocalSlack, client: WebClient, ana: Person, incidents: Channel
) -> None:
    posted = client.chat_postMessage(channel=incidents.id, text="hello")
    client.conversations_archive(channel=incidents.id)
    where, what = {"channel": incidents.id}, {"channel": incidents.id, "ts": posted["ts"]}
    assert refusal(client.conversations_archive, **where) == "already_archived"
    assert refusal(client.chat_postMessage, **where, text="more") == "is_archived"
    assert refusal(client.chat_update, **what, text="more") == "is_inactive"
    assert refusal(client.conversations_setTopic, **where, topic="t") == "is_archived"
    assert refusal(client.conversations_invite, **where, users=ana.id) == "is_archived"
    assert refusal(client.conversations_join, **where) == "is_archived"
    assert client.conversations_info(channel=incidents.id)["channel"]["is_archived"]
    assert slack.messages(incidents)


def test_bot_leaves_an_archived_channel_and_can_join_again(
    slack: LocalSlack, client: WebClient, ana: Person, incidents: Channel
) -> None:
    where = {"channel": incidents.id}
    assert refusal(client.conversations_unarchive, **where) == "not_archived"
    client.conversations_archive(**where)
    assert slack.channel(incidents).members == (ana.id,)
    assert refusal(client.conversations_history, **where) == "not_in_channel"
    assert refusal(client.conversations_unarchive, **where) == "not_in_channel"
    ana.unarchive(incidents)
    assert refusal(client.chat_postMessage, **where, text="more") == "not_in_channel"
    client.conversations_join(**where)
    assert client.chat_postMessage(channel=incidents.id, text="more")["ok"]


def test_a_private_channel_that_is_archived_does_not_exist_for_a_bot(
    slack: LocalSlack, client: WebClient, ana: Person
) -> None:
    secret = slack.add_channel("secret", private=True, members=[ana])
    client.conversations_archive(channel=secret.id)
    assert refusal(client.conversations_info, channel=secret.id) == "channel_not_found"
    ana.unarchive(secret)
    assert refusal(client.conversations_join, channel=secret.id) == "channel_not_found"
    ana.invite(secret)
    assert client.chat_postMessage(channel=secret.id, text="back")["ok"]


def test_a_deleted_channel_is_gone_with_all_that_was_said_in_it(
    slack: LocalSlack, client: WebClient, ana: Person, incidents: Channel
) -> None:
    ana.post(incidents, "Fire!")
    ana.delete_channel(incidents)
    where = {"channel": incidents.id}
    assert refusal(client.conversations_info, **where) == "channel_not_found"
    assert refusal(client.chat_postMessage, **where, text="more") == "channel_not_found"
    assert refusal(client.conversations_archive, **where) == "channel_not_found"
    assert slack.add_channel("incidents").id != incidents.id


def test_a_private_channel_does_not_exist_for_those_outside(
    slack: LocalSlack, client: WebClient, ana: Person, bob: Person
) -> None:
    secret = slack.add_channel("secret", private=True, members=[ana], bot=False)
    assert ana.can_see("secret")
    assert not bob.can_see("secret")
    for call in (
        client.conversations_info,
        client.conversations_join,
        client.conversations_members,
    ):
        assert refusal(call, channel=secret.id) == "channel_not_found"
    assert refusal(client.chat_postMessage, channel=secret.id, text="x") == "channel_not_found"
    listed = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert listed == []
    ana.invite(secret)
    assert client.conversations_info(channel=secret.id)["channel"]["is_private"]


def test_in_a_public_channel_the_bot_must_be_a_member_to_take_part(
    slack: LocalSlack, client: WebClient, ana: Person
) -> None:
    other = slack.add_channel("other", members=[ana], bot=False)
    message = ana.post("other", "hello")
    what = {"channel": other.id, "timestamp": message.ts}
    assert refusal(client.chat_postMessage, channel=other.id, text="x") == "not_in_channel"
    assert refusal(client.conversations_history, channel=other.id) == "not_in_channel"
    assert refusal(client.pins_add, **what) == "not_in_channel"
    assert refusal(client.reactions_add, **what, name="eyes") == "not_in_channel"
    client.conversations_join(channel=other.id)
    assert client.conversations_join(channel=other.id)["warning"] == "already_in_channel"
    assert client.pins_add(**what)["ok"]


def test_channels_are_listed_by_pages(slack: LocalSlack, client: WebClient, ana: Person) -> None:
    for number in range(5):
        slack.add_channel(f"room-{number}")
    slack.add_channel("secret", private=True)
    ana.dm  # noqa: B018  # opens it
    pages = client.conversations_list(limit=2)
    assert [len(page["channels"]) for page in pages] == [2, 2, 1]
    assert refusal(client.conversations_list, cursor="made up") == "invalid_cursor"
    assert refusal(client.conversations_list, types="secret") == "invalid_types"
    kinds = client.conversations_list(types="private_channel,im")["channels"]
    assert [each.get("name", "im") for each in kinds] == ["secret", "im"]


def test_the_archived_are_left_out_of_a_list_on_request(
    slack: LocalSlack, client: WebClient, ana: Person
) -> None:
    ana.archive(slack.add_channel("old", members=[ana]))
    assert client.conversations_list()["channels"]
    assert client.conversations_list(exclude_archived=True)["channels"] == []


def test_one_bad_id_fails_an_invitation_as_a_whole(
    slack: LocalSlack, client: WebClient, ana: Person, bob: Person, incidents: Channel
) -> None:
    users = [ana.id, "U404", slack.bot_user_id, bob.id]
    answer = refused(client.conversations_invite, channel=incidents.id, users=users)
    assert [(each["user"], each["error"]) for each in answer["errors"]] == [
        (ana.id, "already_in_channel"),
        ("U404", "user_not_found"),
        (slack.bot_user_id, "cant_invite_self"),
    ]
    assert bob.id not in slack.channel("incidents").members


def test_a_forced_invitation_brings_in_those_it_can(
    slack: LocalSlack, client: WebClient, bob: Person, incidents: Channel
) -> None:
    users = ["U404", bob.id]
    answer = client.conversations_invite(channel=incidents.id, users=users, force=True)
    assert [each["user"] for each in answer["errors"]] == ["U404"]
    assert bob.id in slack.channel("incidents").members
    assert slack.messages("incidents")[-1].subtype == "channel_join"


def test_people_can_be_removed_and_the_bot_can_leave(
    slack: LocalSlack, client: WebClient, ana: Person, bob: Person, incidents: Channel
) -> None:
    where = {"channel": incidents.id}
    assert refusal(client.conversations_kick, **where, user=slack.bot_user_id) == "cant_kick_self"
    assert refusal(client.conversations_kick, **where, user=bob.id) == "not_in_channel"
    client.conversations_kick(**where, user=ana.id)
    client.conversations_leave(**where)
    assert client.conversations_leave(**where)["not_in_channel"]
    assert slack.channel("incidents").members == ()


def test_history_is_read_backwards_without_replies(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    first, second, third = (ana.post("incidents", text) for text in ("1", "2", "3"))
    ana.post("incidents", "reply", thread_ts=first.ts)
    pages = client.conversations_history(channel=incidents.id, limit=2)
    texts = [[each["text"] for each in page["messages"]] for page in pages]
    assert texts == [["3", "2"], ["1"]]
    between: Json = {"oldest": first.ts, "latest": third.ts}
    found = client.conversations_history(channel=incidents.id, **between)["messages"]
    assert [each["ts"] for each in found] == [second.ts]
    found = client.conversations_history(channel=incidents.id, inclusive=True, **between)[
        "messages"
    ]
    assert len(found) == 3
    assert found[-1]["reply_count"] == 1


def test_a_page_of_history_is_not_shifted_by_new_messages(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    for text in ("1", "2", "3"):
        ana.post("incidents", text)
    page = client.conversations_history(channel=incidents.id, limit=2)
    ana.post("incidents", "4")
    cursor = page["response_metadata"]["next_cursor"]
    rest = client.conversations_history(channel=incidents.id, limit=2, cursor=cursor)
    assert [each["text"] for each in rest["messages"]] == ["1"]


def test_replies_come_after_their_parent(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    parent = ana.post("incidents", "parent")
    replies = [ana.post("incidents", text, thread_ts=parent.ts) for text in ("a", "b", "c")]
    for ts in (parent.ts, replies[0].ts):
        found = client.conversations_replies(channel=incidents.id, ts=ts)["messages"]
        assert [each["text"] for each in found] == ["parent", "a", "b", "c"]
    pages = client.conversations_replies(channel=incidents.id, ts=parent.ts, limit=3)
    assert [len(page["messages"]) for page in pages] == [3, 1]
    where = {"channel": incidents.id}
    assert refusal(client.conversations_replies, **where, ts="1.0") == "thread_not_found"


def test_who_has_left_is_neither_invited_nor_written_to(
    slack: LocalSlack, client: WebClient, bob: Person, incidents: Channel
) -> None:
    slack.deactivate(bob)
    invitation = {"channel": incidents.id, "users": bob.id}
    assert refusal(client.conversations_invite, **invitation) == "user_not_found"
    assert refusal(client.conversations_open, users=bob.id) == "user_disabled"


def test_direct_messages_are_opened_by_the_bot_and_seen_by_her_alone(
    client: WebClient, ana: Person, bob: Person
) -> None:
    opened = client.conversations_open(users=ana.id)["channel"]
    client.chat_postMessage(channel=opened["id"], text="psst")
    client.chat_postMessage(channel=ana.id, text="still here")
    assert [each.text for each in ana.dms] == ["psst", "still here"]
    assert not bob.can_see(opened["id"])
    assert refusal(client.conversations_open, users="U404") == "user_not_found"
    assert refusal(client.conversations_open, users="") == "users_list_not_supplied"
