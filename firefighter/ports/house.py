from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.rules import Rules
from firefighter.ports.store import Units


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""


@dataclass(frozen=True)
class House:
    """What every use case is given."""

    units: Units
    clock: Clock
    rules: Rules
