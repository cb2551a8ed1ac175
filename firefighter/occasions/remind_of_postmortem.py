from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.effects.remind_of_postmortem_due import RemindOfPostmortemDue
from firefighter.occasions.occasion import Moment, Occasion
from firefighter.ports.chat import Stage

_UNFINISHED = {Status.MITIGATED, Status.POSTMORTEM}


@dataclass(frozen=True)
class RemindOfPostmortem(Occasion):
    """The draft of a post-mortem is due, or its review; once it is closed, nobody is reminded."""

    incident_id: IncidentId
    stage: Stage
    since: datetime

    kind: ClassVar[str] = "remind_of_postmortem"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.stage} {self.since.isoformat()}"

    @property
    def about(self) -> IncidentId:
        return self.incident_id

    def come(self, moment: Moment) -> None:
        incident = moment.unit.incidents.get(self.incident_id)
        if incident.status in _UNFINISHED:
            moment.unit.enqueue(incident.id, RemindOfPostmortemDue(self.stage).request())
