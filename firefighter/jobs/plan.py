"""Decides which jobs follow each event."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from firefighter.domain.drill_events import (
    DiagnosisJudged,
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    InjectSent,
)
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    Edited,
    FollowUpChanged,
    Paged,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.jobs.archiving import PlanArchiving
from firefighter.jobs.drills import (
    ABANDONED_AFTER,
    CloseDrill,
    EndAbandonedDrill,
    EndDrill,
    EndDrillsFor,
)
from firefighter.jobs.game_days import (
    CheckGameDay,
    PauseGameDayOf,
    RefreshScoreboardOf,
    scoreboard_slot,
)
from firefighter.jobs.injects import RevealDrill, SendInjects
from firefighter.jobs.pages import daily_check
from firefighter.jobs.paging import GIVE_UP_AFTER, WARN_AFTER, WatchPaging
from firefighter.jobs.reminders import (
    AskForCommander,
    AskForUpdate,
    PlanReminders,
    PlanReviewReminders,
    RemindOfPostmortem,
)
from firefighter.ports.postmortem_messages import PostmortemStage
from firefighter.ports.store import JobRequest

_PROMISES_UPDATE = (
    Declared,
    DrillResumed,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
)


def plan_jobs(incident: Incident, event: AnyEvent) -> Sequence[JobRequest]:
    """Returns the jobs of an event. `incident` is in the state after it."""
    return [
        *_commander_jobs(incident, event),
        *_update_jobs(incident, event),
        *_follow_up_jobs(incident, event),
        *_postmortem_jobs(incident, event),
        *_paging_jobs(incident, event),
        *_archiving_jobs(incident, event),
        *_drill_jobs(incident, event),
        *_inject_jobs(incident, event),
        *_game_day_jobs(incident, event),
    ]


def _commander_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    minutes = incident.policy.commander_after_min
    if minutes is not None and _may_lack_a_commander(incident, event):
        asked = AskForCommander(incident.id, event.at)
        yield asked.at(event.at + timedelta(minutes=minutes))


def _follow_up_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    match event:
        case FollowUpChanged(after=FollowUp(is_open=True, due=date() as due) as follow_up):
            yield PlanReminders(incident.id, follow_up.number, due).at(event.at)
        case _:
            pass


def _update_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    """Scheduled after each event that may set a due time; a known key is ignored."""
    if incident.update_due and isinstance(event, _PROMISES_UPDATE):
        yield AskForUpdate(incident.id, incident.update_due).at(incident.update_due)


def _postmortem_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    """Counted from when the page was created, which is when the incident was mitigated."""
    if isinstance(event, ReviewRequested) and event.due:
        yield PlanReviewReminders(incident.id, event.due).at(event.at)
    if not (isinstance(event, StatusChanged | SeverityChanged) and event.opens_postmortem_page):
        return
    yield daily_check(incident.id, event.at)
    days = {
        PostmortemStage.DRAFT: incident.policy.draft_days,
        PostmortemStage.REVIEW: incident.policy.review_days,
    }
    for stage, within in days.items():
        if within is not None:
            due = RemindOfPostmortem(incident.id, stage, event.at)
            yield due.at(event.at + timedelta(days=within))


def _paging_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    """For a service only. A user group is mentioned in a message, as reliably as any other."""
    if isinstance(event, Paged) and event.service and not event.simulated:
        for after, last in ((WARN_AFTER, False), (GIVE_UP_AFTER, True)):
            yield WatchPaging(incident.id, event.key, last=last).at(event.at + after)


def _archiving_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    match event:
        case StatusChanged() if event.after.has_ended and incident.has_channel:
            yield PlanArchiving(incident.id, event.at).at(event.at)
        case VisibilityChanged(private=True, stays=False) if incident.status.has_ended:
            if closed_at := incident.milestones.get(Milestone.CLOSED):
                yield PlanArchiving(incident.id, closed_at, moved_at=event.at).at(event.at)


def _drill_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    """Ends a drill when its time is over, and closes its incident later.

    A real incident may end every drill.
    """
    match event:
        case DrillStarted(ends_at=ends_at) | DrillResumed(ends_at=ends_at):
            yield EndDrill(incident.id, ends_at).at(ends_at)
        case DrillPaused():
            yield EndAbandonedDrill(incident.id, event.at).at(event.at + ABANDONED_AFTER)
        case DrillStopped() | DrillEnded() | StatusChanged(step_kind=StepKind.REOPEN) if (
            incident.is_drill
        ):
            yield CloseDrill(incident.id, event.at, event.at).at(event.at)
        case _ if incident.kind is Kind.REAL and _is_news(event):
            if incident.severity <= Severity.SEV2 or incident.services:
                yield EndDrillsFor(incident.id, event.at).at(event.at)
        case Edited() if incident.kind is Kind.REAL:
            if added := tuple(sorted({*event.after.services} - {*event.before.services})):
                yield EndDrillsFor(incident.id, event.at, added).at(event.at)


def _is_news(event: AnyEvent) -> bool:
    """Whether a real incident is new, reopened, or worse than it was."""
    match event:
        case Declared() | StatusChanged(step_kind=StepKind.REOPEN):
            return True
        case SeverityChanged(before=before, after=after):
            return after < before
        case _:
            return False


def _game_day_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    """What happens in a drill reaches its Game Day, if it belongs to one."""
    match event:
        case DrillPaused(for_real_incident=True, cause=cause):
            yield PauseGameDayOf(incident.id, event.at, cause).at(event.at)
        case DrillStopped() | DrillEnded():
            yield CheckGameDay(incident.id, event.at).at(event.at)
        case _ if incident.is_drill:
            slot = scoreboard_slot(event.at)
            yield RefreshScoreboardOf(incident.id, slot).at(slot)
        case _:
            pass


def _inject_jobs(incident: Incident, event: AnyEvent) -> Iterator[JobRequest]:
    """After each event of a drill, since any may trigger an inject; at the end, the solution."""
    match event:
        case InjectSent() | DrillRevealed() | DiagnosisJudged():
            pass
        case DrillStopped() | DrillEnded():
            yield RevealDrill(incident.id).at(event.at)
        case _ if incident.is_drill:
            yield SendInjects(incident.id, event.at).at(event.at)
        case _:
            pass


def _may_lack_a_commander(incident: Incident, event: AnyEvent) -> bool:
    match event:
        case Declared():
            return True
        case RoleChanged():
            return event.role == COMMANDER and event.after is None
        case SeverityChanged():
            return incident.commander is None and event.after < event.before
        case _:
            return False
