"""Each message of the Chat port."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

from firefighter.domain.drill_events import InjectSent
from firefighter.domain.events import (
    ChannelChanged,
    ChannelState,
    Described,
    PageAcknowledged,
    Paged,
    Relation,
    RoleChanged,
    StatusChanged,
)
from firefighter.domain.exercise_schedule import MissedReason
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import GameDayStepKind
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.domain.maturity import MaturityLevel
from firefighter.domain.roles import COMMANDER
from firefighter.domain.scenario import InjectKind
from firefighter.ports.alert_messages import AlertCard, AlertLine
from firefighter.ports.channel_messages import ChannelSharing
from firefighter.ports.chat import (
    Announcement,
    ArchiveNotice,
    Briefing,
    ChannelNotice,
    ControlPanel,
    DeclaredFrom,
    DeclaredHere,
    GameDayCard,
    GameDayLine,
    GameDayMessage,
    GameDayResult,
    IncidentMessage,
    InjectMessage,
    Line,
    NotInvited,
    NotInvitedReason,
    NotInvitedToGameDay,
    Nudge,
    NudgeKind,
    NudgeResolution,
    OwnerDeactivated,
    PagingDelay,
    Reminder,
    Reopened,
    ReportNotice,
    ResolvedNudge,
    SafetyMessage,
    SafetyNotice,
    Scoreboard,
    SimulatedPage,
    StopNotice,
)
from firefighter.ports.declare_messages import DuplicatesHint, NotAnnounced
from firefighter.ports.exercises import ExerciseMessage, ExerciseMessageKind
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.pages import PageChange
from firefighter.ports.postmortem_messages import (
    PostmortemDue,
    PostmortemPageNotice,
    PostmortemStage,
    ReviewerNotReached,
    ReviewRequest,
)
from firefighter.ports.snapshot import RelatedIncident, Snapshot
from firefighter.ports.teams import TeamNotice, TeamNoticeKind
from tests.adapters.slack.samples.alerts import alert_cards, alert_lines
from tests.adapters.slack.samples.experiment_runs import run_lines
from tests.adapters.slack.samples.game_day_snapshots import game_day_snapshots, with_reports
from tests.adapters.slack.samples.listed_incident import listed
from tests.adapters.slack.samples.review import review_requests
from tests.adapters.slack.samples.scoreboard import ranked
from tests.domain.incidents import NOW


def _line(snapshot: Snapshot) -> Iterator[Line]:
    incident = snapshot.incident
    said = Described(
        actor=incident.declared_by,
        at=next(iter(incident.milestones.values())),
        summary=incident.summary,
    )
    yield Line(said, snapshot)
    merged = StatusChanged(
        actor=incident.declared_by,
        at=NOW,
        step_kind=StepKind.DECLINE,
        before=Status.OPEN,
        after=Status.CLOSED,
        decline_reason=DeclineReason.DUPLICATE,
        duplicate_of=IncidentId(7),
        merged=True,
    )
    original = RelatedIncident(IncidentId(7), incident.title, Relation.ORIGINAL)
    yield Line(merged, replace(snapshot, related=(original,)))


def _briefing(snapshot: Snapshot) -> Iterator[Briefing]:
    who, note = snapshot.incident.declared_by, snapshot.incident.impact
    event = RoleChanged(actor=who, at=NOW, role=COMMANDER, before=None, after=who, note=note)
    yield Briefing(event, snapshot)


def _reminders(snapshot: Snapshot) -> Iterator[Reminder]:
    incident = snapshot.incident
    follow_up = FollowUp(
        number=FollowUpNumber(1),
        text=incident.summary or "1, 2",
        owner=incident.declared_by,
        due=date(2026, 3, 9),
        ticket="https://3.example/4",
    )
    for late in (False, True):
        yield Reminder(follow_up, late=late, snapshot=snapshot)


def _delay(snapshot: Snapshot) -> Iterator[PagingDelay]:
    who = snapshot.incident.declared_by
    paged = Paged(actor=who, at=NOW, key="1", service="2", provider="7", reason="3")
    yield PagingDelay(paged, snapshot)


def _simulated(snapshot: Snapshot) -> Iterator[SimulatedPage]:
    who = snapshot.incident.declared_by
    paged = Paged(actor=who, at=NOW, key="1", service="2", provider="7", reason="3", simulated=True)
    acknowledged = PageAcknowledged(actor=who, at=NOW, key="1", whom="2", paged_at=NOW)
    yield SimulatedPage(paged, snapshot)
    yield SimulatedPage(paged, snapshot, acknowledged)


def _injects(snapshot: Snapshot) -> Iterator[InjectMessage]:
    longest = snapshot.incident.summary or "1"
    yield InjectMessage(_inject(longest, title="2"), snapshot)
    yield InjectMessage(_inject(longest, persona="3"), snapshot)


def _inject(text: str, *, title: str = "", persona: str = "") -> InjectSent:
    return InjectSent(
        actor=UserId(""),
        at=NOW,
        inject="1",
        inject_kind=InjectKind.ALERT,
        text=text,
        title=title,
        persona=persona,
    )


def _of_channel(snapshot: Snapshot) -> Iterator[ChannelNotice]:
    for who in (snapshot.incident.declared_by, UserId("")):
        for after in ChannelState:
            event = ChannelChanged(actor=who, at=NOW, before=ChannelState.OPEN, after=after)
            yield ChannelNotice(event, snapshot)


def _reopened(snapshot: Snapshot) -> Iterator[Reopened]:
    for state in ChannelState:
        incident = replace(snapshot.incident, channel_state=state)
        event = StatusChanged(
            actor=incident.declared_by,
            at=NOW,
            step_kind=StepKind.REOPEN,
            before=Status.CLOSED,
            after=Status.INVESTIGATING,
            note=incident.summary,
        )
        yield Reopened(event, replace(snapshot, incident=incident))


MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[IncidentMessage]]] = {
    AlertLine: alert_lines,
    Announcement: lambda snapshot: iter([Announcement(snapshot)]),
    ControlPanel: lambda snapshot: iter([ControlPanel(snapshot)]),
    Line: _line,
    Briefing: _briefing,
    Nudge: lambda snapshot: (Nudge(wanted, snapshot) for wanted in NudgeKind),
    ResolvedNudge: lambda snapshot: (
        ResolvedNudge(wanted, how, snapshot.incident.declared_by, snapshot)
        for wanted in NudgeKind
        for how in NudgeResolution
    ),
    DeclaredFrom: lambda snapshot: iter([DeclaredFrom(snapshot, "https://chat.example/1")]),
    DeclaredHere: lambda snapshot: iter([DeclaredHere(snapshot)]),
    PostmortemPageNotice: lambda snapshot: (
        PostmortemPageNotice(news, snapshot) for news in PageChange
    ),
    PostmortemDue: lambda snapshot: (
        PostmortemDue(stage, snapshot, owner)
        for stage in PostmortemStage
        for owner in (None, snapshot.incident.declared_by)
    ),
    PagingDelay: _delay,
    SimulatedPage: _simulated,
    InjectMessage: _injects,
    Reminder: _reminders,
    ArchiveNotice: lambda snapshot: (ArchiveNotice(snapshot, due) for due in (NOW, None)),
    ChannelNotice: _of_channel,
    ChannelSharing: lambda snapshot: (
        ChannelSharing(is_shared, snapshot) for is_shared in (True, False)
    ),
    Reopened: _reopened,
    NotInvited: lambda snapshot: (
        NotInvited({snapshot.incident.declared_by: why}, snapshot) for why in NotInvitedReason
    ),
    OwnerDeactivated: lambda snapshot: (
        OwnerDeactivated(each.follow_up, snapshot) for each in _reminders(snapshot)
    ),
    ReviewRequest: review_requests,
    ReviewerNotReached: lambda snapshot: iter(
        [ReviewerNotReached(snapshot.incident.declared_by, snapshot)]
    ),
    DuplicatesHint: lambda snapshot: iter([DuplicatesHint(snapshot, [listed(snapshot.incident)])]),
    NotAnnounced: lambda snapshot: iter([NotAnnounced(snapshot, snapshot.incident.summary)]),
}


def _game_day_lines(snapshot: Snapshot) -> Iterator[GameDayLine]:
    shown = next(game_day_snapshots(snapshot))
    event = GameDayEvent(
        actor=snapshot.incident.declared_by,
        at=NOW,
        action=GameDayAction.PHASE_CHANGED,
        subject=GameDayStepKind.STOP,
        text=snapshot.incident.summary,
    )
    yield GameDayLine(replace(event, actor=UserId("")), shown)
    for step_kind in GameDayStepKind:
        yield GameDayLine(replace(event, subject=step_kind), shown)


GAME_DAY_MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[GameDayMessage]]] = {
    GameDayCard: lambda snapshot: (GameDayCard(each) for each in game_day_snapshots(snapshot)),
    GameDayLine: _game_day_lines,
    Scoreboard: lambda snapshot: (
        Scoreboard(each, ranked(snapshot.incident.title, 3))
        for each in islice(game_day_snapshots(snapshot), 3)
    ),
    GameDayResult: lambda snapshot: (
        GameDayResult(each, ranked(snapshot.incident.title, 3))
        for each in islice(game_day_snapshots(snapshot), 1)
    ),
    ReportNotice: lambda snapshot: (
        ReportNotice(change, each) for each in with_reports(snapshot) for change in PageChange
    ),
    SafetyMessage: lambda snapshot: (
        SafetyMessage(notice, each)
        for each in islice(game_day_snapshots(snapshot), 1)
        for notice in SafetyNotice
    ),
    StopNotice: lambda snapshot: (
        StopNotice(each.game_day.created_by, drill, each)
        for each in islice(game_day_snapshots(snapshot), 1)
        for drill in (None, *islice(each.game_day.drills, 1))
    ),
    NotInvitedToGameDay: lambda snapshot: (
        NotInvitedToGameDay({snapshot.incident.declared_by: why}, each)
        for each in islice(game_day_snapshots(snapshot), 1)
        for why in NotInvitedReason
    ),
}


ALERT_MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[AlertCard | ExperimentRunLine]]] = {
    AlertCard: alert_cards,
    ExperimentRunLine: run_lines,
}
"""What belongs to no incident."""


def _team_notices(snapshot: Snapshot) -> Iterator[TeamNotice]:
    title, who = snapshot.incident.title, snapshot.incident.declared_by
    for kind in TeamNoticeKind:
        for level in MaturityLevel:
            yield TeamNotice(kind, title[:75] or "1", level, NOW.date(), who, title)


TEAM_MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[TeamNotice]]] = {
    TeamNotice: _team_notices,
}


def _exercise_messages(snapshot: Snapshot) -> Iterator[ExerciseMessage]:
    title, who = snapshot.incident.title[:75] or "1", snapshot.incident.declared_by
    for kind in ExerciseMessageKind:
        missed = kind is ExerciseMessageKind.MISSED
        for reason in MissedReason if missed else (snapshot.incident.title or "1",):
            yield ExerciseMessage(
                kind, "1", NOW.date(), title, title, NOW.date(), (10, 16), who, reason
            )


EXERCISE_MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[ExerciseMessage]]] = {
    ExerciseMessage: _exercise_messages,
}


def every_game_day_message(snapshot: Snapshot) -> Iterator[GameDayMessage]:
    for messages in GAME_DAY_MESSAGES.values():
        yield from messages(snapshot)


def every_message(snapshot: Snapshot) -> Iterator[IncidentMessage]:
    for messages in MESSAGES.values():
        yield from messages(snapshot)
