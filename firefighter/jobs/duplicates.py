from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.effects.duplicates import WithdrawDuplicates
from firefighter.effects.effect import SentMessage
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.store import JobRequest

CHECKS_AFTER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""After the retry. Each check reads a channel's history, which Slack limits to 50 a minute."""


@dataclass(frozen=True)
class CheckForDuplicates(ScheduledJob):
    """Looks for a message too many of an effect that was retried after a call without an answer."""

    incident_id: IncidentId | None
    effect: WithdrawDuplicates
    due: datetime

    kind: ClassVar[str] = "check_for_duplicates"

    @property
    def key(self) -> str:
        return f"{self.effect.idempotency_key} {self.effect.sent.ref.ts} {self.due.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId | None:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        context.unit.enqueue(self.incident_id, self.effect.request())


def plan_duplicate_checks(
    incident_id: IncidentId | None,
    sent: Iterable[SentMessage],
    idempotency_key: IdempotencyKey,
    since: datetime,
    now: datetime,
) -> Iterator[JobRequest]:
    """Checks of what a retried effect has sent, at growing distances."""
    for message in sent:
        effect = WithdrawDuplicates(message, idempotency_key, since)
        for wait in CHECKS_AFTER:
            yield CheckForDuplicates(incident_id, effect, now + wait).at(now + wait)
