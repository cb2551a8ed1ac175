"""One call to Slack's Web API, and what its failures mean."""

import json
import traceback
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any

import httpx
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from firefighter.adapters.slack.outbound.downloads import download
from firefighter.adapters.slack.outbound.refusals import RATE_LIMIT_CODES, REFUSALS
from firefighter.domain.errors import FirefighterError
from firefighter.domain.pictures import NotShownReason
from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.ports.app_context import Clock
from firefighter.ports.chat import CHAT_SERVICE
from firefighter.ports.outgoing import CallRefused, FailureKind, OutgoingError, Unavailable

CALL_TIMEOUT_S = 8
"""Per call, in seconds. An effect makes few calls, so that all of them fit into a lease."""


_BODY_SHOWN = 100


_EXPIRED_URL_CODES = ("expired_url", "used_url", "invalid_url")
"""A response URL takes five answers within 30 minutes.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""


_NOT_SLACK = "not an answer from Slack"


_PER_CHANNEL = {"chat.postMessage"}
"""Limited to about one a second in each channel: https://docs.slack.dev/apis/web-api/rate-limits"""


def make_client(token: str, api_url: str, timeout_s: int = CALL_TIMEOUT_S) -> WebClient:
    """A client that never resends by itself: after a dropped connection that could do it twice."""
    return WebClient(token=token, base_url=api_url, timeout=timeout_s, retry_handlers=[])


class Calls:
    """Raises RateLimited, Unavailable or CallRefused. Makes no call while its scope is limited."""

    def __init__(self, client: WebClient, rate_limits: RateLimits, clock: Clock) -> None:
        self.client = client
        self._guard = CallGuard(CHAT_SERVICE, rate_limits, clock, client.timeout)
        self._granted: frozenset[str] | None = None

    def __call__(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - Slack's JSON
        scope = _scope(method, arguments)
        self._guard.check(scope, method)
        form = {
            name: _as_field(value) for name, value in arguments.items() if value not in ("", None)
        }
        try:
            response = self.client.api_call(method, params=form)
        except SlackApiError as error:
            raise self._translated(method, scope, error.response) from error
        except (SlackClientError, HTTPException, OSError, ValueError) as error:
            _close_response(error)
            raise Unavailable(CHAT_SERVICE, method, _detail(error)) from error
        except AttributeError as error:  # slack_sdk expects a JSON object
            raise Unavailable(CHAT_SERVICE, method, _NOT_SLACK) from error
        if not isinstance(response.data, dict):
            raise Unavailable(CHAT_SERVICE, method, _NOT_SLACK)
        self._guard.note_answer(scope)
        self._granted = granted_scopes(response.headers)
        return dict(response.data)

    def grants(self, scope: str) -> bool:
        """Whether the token has a scope, by the latest answer; calls auth.test if there is none."""
        if self._granted is None:
            self("auth.test")
        return scope in (self._granted or ())

    def _translated(self, method: str, scope: str, response: SlackResponse) -> OutgoingError:
        """Refused only by Slack itself: a proxy's answer says nothing about the call.

        Slack answers methods with status 200 and an `error`, 429 for rate limits aside:
        https://docs.slack.dev/apis/web-api/#responses.
        """
        data = response.data if isinstance(response.data, dict) else {}
        code, status = str(data.get("error") or ""), response.status_code
        if code in RATE_LIMIT_CODES:
            return self._guard.rate_limited(response.headers, scope)
        self._guard.check_status(status, response.headers, scope, method)
        if status == 200 and data.get("ok") is False and code in REFUSALS:  # noqa: PLR2004 - OK
            return CallRefused(CHAT_SERVICE, method, code, data)
        return Unavailable(CHAT_SERVICE, method, code or f"HTTP {status}, {_NOT_SLACK}")

    def upload(self, url: str, content: bytes) -> None:
        """Uploads a file to the address that Slack has given out.

        https://docs.slack.dev/messaging/working-with-files#uploading_files
        """
        try:
            answer = httpx.post(
                url,
                content=content,
                timeout=self.client.timeout,
                proxy=self.client.proxy,  # as all calls go; nothing else from the environment
                trust_env=False,
            )
        except httpx.HTTPError as error:
            detail = str(error) or type(error).__name__
            raise Unavailable(CHAT_SERVICE, "upload", detail) from error
        self._guard.check_status(answer.status_code, answer.headers, "upload", "upload")
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            # Each try asks for a new address, so an expired one is no reason to give up.
            detail = f"HTTP {answer.status_code}"
            raise Unavailable(CHAT_SERVICE, "upload", detail, FailureKind.ERROR)

    def download(self, address: str, most: int) -> bytes | NotShownReason:
        """Returns up to `most` bytes of a file. Raises LoginRequired besides."""
        return download(self.client, address, most, self._guard)

    def respond(self, response_url: str, content: Mapping[str, Any]) -> None:
        """Answers a press for the person alone, beside what they pressed.

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        webhook = WebhookClient(response_url, timeout=self.client.timeout, retry_handlers=[])
        try:
            response = webhook.send(**content, response_type="ephemeral", replace_original=False)
        except (HTTPException, OSError) as error:
            _close_response(error)
            raise Unavailable(CHAT_SERVICE, "response_url", str(error)) from error
        if response.status_code == 200:  # noqa: PLR2004 - OK
            return
        if any(code in response.body for code in _EXPIRED_URL_CODES):
            raise CallRefused(CHAT_SERVICE, "response_url", response.body[:_BODY_SHOWN])
        detail = f"HTTP {response.status_code}"
        raise Unavailable(CHAT_SERVICE, "response_url", detail, FailureKind.ERROR)


def _close_response(error: Exception) -> None:
    """Closes the connection of a response that broke off.

    slack_sdk leaves that to the garbage collector: the frames of its error refer to the response.
    """
    traceback.clear_frames(error.__traceback__)


def granted_scopes(headers: Mapping[str, str]) -> frozenset[str]:
    """The scopes of the token, which each answer names.

    https://docs.slack.dev/authentication/installing-with-oauth#validating
    """
    named = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes", "")
    return frozenset(named.replace(" ", "").split(",")) - {""}


def _as_field(value: object) -> str | int | bool:
    """Forms, since the methods that read take no JSON: https://docs.slack.dev/apis/web-api."""
    return value if isinstance(value, str | int | bool) else json.dumps(value)


def _scope(method: str, arguments: dict[str, Any]) -> str:
    return f"{method} {arguments['channel']}" if method in _PER_CHANNEL else method


def _detail(error: Exception) -> str:
    """The error without the library's `<urlopen error …>` and errno, as shown on the panel."""
    reason = getattr(error, "reason", error)
    return str(getattr(reason, "strerror", None) or reason) or type(reason).__name__


_PERMANENT_ERRORS = {
    "account_inactive",
    "invalid_auth",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
}
"""Errors that waiting does not fix: https://docs.slack.dev/reference/methods/auth.test#errors."""


class TokenRefused(FirefighterError):
    """Slack does not take the bot's token, now or later."""


def token_owner(call: Calls) -> str:
    """In one request. Raises TokenRefused, and OutgoingError when it cannot be known now."""
    try:
        answer = call("auth.test")
    except CallRefused as refused:
        if refused.reason not in _PERMANENT_ERRORS:
            raise
        raise TokenRefused(
            f"SLACK_BOT_TOKEN is refused ({refused.reason}): install the app again and copy its "
            "token."
        ) from refused
    return f"{answer['user']} in {answer['team']}"
