from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.incident import Incident
from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class SetTopic(Effect):
    """Says what the room is about, where people have not said it themselves.

    The chat shows each change, so one of nothing is left out.
    """

    kind: ClassVar[str] = "set_topic"
    coalesces: ClassVar[bool] = True
    of_room: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "topic"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ROOM,)

    def do(self, job: Job) -> Outcome:
        ours = f"{job.incident.reference} · "
        job.chat.put_topic(job.at(Place.ROOM).channel, ours + _about(job.incident), ours)
        return Outcome()


def _about(incident: Incident) -> str:
    return f"{incident.severity} · {incident.title}"
