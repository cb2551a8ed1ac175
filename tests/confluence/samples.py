"""A post-mortem with something in every section."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from firefighter.confluence.page import Drawing
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, Trigger
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem import Postmortem, Relative, Similar, Told
from firefighter.domain.relations import Relation
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.texts import Language
from tests.domain.incidents import ANA, BOB, CAM, DEMANDING, NOW

ENGLISH = Drawing(Language.ENGLISH, ZoneInfo("UTC"))
FRENCH = Drawing(Language.FRENCH, ZoneInfo("Europe/Paris"))
NAMES = {ANA: "Ana Lima", BOB: "Bob Brown", CAM: "Cam Costa"}


FOLLOW_UPS = (
    (1, "Add a canary stage to the checkout pipeline", BOB, FollowUpState.OPEN, ""),
    (2, "Alert on payment errors", None, FollowUpState.DONE, "https://tickets.test/OPS-7"),
)


def lived(title: str = "Checkout returns 500", summary: str = "Nobody could pay.") -> Incident:
    """From declared to post-mortem, with its events still on it."""
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
    incident.advance(Step(Trigger.INVESTIGATE), actor=BOB, now=_after(3))
    incident.change_severity(
        Severity.SEV1, DEMANDING, seen=Severity.SEV2, reason="Carts too", actor=ANA, now=_after(5)
    )
    incident.hand_over(COMMANDER, CAM, actor=BOB, now=_after(31))
    incident.classify("deployment", "software defect", actor=CAM, now=_after(40))
    step = Step(Trigger.MITIGATE, "Rolled back release 2.14.")
    incident.advance(step, actor=CAM, now=_after(47))
    for number, text, owner, state, ticket in FOLLOW_UPS:
        follow_up = FollowUp(
            number=FollowUpNumber(number),
            text=text,
            owner=owner,
            due=date(2026, 3, 8) if owner else None,
            state=state,
            ticket=ticket,
        )
        incident.follow_up(follow_up, actor=CAM, now=_after(50))
    incident.advance(Step(Trigger.START_POSTMORTEM), actor=CAM, now=_after(60))
    return incident


def postmortem(incident: Incident | None = None, **more: str) -> Postmortem:
    incident = incident or lived(**more)
    timeline = tuple(Entry(event, event.at) for event in incident.events)
    return Postmortem(
        incident=incident,
        timeline=timeline,
        told=tuple(Told(entry.event.at, _said(entry)) for entry in timeline),
        names=NAMES,
        impact="One in three payments failed; about 4,200 orders were lost.",
        latest_update=Told(_after(45), "The rollback is out; errors are falling."),
        similar=(
            Similar(
                IncidentId(17), "Payments time out", Severity.SEV2, NOW, "https://wiki.test/17"
            ),
        ),
        relatives=tuple(
            Relative(IncidentId(18), "Cache is cold", relation, "https://slack.test/archives/C2")
            for relation in Relation
        ),
        room_url="https://slack.test/archives/C1",
    )


def _after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def _said(entry: Entry) -> str:
    kind = entry.event.kind.replace("_", " ")
    return f"{NAMES.get(UserId(entry.event.actor), 'Somebody')}: {kind}."
