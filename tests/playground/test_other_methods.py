"""Pins, bookmarks, reactions, users, user groups and files."""

import httpx
import pytest
from slack_sdk import WebClient

from firefighter.playground.slack import Channel, LocalSlack, Message, Person
from tests.playground.block_kit import Json, refusal


@pytest.fixture
def message(ana: Person, incidents: Channel) -> Message:
    return ana.post(incidents, "hello")


@pytest.fixture
def what(message: Message) -> Json:
    return {"channel": message.channel, "timestamp": message.ts}


def test_a_message_is_pinned_once(
    slack: LocalSlack, client: WebClient, message: Message, what: Json
) -> None:
    client.pins_add(**what)
    assert slack.pins("incidents") == [message]
    assert client.pins_list(channel=message.channel)["items"][0]["message"]["ts"] == message.ts
    assert slack.messages("incidents")[-1].subtype == "pinned_item"
    assert refusal(client.pins_add, **what) == "already_pinned"
    client.pins_remove(**what)
    assert refusal(client.pins_remove, **what) == "no_pin"
    gone = {**what, "timestamp": "1.0"}
    assert refusal(client.pins_add, **gone) == "message_not_found"
    assert refusal(client.pins_add, channel=message.channel) == "no_item_specified"


def test_a_channel_holds_a_hundred_pins(
    client: WebClient, ana: Person, incidents: Channel, what: Json
) -> None:
    for number in range(100):
        ana.pin(ana.post(incidents, str(number)))
    assert refusal(client.pins_add, **what) == "too_many_pins"


def test_a_deleted_message_is_no_longer_pinned(
    slack: LocalSlack, client: WebClient, ana: Person, message: Message, what: Json
) -> None:
    client.pins_add(**what)
    ana.delete(message)
    assert slack.pins("incidents") == []


def test_bookmarks_are_kept_by_channel(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    where = {"channel_id": incidents.id}
    page = {**where, "title": "Page", "type": "link", "link": "https://a.example"}
    made = client.bookmarks_add(**page)["bookmark"]
    client.bookmarks_edit(**where, bookmark_id=made["id"], title="New")
    (bookmark,) = slack.bookmarks(incidents)
    assert (bookmark.title, bookmark.link) == ("New", "https://a.example")
    assert client.bookmarks_list(**where)["bookmarks"][0]["id"] == made["id"]
    client.bookmarks_remove(**where, bookmark_id=made["id"])
    assert slack.bookmarks(incidents) == []
    gone = {**where, "bookmark_id": made["id"]}
    assert refusal(client.bookmarks_remove, **gone) == "not_found"
    assert refusal(client.bookmarks_add, **{**page, "link": "a.example"}) == "invalid_link"
    assert refusal(client.bookmarks_add, **{**page, "type": "song"}) == "invalid_bookmark_type"
    assert refusal(client.bookmarks_add, **{**page, "channel_id": "C1"}) == "channel_not_found"


def test_a_reaction_is_given_once_by_each(
    client: WebClient, ana: Person, message: Message, what: Json
) -> None:
    ana.react(message, "eyes")
    client.reactions_add(**what, name="eyes")
    (reaction,) = client.reactions_get(**what)["message"]["reactions"]
    assert (reaction["name"], reaction["count"]) == ("eyes", 2)
    assert refusal(client.reactions_add, **what, name="eyes") == "already_reacted"
    assert refusal(client.reactions_add, **what, name="not an emoji") == "invalid_name"
    client.reactions_remove(**what, name="eyes")
    assert refusal(client.reactions_remove, **what, name="eyes") == "no_reaction"


def test_people_can_be_looked_up(slack: LocalSlack, client: WebClient) -> None:
    cleo = slack.add_person(
        "cleo", real_name="Cleo Cruz", email="cleo@a.example", tz="Europe/Lisbon", locale="pt-PT"
    )
    info = client.users_info(user=cleo.id, include_locale=True)["user"]
    assert (info["name"], info["real_name"]) == ("cleo", "Cleo Cruz")
    assert (info["tz"], info["locale"]) == ("Europe/Lisbon", "pt-PT")
    assert client.users_lookupByEmail(email="CLEO@a.example")["user"]["id"] == cleo.id
    assert cleo.id in [each["id"] for each in client.users_list()["members"]]
    assert slack.person("cleo") == cleo
    assert refusal(client.users_info, user="U404") == "user_not_found"
    assert refusal(client.users_lookupByEmail, email="x@a.example") == "users_not_found"


def test_an_address_is_left_out_without_its_scope(
    slack: LocalSlack, client: WebClient, ana: Person
) -> None:
    assert "email" in client.users_info(user=ana.id)["user"]["profile"]
    slack.grant({"users:read"})
    assert "email" not in client.users_info(user=ana.id)["user"]["profile"]


def test_user_groups_name_their_members(slack: LocalSlack, client: WebClient, ana: Person) -> None:
    group = slack.add_usergroup("sre", members=[ana])
    (listed,) = client.usergroups_list()["usergroups"]
    assert (listed["handle"], listed["date_delete"]) == ("sre", 0)
    assert "user_count" not in listed
    (counted,) = client.usergroups_list(include_count=True)["usergroups"]
    assert counted["user_count"] == 1
    assert client.usergroups_users_list(usergroup=group.id)["users"] == [ana.id]
    assert refusal(client.usergroups_users_list, usergroup="S404") == "no_such_subteam"
    slack.disable_usergroup(group)
    assert client.usergroups_list()["usergroups"] == []
    (disabled,) = client.usergroups_list(include_disabled=True)["usergroups"]
    assert disabled["date_delete"] > 0
    assert refusal(client.usergroups_users_list, usergroup=group.id) == "no_such_subteam"


def test_a_file_is_uploaded_in_three_steps(
    slack: LocalSlack, client: WebClient, ana: Person, incidents: Channel
) -> None:
    parent = ana.post(incidents, "charts?")
    client.files_upload_v2(
        channel=incidents.id,
        content=b"png",
        filename="chart.png",
        title="Chart",
        initial_comment="Here",
        thread_ts=parent.ts,
    )
    (file,) = slack.files
    assert (file.name, file.title, file.content) == ("chart.png", "Chart", b"png")
    (shared,) = slack.thread(incidents, parent.ts)
    assert (shared.text, shared.subtype, shared.files) == ("Here", "file_share", (file,))


def test_an_upload_that_is_not_complete_is_refused(client: WebClient, incidents: Channel) -> None:
    announced = client.files_getUploadURLExternal(filename="a.txt", length=3)
    assert httpx.post(announced["upload_url"], content=b"four").status_code == 400
    done = {"files": [{"id": announced["file_id"], "title": "A"}], "channel_id": incidents.id}
    assert refusal(client.files_completeUploadExternal, **done) == "file_not_found"
