"""The Webhooks port over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass

from firefighter.adapters.webhooks.signed_calls import CALL, SUCCESS, SignedCalls, WebhookTarget
from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused, FailureKind, Unavailable
from firefighter.ports.webhooks import WEBHOOK_SERVICE, WebhookMessage

_TRY_AGAIN = {408, 425}
"""The receiver asks for a repetition; 429 and server errors are the guard's."""


@dataclass(frozen=True)
class HttpWebhooks:
    """Calls what drills start and stop."""

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
            raise CallRefused(WEBHOOK_SERVICE, CALL, "not configured")
        scope = f"{WEBHOOK_SERVICE} {webhook}"
        guard = CallGuard(WEBHOOK_SERVICE, self.rate_limits, self.clock, self.timeout_s)
        guard.check(scope, CALL)
        calls = SignedCalls(self.timeout_s, self.clock)
        status, headers = calls.post(target, message.id, _content(message))
        guard.check_status(status, headers, scope, CALL)
        if status in _TRY_AGAIN:
            raise Unavailable(WEBHOOK_SERVICE, CALL, f"HTTP {status}", FailureKind.ERROR)
        if status not in SUCCESS:
            raise CallRefused(WEBHOOK_SERVICE, CALL, f"HTTP {status}")


def _content(message: WebhookMessage) -> Mapping[str, object]:
    return {
        "type": message.type,
        "timestamp": message.at.isoformat(),
        "data": dict(message.data),
    }
