"""Downloads files from Slack.

https://docs.slack.dev/messaging/working-with-files
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from slack_sdk import WebClient

from firefighter.domain.pictures import NotShownReason
from firefighter.effects.call_limits import CallGuard
from firefighter.ports.chat import CHAT_SERVICE, LoginRequired
from firefighter.ports.outgoing import CallRefused, Unavailable

DOWNLOADS = "download"
"""The scope of the rate limit. Slack documents none for downloads, but may answer 429."""

_MAX_REDIRECTS = 3
_OK, _GONE = 200, {404, 410}
_UNAUTHORIZED = {401, 403}
_SLACK_DOMAINS = (".slack.com", ".slack-gov.com")


@dataclass(frozen=True)
class _Redirect:
    """The next address to request."""

    address: str


def download(
    client: WebClient, address: str, most: int, guard: CallGuard
) -> bytes | NotShownReason:
    """Returns up to `most` bytes. Sends the token to Slack only.

    Checks the lease before each wait. Raises OutgoingError, and LoginRequired for Slack's login
    page, which has status 200 and is shown to a token that may not read the file.
    """
    guard.check(DOWNLOADS, DOWNLOADS)
    for _hop in range(_MAX_REDIRECTS):
        if not _is_slack_address(address, client.base_url):
            raise CallRefused(
                CHAT_SERVICE, DOWNLOADS, f"not an address of Slack: {urlsplit(address).hostname}"
            )
        try:
            found = _request(client, address, most, guard)
        except httpx.HTTPError as error:
            raise Unavailable(CHAT_SERVICE, DOWNLOADS, type(error).__name__) from error
        if not isinstance(found, _Redirect):
            return found
        address = found.address
    raise CallRefused(CHAT_SERVICE, DOWNLOADS, "too many redirects")


def _is_slack_address(address: str, api_url: str) -> bool:
    """Returns whether it is an address of Slack over TLS, or of the API's own host (playground)."""
    asked, api = urlsplit(address), urlsplit(api_url)
    if (asked.scheme, asked.netloc) == (api.scheme, api.netloc):
        return True
    return asked.scheme == "https" and (asked.hostname or "").endswith(_SLACK_DOMAINS)


def _request(
    client: WebClient, address: str, most: int, guard: CallGuard
) -> bytes | NotShownReason | _Redirect:
    guard.check_lease(DOWNLOADS)
    with httpx.stream(
        "GET",
        address,
        headers={"Authorization": f"Bearer {client.token}"},
        timeout=client.timeout,
        proxy=client.proxy,  # the same proxy as for all calls; no other environment variables
        trust_env=False,
        follow_redirects=False,
    ) as answer:
        if answer.is_redirect:
            return _Redirect(str(answer.url.join(answer.headers["location"])))
        if answer.status_code in _GONE:
            return NotShownReason.NOT_SEEN
        _raise_for_status(answer, guard)
        return _read(answer, most, guard)


def _raise_for_status(answer: httpx.Response, guard: CallGuard) -> None:
    status = answer.status_code
    guard.check_status(status, answer.headers, DOWNLOADS, DOWNLOADS)
    is_login = answer.headers.get("Content-Type", "").startswith("text/html")
    if status in _UNAUTHORIZED or (status == _OK and is_login):
        raise LoginRequired(CHAT_SERVICE, DOWNLOADS, "login")
    if status != _OK:
        raise CallRefused(CHAT_SERVICE, DOWNLOADS, f"HTTP {status}")


def _read(answer: httpx.Response, most: int, guard: CallGuard) -> bytes | NotShownReason:
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > most:
            return NotShownReason.TOO_LARGE
        guard.check_lease(DOWNLOADS)
    return bytes(content)
