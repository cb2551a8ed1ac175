from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class ShowDeclared(Effect):
    """Leads on from the form in which an incident was declared to where it is worked.

    Done twice it looks the same; a form that was closed meanwhile is passed over by the chat.
    """

    form_id: str
    place: Place

    kind: ClassVar[str] = "show_declared"

    @property
    def lane(self) -> str:
        return "form"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place,)

    def do(self, job: Job) -> Outcome:
        job.chat.show_declared(self.form_id, job.snapshot)
        return Outcome()
