from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.effects.cards import home_of
from firefighter.effects.post_nudge import PostNudge
from firefighter.occasions.occasion import Moment, Occasion
from firefighter.ports.chat import Wanted

_BURNING = {Status.OPEN, Status.INVESTIGATING}


@dataclass(frozen=True)
class AskForCommander(Occasion):
    """Nobody has led an incident for some minutes; once the pressure is off, nobody has to."""

    incident_id: IncidentId
    since: datetime

    kind: ClassVar[str] = "ask_for_commander"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.since.isoformat()}"

    @property
    def about(self) -> IncidentId:
        return self.incident_id

    def come(self, moment: Moment) -> None:
        incident = moment.unit.incidents.get(self.incident_id)
        if incident.commander is None and incident.status in _BURNING:
            nudge = PostNudge(home_of(incident), Wanted.COMMANDER)
            moment.unit.enqueue(incident.id, nudge.request())
