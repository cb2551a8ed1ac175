"""The weekly digest: planned on Sunday, sent on Monday morning."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.digest import SendDigest
from firefighter.effects.people import RefreshMembers, RefreshProfile
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.people import zone_of
from firefighter.ports.store import JobRequest, UnitOfWork


@dataclass(frozen=True)
class SendWeeklyDigest(ScheduledJob):
    """Sends a manager last week's metrics on Monday morning in their time zone."""

    user: UserId
    monday: date
    zone: str

    kind: ClassVar[str] = "send_weekly_digest"

    @property
    def key(self) -> str:
        return f"{self.user} {self.monday.isoformat()}"

    def run(self, context: JobContext) -> None:
        if not context.unit.preferences.wants_digest(self.user):
            return
        week = self.monday - timedelta(days=7)
        digest = SendDigest(self.user, week, self.zone, is_late=context.is_late)
        context.unit.enqueue(None, digest.request())


_SENT_AT = time(9)

STAGE_PAUSE = timedelta(minutes=10)
"""The shortest time between two stages, in which the chat answers the requests of the first."""


class PlanningStage(StrEnum):
    """Planning takes three stages, since each needs the chat's answers to the one before."""

    GROUPS = "groups"
    """Refresh the members of the managers' groups."""
    PEOPLE = "people"
    """Refresh their time zones and languages."""
    SCHEDULE = "schedule"
    """Schedule one digest each, on Monday morning in their time zone."""


_HOUR_OF_SUNDAY = {PlanningStage.GROUPS: 6, PlanningStage.PEOPLE: 12, PlanningStage.SCHEDULE: 18}
"""In UTC. An hour after the last stage, it is Monday 09:00 in the east of Kiribati."""


@dataclass(frozen=True)
class PlanDigests(ScheduledJob):
    """Plans the digests of a Monday on the Sunday before, then schedules the next planning."""

    monday: date
    stage: PlanningStage = PlanningStage.GROUPS

    kind: ClassVar[str] = "plan_digests"

    @property
    def key(self) -> str:
        return f"{self.monday.isoformat()} {self.stage}"

    def request(self, not_before: datetime) -> JobRequest:
        sunday = datetime.combine(self.monday - timedelta(days=1), time(), UTC)
        planned = sunday + timedelta(hours=_HOUR_OF_SUNDAY[self.stage])
        return self.at(max(planned, not_before))

    def run(self, context: JobContext) -> None:
        unit, managers = context.unit, context.rules.managers
        match self.stage:
            case PlanningStage.GROUPS:
                for group in filter(_is_group, managers):
                    unit.enqueue(None, RefreshMembers(group).request())
            case PlanningStage.PEOPLE:
                for user in sorted(_users(unit, managers)):
                    unit.enqueue(None, RefreshProfile(user).request())
            case PlanningStage.SCHEDULE:
                for request in self._weekly_digests(context, _users(unit, managers)):
                    unit.schedule(request)
        unit.schedule(self._next().request(not_before=context.now + STAGE_PAUSE))

    def _next(self) -> "PlanDigests":
        match self.stage:
            case PlanningStage.GROUPS:
                return replace(self, stage=PlanningStage.PEOPLE)
            case PlanningStage.PEOPLE:
                return replace(self, stage=PlanningStage.SCHEDULE)
            case PlanningStage.SCHEDULE:
                return PlanDigests(self.monday + timedelta(weeks=1))

    def _weekly_digests(
        self, context: JobContext, users: Collection[UserId]
    ) -> Iterator[JobRequest]:
        known = context.unit.people(users)
        for user in sorted(users):
            zone = zone_of(known.get(user)) or context.rules.zone
            at = datetime.combine(self.monday, _SENT_AT, zone)
            yield SendWeeklyDigest(user, self.monday, zone.key).at(at.astimezone(UTC))


def first_planning(now: datetime) -> PlanDigests:
    """The planning for the next Monday. Each planning schedules the next."""
    today = now.date()
    return PlanDigests(today + timedelta(days=7 - today.weekday()))


def _users(unit: UnitOfWork, managers: Collection[str]) -> Collection[UserId]:
    named = {UserId(name) for name in managers if not _is_group(name)}
    groups = filter(_is_group, managers)
    return named.union(*(unit.memberships.members(group) for group in groups))


def _is_group(name: str) -> bool:
    return name.startswith("S")
