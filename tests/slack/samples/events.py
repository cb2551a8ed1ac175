"""Events of each kind and with each of the things that may come with it, for their lines."""

from dataclasses import replace

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    Details,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    Linked,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    MilestonesCorrected,
    NoteTaken,
    Paged,
    PageWanted,
    PagingEnd,
    PagingEnded,
    Reported,
    RoleChanged,
    RoomAdopted,
    RoomChanged,
    RoomKept,
    RoomRenamed,
    SeverityChanged,
    StatusChanged,
    Unlinked,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.milestones import Correction, Milestone
from firefighter.domain.relations import LINKS
from firefighter.domain.roles import DEFAULT_ROLES
from firefighter.domain.room import RoomState
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
_MERGES: list[AnyEvent] = [
    replace(_CANCELLATIONS[0], duplicate_of=IncidentId(7), merged=True),
    replace(_CANCELLATIONS[0], duplicate_of=IncidentId(7), merged=True, note="1, 2"),
    *(
        Merged(
            actor=ANA,
            at=NOW,
            duplicate=IncidentId(7),
            title="1, 2",
            people=(BOB, CAM)[:number],
            into_room=into_room,
            follow_ups=number,
        )
        for number in range(3)
        for into_room in (False, True)
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
_TIMELINE: list[AnyEvent] = [
    NoteTaken(actor=ANA, at=NOW, text="1, 2"),
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
    Paged(actor=ANA, at=NOW, key="INC-42-2", service="3", through="7", reason="1, 2"),
    *(
        PagingEnded(
            actor=ANA,
            at=NOW,
            key="INC-42-2",
            service="3",
            through="7",
            reason="1, 2",
            end=end,
            why="4",
        )
        for end in PagingEnd
    ),
]
NOBODY = UserId("")
"""Where the chat does not say who did it."""
ROOM_CHANGES = [
    RoomChanged(actor=who, at=NOW, before=RoomState.OPEN, after=after)
    for who in (ANA, NOBODY)
    for after in RoomState
]
_ROOM: list[AnyEvent] = [
    *ROOM_CHANGES,
    *(RoomRenamed(actor=who, at=NOW, name="1-2") for who in (ANA, NOBODY)),
    RoomKept(actor=ANA, at=NOW),
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
    *_PAGING,
    *_ROOM,
    PageWanted(actor=ANA, at=NOW),
    *(Linked(actor=ANA, at=NOW, other=IncidentId(7), relation=each) for each in LINKS),
    Unlinked(actor=ANA, at=NOW, other=IncidentId(7)),
    Edited(actor=ANA, at=NOW, before=Details("1"), after=Details("2", ("3",))),
    Edited(actor=ANA, at=NOW, before=Details("1", ("3",)), after=Details("1")),
    RoomAdopted(actor=ANA, at=NOW, channel="C1"),
    VisibilityChanged(actor=ANA, at=NOW, private=True, left="C1"),
    VisibilityChanged(actor=ANA, at=NOW, private=False),
]
