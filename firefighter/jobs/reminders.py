"""Reminders: no commander, update overdue, post-mortem due, follow-up due."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.effects.cards import RefreshCard, cards_of, home_of
from firefighter.effects.direct_messages import RemindOfPostmortemDue
from firefighter.effects.follow_ups import RemindOwner
from firefighter.effects.nudges import PostNudge, ResolveNudge
from firefighter.jobs.drills import is_idle
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.chat import NudgeKind, NudgeResolution
from firefighter.ports.postmortem_messages import PostmortemStage


@dataclass(frozen=True)
class AskForCommander(ScheduledJob):
    """Asks for a commander if an active incident has had none for some minutes."""

    incident_id: IncidentId
    since: datetime

    kind: ClassVar[str] = "ask_for_commander"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.since.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        if is_idle(context, incident):
            return
        if incident.commander is None and incident.status.is_active:
            _nudge(context, incident, PostNudge(home_of(incident), NudgeKind.COMMANDER))


def _nudge(context: JobContext, incident: Incident, nudge: PostNudge) -> None:
    """Asks, and takes the buttons off the nudge before."""
    before = ResolveNudge(nudge.wanted, NudgeResolution.ASKED_AGAIN)
    context.unit.enqueue(incident.id, before.request())
    context.unit.enqueue(incident.id, nudge.request())


_FIRST_REPEAT_AFTER = timedelta(minutes=30)
"""The time until the first repetition. It doubles with each one."""


@dataclass(frozen=True)
class AskForUpdate(ScheduledJob):
    """Asks for the update that is due, and again until it is posted.

    The cards then say that it is overdue.
    """

    incident_id: IncidentId
    due: datetime
    asked: int = 0
    """How often it was asked before."""

    kind: ClassVar[str] = "ask_for_update"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.due.isoformat()} {self.asked}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        if incident.update_due != self.due:
            return
        if not is_idle(context, incident):
            _nudge(context, incident, PostNudge(home_of(incident), NudgeKind.UPDATE, self.due))
        for place in () if self.asked else cards_of(incident):
            context.unit.enqueue(incident.id, RefreshCard(place).request())
        again = replace(self, asked=self.asked + 1)
        context.unit.schedule(again.at(context.now + _FIRST_REPEAT_AFTER * 2**self.asked))


@dataclass(frozen=True)
class RemindOfPostmortem(ScheduledJob):
    """Reminds of a post-mortem's draft or review, unless the incident is closed."""

    incident_id: IncidentId
    stage: PostmortemStage
    since: datetime

    kind: ClassVar[str] = "remind_of_postmortem"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.stage} {self.since.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        if incident.status.awaits_postmortem:
            context.unit.enqueue(incident.id, RemindOfPostmortemDue(self.stage).request())


_IN_THE_MORNING = time(9)


@dataclass(frozen=True)
class PlanReminders(ScheduledJob):
    """Schedules the reminders of a follow-up. Runs at once, since only jobs know the time zone."""

    incident_id: IncidentId
    number: FollowUpNumber
    due: date

    kind: ClassVar[str] = "plan_reminders"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.number} {self.due}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        zone = ZoneInfo(context.rules.time_zone)
        for days in (-1, 1):
            at = datetime.combine(self.due + timedelta(days), _IN_THE_MORNING, zone)
            if at > context.now:
                reminder = RemindOfFollowUp(self.incident_id, self.number, self.due, late=days > 0)
                context.unit.schedule(reminder.at(at))


@dataclass(frozen=True)
class RemindOfFollowUp(ScheduledJob):
    """Reminds the owner the day before a follow-up is due, and the day after if it is still open.

    Does nothing if it was settled meanwhile, or is due on another day.
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
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        follow_up = incident.follow_ups.get(self.number)
        if follow_up and follow_up.is_open and follow_up.due == self.due and follow_up.owner:
            reminder = RemindOwner(self.number, follow_up.owner, late=self.late)
            context.unit.enqueue(incident.id, reminder.request())
