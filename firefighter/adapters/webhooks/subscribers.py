"""The Subscribers port over HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from firefighter.adapters.webhooks.call_slots import CallSlots
from firefighter.adapters.webhooks.signed_calls import CALL, SUCCESS, SignedCalls, WebhookTarget
from firefighter.domain.webhooks import Subscription, WebhookEventId
from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.effects.webhook_payloads import PAYLOAD_VERSION
from firefighter.ports.outgoing import CallRefused, FailureKind, RateLimited, Unavailable
from firefighter.ports.subscribers import RecordedEvent, Unsubscribed
from firefighter.ports.webhooks import WEBHOOK_SERVICE

_GONE = 410
_TOO_MANY_REQUESTS, _UNAVAILABLE = 429, 503
_MAY_SAY_WHEN = {_TOO_MANY_REQUESTS, _UNAVAILABLE}
"""https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3"""
_DEFAULT_RETRY_AFTER_S = 30.0
_REDIRECTS = range(300, 400)

FindTarget = Callable[[str], WebhookTarget | None]
"""None for a webhook that was removed."""


@dataclass(frozen=True)
class HttpSubscribers:
    find_subscription: Callable[[str], Subscription | None]
    find_event: Callable[[WebhookEventId], RecordedEvent | None]
    find_target: FindTarget
    calls: SignedCalls
    rate_limits: RateLimits
    slots: CallSlots

    def find(self, webhook: str) -> Subscription | None:
        return self.find_subscription(webhook)

    def event(self, event_id: WebhookEventId) -> RecordedEvent | None:
        return self.find_event(event_id)

    def send(self, webhook: str, event: RecordedEvent) -> None:
        target = self.find_target(webhook)
        if target is None:
            raise CallRefused(WEBHOOK_SERVICE, CALL, "not configured")
        scope = f"{WEBHOOK_SERVICE} {webhook}"
        guard = CallGuard(WEBHOOK_SERVICE, self.rate_limits, self.calls.clock, self.calls.timeout_s)
        guard.check(scope, CALL)
        with self.slots.slot(webhook):
            status, headers = self.calls.post(target, event.id, content_of(event))
            if status in SUCCESS:
                return
            if status == _GONE:
                raise Unsubscribed
            if status in _MAY_SAY_WHEN and (wait_s := self._wait_s(status, headers)) is not None:
                raise RateLimited(WEBHOOK_SERVICE, scope, wait_s)
            raise Unavailable(WEBHOOK_SERVICE, CALL, _meaning(status), FailureKind.ERROR)

    def _wait_s(self, status: int, headers: Mapping[str, str]) -> float | None:
        """What Retry-After says, as seconds or as a time; None if a 503 does not say."""
        wait_s = _retry_after_s(headers.get("Retry-After", ""), self.calls.clock.now())
        if wait_s is None and status == _TOO_MANY_REQUESTS:
            return _DEFAULT_RETRY_AFTER_S
        return wait_s


def _meaning(status: int) -> str:
    is_redirect = status in _REDIRECTS
    return f"HTTP {status}, and redirects are not followed" if is_redirect else f"HTTP {status}"


def _retry_after_s(text: str, now: datetime) -> float | None:
    if text.strip().isdecimal():
        return float(text)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return max((aware - now).total_seconds(), 0.0)


def content_of(event: RecordedEvent) -> Mapping[str, object]:
    """What receivers read. Each try sends the same."""
    return {
        "version": PAYLOAD_VERSION,
        "type": event.type,
        "timestamp": event.at.isoformat().replace("+00:00", "Z"),
        "data": event.data,
    }
