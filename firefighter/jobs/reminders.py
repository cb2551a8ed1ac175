"""Reminders: no commander, update overdue, post-mortem due, follow-up due."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.effects.cards import RefreshCard, cards_of, home_of
from firefighter.effects.follow_ups import RemindOwner
from firefighter.effects.nudges import PostNudge, ResolveNudge
from firefighter.effects.review import RemindOfPostmortemDue, RemindReviewer
from firefighter.jobs.drills import is_idle
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob, next_daily
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
        if self.stage is PostmortemStage.REVIEW:
            _day, morning = next_daily(context.now, _IN_THE_MORNING, context.rules)
            reminder = RemindOfReview(incident.id, None, late=True, since=self.since)
            context.unit.schedule(reminder.at(morning))


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
        for late, at in _mornings(self.due, context):
            reminder = RemindOfFollowUp(self.incident_id, self.number, self.due, late=late)
            context.unit.schedule(reminder.at(at))


def _mornings(due: date, context: JobContext) -> Iterator[tuple[bool, datetime]]:
    """The mornings before and after a day that are to come, and whether that is after it."""
    for days in (-1, 1):
        at = datetime.combine(due + timedelta(days), _IN_THE_MORNING, context.rules.zone)
        if at > context.now:
            yield days > 0, at


@dataclass(frozen=True)
class RemindOfFollowUp(ScheduledJob):
    """Reminds the owner the day before a follow-up is due, and the day after if it is still open.

    Does nothing if it was settled meanwhile, or is due on another day. A reminder before that
    comes too late, as after an outage, is left to the one after.
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
        if not self.late and _is_over(self.due, context):
            return
        incident = context.unit.incidents.get(self.incident_id)
        follow_up = incident.follow_ups.get(self.number)
        if follow_up and follow_up.is_open and follow_up.due == self.due and follow_up.owner:
            reminder = RemindOwner(self.number, follow_up.owner, late=self.late)
            context.unit.enqueue(incident.id, reminder.request())


def _is_over(day: date, context: JobContext) -> bool:
    return context.rules.day_of(context.now) > day


def _has_postmortem(incident: Incident) -> bool:
    return not incident.status.is_active and not incident.declined


@dataclass(frozen=True)
class PlanReviewReminders(ScheduledJob):
    """Schedules the reminders of a review. Runs at once, since only jobs know the time zone."""

    incident_id: IncidentId
    due: date

    kind: ClassVar[str] = "plan_review_reminders"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.due}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        for late, at in _mornings(self.due, context):
            context.unit.schedule(RemindOfReview(self.incident_id, self.due, late=late).at(at))


@dataclass(frozen=True)
class RemindOfReview(ScheduledJob):
    """Reminds reviewers the day before a review is due, and the day after if it is still open.

    Without a date, once the time that the severity allows is over. Does nothing if the review is
    due on another day by then, or the incident was reopened or declined. As for follow-ups, there
    is one reminder after an outage.
    """

    incident_id: IncidentId
    due: date | None
    late: bool
    since: datetime | None = None
    """When the page was created; only without a date."""

    kind: ClassVar[str] = "remind_of_review"

    @property
    def key(self) -> str:
        due = self.due or (self.since and self.since.isoformat())
        return f"{self.incident_id} {due} {'late' if self.late else 'soon'}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        review = incident.review
        if self.due and not self.late and _is_over(self.due, context):
            return
        if review is None or review.due != self.due or not _has_postmortem(incident):
            return
        for user in review.pending:
            reminder = RemindReviewer(user, self.due, late=self.late)
            context.unit.enqueue(incident.id, reminder.request())
