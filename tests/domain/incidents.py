"""Incidents brought to a status through their own methods."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import TRANSITIONS, DeclineReason, Status, Step, StepKind
from firefighter.domain.severity import Severity, SeverityPolicy

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)

ANA, BOB, CAM = UserId("UANA"), UserId("UBOB"), UserId("UCAM")

RELAXED = SeverityPolicy("There is a way around")
DEMANDING = SeverityPolicy(
    "Nothing works", incident_channel=True, postmortem=True, invite=("SONCALL",)
)

COMPLETE_STEPS = {
    step_kind: Step(
        step_kind,
        note="because it was so",
        decline_reason=DeclineReason.FALSE_ALARM if step_kind is StepKind.DECLINE else None,
        may_override=step_kind is StepKind.CLOSE,
    )
    for step_kind in StepKind
}
"""Each step with all the input it may require."""


def declared(
    *,
    policy: SeverityPolicy = RELAXED,
    severity: Severity = Severity.SEV3,
    title: str = "Checkout returns 500",
    summary: str = "",
    private: bool = False,
    services: tuple[str, ...] = (),
    incident_channel: str = "",
) -> Incident:
    return Incident.declare(
        incident_id=IncidentId(42),
        title=title,
        summary=summary,
        severity=severity,
        policy=policy,
        services=services,
        private=private,
        incident_channel=incident_channel,
        actor=ANA,
        now=NOW,
    )


def steps_to(status: Status) -> list[StepKind]:
    """The steps through every status before it, in the table's order, without optional ones."""
    way = [each for each in Status if each is status or not each.row.optional]
    return [
        next(row.step_kind for row in TRANSITIONS if before in row.sources and row.target is after)
        for before, after in pairwise(way[: way.index(status) + 1])
    ]


def in_status(
    status: Status, *, policy: SeverityPolicy = RELAXED, summary: str = "", private: bool = False
) -> Incident:
    """An incident without pending events."""
    incident = declared(policy=policy, summary=summary, private=private)
    for step_kind in steps_to(status):
        incident.advance(COMPLETE_STEPS[step_kind], actor=ANA, now=NOW)
    incident.events.clear()
    return incident
