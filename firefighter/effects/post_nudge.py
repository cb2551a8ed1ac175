from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.incident import Incident
from firefighter.effects.effect import Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import Message, Nudge, Wanted
from firefighter.ports.outbox import Outcome


@dataclass(frozen=True)
class PostNudge(PostIn):
    """Asks those who work on an incident for something, unless they have it by then."""

    wanted: Wanted
    due: datetime | None = None
    """By when an update was promised that is asked for."""

    kind: ClassVar[str] = "post_nudge"

    def message(self, job: Job) -> Message:
        return Nudge(self.wanted, job.snapshot)

    def do(self, job: Job) -> Outcome:
        return super().do(job) if self._is_missing(job.incident) else Outcome()

    def _is_missing(self, incident: Incident) -> bool:
        match self.wanted:
            case Wanted.COMMANDER:
                return incident.commander is None
            case Wanted.UPDATE:
                return incident.update_due is not None and incident.update_due == self.due
