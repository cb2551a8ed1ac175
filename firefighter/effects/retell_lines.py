from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.discretion import named_in, without_other
from firefighter.domain.ids import IncidentId
from firefighter.effects.effect import CLOCK_MARGIN, Effect, Job, payload_of
from firefighter.effects.post_line import PostLine, as_told
from firefighter.ports.chat import ChatRefused, Line
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import MessageRef, Place
from firefighter.ports.records import Asked
from firefighter.ports.store import EffectRequest


@dataclass(frozen=True)
class RetellLines(Effect):
    """Takes back our lines that tell of another incident, now that it is private.

    A line that says more than that stays, and says the rest; of an incident that everybody may know
    of again, it says all. Done twice, it looks the same.

    A line that was under way may still arrive: so it is done at once, and again when all lines that
    were asked for are there.
    """

    place: Place
    other: IncidentId
    at_once: bool = False

    kind: ClassVar[str] = "retell_lines"

    @property
    def lane(self) -> str:
        return f"{self.place}-retold-{self.other}"

    @property
    def needs(self) -> tuple[str, ...]:
        return () if self.at_once else (f"{self.place}-lines",)

    def in_room(self, job: Job) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.ROOM

    def do(self, job: Job) -> Outcome:
        if self.at_once and self.place not in job.snapshot.places:
            return Outcome()  # nothing is said there yet, and what is to be said has to wait
        for asked in job.records.asked_for(job.incident.id, PostLine.kind):
            posted: PostLine = payload_of(PostLine).validate_python(asked.payload)
            if posted.place is self.place and named_in(posted.event) == self.other:
                self._retell(job, posted, asked)
        return Outcome()

    def _retell(self, job: Job, posted: PostLine, asked: Asked) -> None:
        rest = without_other(posted.event, for_insiders=job.incident.private)
        told = as_told(job, posted.event)
        if rest == posted.event or (rest is None and told):
            return
        message = self._find(job, asked)
        if message and told:
            job.chat.edit(message, Line(told, job.snapshot))
        elif message:
            job.chat.withdraw(message)

    def _find(self, job: Job, asked: Asked) -> MessageRef | None:
        home = job.at(self.place)
        since = asked.at - CLOCK_MARGIN
        try:
            return job.chat.find_post(home.channel, asked.mark, since, thread=home.ts)
        except ChatRefused as refused:
            if refused.code != "thread_not_found":
                raise
            return None


def retelling(place: Place, other: IncidentId) -> tuple[EffectRequest, EffectRequest]:
    """All that is done about lines at one place."""
    return RetellLines(place, other, at_once=True).request(), RetellLines(place, other).request()
