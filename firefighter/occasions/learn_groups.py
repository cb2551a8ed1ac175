from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.rules import Rules
from firefighter.effects.learn_members import LearnMembers
from firefighter.occasions.occasion import Moment, Occasion
from firefighter.ports.store import UnitOfWork

_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class LearnGroups(Occasion):
    """Learns anew who is in the user groups on which rights depend, every hour.

    The chat tells of each change as well; this is for what it told while nobody was listening.
    """

    hour: datetime

    kind: ClassVar[str] = "learn_groups"

    @property
    def key(self) -> str:
        return self.hour.isoformat()

    def come(self, moment: Moment) -> None:
        learn_groups(moment.unit, moment.rules, moment.now)


def learn_groups(unit: UnitOfWork, rules: Rules, now: datetime) -> None:
    """Now, and again when the next hour begins; never, while no right depends on a group."""
    for group in rules.rights.groups:
        unit.enqueue(None, LearnMembers(group).request())
    if rules.rights.groups:
        hour = now.replace(minute=0, second=0, microsecond=0) + _EVERY
        unit.appoint(LearnGroups(hour).at(hour))
