import logging
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Paged
from firefighter.effects.effect import Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import ChatRefused, Line, Message
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PostGroupPage(PostIn):
    """Calls a user group where the incident is worked: into the room first, then by its name.

    In this order, since the chat tells of a name only those who are there. Who is in already is
    passed over, and whoever cannot be brought in is called all the same.
    """

    event: Paged

    kind: ClassVar[str] = "post_group_page"

    def message(self, job: Job) -> Message:
        return Line(self.event, job.snapshot)

    def do(self, job: Job) -> Outcome:
        if self.place is Place.ROOM:
            self._bring_in(job)
        return super().do(job)

    def _bring_in(self, job: Job) -> None:
        try:
            job.chat.invite(job.at(Place.ROOM).channel, (self.event.group,))
        except ChatRefused as refused:
            log.warning("%s is called without being invited: %s", self.event.group, refused)
