from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.rules import Rules
from firefighter.ports.records import Records
from firefighter.ports.store import Units
from firefighter.texts import DEFAULT, Language


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""


@dataclass(frozen=True)
class House:
    """What every use case and every interaction is given."""

    units: Units
    records: Records
    clock: Clock
    rules: Rules
    language: Language = DEFAULT
    """The workspace's: of everything that everybody sees."""
