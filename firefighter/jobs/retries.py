from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.store import JobRequest

_SHORTEST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=2)
_GIVE_UP_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class RetryFailedEffects(ScheduledJob):
    """Retries the failed effects of an incident, whose cause may be gone by then."""

    incident_id: IncidentId
    due: datetime

    kind: ClassVar[str] = "retry_failed_effects"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.due.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        context.unit.retry_failed(self.incident_id)


@dataclass(frozen=True)
class RetryFailedGameDayEffects(ScheduledJob):
    """Retries the failed effects of a Game Day, whose cause may be gone by then."""

    game_day_id: GameDayId
    due: datetime

    kind: ClassVar[str] = "retry_failed_game_day_effects"

    @property
    def key(self) -> str:
        return f"{self.game_day_id} {self.due.isoformat()}"

    def run(self, context: JobContext) -> None:
        context.unit.retry_failed_of_game_day(self.game_day_id)


def plan_retry(incident_id: IncidentId, enqueued_at: datetime, now: datetime) -> JobRequest | None:
    """When to retry an effect that failed; None if it is too old.

    The waits double, from five minutes to two hours, for a day. Effects of one incident that fail
    in the same minute are retried together.
    """
    due = _next_try(enqueued_at, now)
    return RetryFailedEffects(incident_id, due).at(due) if due else None


def plan_game_day_retry(
    game_day_id: GameDayId, enqueued_at: datetime, now: datetime
) -> JobRequest | None:
    """As `plan_retry`, for an effect of a Game Day."""
    due = _next_try(enqueued_at, now)
    return RetryFailedGameDayEffects(game_day_id, due).at(due) if due else None


def _next_try(enqueued_at: datetime, now: datetime) -> datetime | None:
    age = now - enqueued_at
    if age >= _GIVE_UP_AFTER:
        return None
    wait = min(max(age, _SHORTEST_WAIT), _LONGEST_WAIT)
    return (now + wait).replace(second=0, microsecond=0) + timedelta(minutes=1)
