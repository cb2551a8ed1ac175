"""The Pager port on PagerDuty's Events API v2.

https://developer.pagerduty.com/docs/events-api-v2-overview
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx

from firefighter.effects.gates import Gates
from firefighter.effects.lease import lasts_until
from firefighter.ports.house import Clock
from firefighter.ports.paging import (
    Alarm,
    PagerRateLimited,
    PagerRefused,
    PagerUnavailable,
)
from firefighter.texts import say

NAME = "PagerDuty"
_CLIENT = "Firefighter"
_SUMMARY_LIMIT = 1024
"""Characters: https://developer.pagerduty.com/docs/send-alert-event."""
_PAUSE_S = 120.0
"""After a 429, for which the overview advises "a backoff of a few minutes"."""
_REASON_SHOWN = 200

Json = dict[str, Any]


@dataclass(frozen=True)
class PagerDuty:
    """`dedup_key` is the alarm's key: PagerDuty opens one alert for it, however often it is told.

    Only once that alert is resolved does the same key open another one.
    """

    url: str
    """Where the API is, with a slash at its end."""
    keys: Mapping[str, str] = field(repr=False)
    """Of each service by its name: the routing key of its integration."""
    timeout_s: int
    gates: Gates
    clock: Clock

    def ring(self, service: str, alarm: Alarm) -> None:
        """`trigger`."""
        event = {"event_action": "trigger", "dedup_key": alarm.key, "client": _CLIENT}
        self._send(service, event | _link(alarm) | {"payload": _payload(alarm)})

    def stand_down(self, service: str, key: str) -> None:
        """`resolve`. PagerDuty drops one for which there is no open alert."""
        if service in self.keys:
            self._send(service, {"event_action": "resolve", "dedup_key": key})

    def _send(self, service: str, event: Json) -> None:
        key = self.keys.get(service)
        if key is None:
            raise PagerRefused(NAME, say("it is not set up here any more"))
        gate = f"{NAME} {service}"
        self._refuse_while_closed(gate)
        try:
            answer = httpx.post(
                f"{self.url}v2/enqueue", json={"routing_key": key, **event}, timeout=self.timeout_s
            )
        except httpx.HTTPError as error:
            raise PagerUnavailable(NAME, type(error).__name__) from error
        _understand(answer, gate, key)

    def _refuse_while_closed(self, gate: str) -> None:
        now = self.clock.now()
        if wait_s := self.gates.seconds_left(gate, now):
            raise PagerRateLimited(gate, wait_s, NAME)
        if not lasts_until(now + timedelta(seconds=self.timeout_s)):
            raise PagerUnavailable(NAME, "too little time was left to wait for an answer")


def _payload(alarm: Alarm) -> Json:
    return {
        "summary": alarm.summary[:_SUMMARY_LIMIT],
        "source": alarm.source,
        "severity": alarm.urgency,
        "custom_details": dict(alarm.details),
    }


def _link(alarm: Alarm) -> Json:
    if not alarm.link:
        return {}
    shown = {"href": alarm.link, "text": say("Where it is worked")}
    return {"client_url": alarm.link, "links": [shown]}


def _understand(answer: httpx.Response, gate: str, key: str) -> None:
    """The overview's table of response codes: what is to be tried again, and what is not."""
    status = answer.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise PagerRateLimited(gate, _retry_after_s(answer), NAME)
    if answer.is_server_error:
        raise PagerUnavailable(NAME, f"HTTP {status}")
    if status != httpx.codes.ACCEPTED:
        raise PagerRefused(NAME, _reason(answer).replace(key, "…"))


def _retry_after_s(answer: httpx.Response) -> float:
    try:
        return float(answer.headers.get("Retry-After", _PAUSE_S))
    except ValueError:
        return _PAUSE_S


def _reason(answer: httpx.Response) -> str:
    try:
        said = answer.json()
    except ValueError:
        return f"HTTP {answer.status_code}"
    known = said if isinstance(said, dict) else {}
    errors = known.get("errors")
    text = "; ".join(map(str, errors)) if isinstance(errors, list) else known.get("message")
    return str(text or f"HTTP {answer.status_code}")[:_REASON_SHOWN]
