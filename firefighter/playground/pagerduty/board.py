"""Which alerts there are: https://developer.pagerduty.com/docs/send-alert-event."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from firefighter.playground.pagerduty.records import Alert, AlertStatus, Call, Json
from firefighter.playground.pagerduty.validating import faults_of


@dataclass
class Board:
    changed: Callable[[], None]
    services: dict[str, str] = field(default_factory=dict)
    """By routing key, what is rung by it."""
    alerts: list[Alert] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def add_service(self, name: str) -> str:
        key = secrets.token_hex(16)
        self.services[key] = name
        return key

    def refusals(self, event: Json) -> list[str]:
        """Why an event is not taken; nothing for one that is."""
        faults = list(faults_of(event))
        if not faults and event["routing_key"] not in self.services:
            return ["Invalid routing key"]
        return faults

    def take(self, event: Json) -> str:
        """The key of the alert that the event is about.

        The same key opens no second alert while the first is open; once it is resolved, it does.
        What acknowledges or resolves an alert that is not open is dropped.
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
                self._turn(place, "acknowledged")
            case "resolve" if place is not None:
                self._turn(place, "resolved")
        return key

    def note(self, event: Json, status: int | None, errors: list[str]) -> None:
        self.calls.append(Call(_without_secret(event), status, tuple(errors)))
        self.changed()

    def _open(self, service: str, key: str) -> int | None:
        for place, alert in enumerate(self.alerts):
            if (alert.service, alert.dedup_key) == (service, key) and alert.status != "resolved":
                return place
        return None

    def _turn(self, place: int, status: AlertStatus) -> None:
        self.alerts[place] = replace(self.alerts[place], status=status)


def _without_secret(event: Json) -> Json:
    return {name: value for name, value in event.items() if name != "routing_key"}
