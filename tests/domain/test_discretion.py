from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from firefighter.domain.discretion import discreet, moved_at, named_in
from firefighter.domain.events import (
    AnyEvent,
    Described,
    FollowUpChanged,
    Linked,
    Merged,
    StatusChanged,
    Unlinked,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.relations import Relation
from firefighter.domain.timeline import Entry

AT = datetime(2026, 3, 1, tzinfo=UTC)
WHO = UserId("U0ANA")
OTHER = IncidentId(7)

LINKED = Linked(actor=WHO, at=AT, other=OTHER, relation=Relation.CAUSE)
UNLINKED = Unlinked(actor=WHO, at=AT, other=OTHER)
MERGED = Merged(actor=WHO, at=AT, duplicate=OTHER, title="Payroll leaked")
MOVED = FollowUpChanged(
    actor=WHO,
    at=AT,
    before=None,
    after=FollowUp(number=FollowUpNumber(1), text="Fix it"),
    merged=OTHER,
)
ENDED = StatusChanged(
    actor=WHO,
    at=AT,
    trigger=Trigger.CANCEL,
    before=Status.OPEN,
    after=Status.CLOSED,
    cancel_reason=CancelReason.DUPLICATE,
    duplicate_of=OTHER,
    merged=True,
)
SAID = Described(actor=WHO, at=AT, summary="It is slow")
NAMING = (LINKED, UNLINKED, MERGED, MOVED, ENDED)


def shown(event: AnyEvent, *, for_insiders: bool = False, hidden: Sequence[int] = (7,)) -> object:
    ids = [IncidentId(each) for each in hidden]
    found = tuple(discreet([Entry(event, AT)], ids, for_insiders=for_insiders))
    return found[0].event if found else None


@pytest.mark.parametrize("event", NAMING, ids=lambda event: event.kind)
def test_what_names_another_is_known_and_shown_while_all_may_know(event: AnyEvent) -> None:
    assert named_in(event) == OTHER
    assert shown(event, hidden=(8,)) == event


@pytest.mark.parametrize("event", NAMING, ids=lambda event: event.kind)
def test_a_hidden_one_is_named_nowhere(event: AnyEvent) -> None:
    left = shown(event)
    assert left is None or named_in(left) is None  # type: ignore[arg-type]


def test_that_it_ended_and_what_is_to_be_done_is_still_told() -> None:
    assert isinstance(shown(ENDED), StatusChanged)
    assert isinstance(shown(MOVED), FollowUpChanged)
    assert shown(SAID) == SAID


@pytest.mark.parametrize("event", NAMING, ids=lambda event: event.kind)
def test_insiders_know_of_merges_but_not_of_links(event: AnyEvent) -> None:
    is_link = event in {LINKED, UNLINKED}
    assert shown(event, for_insiders=True) == (None if is_link else event)


def test_it_moved_when_it_last_became_private_and_left_its_room() -> None:
    record = [
        Entry(
            VisibilityChanged(actor=WHO, at=AT + timedelta(hours), private=private, stays=stays), AT
        )
        for hours, private, stays in ((1, True, False), (2, False, False), (3, True, True))
    ]
    assert moved_at(record, AT) == AT + timedelta(1)
    assert moved_at(record, AT + timedelta(1)) is None
