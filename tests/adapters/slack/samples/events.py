"""Events of each kind and with each of the things that may come with it, for their lines."""

from dataclasses import replace
from datetime import timedelta

from firefighter.domain.actors import Program, ProgramKind
from firefighter.domain.drill_events import (
    DiagnosisJudged,
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    HintTaken,
    InjectSent,
)
from firefighter.domain.events import (
    LINKS,
    AlertRecorded,
    AnyEvent,
    ChannelAdopted,
    ChannelChanged,
    ChannelKept,
    ChannelRenamed,
    ChannelState,
    ChecklistItemConfirmed,
    Classified,
    DecisionRecorded,
    Declared,
    Described,
    Details,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    HypothesisChanged,
    Linked,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    MilestonesCorrected,
    NoteTaken,
    PageAcknowledged,
    Paged,
    PagingEnd,
    PagingEnded,
    PostmortemApproved,
    PostmortemPageRequested,
    Reported,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    Unlinked,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.experiment_events import ExperimentRunReported
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.domain.milestones import Correction, Milestone
from firefighter.domain.postmortem_checks import CONFIRMABLE
from firefighter.domain.roles import DEFAULT_ROLES
from firefighter.domain.scenario import InjectKind
from firefighter.domain.severity import Severity
from tests.adapters.slack.samples.experiment_runs import run_summaries
from tests.domain.incidents import ANA, BOB, CAM, NOW

_STEPS = [
    StatusChanged(
        actor=ANA,
        at=NOW,
        step_kind=step_kind,
        before=Status.OPEN,
        after=Status.CLOSED,
        note="1, 2",
        overridden=overridden,
    )
    for step_kind in StepKind
    for overridden in (True, False)
] + [
    StatusChanged(
        actor=UserId(""),
        at=NOW,
        step_kind=step_kind,
        before=Status.OPEN,
        after=Status.CLOSED,
        note="1",
    )
    for step_kind in (StepKind.CLOSE, StepKind.DECLINE, StepKind.START_POSTMORTEM)
]
_DECLINED = [
    StatusChanged(
        actor=ANA,
        at=NOW,
        step_kind=StepKind.DECLINE,
        before=Status.OPEN,
        after=Status.CLOSED,
        decline_reason=reason,
        duplicate_of=IncidentId(7) if reason is DeclineReason.DUPLICATE else None,
    )
    for reason in DeclineReason
]
_MERGES: list[AnyEvent] = [
    replace(_DECLINED[0], duplicate_of=IncidentId(7), merged=True),
    replace(_DECLINED[0], duplicate_of=IncidentId(7), merged=True, note="1, 2"),
    *(
        Merged(
            actor=ANA,
            at=NOW,
            duplicate=IncidentId(7),
            title="1, 2",
            people=(BOB, CAM)[:number],
            into_channel=into_channel,
            follow_ups=number,
            hypotheses=number,
        )
        for number in range(3)
        for into_channel in (False, True)
    ),
]
_ROLES = [
    RoleChanged(actor=ANA, at=NOW, role=role.key, before=before, after=after, note="1, 2")
    for role in DEFAULT_ROLES
    for before, after in ((None, ANA), (BOB, ANA), (ANA, BOB), (ANA, None), (None, BOB), (CAM, BOB))
]
_FOLLOW_UP = FollowUp(number=FollowUpNumber(1), text="1, 2", owner=ANA, due=NOW.date())
_FOLLOW_UPS = [
    FollowUpChanged(actor=ANA, at=NOW, before=None, after=_FOLLOW_UP),
    FollowUpChanged(actor=ANA, at=NOW, before=_FOLLOW_UP, after=replace(_FOLLOW_UP, owner=None)),
    FollowUpChanged(actor=ANA, at=NOW, before=None, after=_FOLLOW_UP, merged=IncidentId(7)),
    *(
        FollowUpChanged(
            actor=ANA,
            at=NOW,
            before=replace(_FOLLOW_UP, state=before),
            after=replace(_FOLLOW_UP, state=after),
        )
        for before in FollowUpState
        for after in FollowUpState
        if before is not after
    ),
]
_HYPOTHESIS = Hypothesis(
    number=HypothesisNumber(1), text="1, 2", proposed_by=ANA, proposed_at=NOW, note="3, 4"
)
_HYPOTHESES: list[AnyEvent] = [
    DecisionRecorded(actor=ANA, at=NOW, text="1, 2"),
    *(
        HypothesisChanged(
            actor=ANA,
            at=NOW,
            before=before,
            after=replace(_HYPOTHESIS, state=after),
            merged=merged,
        )
        for before in (None, *HypothesisState)
        for after in HypothesisState
        for merged in (None, IncidentId(7))
        if before is not after
    ),
]
_TIMELINE: list[AnyEvent] = [
    NoteTaken(actor=ANA, at=NOW, text="1, 2"),
    *(
        AlertRecorded(actor=who, at=NOW, source="1", title="2", link=link, number=number)
        for who in (ANA, Program(ProgramKind.ALERTS, "1").actor)
        for link in ("", "https://4.example/5")
        for number in (1, 2)
    ),
    AlertRecorded(
        actor=Program(ProgramKind.ALERTS, "1").actor, at=NOW, source="1", title="2", braked=True
    ),
    AlertRecorded(
        actor=Program(ProgramKind.ALERTS, "1").actor, at=NOW, source="1", title="2", resolved=True
    ),
    *(
        AlertRecorded(
            actor=Program(ProgramKind.ALERTS, "1").actor,
            at=NOW,
            source="1",
            title="2",
            severity=severity,
        )
        for severity in Severity
    ),
    AlertRecorded(
        actor=Program(ProgramKind.ALERTS, "1").actor,
        at=NOW,
        source="1",
        title="2",
        unlikely_start=NOW,
    ),
    *(
        ExperimentRunReported(actor=Program(ProgramKind.TOKEN, "1").actor, at=NOW, run=each)
        for each in run_summaries()
    ),
    MessageNoted(
        actor=ANA, at=NOW, channel="C1", ts="1.1", author=BOB, text="1", permalink="https://1.2"
    ),
    MessageReworded(actor=ANA, at=NOW, channel="C1", ts="1.1", text="2"),
    MessageDropped(actor=ANA, at=NOW, channel="C1", ts="1.1"),
    EntryCorrected(actor=ANA, at=NOW, entry=EntryId(1), happened_at=NOW, text="3"),
    EntryRemoved(actor=ANA, at=NOW, entry=EntryId(1)),
]
_PAGING: list[AnyEvent] = [
    Paged(actor=ANA, at=NOW, key="INC-42-1", group="S0ONCALL", reason="1, 2"),
    Paged(actor=ANA, at=NOW, key="INC-42-2", service="3", provider="7", reason="1, 2"),
    *(
        PagingEnded(
            actor=ANA,
            at=NOW,
            key="INC-42-2",
            service="3",
            provider="7",
            reason="1, 2",
            end=end,
            why="4",
        )
        for end in PagingEnd
    ),
]
NOBODY = UserId("")
"""Where the chat does not say who did it."""
CHANNEL_CHANGES = [
    ChannelChanged(actor=who, at=NOW, before=ChannelState.OPEN, after=after)
    for who in (ANA, NOBODY)
    for after in ChannelState
]
_CHANNEL: list[AnyEvent] = [
    *CHANNEL_CHANGES,
    *(ChannelRenamed(actor=who, at=NOW, name="1-2") for who in (ANA, NOBODY)),
    ChannelKept(actor=ANA, at=NOW),
]
INJECTS = [
    InjectSent(
        actor=NOBODY,
        at=NOW,
        inject="1",
        inject_kind=kind,
        text="2",
        title=title,
        persona=persona,
        to=to,
    )
    for kind in InjectKind
    for title, persona in (("3", ""), ("", "4, 5"), ("", ""))
    for to in (None, ANA)
]
_DRILL: list[AnyEvent] = [
    DrillStarted(actor=ANA, at=NOW, team=(ANA, ANA), length_min=20, ends_at=NOW),
    DrillPaused(actor=ANA, at=NOW),
    DrillResumed(actor=ANA, at=NOW, ends_at=NOW),
    DrillStopped(actor=NOBODY, at=NOW),
    *(
        DrillEnded(actor=NOBODY, at=NOW, ending=ending, cause=cause)
        for ending in DrillEnding
        for cause in (None, IncidentId(7))
    ),
    Paged(actor=ANA, at=NOW, key="1", service="2", provider="7", reason="3", simulated=True),
    Paged(actor=ANA, at=NOW, key="1", group="S1", handle="2", reason="3", simulated=True),
    Paged(actor=NOBODY, at=NOW, key="1", service="2", reason="3", simulated=True),
    *INJECTS,
    DrillEnded(actor=NOBODY, at=NOW, ending=DrillEnding.ALERT, alert="1"),
    DrillRevealed(actor=NOBODY, at=NOW, cause="1", solution="2"),
    DiagnosisJudged(actor=ANA, at=NOW, hypothesis=None),
    DiagnosisJudged(actor=ANA, at=NOW, hypothesis=HypothesisNumber(7)),
    *(HintTaken(actor=ANA, at=NOW, hint="1", about="2", text="3", price=price) for price in (1, 4)),
    *(
        PageAcknowledged(
            actor=ANA, at=NOW + timedelta(seconds=seconds), key="1", whom="2", paged_at=NOW
        )
        for seconds in (0, 1, 30, 600)
    ),
]
EVENTS: list[AnyEvent] = [
    Declared(actor=ANA, at=NOW, title="1, 2", severity=Severity.SEV2),
    Described(actor=ANA, at=NOW, summary="1, 2"),
    *(ChecklistItemConfirmed(actor=ANA, at=NOW, item=item) for item in CONFIRMABLE),
    Classified(actor=ANA, at=NOW, trigger="1", failure_class="2"),
    Classified(actor=ANA, at=NOW, trigger="1", failure_class="2", contributing_factors=("3", "4")),
    Reported(actor=ANA, at=NOW, stage="1", message="2, 3"),
    SeverityChanged(
        actor=ANA,
        at=NOW,
        before=Severity.SEV3,
        after=Severity.SEV1,
        reason="1, 2",
        opens_channel=True,
    ),
    SeverityChanged(actor=ANA, at=NOW, before=Severity.SEV2, after=Severity.SEV4),
    *_STEPS,
    *_DECLINED,
    *_MERGES,
    *_ROLES,
    UpdatePosted(actor=ANA, at=NOW, impact="1, 2", changed="3"),
    UpdatePutOff(actor=ANA, at=NOW, until=NOW),
    UpdateWaived(actor=ANA, at=NOW),
    MilestonesCorrected(
        actor=ANA,
        at=NOW,
        corrections=tuple(Correction(milestone, None, NOW) for milestone in Milestone),
    ),
    *_TIMELINE,
    *_FOLLOW_UPS,
    *_HYPOTHESES,
    *_PAGING,
    *_DRILL,
    *_CHANNEL,
    PostmortemPageRequested(actor=ANA, at=NOW),
    *(
        ReviewRequested(actor=ANA, at=NOW, reviewers=(BOB, ANA), due=due)
        for due in (None, NOW.date())
    ),
    *(PostmortemApproved(actor=BOB, at=NOW, pending=pending) for pending in range(3)),
    *(Linked(actor=ANA, at=NOW, other=IncidentId(7), relation=each) for each in LINKS),
    Unlinked(actor=ANA, at=NOW, other=IncidentId(7)),
    Edited(actor=ANA, at=NOW, before=Details("1"), after=Details("2", ("3",))),
    Edited(actor=ANA, at=NOW, before=Details("1", ("3",)), after=Details("1")),
    ChannelAdopted(actor=ANA, at=NOW, channel="C1"),
    VisibilityChanged(actor=ANA, at=NOW, private=True, left="C1"),
    VisibilityChanged(actor=ANA, at=NOW, private=False),
]
