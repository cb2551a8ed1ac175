"""Looks after pages from day to day, also when nothing happens.

This finds a page that was deleted and restored, or hidden from the bot for a while.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.effects.pages import RefreshPage
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.store import JobRequest

_EVERY = timedelta(days=1)


@dataclass(frozen=True)
class CheckPostmortemPage(ScheduledJob):
    """Refreshes the page every day until the incident has ended."""

    incident_id: IncidentId
    scheduled_for: datetime

    kind: ClassVar[str] = "check_postmortem_page"

    @property
    def key(self) -> str:
        """By day, so that a page that is opened twice is still checked once a day."""
        return f"{self.incident_id} {self.scheduled_for.date()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        if context.unit.incidents.get(self.incident_id).status.has_ended:
            return
        context.unit.enqueue(self.incident_id, RefreshPage().request())
        context.unit.schedule(daily_check(self.incident_id, context.now))


@dataclass(frozen=True)
class CheckLearningReport(ScheduledJob):
    """Refreshes the learning report every day until the Game Day has ended."""

    game_day_id: GameDayId
    scheduled_for: datetime

    kind: ClassVar[str] = "check_learning_report"

    @property
    def key(self) -> str:
        return f"{self.game_day_id} {self.scheduled_for.date()}"

    def run(self, context: JobContext) -> None:
        if context.unit.game_days.get(self.game_day_id).phase.has_ended:
            return
        context.unit.enqueue_for_game_day(self.game_day_id, RefreshPage().request())
        context.unit.schedule(daily_report_check(self.game_day_id, context.now))


def daily_check(incident_id: IncidentId, now: datetime) -> JobRequest:
    """The check of a post-mortem page a day from now."""
    time = now + _EVERY
    return CheckPostmortemPage(incident_id, time).at(time)


def daily_report_check(game_day_id: GameDayId, now: datetime) -> JobRequest:
    """The check of a learning report a day from now."""
    time = now + _EVERY
    return CheckLearningReport(game_day_id, time).at(time)
