from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.ports.groups import Groups, UserGroup
from firefighter.ports.pages import PageRef, Reading, Readings
from firefighter.ports.records import Records
from firefighter.ports.statistics import Statistics
from firefighter.ports.store import Units
from firefighter.texts import DEFAULT, Language


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""


def only_the_bot_writes(_incident_id: IncidentId, _page: PageRef | None) -> Reading | None:
    return None


def no_groups() -> Sequence[UserGroup]:
    return ()


@dataclass(frozen=True)
class House:
    """What every use case and every interaction is given."""

    units: Units
    records: Records
    clock: Clock
    rules: Rules
    statistics: Statistics
    readings: Readings = only_the_bot_writes
    """What post-mortem pages say now."""
    groups: Groups = no_groups
    """Who can be called by one name."""
    language: Language = DEFAULT
    """The workspace's: of everything that everybody sees."""
