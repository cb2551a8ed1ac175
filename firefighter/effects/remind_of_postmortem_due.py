from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import PostmortemDue, Stage
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId


@dataclass(frozen=True)
class RemindOfPostmortemDue(Effect):
    """Tells who owns the post-mortem, alone, that it is due; without an owner, who declared."""

    stage: Stage

    kind: ClassVar[str] = "remind_of_postmortem_due"

    @property
    def lane(self) -> str:
        return f"postmortem-{self.stage}"

    def done_earlier(self, job: Job) -> Outcome | None:
        channel = self._channel(job)
        found = channel and job.chat.find_post(channel, job.mark, job.since)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        if channel := self._channel(job):
            job.chat.post(channel, PostmortemDue(self.stage, job.snapshot), job.mark)
        return Outcome()

    def _channel(self, job: Job) -> ChannelId | None:
        return job.chat.open_direct(job.incident.commander or job.incident.declared_by)
