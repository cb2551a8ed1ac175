from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Paged
from firefighter.domain.paging import unanswered
from firefighter.effects.effect import Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import Message, PagingDelay
from firefighter.ports.outbox import Outcome


@dataclass(frozen=True)
class PostPagingDelay(PostIn):
    """Tells who paged that nobody may have been woken yet, unless there is an answer by then."""

    paged: Paged

    kind: ClassVar[str] = "post_paging_delay"

    def message(self, job: Job) -> Message:
        return PagingDelay(self.paged, job.snapshot)

    def do(self, job: Job) -> Outcome:
        waiting = unanswered(job.records.timeline(job.incident.id))
        return super().do(job) if self.paged in waiting else Outcome()
