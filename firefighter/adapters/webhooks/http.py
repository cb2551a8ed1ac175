"""The Webhooks port over HTTP, in the manner of Standard Webhooks.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpcore

from firefighter.adapters.webhooks.connections import AddressRefused, CheckedBackend
from firefighter.adapters.webhooks.signing import signature
from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.ports.webhooks import WEBHOOK_SERVICE, WebhookMessage

_CALL = "call"
_SUCCESS = range(200, 300)
_TRY_AGAIN = {408, 425}
"""The receiver asks for a repetition; 429 and server errors are the guard's."""


@dataclass(frozen=True)
class WebhookTarget:
    """Where a webhook is, and how its calls are signed."""

    url: str = field(repr=False)
    """Hidden in output, since its path may be a secret."""
    secret: bytes = field(repr=False)
    private: bool = False
    """Whether its address may be one of the private network."""


@dataclass(frozen=True)
class HttpWebhooks:
    """Follows no redirect and reads no body."""

    targets: Mapping[str, WebhookTarget]
    """By the name in the settings."""
    timeout_s: float
    """For a whole call."""
    rate_limits: RateLimits
    clock: Clock

    def send(self, webhook: str, message: WebhookMessage) -> None:
        """POST. Refused are unknown names, forbidden addresses, redirects and client errors."""
        target = self.targets.get(webhook)
        if target is None:
            raise CallRefused(WEBHOOK_SERVICE, _CALL, "not configured")
        scope = f"{WEBHOOK_SERVICE} {webhook}"
        guard = CallGuard(WEBHOOK_SERVICE, self.rate_limits, self.clock, self.timeout_s)
        guard.check(scope, _CALL)
        status, headers = self._post(target, message)
        guard.check_status(status, headers, scope, _CALL)
        if status in _TRY_AGAIN:
            raise Unavailable(WEBHOOK_SERVICE, _CALL, f"HTTP {status}")
        if status not in _SUCCESS:
            raise CallRefused(WEBHOOK_SERVICE, _CALL, f"HTTP {status}")

    def _post(self, target: WebhookTarget, message: WebhookMessage) -> tuple[int, dict[str, str]]:
        body = _body(message)
        now_s = int(self.clock.now().timestamp())
        headers: dict[bytes | str, bytes | str] = {
            "content-type": "application/json",
            "user-agent": "firefighter",
            "webhook-id": message.id,
            "webhook-timestamp": str(now_s),
            "webhook-signature": signature(target.secret, message.id, now_s, body),
        }
        backend = CheckedBackend(target.private, self.timeout_s)
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream("POST", target.url, headers=headers, content=body) as answer,
            ):
                named = {name.decode().title(): value.decode() for name, value in answer.headers}
                return answer.status, named
        except AddressRefused:
            raise CallRefused(
                WEBHOOK_SERVICE, _CALL, "its address is in the private network"
            ) from None
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise Unavailable(WEBHOOK_SERVICE, _CALL, type(error).__name__) from error


def _body(message: WebhookMessage) -> bytes:
    content = {
        "type": message.type,
        "timestamp": message.at.isoformat(),
        "data": dict(message.data),
    }
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
