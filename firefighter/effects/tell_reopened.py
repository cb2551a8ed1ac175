from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import StatusChanged
from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Reopened
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId


@dataclass(frozen=True)
class TellReopened(Effect):
    """Tells somebody, alone, that a private incident is back, since its room is gone.

    Nothing to somebody who was let out meanwhile.
    """

    user: UserId
    event: StatusChanged

    kind: ClassVar[str] = "tell_reopened"

    @property
    def lane(self) -> str:
        return f"told-{self.user}"

    def done_earlier(self, job: Job) -> Outcome | None:
        channel = job.chat.open_direct(self.user)
        found = channel and job.chat.find_post(channel, job.mark, job.since)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        channel = self._channel(job)
        if channel:
            job.chat.post(channel, Reopened(self.event, job.snapshot), job.mark)
        return Outcome()

    def _channel(self, job: Job) -> ChannelId | None:
        knows = self.user in job.records.insiders(job.incident.id)
        return job.chat.open_direct(self.user) if knows else None
