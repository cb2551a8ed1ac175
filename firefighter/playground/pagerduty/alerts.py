"""Which alerts there are, and which events are accepted: https://developer.pagerduty.com/docs/send-alert-event."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Json = dict[str, Any]

AlertStatus = Literal["triggered", "acknowledged", "resolved"]


@dataclass(frozen=True)
class Alert:
    """An alert. It paged those on call once."""

    service: str
    dedup_key: str
    event: Json
    """The event that opened it."""
    status: AlertStatus = "triggered"
    triggers: int = 1
    """How many trigger events it received. Only the first paged anybody."""


@dataclass(frozen=True)
class Call:
    """One request, without its routing key."""

    body: Json
    status: int | None
    """None when the connection was closed without an answer."""
    errors: tuple[str, ...] = ()


ACTIONS = ("trigger", "acknowledge", "resolve")

SEVERITIES = ("critical", "error", "warning", "info")

SIZE_LIMIT = 512 * 1024  # bytes: https://developer.pagerduty.com/docs/events-api-v2-overview

_KEY_LENGTH = 32

_DEDUP_KEY_LIMIT = 255

_SUMMARY_LIMIT = 1024


def validation_errors(event: Json) -> Iterator[str]:
    """Returns what is wrong with an event, one sentence each.

    About the routing key it uses PagerDuty's own words.
    """
    yield from _routing_key_errors(event.get("routing_key"))
    action = event.get("event_action")
    if action not in ACTIONS:
        yield f"'event_action' must be one of {', '.join(ACTIONS)}"
    yield from _dedup_key_errors(event.get("dedup_key"), needed=action != "trigger")
    if action == "trigger":
        yield from _payload_errors(event.get("payload"))
        yield from _link_errors(event.get("links", []))


def _routing_key_errors(key: object) -> Iterator[str]:
    if not isinstance(key, str) or not key:
        yield "'routing_key' is missing or blank"
        return
    if len(key) != _KEY_LENGTH:
        yield f"Length of 'routing_key' is incorrect (should be {_KEY_LENGTH} characters)"
    if not (key.isascii() and key.isalnum()):
        yield "'routing_key' cannot contain non-alphanumeric characters."


def _dedup_key_errors(key: object, *, needed: bool) -> Iterator[str]:
    if key is None and not needed:
        return
    if not isinstance(key, str) or not key:
        yield "'dedup_key' is missing or blank"
    elif len(key) > _DEDUP_KEY_LIMIT:
        yield f"'dedup_key' is too long (maximum is {_DEDUP_KEY_LIMIT} characters)"


def _payload_errors(payload: object) -> Iterator[str]:
    if not isinstance(payload, dict):
        yield "'payload' is missing or blank"
        return
    for name in ("summary", "source", "severity"):
        if not isinstance(payload.get(name), str) or not payload[name]:
            yield f"'payload.{name}' is missing or blank"
    if len(str(payload.get("summary", ""))) > _SUMMARY_LIMIT:
        yield f"'payload.summary' is too long (maximum is {_SUMMARY_LIMIT} characters)"
    if payload.get("severity") not in (None, "", *SEVERITIES):
        yield f"'payload.severity' is invalid (must be one of {', '.join(SEVERITIES)})"
    if not isinstance(payload.get("custom_details", {}), dict):
        yield "'payload.custom_details' is not an object"


def _link_errors(links: object) -> Iterator[str]:
    if not isinstance(links, list) or not all(
        isinstance(each, dict) and each.get("href") for each in links
    ):
        yield "'links' must be a list of objects with 'href'"


@dataclass
class AlertStore:
    changed: Callable[[], None]
    services: dict[str, str] = field(default_factory=dict)
    """The service of each routing key."""
    alerts: list[Alert] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def add_service(self, name: str) -> str:
        key = secrets.token_hex(16)
        self.services[key] = name
        return key

    def errors_in(self, event: Json) -> list[str]:
        """Returns why an event is refused, or nothing if it is accepted."""
        faults = list(validation_errors(event))
        if not faults and event["routing_key"] not in self.services:
            return ["Invalid routing key"]
        return faults

    def accept(self, event: Json) -> str:
        """Returns the key of the alert that the event is about.

        The same key opens no second alert while the first is open. Acknowledge and resolve events
        for an alert that is not open are dropped.
        """
        service = self.services[event["routing_key"]]
        key = str(event.get("dedup_key") or secrets.token_hex(16))
        place = self._open(service, key)
        match event["event_action"]:
            case "trigger" if place is None:
                self.alerts.append(Alert(service, key, _without_secret(event)))
            case "trigger" if place is not None:
                again = self.alerts[place].triggers + 1
                self.alerts[place] = replace(self.alerts[place], triggers=again)
            case "acknowledge" if place is not None:
                self._set_status(place, "acknowledged")
            case "resolve" if place is not None:
                self._set_status(place, "resolved")
        return key

    def note(self, event: Json, status: int | None, errors: list[str]) -> None:
        self.calls.append(Call(_without_secret(event), status, tuple(errors)))
        self.changed()

    def _open(self, service: str, key: str) -> int | None:
        for place, alert in enumerate(self.alerts):
            if (alert.service, alert.dedup_key) == (service, key) and alert.status != "resolved":
                return place
        return None

    def _set_status(self, place: int, status: AlertStatus) -> None:
        self.alerts[place] = replace(self.alerts[place], status=status)


def _without_secret(event: Json) -> Json:
    return {name: value for name, value in event.items() if name != "routing_key"}
