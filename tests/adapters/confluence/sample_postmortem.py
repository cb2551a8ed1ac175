"""A post-mortem with content in every section."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.domain.events import DecisionRecorded, HypothesisChanged, Relation
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpKind,
    FollowUpNumber,
    FollowUpState,
    Priority,
)
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem import LinkedIncident, Postmortem, Similar, TimelineLine
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.domain.taxonomy import Classification
from firefighter.domain.timeline import Entry
from firefighter.i18n import Language
from tests.domain.incidents import ANA, BOB, CAM, DEMANDING, NOW

ENGLISH = PageRenderer(Language.ENGLISH, ZoneInfo("UTC"))
FRENCH = PageRenderer(Language.FRENCH, ZoneInfo("Europe/Paris"))
NAMES = {ANA: "Ana Lima", BOB: "Bob Brown", CAM: "Cam Costa"}


FOLLOW_UPS = (
    (1, "Add a canary stage to the checkout pipeline", BOB, FollowUpState.OPEN, ""),
    (2, "Alert on payment errors", None, FollowUpState.DONE, "https://tickets.test/OPS-7"),
)


def lived(title: str = "Checkout returns 500", summary: str = "Nobody could pay.") -> Incident:
    """An incident in status post-mortem, with its events not yet cleared."""
    incident = Incident.declare(
        incident_id=IncidentId(42),
        title=title,
        summary=summary,
        severity=Severity.SEV2,
        policy=DEMANDING,
        services=("checkout", "payments"),
        private=False,
        actor=ANA,
        now=NOW,
    )
    incident.milestones[Milestone.IMPACT_STARTED] = NOW - timedelta(minutes=14)
    incident.milestones[Milestone.DETECTED] = NOW - timedelta(minutes=3)
    incident.take_role(COMMANDER, seen=None, actor=BOB, now=_after(2))
    incident.advance(Step(StepKind.INVESTIGATE), actor=BOB, now=_after(3))
    incident.change_severity(
        Severity.SEV1, DEMANDING, seen=Severity.SEV2, reason="Carts too", actor=ANA, now=_after(5)
    )
    incident.hand_over(COMMANDER, CAM, actor=BOB, now=_after(31))
    incident.classify(Classification("deployment", "software defect"), actor=CAM, now=_after(40))
    step = Step(StepKind.MITIGATE, "Rolled back release 2.14.")
    incident.advance(step, actor=CAM, now=_after(47))
    for number, text, owner, state, ticket in FOLLOW_UPS:
        follow_up = FollowUp(
            number=FollowUpNumber(number),
            text=text,
            owner=owner,
            due=date(2026, 3, 8) if owner else None,
            state=state,
            ticket=ticket,
            kind=FollowUpKind.PREVENT if owner else None,
            priority=Priority.P1 if owner else None,
        )
        incident.follow_up(follow_up, actor=CAM, now=_after(50))
    thought = Hypothesis(
        number=HypothesisNumber(1),
        text="The release breaks the payment client",
        proposed_by=BOB,
        proposed_at=_after(8),
        state=HypothesisState.CONFIRMED,
        note="Errors stop on hosts with release 2.13.",
        changed_by=CAM,
        changed_at=_after(35),
    )
    known = incident.hypotheses
    incident.change_hypothesis(HypothesisChanged.of(known, thought, actor=BOB, at=_after(8)))
    decision = DecisionRecorded(actor=CAM, at=_after(36), text="Roll back before the sale.")
    incident.record(decision)
    incident.advance(Step(StepKind.START_POSTMORTEM), actor=CAM, now=_after(60))
    return incident


def postmortem(incident: Incident | None = None, **more: str) -> Postmortem:
    incident = incident or lived(**more)
    timeline = tuple(Entry(event, event.at) for event in incident.events)
    return Postmortem(
        incident=incident,
        timeline=timeline,
        timeline_lines=tuple(TimelineLine(entry.event.at, _line(entry)) for entry in timeline),
        names=NAMES,
        impact="One in three payments failed; about 4,200 orders were lost.",
        latest_update=TimelineLine(_after(45), "The rollback is out; errors are falling."),
        similar=(
            Similar(
                IncidentId(17), "Payments time out", Severity.SEV2, NOW, "https://wiki.test/17"
            ),
        ),
        linked_incidents=tuple(
            LinkedIncident(
                IncidentId(18), "Cache is cold", relation, "https://slack.test/archives/C2"
            )
            for relation in Relation
        ),
        channel_url="https://slack.test/archives/C1",
    )


def _after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def _line(entry: Entry) -> str:
    kind = entry.event.kind.replace("_", " ")
    return f"{NAMES.get(UserId(entry.event.actor), 'Somebody')}: {kind}."
