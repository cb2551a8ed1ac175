"""Two incidents turn out to be one: what of the duplicate goes over to the one that goes on."""

from dataclasses import dataclass, replace
from datetime import datetime

from firefighter.domain.errors import Flaw, InvalidField, NotAllowed
from firefighter.domain.events import Merged
from firefighter.domain.follow_ups import FollowUp, FollowUpState, next_number
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import CancelReason, Status, Step, Trigger, triggers_from

FIELD = "duplicate_of"
"""The field of every form that asks of which incident another is a duplicate."""


@dataclass(frozen=True)
class Ending:
    """How a duplicate ends."""

    actor: UserId
    note: str = ""
    newcomers: tuple[UserId, ...] = ()
    """Those of its people who do not work on the original yet."""


def can_take_over(original: Incident, duplicate: Incident) -> bool:
    """Whether the original goes on, and its people may hear of the duplicate."""
    goes_on = original.status is not Status.CLOSED
    return goes_on and (original.private or not duplicate.private)


def refuse_unless_burning(duplicate: Incident) -> None:
    """Raises NotAllowed for what is mitigated or over, and so no duplicate to be ended."""
    if Trigger.CANCEL not in triggers_from(duplicate.status):
        raise NotAllowed("merge", duplicate.status)


def merge(duplicate: Incident, survivor: Incident, ending: Ending, now: datetime) -> None:
    """Ends the duplicate; its people and what is left to do go over to the survivor.

    Raises NotAllowed for a duplicate that is not burning any more, InvalidField for a survivor that
    nothing can be merged into.
    """
    refuse_unless_burning(duplicate)
    _refuse(duplicate, survivor)
    if duplicate.private and not survivor.private:
        raise InvalidField(FIELD, Flaw.ONE_IS_PRIVATE)
    if survivor.status is Status.CLOSED:
        raise InvalidField(FIELD, Flaw.ORIGINAL_IS_OVER, survivor.reference)
    left = [each for each in duplicate.follow_ups.values() if each.is_open]
    _cancel(duplicate, survivor, ending, now, merges=True)
    survivor.record(
        Merged(
            actor=ending.actor,
            at=now,
            duplicate=duplicate.id,
            title=duplicate.title,
            people=ending.newcomers,
            into_room=survivor.has_room,
            follow_ups=len(left),
        )
    )
    for follow_up in left:
        _move(follow_up, duplicate, survivor, ending.actor, now)


def cancel_as_duplicate(
    duplicate: Incident, original: Incident, ending: Ending, now: datetime
) -> None:
    """Ends the duplicate and leaves the original as it is. Raises NotAllowed, InvalidField."""
    _refuse(duplicate, original)
    _cancel(duplicate, original, ending, now, merges=False)


def _refuse(duplicate: Incident, original: Incident) -> None:
    """What was cancelled is no original: so nothing is ever a duplicate of itself by way of others.

    Of a public one everybody hears how it ended, and so whatever it is a duplicate of.
    """
    if original.cancellation:
        raise InvalidField(FIELD, Flaw.ORIGINAL_WAS_CANCELLED, original.reference)
    if (duplicate.kind is Kind.DRILL) != (original.kind is Kind.DRILL):
        raise InvalidField(FIELD, Flaw.DRILL_AND_REAL)
    if original.private and not duplicate.private:
        raise InvalidField(FIELD, Flaw.ONE_IS_PRIVATE)


def _cancel(
    duplicate: Incident, original: Incident, ending: Ending, now: datetime, *, merges: bool
) -> None:
    step = Step(
        Trigger.CANCEL,
        note=ending.note,
        cancel_reason=CancelReason.DUPLICATE,
        duplicate_of=original.id,
        merges=merges,
    )
    duplicate.advance(step, actor=ending.actor, now=now)


def _move(
    follow_up: FollowUp, duplicate: Incident, survivor: Incident, actor: UserId, now: datetime
) -> None:
    gone = replace(follow_up, state=FollowUpState.MOVED)
    duplicate.follow_up(gone, actor=actor, now=now, merged=survivor.id)
    here = replace(follow_up, number=next_number(survivor.follow_ups))
    survivor.follow_up(here, actor=actor, now=now, merged=duplicate.id)
