"""What has to happen later after each event: the one place that decides it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from firefighter.domain.events import (
    AnyEvent,
    Declared,
    FollowUpChanged,
    Paged,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.occasions.archiving import PlanArchiving
from firefighter.occasions.ask_for_commander import AskForCommander
from firefighter.occasions.ask_for_update import AskForUpdate
from firefighter.occasions.follow_up_reminders import PlanReminders
from firefighter.occasions.remind_of_postmortem import RemindOfPostmortem
from firefighter.occasions.watch_paging import GIVEN_UP_AFTER, WARNED_AFTER, WatchPaging
from firefighter.ports.chat import Stage
from firefighter.ports.store import Appointment

_PROMISING = (Declared, SeverityChanged, StatusChanged, UpdatePosted, UpdatePutOff)


def foresee(incident: Incident, event: AnyEvent) -> Sequence[Appointment]:
    """The appointments that follow an event, for the incident as it is after it."""
    return [
        *_questions(incident, event),
        *_updates(incident, event),
        *_reminders(incident, event),
        *_due(incident, event),
        *_paging(incident, event),
        *_archiving(incident, event),
    ]


def _questions(incident: Incident, event: AnyEvent) -> Iterator[Appointment]:
    minutes = incident.policy.commander_after_min
    if minutes is not None and _may_lack_a_commander(incident, event):
        asked = AskForCommander(incident.id, event.at)
        yield asked.at(event.at + timedelta(minutes=minutes))


def _reminders(incident: Incident, event: AnyEvent) -> Iterator[Appointment]:
    match event:
        case FollowUpChanged(after=FollowUp(is_open=True, due=date() as due) as follow_up):
            yield PlanReminders(incident.id, follow_up.number, due).at(event.at)


def _updates(incident: Incident, event: AnyEvent) -> Iterator[Appointment]:
    """Appointed anew after each event that may promise one; the same is appointed only once."""
    if incident.update_due and isinstance(event, _PROMISING):
        yield AskForUpdate(incident.id, incident.update_due).at(incident.update_due)


def _due(incident: Incident, event: AnyEvent) -> Iterator[Appointment]:
    """Counted from when the page was opened, which is when it was mitigated."""
    if not (isinstance(event, StatusChanged | SeverityChanged) and event.opens_page):
        return
    days = {Stage.DRAFT: incident.policy.draft_days, Stage.REVIEW: incident.policy.review_days}
    for stage, within in days.items():
        if within is not None:
            due = RemindOfPostmortem(incident.id, stage, event.at)
            yield due.at(event.at + timedelta(days=within))


def _paging(incident: Incident, event: AnyEvent) -> Iterator[Appointment]:
    """Of a service; a user group is called as surely as any message is posted."""
    if isinstance(event, Paged) and event.service:
        for after, last in ((WARNED_AFTER, False), (GIVEN_UP_AFTER, True)):
            yield WatchPaging(incident.id, event.key, last=last).at(event.at + after)


def _archiving(incident: Incident, event: AnyEvent) -> Iterator[Appointment]:
    match event:
        case StatusChanged(after=Status.CLOSED) if incident.has_room:
            yield PlanArchiving(incident.id, event.at).at(event.at)
        case VisibilityChanged(private=True, stays=False) if incident.status is Status.CLOSED:
            if closed_at := incident.milestones.get(Milestone.CLOSED):
                yield PlanArchiving(incident.id, closed_at, moved_at=event.at).at(event.at)


def _may_lack_a_commander(incident: Incident, event: AnyEvent) -> bool:
    match event:
        case Declared():
            return True
        case RoleChanged():
            return event.role == COMMANDER and event.after is None
        case SeverityChanged():
            return incident.commander is None and event.after < event.before
    return False
