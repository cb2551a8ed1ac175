"""Edits that are made again, because the chat may carry out an earlier call after a newer one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.jobs.duplicates import CHECKS_AFTER
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.outbox import Claim
from firefighter.ports.store import EffectRequest, JobRequest


@dataclass(frozen=True)
class RepeatEdit(ScheduledJob):
    """Makes an edit again that was retried after a call without an answer.

    If the chat carries out that call after the retry, or after a newer edit, it shows an old state.
    """

    incident_id: IncidentId | None
    game_day_id: GameDayId | None
    effect: EffectRequest
    due: datetime

    kind: ClassVar[str] = "repeat_edit"

    @property
    def key(self) -> str:
        owner = self.incident_id or self.game_day_id
        return f"{owner} {self.effect.kind} {self.effect.lane} {self.due.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId | None:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        if self.game_day_id is None:
            context.unit.enqueue(self.incident_id, self.effect)
        else:
            context.unit.game_days.get(self.game_day_id)
            context.unit.enqueue_for_game_day(self.game_day_id, self.effect)


def plan_repeated_edits(claim: Claim, effect: EffectRequest, now: datetime) -> Iterator[JobRequest]:
    """The same edit at growing distances; for edits of the same minute only once."""
    for wait in CHECKS_AFTER:
        due = (now + wait).replace(second=0, microsecond=0)
        yield RepeatEdit(claim.incident_id, claim.game_day_id, effect, due).at(due)
