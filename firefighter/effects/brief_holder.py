from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import RoleChanged
from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Briefing
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Place


@dataclass(frozen=True)
class BriefHolder(Effect):
    """Tells who was given a role what it does now, unless somebody else has it by then."""

    event: RoleChanged
    home: Place

    kind: ClassVar[str] = "brief_holder"

    @property
    def lane(self) -> str:
        return f"briefing-{self.event.role}"

    @property
    def needs(self) -> tuple[str, ...]:
        """The place that it shows the way to."""
        return (self.home,)

    def done_earlier(self, job: Job) -> Outcome | None:
        channel = self._channel(job)
        found = channel and job.chat.find_post(channel, job.mark, job.since)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        if job.incident.holders.get(self.event.role) != self.event.after:
            return Outcome()
        if channel := self._channel(job):
            job.chat.post(channel, Briefing(self.event, job.snapshot), job.mark)
        return Outcome()

    def _channel(self, job: Job) -> ChannelId | None:
        return job.chat.open_direct(UserId(self.event.after or ""))
