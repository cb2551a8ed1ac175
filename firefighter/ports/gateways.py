"""The gateways to external services, found by the port that they implement."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Port(Generic[T]):
    """The key under which a gateway is wired. Each port module defines its own."""

    name: str
    default: Callable[[], T] | None = None
    """Makes the gateway to use where none is wired."""


@dataclass(frozen=True)
class Binding:
    """One line of wiring. Use `bind`, which checks the type."""

    port: Port[Any]
    gateway: object


def bind(port: Port[T], gateway: T) -> Binding:
    return Binding(port, gateway)


class Gateways:
    """All gateways that effects can use. The worker passes them on and knows none of them."""

    def __init__(self, *bindings: Binding) -> None:
        self.bindings = bindings
        self._gateways = {each.port: each.gateway for each in bindings}

    def get(self, port: Port[T]) -> T:
        """Returns the gateway of a port. LookupError if none is wired and there is no default."""
        gateway: Any = self._gateways.get(port)
        if gateway is None and port.default is not None:
            return port.default()
        if gateway is None:
            raise LookupError(f"No gateway is wired for {port.name}.")
        found: T = gateway
        return found
