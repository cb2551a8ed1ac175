from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.incident import Incident
from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class SetTopic(Effect):
    """Says what the room is about. The chat shows each change, so one of nothing is left out."""

    kind: ClassVar[str] = "set_topic"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "topic"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ROOM,)

    def done_earlier(self, job: Job) -> Outcome | None:
        is_set = job.chat.has_topic(job.at(Place.ROOM).channel, _topic(job.incident))
        return Outcome() if is_set else None

    def do(self, job: Job) -> Outcome:
        job.chat.set_topic(job.at(Place.ROOM).channel, _topic(job.incident))
        return Outcome()


def _topic(incident: Incident) -> str:
    return f"{incident.reference} · {incident.severity} · {incident.title}"
