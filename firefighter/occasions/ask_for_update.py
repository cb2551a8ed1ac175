from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.effects.cards import home_of
from firefighter.effects.post_nudge import PostNudge
from firefighter.occasions.occasion import Moment, Occasion
from firefighter.ports.chat import Wanted

_PATIENCE = timedelta(minutes=30)
"""Until it is asked for again, the first time; each time twice as long."""


@dataclass(frozen=True)
class AskForUpdate(Occasion):
    """People were promised news by now. Unless they have it by then, it is asked for again."""

    incident_id: IncidentId
    due: datetime
    asked: int = 0
    """How often it was asked for before."""

    kind: ClassVar[str] = "ask_for_update"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.due.isoformat()} {self.asked}"

    @property
    def about(self) -> IncidentId:
        return self.incident_id

    def come(self, moment: Moment) -> None:
        incident = moment.unit.incidents.get(self.incident_id)
        if incident.update_due != self.due:
            return
        nudge = PostNudge(home_of(incident), Wanted.UPDATE, self.due)
        moment.unit.enqueue(incident.id, nudge.request())
        again = replace(self, asked=self.asked + 1)
        moment.unit.appoint(again.at(moment.now + _PATIENCE * 2**self.asked))
