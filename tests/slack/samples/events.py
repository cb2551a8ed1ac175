"""Events of each kind and with each of the things that may come with it, for their lines."""

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    MilestonesCorrected,
    Reported,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.milestones import Correction, Milestone
from firefighter.domain.roles import DEFAULT_ROLES
from firefighter.domain.severity import Severity
from tests.domain.incidents import ANA, BOB, CAM, NOW

_STEPS = [
    StatusChanged(
        actor=ANA,
        at=NOW,
        trigger=trigger,
        before=Status.OPEN,
        after=Status.CLOSED,
        note="1, 2",
        overridden=overridden,
    )
    for trigger in Trigger
    for overridden in (True, False)
]
_CANCELLATIONS = [
    StatusChanged(
        actor=ANA,
        at=NOW,
        trigger=Trigger.CANCEL,
        before=Status.OPEN,
        after=Status.CLOSED,
        cancel_reason=reason,
        duplicate_of=IncidentId(7) if reason is CancelReason.DUPLICATE else None,
    )
    for reason in CancelReason
]
_ROLES = [
    RoleChanged(actor=ANA, at=NOW, role=role.key, before=before, after=after, note="1, 2")
    for role in DEFAULT_ROLES
    for before, after in ((None, ANA), (BOB, ANA), (ANA, BOB), (ANA, None), (None, BOB), (CAM, BOB))
]
EVENTS: list[AnyEvent] = [
    Declared(actor=ANA, at=NOW, title="1, 2", severity=Severity.SEV2),
    Described(actor=ANA, at=NOW, summary="1, 2"),
    Classified(actor=ANA, at=NOW, trigger="1", failure_class="2"),
    Reported(actor=ANA, at=NOW, stage="1", message="2, 3"),
    SeverityChanged(
        actor=ANA,
        at=NOW,
        before=Severity.SEV3,
        after=Severity.SEV1,
        reason="1, 2",
        opens_room=True,
    ),
    SeverityChanged(actor=ANA, at=NOW, before=Severity.SEV2, after=Severity.SEV4),
    *_STEPS,
    *_CANCELLATIONS,
    *_ROLES,
    UpdatePosted(actor=ANA, at=NOW, impact="1, 2", changed="3"),
    MilestonesCorrected(
        actor=ANA,
        at=NOW,
        corrections=tuple(Correction(milestone, None, NOW) for milestone in Milestone),
    ),
]
