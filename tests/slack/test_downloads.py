"""Bytes of files, over HTTP from the local Slack, and the token that goes to nobody else."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from firefighter.domain.pictures import WhyNot
from firefighter.playground.slack import (
    Draft,
    DropBefore,
    LocalSlack,
    RateLimited,
    ServerError,
)
from firefighter.playground.slack.records import TEAM_ID, File
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES
from firefighter.ports.chat import ChatRateLimited, ChatRefused, ChatUnavailable, NotLetIn
from firefighter.slack.calls import make_client
from firefighter.slack.downloads import _is_slacks, download
from tests.pictures import png

DOWNLOAD = "files.download"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as running:
        running.add_person("ana")
        running.add_channel("general", members=["ana"])
        yield running


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return make_client(slack.bot_token, f"{slack.url}/api/", timeout_s=2)


def share(slack: LocalSlack, draft: Draft | None = None) -> File:
    draft = draft or Draft("graph.png", png())
    (file,) = slack.person("ana").post("general", "Look", files=[draft]).files
    return file


def address(slack: LocalSlack, file: File) -> str:
    return f"{slack.url}/files-pri/{TEAM_ID}-{file.id}/download"


def fetched(client: WebClient, where: str, most: int = 1_000_000) -> bytes | WhyNot:
    return download(client, where, most, lambda: True)


def test_the_bytes_are_those_that_were_shared(slack: LocalSlack, client: WebClient) -> None:
    assert fetched(client, address(slack, share(slack))) == png()


def test_a_redirect_within_slack_is_followed(slack: LocalSlack, client: WebClient) -> None:
    moved = Draft("a.png", b"", moved_to=address(slack, share(slack)))
    assert fetched(client, address(slack, share(slack, moved))) == png()


def test_redirects_are_not_followed_for_ever(slack: LocalSlack, client: WebClient) -> None:
    where = address(slack, share(slack))
    for _hop in range(3):
        where = address(slack, share(slack, Draft("a.png", b"", moved_to=where)))
    with pytest.raises(ChatRefused, match="too many redirects"):
        fetched(client, where)


def test_more_than_was_asked_for_is_too_large(slack: LocalSlack, client: WebClient) -> None:
    large = share(slack, Draft("a.png", bytes(1_000)))
    assert fetched(client, address(slack, large), most=999) is WhyNot.TOO_LARGE
    assert fetched(client, address(slack, large), most=1_000) == bytes(1_000)


def test_a_token_that_may_not_read_files_is_told_from_a_file(
    slack: LocalSlack, client: WebClient
) -> None:
    file = share(slack)
    slack.grant(ALL_BOT_SCOPES - {"files:read"})
    with pytest.raises(NotLetIn, match="files:read"):
        fetched(client, address(slack, file))


def test_a_file_that_is_not_there_is_not_seen(slack: LocalSlack, client: WebClient) -> None:
    assert fetched(client, f"{slack.url}/files-pri/{TEAM_ID}-F0/download") is WhyNot.NOT_SEEN


def test_a_pause_that_is_asked_for_is_kept(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.answer(DOWNLOAD, RateLimited(retry_after_s=7))
    with pytest.raises(ChatRateLimited) as caught:
        fetched(client, address(slack, share(slack)))
    assert caught.value.retry_after_s == 7


@pytest.mark.parametrize("fault", [ServerError(502), DropBefore()], ids=repr)
def test_no_answer_is_told_from_a_refusal(
    slack: LocalSlack, client: WebClient, fault: ServerError | DropBefore
) -> None:
    slack.faults.answer(DOWNLOAD, fault)
    with pytest.raises(ChatUnavailable):
        fetched(client, address(slack, share(slack)))


def test_it_stops_when_its_time_is_over(slack: LocalSlack, client: WebClient) -> None:
    where = address(slack, share(slack))
    with pytest.raises(ChatUnavailable, match="too little time"):
        download(client, where, 1_000, lambda: False)


@pytest.mark.parametrize(
    "where",
    [
        "http://files.slack.com/a",
        "https://slack.com.evil.test/a",
        "https://evilslack.com/a",
        "https://evil.test/?files.slack.com",
        "https://files.slack.com@evil.test/a",
        "file:///etc/passwd",
        "",
    ],
)
def test_an_address_elsewhere_is_not_asked(client: WebClient, where: str) -> None:
    with pytest.raises(ChatRefused, match="not an address of Slack"):
        fetched(client, where)


@pytest.mark.parametrize(
    "where", ["https://files.slack.com/files-pri/T1-F1/a.png", "https://files.slack-gov.com/a"]
)
def test_slacks_own_addresses_are(where: str) -> None:
    assert _is_slacks(where, "https://slack.com/api/")
