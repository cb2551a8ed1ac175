"""The Pager port on PagerDuty's Events API v2.

https://developer.pagerduty.com/docs/events-api-v2-overview
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.i18n import gettext
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.ports.paging import PageRequest

NAME = "PagerDuty"
_CLIENT = "Firefighter"
_SUMMARY_LIMIT = 1024
"""In characters: https://developer.pagerduty.com/docs/send-alert-event."""
_DEFAULT_RETRY_AFTER_S = 120.0
"""Used when a 429 has no Retry-After; the overview advises "a backoff of a few minutes"."""
_MAX_REASON_LENGTH = 200

Json = dict[str, Any]


@dataclass(frozen=True)
class PagerDuty:
    """Sends the request's key as `dedup_key`: repeated events with it belong to one alert.

    The key opens a new alert only after the earlier one is resolved.
    """

    url: str
    """The API's base URL, with a trailing slash."""
    keys: Mapping[str, str] = field(repr=False)
    """The integration's routing key, by service name."""
    timeout_s: int
    rate_limits: RateLimits
    clock: Clock

    def page_oncall(self, service: str, page_request: PageRequest) -> None:
        """Sends a `trigger` event."""
        event = {"event_action": "trigger", "dedup_key": page_request.key, "client": _CLIENT}
        self._send(service, event | _link(page_request) | {"payload": _payload(page_request)})

    def resolve_page(self, service: str, key: str) -> None:
        """Sends a `resolve` event, which PagerDuty ignores if there is no open alert."""
        if service in self.keys:
            self._send(service, {"event_action": "resolve", "dedup_key": key})

    def _send(self, service: str, event: Json) -> None:
        key, action = self.keys.get(service), event["event_action"]
        if key is None:
            raise CallRefused(NAME, action, gettext("it is no longer configured"))
        scope, guard = f"{NAME} {service}", self._guard
        guard.check(scope, action)
        try:
            response = httpx.post(
                f"{self.url}v2/enqueue", json={"routing_key": key, **event}, timeout=self.timeout_s
            )
        except httpx.HTTPError as error:
            raise Unavailable(NAME, action, type(error).__name__) from error
        # The overview's table of response codes says which to retry.
        guard.check_status(response.status_code, response.headers, scope, action)
        body = _body(response)
        if body is None:
            detail = f"HTTP {response.status_code}, not an answer from PagerDuty"
            raise Unavailable(NAME, action, detail)
        if response.status_code != httpx.codes.ACCEPTED:
            raise CallRefused(NAME, action, _reason(response.status_code, body).replace(key, "…"))

    @property
    def _guard(self) -> CallGuard:
        return CallGuard(NAME, self.rate_limits, self.clock, self.timeout_s, _DEFAULT_RETRY_AFTER_S)


def _payload(page_request: PageRequest) -> Json:
    return {
        "summary": page_request.summary[:_SUMMARY_LIMIT],
        "source": page_request.source,
        "severity": page_request.urgency,
        "custom_details": dict(page_request.details),
    }


def _link(page_request: PageRequest) -> Json:
    if not page_request.link:
        return {}
    link = {"href": page_request.link, "text": gettext("Incident in Slack")}
    return {"client_url": page_request.link, "links": [link]}


def _body(response: httpx.Response) -> Json | None:
    """None if the answer is not from PagerDuty but a proxy: PagerDuty's has a status in words."""
    try:
        body = response.json()
    except ValueError:
        return None
    is_ours = isinstance(body, dict) and ("errors" in body or isinstance(body.get("status"), str))
    return body if is_ours else None


def _reason(status: int, body: Json) -> str:
    """Why PagerDuty refused the event."""
    errors = body.get("errors")
    text = "; ".join(map(str, errors)) if isinstance(errors, list) else body.get("message")
    return str(text or f"HTTP {status}")[:_MAX_REASON_LENGTH]
