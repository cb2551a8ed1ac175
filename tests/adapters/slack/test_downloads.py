"""Downloads from the local Slack over HTTP, and who receives the token."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from firefighter.adapters.slack.outbound.calls import make_client
from firefighter.adapters.slack.outbound.downloads import _is_slack_address, download
from firefighter.domain.pictures import NotShownReason
from firefighter.effects.call_limits import CallGuard, RateLimits, lease_until
from firefighter.playground.slack import Draft, DropBefore, LocalSlack, RateLimited, ServerError
from firefighter.playground.slack.records import TEAM_ID, File
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES
from firefighter.ports import outgoing
from firefighter.ports.chat import LoginRequired
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.runtime import SystemClock
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


def guard() -> CallGuard:
    return CallGuard("Slack", RateLimits(), SystemClock(), timeout_s=2)


def fetched(client: WebClient, where: str, most: int = 1_000_000) -> bytes | NotShownReason:
    return download(client, where, most, guard())


def test_download_returns_the_shared_bytes(slack: LocalSlack, client: WebClient) -> None:
    assert fetched(client, address(slack, share(slack))) == png()


def test_redirect_within_slack_is_followed(slack: LocalSlack, client: WebClient) -> None:
    moved = Draft("a.png", b"", moved_to=address(slack, share(slack)))
    assert fetched(client, address(slack, share(slack, moved))) == png()


def test_number_of_redirects_is_limited(slack: LocalSlack, client: WebClient) -> None:
    where = address(slack, share(slack))
    for _hop in range(3):
        where = address(slack, share(slack, Draft("a.png", b"", moved_to=where)))
    with pytest.raises(CallRefused, match="too many redirects"):
        fetched(client, where)


def test_file_over_the_limit_is_too_large(slack: LocalSlack, client: WebClient) -> None:
    large = share(slack, Draft("a.png", bytes(1_000)))
    assert fetched(client, address(slack, large), most=999) is NotShownReason.TOO_LARGE
    assert fetched(client, address(slack, large), most=1_000) == bytes(1_000)


def test_login_page_is_not_taken_for_a_file(slack: LocalSlack, client: WebClient) -> None:
    file = share(slack)
    slack.grant(ALL_BOT_SCOPES - {"files:read"})
    with pytest.raises(LoginRequired, match="files:read"):
        fetched(client, address(slack, file))


def test_missing_file_is_not_seen(slack: LocalSlack, client: WebClient) -> None:
    assert (
        fetched(client, f"{slack.url}/files-pri/{TEAM_ID}-F0/download") is NotShownReason.NOT_SEEN
    )


def test_rate_limit_of_downloads_is_respected(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.answer(DOWNLOAD, RateLimited(retry_after_s=7))
    with pytest.raises(outgoing.RateLimited) as caught:
        fetched(client, address(slack, share(slack)))
    assert caught.value.retry_after_s == 7


@pytest.mark.parametrize("fault", [ServerError(502), DropBefore()], ids=repr)
def test_timeout_is_unavailable_rather_than_refused(
    slack: LocalSlack, client: WebClient, fault: ServerError | DropBefore
) -> None:
    slack.faults.answer(DOWNLOAD, fault)
    with pytest.raises(Unavailable):
        fetched(client, address(slack, share(slack)))


def test_download_stops_when_the_lease_ends(slack: LocalSlack, client: WebClient) -> None:
    where = address(slack, share(slack))
    with pytest.raises(Unavailable, match="too little time"), lease_until(SystemClock().now()):
        download(client, where, 1_000, guard())


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
def test_address_outside_slack_is_not_requested(client: WebClient, where: str) -> None:
    with pytest.raises(CallRefused, match="not an address of Slack"):
        fetched(client, where)


@pytest.mark.parametrize(
    "where", ["https://files.slack.com/files-pri/T1-F1/a.png", "https://files.slack-gov.com/a"]
)
def test_slack_addresses_are_requested(where: str) -> None:
    assert _is_slack_address(where, "https://slack.com/api/")
