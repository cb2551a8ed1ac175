"""The bytes of a file, which Slack hands out to who shows a token.

https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from slack_sdk import WebClient

from firefighter.domain.pictures import WhyNot
from firefighter.ports.chat import ChatRateLimited, ChatRefused, ChatUnavailable, NotLetIn

DOWNLOADS = "download"
"""The gate: Slack names no limit for downloads, and may answer 429 all the same."""

_HOPS = 3
_OK, _GONE, _TOO_MANY_REQUESTS, _SERVER_ERRORS = 200, {404, 410}, 429, 500
_NOT_LET_IN = {401, 403}
_HOMES = (".slack.com", ".slack-gov.com")


@dataclass(frozen=True)
class _Elsewhere:
    """Where to ask next."""

    address: str


def download(
    client: WebClient, address: str, most: int, is_in_time: Callable[[], bool]
) -> bytes | WhyNot:
    """Up to `most` bytes; the token goes to Slack itself and to no other place.

    `is_in_time` is asked before each wait. Raises ChatError; NotLetIn for Slack's login page, which
    it shows with status 200 to a token that may not read the file.
    """
    for _hop in range(_HOPS):
        if not _is_slacks(address, client.base_url):
            raise ChatRefused(DOWNLOADS, f"not an address of Slack: {urlsplit(address).hostname}")
        try:
            found = _asked(client, address, most, is_in_time)
        except httpx.HTTPError as error:
            raise ChatUnavailable(DOWNLOADS, type(error).__name__) from error
        if not isinstance(found, _Elsewhere):
            return found
        address = found.address
    raise ChatRefused(DOWNLOADS, "too many redirects")


def _is_slacks(address: str, api_url: str) -> bool:
    """Slack's own, over TLS; or the very place where its API is, for the playground's."""
    asked, api = urlsplit(address), urlsplit(api_url)
    if (asked.scheme, asked.netloc) == (api.scheme, api.netloc):
        return True
    return asked.scheme == "https" and (asked.hostname or "").endswith(_HOMES)


def _asked(
    client: WebClient, address: str, most: int, is_in_time: Callable[[], bool]
) -> bytes | WhyNot | _Elsewhere:
    _refuse_late(is_in_time)
    with httpx.stream(
        "GET",
        address,
        headers={"Authorization": f"Bearer {client.token}"},
        timeout=client.timeout,
        proxy=client.proxy,  # as all calls go; nothing else from the environment
        trust_env=False,
        follow_redirects=False,
    ) as answer:
        if answer.is_redirect:
            return _Elsewhere(str(answer.url.join(answer.headers["location"])))
        if answer.status_code in _GONE:
            return WhyNot.NOT_SEEN
        _refuse(answer)
        return _read(answer, most, is_in_time)


def _refuse(answer: httpx.Response) -> None:
    status = answer.status_code
    if status == _TOO_MANY_REQUESTS:
        raise ChatRateLimited(DOWNLOADS, float(answer.headers.get("Retry-After", 1)))
    if status >= _SERVER_ERRORS:
        raise ChatUnavailable(DOWNLOADS, f"HTTP {status}")
    is_login = answer.headers.get("Content-Type", "").startswith("text/html")
    if status in _NOT_LET_IN or (status == _OK and is_login):
        raise NotLetIn(DOWNLOADS, "login")
    if status != _OK:
        raise ChatRefused(DOWNLOADS, f"HTTP {status}")


def _read(answer: httpx.Response, most: int, is_in_time: Callable[[], bool]) -> bytes | WhyNot:
    content = bytearray()
    for piece in answer.iter_bytes():
        content += piece
        if len(content) > most:
            return WhyNot.TOO_LARGE
        _refuse_late(is_in_time)
    return bytes(content)


def _refuse_late(is_in_time: Callable[[], bool]) -> None:
    if not is_in_time():
        raise ChatUnavailable(DOWNLOADS, "too little time was left to wait for an answer")
