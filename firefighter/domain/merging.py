"""Merging duplicates, and what moves to the original."""

from dataclasses import dataclass, replace
from datetime import datetime

from firefighter.domain.errors import Action, FieldProblem, InvalidField, NotAllowedInStatus
from firefighter.domain.events import HypothesisChanged, Merged
from firefighter.domain.follow_ups import FollowUp, FollowUpState, next_follow_up_number
from firefighter.domain.hypotheses import (
    Hypothesis,
    HypothesisState,
    next_hypothesis_number,
)
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind, step_kinds_from

DUPLICATE_OF_FIELD = "duplicate_of"
"""Name of the form field that asks for the original."""


@dataclass(frozen=True)
class DuplicateEnding:
    """How a duplicate is ended."""

    actor: UserId
    note: str = ""
    newcomers: tuple[UserId, ...] = ()
    """Responders of the duplicate who are not in the original."""


def can_take_over(original: Incident, duplicate: Incident) -> bool:
    """Whether the original is open and may show that the duplicate exists."""
    goes_on = not original.status.has_ended
    return goes_on and (original.private or not duplicate.private)


def refuse_unless_active(duplicate: Incident) -> None:
    """Raises NotAllowedInStatus for an incident that is mitigated or closed."""
    if StepKind.DECLINE not in step_kinds_from(duplicate.status):
        raise NotAllowedInStatus(Action.MERGE, duplicate.status)


def merge(
    duplicate: Incident, merge_target: Incident, ending: DuplicateEnding, now: datetime
) -> None:
    """Ends the duplicate; moves its responders, hypotheses and open follow-ups to the target.

    Raises NotAllowedInStatus for a duplicate that is not active, and InvalidField for a target that
    nothing can be merged into.
    """
    refuse_unless_active(duplicate)
    _refuse(duplicate, merge_target)
    if duplicate.private and not merge_target.private:
        raise InvalidField(DUPLICATE_OF_FIELD, FieldProblem.ONE_IS_PRIVATE)
    if merge_target.status.has_ended:
        raise InvalidField(
            DUPLICATE_OF_FIELD, FieldProblem.ORIGINAL_IS_OVER, merge_target.reference
        )
    left = [each for each in duplicate.follow_ups.values() if each.is_open]
    thought = [each for each in duplicate.hypotheses.values() if not _has_moved(each)]
    _decline(duplicate, merge_target, ending, now, merges=True)
    merge_target.record(
        Merged(
            actor=ending.actor,
            at=now,
            duplicate=duplicate.id,
            title=duplicate.title,
            people=ending.newcomers,
            into_channel=merge_target.has_channel,
            follow_ups=len(left),
            hypotheses=len(thought),
        )
    )
    for follow_up in left:
        _move(follow_up, duplicate, merge_target, ending.actor, now)
    for hypothesis in thought:
        _move_hypothesis(hypothesis, duplicate, merge_target, ending.actor, now)


def decline_as_duplicate(
    duplicate: Incident, original: Incident, ending: DuplicateEnding, now: datetime
) -> None:
    """Ends the duplicate and leaves the original unchanged.

    Raises NotAllowedInStatus, InvalidField.
    """
    _refuse(duplicate, original)
    _decline(duplicate, original, ending, now, merges=False)


def _refuse(duplicate: Incident, original: Incident) -> None:
    """Refuses a declined original, so that no incident becomes its own duplicate.

    Refuses a private original of a public duplicate, because the duplicate names its original.
    """
    if original.declined:
        raise InvalidField(
            DUPLICATE_OF_FIELD, FieldProblem.ORIGINAL_WAS_DECLINED, original.reference
        )
    if duplicate.is_drill != original.is_drill:
        raise InvalidField(DUPLICATE_OF_FIELD, FieldProblem.DRILL_AND_REAL)
    if original.private and not duplicate.private:
        raise InvalidField(DUPLICATE_OF_FIELD, FieldProblem.ONE_IS_PRIVATE)


def _decline(
    duplicate: Incident, original: Incident, ending: DuplicateEnding, now: datetime, *, merges: bool
) -> None:
    step = Step(
        StepKind.DECLINE,
        note=ending.note,
        decline_reason=DeclineReason.DUPLICATE,
        duplicate_of=original.id,
        merges=merges,
    )
    duplicate.advance(step, actor=ending.actor, now=now)


def _move(
    follow_up: FollowUp, duplicate: Incident, merge_target: Incident, actor: UserId, now: datetime
) -> None:
    gone = replace(follow_up, state=FollowUpState.MOVED)
    duplicate.follow_up(gone, actor=actor, now=now, merged=merge_target.id)
    here = replace(follow_up, number=next_follow_up_number(merge_target.follow_ups))
    merge_target.follow_up(here, actor=actor, now=now, merged=duplicate.id)


def _has_moved(hypothesis: Hypothesis) -> bool:
    return hypothesis.state is HypothesisState.MOVED


def _move_hypothesis(
    hypothesis: Hypothesis,
    duplicate: Incident,
    merge_target: Incident,
    actor: UserId,
    now: datetime,
) -> None:
    """Settled ones move too: what was ruled out there need not be tested again here."""
    gone = replace(hypothesis, state=HypothesisState.MOVED, changed_by=actor, changed_at=now)
    here = replace(hypothesis, number=next_hypothesis_number(merge_target.hypotheses))
    for incident, other, after in (
        (duplicate, merge_target, gone),
        (merge_target, duplicate, here),
    ):
        changed = HypothesisChanged.of(
            incident.hypotheses, after, actor=actor, at=now, merged=other.id
        )
        incident.change_hypothesis(changed)
