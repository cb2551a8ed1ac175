"""Files that people share: what messages and `files.info` say of them, and who gets their bytes."""

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from firefighter.playground.slack import Channel, Draft, LocalSlack, Message, Person
from firefighter.playground.slack.records import Json
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES

GRAPH = Draft("graph.png", b"\x89PNG", title="Errors", alt="They climb", width=40)


def share(ana: Person, channel: Channel | str, *drafts: Draft) -> Message:
    return ana.post(channel, "Look", files=drafts)


def told(client: WebClient, message: Message) -> list[Json]:
    found = client.conversations_replies(channel=message.channel, ts=message.ts)
    files: list[Json] = found["messages"][0]["files"]
    return files


def refusal(client: WebClient, file: str) -> str:
    with pytest.raises(SlackApiError) as caught:
        client.files_info(file=file)
    return str(caught.value.response["error"])


def test_a_message_tells_of_its_files(client: WebClient, ana: Person, incidents: Channel) -> None:
    message = share(ana, incidents, GRAPH)
    (file,) = told(client, message)
    assert message.subtype == "file_share"
    assert (file["name"], file["title"], file["alt_txt"]) == ("graph.png", "Errors", "They climb")
    assert (file["mimetype"], file["size"], file["original_w"]) == ("image/png", 4, 40)
    assert client.files_info(file=file["id"])["file"] == file


def test_content_requires_the_bots_token(
    slack: LocalSlack, client: WebClient, ana: Person, incidents: Channel
) -> None:
    (file,) = told(client, share(ana, incidents, GRAPH))
    where, token = file["url_private_download"], {"Authorization": f"Bearer {slack.bot_token}"}
    assert httpx.get(where, headers=token).content == GRAPH.content
    for stranger in ({}, {"Authorization": "Bearer xoxb-other"}):
        page = httpx.get(where, headers=stranger)
        assert (page.status_code, page.headers["content-type"][:9]) == (200, "text/html")
    slack.grant(ALL_BOT_SCOPES - {"files:read"})
    assert "Log in" in httpx.get(where, headers=token).text
    assert refusal(client, file["id"]) == "missing_scope"


def test_file_in_a_channel_without_the_bot_is_not_found(
    slack: LocalSlack, client: WebClient, ana: Person
) -> None:
    slack.add_channel("elsewhere", members=[ana], bot=False)
    (file,) = share(ana, "elsewhere", GRAPH).files
    assert refusal(client, file.id) == "file_not_found"
    assert refusal(client, "F0") == "file_not_found"


def test_a_deleted_file_leaves_a_tombstone(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    message = share(ana, incidents, GRAPH)
    ana.delete_file(message, "graph.png")
    (file,) = told(client, message)
    assert file == {"id": file["id"], "mode": "tombstone"}
    assert refusal(client, file["id"]) == "file_deleted"


def test_file_facts_missing_in_the_message_are_in_files_info(
    client: WebClient, ana: Person, incidents: Channel
) -> None:
    message = share(
        ana,
        incidents,
        Draft("a.png", b"1", mode="file_access"),
        Draft("b.png", b"2", mode="hidden_by_limit"),
    )
    foreign, old = told(client, message)
    assert foreign["file_access"] == "check_file_info"
    assert client.files_info(file=foreign["id"])["file"]["mimetype"] == "image/png"
    assert old == {"id": old["id"], "mode": "hidden_by_limit"}
    assert client.files_info(file=old["id"])["file"] == old
