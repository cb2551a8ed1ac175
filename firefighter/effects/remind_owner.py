from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Reminder
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId


@dataclass(frozen=True)
class RemindOwner(Effect):
    """Reminds who has to do a follow-up, and nobody else; not of one that is settled by now."""

    number: FollowUpNumber
    owner: UserId
    late: bool

    kind: ClassVar[str] = "remind_owner"

    @property
    def lane(self) -> str:
        return f"reminders-{self.number}"

    def done_earlier(self, job: Job) -> Outcome | None:
        channel = self._channel(job)
        found = channel and job.chat.find_post(channel, job.mark, job.since)
        return Outcome() if found else None

    def do(self, job: Job) -> Outcome:
        follow_up = job.incident.follow_ups.get(self.number)
        channel = self._channel(job)
        if follow_up and follow_up.is_open and channel:
            reminder = Reminder(follow_up, late=self.late, snapshot=job.snapshot)
            job.chat.post(channel, reminder, job.mark)
        return Outcome()

    def _channel(self, job: Job) -> ChannelId | None:
        return job.chat.open_direct(self.owner)
