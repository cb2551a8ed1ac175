from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.effects.note_message import NoteMessage
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import MessageRef
from firefighter.ports.store import DeliveryId
from firefighter.usecases.arrange import arrange


@dataclass(frozen=True)
class FindThread(Effect):
    """Finds out whether a message belongs to an incident that is worked in a thread.

    Slack tells in which channel somebody marked a message, but not in which thread.
    """

    note: NoteMessage

    kind: ClassVar[str] = "find_thread"

    @property
    def lane(self) -> str:
        return ""

    def do(self, job: Job) -> Outcome:
        seen = job.chat.look_at(MessageRef(self.note.channel, self.note.ts))
        if seen is None or not seen.thread:
            return Outcome()
        thread = seen.thread

        def record(house: House, delivery: DeliveryId) -> None:
            incident_id = house.records.worked_in(self.note.channel, thread)
            if incident_id is not None:
                arrange(house, delivery, incident_id, self.note.request())

        return Outcome(record=record)
