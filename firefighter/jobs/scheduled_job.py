from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.effects.effect import payload_adapter
from firefighter.ports.scenarios import ScenarioLibrary
from firefighter.ports.store import JobRequest, UnitOfWork

LATE_AFTER = timedelta(minutes=10)
"""From this delay on, people are told that it is late. No process was running in time."""


@dataclass(frozen=True)
class JobContext:
    """What a job is given to run, inside the transaction that marks it as done."""

    unit: UnitOfWork
    rules: Rules
    scheduled_for: datetime
    now: datetime
    scenarios: ScenarioLibrary

    @property
    def is_late(self) -> bool:
        return self.now - self.scheduled_for >= LATE_AFTER


@dataclass(frozen=True)
class ScheduledJob(ABC):
    """Something that happens at a certain time. Its fields are its payload and must survive JSON.

    Jobs are never cancelled: each checks when it runs whether it is still needed.
    """

    kind: ClassVar[str]
    simulates: ClassVar[bool] = False
    """Whether it is part of a drill's simulation, and does nothing unless the game clock runs.

    It must lock the incident of the drill. What a pause left out is to be scheduled again when the
    drill is resumed, at the new `Drill.wall_time`.
    """

    @property
    @abstractmethod
    def key(self) -> str:
        """What it is about and for when. A job of the same kind and key runs only once."""

    @property
    def locked_incident_id(self) -> IncidentId | None:
        """The incident that is locked while the job runs."""
        return None

    @abstractmethod
    def run(self, context: JobContext) -> None:
        """Changes incidents, enqueues effects, schedules jobs. Makes no calls to services."""

    def at(self, due: datetime) -> JobRequest:
        return JobRequest(
            kind=self.kind,
            key=f"{self.kind} {self.key}",
            at=due,
            payload=payload_adapter(type(self)).dump_python(self, mode="json"),
            incident_id=self.locked_incident_id,
        )


def next_daily(now: datetime, at: time, rules: Rules) -> tuple[date, datetime]:
    """The next day on which a daily job runs at that time of the company, and when that is."""
    today = rules.day_of(now)
    times = (
        (day, datetime.combine(day, at, rules.zone).astimezone(UTC))
        for day in (today, today + timedelta(days=1))
    )
    return next((day, due) for day, due in times if due > now)
