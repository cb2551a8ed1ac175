"""What the local PagerDuty keeps; each record is a snapshot that never changes."""

from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]
AlertStatus = Literal["triggered", "acknowledged", "resolved"]


@dataclass(frozen=True)
class Alert:
    """People on call were rung for it once."""

    service: str
    dedup_key: str
    event: Json
    """The one that opened it."""
    status: AlertStatus = "triggered"
    triggers: int = 1
    """How many events said that it is so; those after the first rang nobody."""


@dataclass(frozen=True)
class Call:
    """One request, without the routing key it carried."""

    body: Json
    status: int | None
    """None when the connection was closed without an answer."""
    errors: tuple[str, ...] = ()
