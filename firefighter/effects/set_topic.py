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

    def do(self, job: Job) -> Outcome:
        """Looks first, always: the one before it in the lane may have shown this change already."""
        room, topic = job.at(Place.ROOM).channel, _topic(job.incident)
        if not job.chat.has_topic(room, topic):
            job.chat.set_topic(room, topic)
        return Outcome()


def _topic(incident: Incident) -> str:
    return f"{incident.reference} · {incident.severity} · {incident.title}"
