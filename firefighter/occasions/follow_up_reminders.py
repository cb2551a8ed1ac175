from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import IncidentId
from firefighter.effects.remind_owner import RemindOwner
from firefighter.occasions.occasion import Moment, Occasion

_IN_THE_MORNING = time(9)


@dataclass(frozen=True)
class PlanReminders(Occasion):
    """Appoints the reminders of a follow-up; comes at once, since only the rules know the zone."""

    incident_id: IncidentId
    number: FollowUpNumber
    due: date

    kind: ClassVar[str] = "plan_reminders"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.number} {self.due}"

    @property
    def about(self) -> IncidentId:
        return self.incident_id

    def come(self, moment: Moment) -> None:
        zone = ZoneInfo(moment.rules.time_zone)
        for days in (-1, 1):
            at = datetime.combine(self.due + timedelta(days), _IN_THE_MORNING, zone)
            if at > moment.now:
                reminder = RemindOfFollowUp(self.incident_id, self.number, self.due, late=days > 0)
                moment.unit.appoint(reminder.at(at))


@dataclass(frozen=True)
class RemindOfFollowUp(Occasion):
    """The day before a follow-up is due, and the day after if it is still not done.

    Says nothing when it was settled meanwhile, or is due on another day by now.
    """

    incident_id: IncidentId
    number: FollowUpNumber
    due: date
    late: bool

    kind: ClassVar[str] = "remind_of_follow_up"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.number} {self.due} {'late' if self.late else 'soon'}"

    @property
    def about(self) -> IncidentId:
        return self.incident_id

    def come(self, moment: Moment) -> None:
        incident = moment.unit.incidents.get(self.incident_id)
        follow_up = incident.follow_ups.get(self.number)
        if follow_up and follow_up.is_open and follow_up.due == self.due and follow_up.owner:
            reminder = RemindOwner(self.number, follow_up.owner, late=self.late)
            moment.unit.enqueue(incident.id, reminder.request())
