from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.learn_members import LearnMembers
from firefighter.effects.learn_person import LearnPerson
from firefighter.occasions.digest import SendWeekly
from firefighter.occasions.occasion import Moment, Occasion
from firefighter.ports.people import zone_of
from firefighter.ports.store import Appointment, UnitOfWork

_SENT_AT = time(9)
_PAUSE = timedelta(minutes=10)
"""At least so long between two stages, so that the chat has answered what the first asked."""


class Stage(StrEnum):
    """A round takes three steps, since what it asks of the chat is answered later."""

    GROUPS = "groups"
    """Who is in the groups of the managers?"""
    PEOPLE = "people"
    """Where do they live, and what do they speak?"""
    APPOINT = "appoint"
    """Then each gets an appointment on Monday morning where they are."""


_HOUR_OF_SUNDAY = {Stage.GROUPS: 6, Stage.PEOPLE: 12, Stage.APPOINT: 18}
"""In UTC. An hour after the last one, it is Monday 09:00 in the east of Kiribati."""


@dataclass(frozen=True)
class DigestRound(Occasion):
    """On Sunday, the digests of a Monday are appointed; and then the next round."""

    monday: date
    stage: Stage = Stage.GROUPS

    kind: ClassVar[str] = "digest_round"

    @property
    def key(self) -> str:
        return f"{self.monday.isoformat()} {self.stage}"

    def appointed(self, not_before: datetime) -> Appointment:
        sunday = datetime.combine(self.monday - timedelta(days=1), time(), UTC)
        planned = sunday + timedelta(hours=_HOUR_OF_SUNDAY[self.stage])
        return self.at(max(planned, not_before))

    def come(self, moment: Moment) -> None:
        unit, managers = moment.unit, moment.rules.managers
        match self.stage:
            case Stage.GROUPS:
                for group in filter(_is_group, managers):
                    unit.enqueue(None, LearnMembers(group).request())
            case Stage.PEOPLE:
                for user in sorted(_users(unit, managers)):
                    unit.enqueue(None, LearnPerson(user).request())
            case Stage.APPOINT:
                for appointment in self._mondays(moment, _users(unit, managers)):
                    unit.appoint(appointment)
        unit.appoint(self._next().appointed(not_before=moment.now + _PAUSE))

    def _next(self) -> "DigestRound":
        match self.stage:
            case Stage.GROUPS:
                return replace(self, stage=Stage.PEOPLE)
            case Stage.PEOPLE:
                return replace(self, stage=Stage.APPOINT)
            case Stage.APPOINT:
                return DigestRound(self.monday + timedelta(weeks=1))

    def _mondays(self, moment: Moment, users: Collection[UserId]) -> Iterator[Appointment]:
        known = moment.unit.people(users)
        for user in sorted(users):
            zone = zone_of(known.get(user)) or moment.rules.zone
            at = datetime.combine(self.monday, _SENT_AT, zone)
            yield SendWeekly(user, self.monday, zone.key).at(at.astimezone(UTC))


def first_round(now: datetime) -> DigestRound:
    """For the next Monday to come; a round that was begun goes on by itself."""
    today = now.date()
    return DigestRound(today + timedelta(days=7 - today.weekday()))


def _users(unit: UnitOfWork, managers: Collection[str]) -> Collection[UserId]:
    named = {UserId(name) for name in managers if not _is_group(name)}
    groups = filter(_is_group, managers)
    return named.union(*(unit.circles.members(group) for group in groups))


def _is_group(name: str) -> bool:
    return name.startswith("S")
