"""One call to Slack's Web API: its gates, its time limit, and what its failures mean."""

import json
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPException
from typing import Any

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from firefighter.domain.pictures import WhyNot
from firefighter.effects.gates import Gates
from firefighter.effects.lease import lasts_until
from firefighter.ports.chat import ChatRateLimited, ChatRefused, ChatUnavailable
from firefighter.ports.house import Clock
from firefighter.slack.downloads import DOWNLOADS, download

CALL_TIMEOUT_S = 8
"""Per call, in seconds. An effect makes few calls, so that all of them fit into a lease."""

_BODY_SHOWN = 100

_PER_CHANNEL = {"chat.postMessage"}
"""Limited to about one a second in each channel: https://docs.slack.dev/apis/web-api/rate-limits"""

_SERVER_TROUBLE = {
    "fatal_error",
    "internal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
}
"""Errors after which Slack's reference says that some of it may have been done, or to try again."""


def make_client(token: str, api_url: str, timeout_s: int = CALL_TIMEOUT_S) -> WebClient:
    """A client that never resends by itself: after a dropped connection that could do it twice."""
    return WebClient(token=token, base_url=api_url, timeout=timeout_s, retry_handlers=[])


class Calls:
    """Raises ChatRateLimited, ChatUnavailable or ChatRefused. A closed gate is not knocked at."""

    def __init__(self, client: WebClient, gates: Gates, clock: Clock) -> None:
        self._client = client
        self._gates = gates
        self._clock = clock

    def __call__(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's JSON
        gate = _gate(method, arguments)
        wait_s = self._gates.seconds_left(gate, self._clock.now())
        if wait_s:
            raise ChatRateLimited(gate, wait_s)
        if not self._is_in_time():
            raise ChatUnavailable(method, "too little time was left to wait for an answer")
        form = {
            name: _as_field(value) for name, value in arguments.items() if value not in ("", None)
        }
        return _translated(method, gate, lambda: self._client.api_call(method, params=form))

    def upload(self, url: str, content: bytes) -> None:
        """Sends a file where Slack has said that it may be sent.

        https://docs.slack.dev/messaging/working-with-files#uploading_files
        """
        try:
            answer = httpx.post(
                url,
                content=content,
                timeout=self._client.timeout,
                proxy=self._client.proxy,  # as all calls go; nothing else from the environment
                trust_env=False,
            )
        except httpx.HTTPError as error:
            raise ChatUnavailable("upload", str(error) or type(error).__name__) from error
        if answer.status_code >= 500:  # noqa: PLR2004 - server errors
            raise ChatUnavailable("upload", f"HTTP {answer.status_code}")
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            raise ChatRefused("upload", answer.text[:_BODY_SHOWN])

    def download(self, address: str, most: int) -> bytes | WhyNot:
        """Up to `most` bytes of a file. Raises NotLetIn besides."""
        wait_s = self._gates.seconds_left(DOWNLOADS, self._clock.now())
        if wait_s:
            raise ChatRateLimited(DOWNLOADS, wait_s)
        return download(self._client, address, most, self._is_in_time)

    def _is_in_time(self) -> bool:
        """Whether there is time to wait once more for as long as a call may take."""
        return lasts_until(self._clock.now() + timedelta(seconds=self._client.timeout))

    def respond(self, response_url: str, text: str) -> None:
        """Answers a press for the person alone, beside what they pressed.

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        webhook = WebhookClient(response_url, timeout=self._client.timeout, retry_handlers=[])
        try:
            response = webhook.send(text=text, response_type="ephemeral", replace_original=False)
        except (HTTPException, OSError) as error:
            raise ChatUnavailable("response_url", str(error)) from error
        if response.status_code != 200:  # noqa: PLR2004 - OK
            raise ChatRefused("response_url", response.body[:_BODY_SHOWN])


def _as_field(value: object) -> str | int | bool:
    """Forms, since the methods that read take no JSON: https://docs.slack.dev/apis/web-api."""
    return value if isinstance(value, str | int | bool) else json.dumps(value)


def _gate(method: str, arguments: dict[str, Any]) -> str:
    return f"{method} {arguments['channel']}" if method in _PER_CHANNEL else method


def _translated(method: str, gate: str, call: Callable[[], SlackResponse]) -> dict[str, Any]:
    try:
        response = call()
    except SlackApiError as error:
        raise _meaning(method, gate, error.response) from error
    except (SlackClientError, HTTPException, OSError, ValueError) as error:
        raise ChatUnavailable(method, _why(error)) from error
    return dict(response.data) if isinstance(response.data, dict) else {}


def _why(error: Exception) -> str:
    """As people on a panel may read it: without the library's `<urlopen error …>` and numbers."""
    reason = getattr(error, "reason", error)
    return str(getattr(reason, "strerror", None) or reason) or type(reason).__name__


def _meaning(
    method: str, gate: str, response: SlackResponse
) -> ChatRateLimited | ChatUnavailable | ChatRefused:
    code = str(response.get("error", ""))
    if response.status_code == 429 or code == "ratelimited":  # noqa: PLR2004 - Too Many Requests
        return ChatRateLimited(gate, float(response.headers.get("Retry-After", 1)))
    if response.status_code >= 500 or code in _SERVER_TROUBLE:  # noqa: PLR2004 - server errors
        return ChatUnavailable(method, code or f"HTTP {response.status_code}")
    return ChatRefused(method, code)
