from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from firefighter.domain.events import (
    AnyEvent,
    Described,
    FollowUpChanged,
    Linked,
    Merged,
    Relation,
    StatusChanged,
    Unlinked,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.domain.redaction import moved_at, named_incident, redact
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
    step_kind=StepKind.DECLINE,
    before=Status.OPEN,
    after=Status.CLOSED,
    decline_reason=DeclineReason.DUPLICATE,
    duplicate_of=OTHER,
    merged=True,
)
SAID = Described(actor=WHO, at=AT, summary="It is slow")
NAMING = (LINKED, UNLINKED, MERGED, MOVED, ENDED)


def shown(event: AnyEvent, *, for_insiders: bool = False, hidden: Sequence[int] = (7,)) -> object:
    ids = [IncidentId(each) for each in hidden]
    found = tuple(redact([Entry(event, AT)], ids, for_insiders=for_insiders))
    return found[0].event if found else None


@pytest.mark.parametrize("event", NAMING, ids=lambda event: event.kind)
def test_event_naming_a_public_incident_is_unchanged(event: AnyEvent) -> None:
    assert named_incident(event) == OTHER
    assert shown(event, hidden=(8,)) == event


@pytest.mark.parametrize("event", NAMING, ids=lambda event: event.kind)
def test_hidden_incident_is_never_named(event: AnyEvent) -> None:
    left = shown(event)
    assert left is None or named_incident(left) is None  # type: ignore[arg-type]


def test_redacted_event_keeps_status_and_follow_up() -> None:
    assert isinstance(shown(ENDED), StatusChanged)
    assert isinstance(shown(MOVED), FollowUpChanged)
    assert shown(SAID) == SAID


@pytest.mark.parametrize("event", NAMING, ids=lambda event: event.kind)
def test_members_see_merges_but_not_links(event: AnyEvent) -> None:
    is_link = event in {LINKED, UNLINKED}
    assert shown(event, for_insiders=True) == (None if is_link else event)


def test_moved_at_is_the_last_move_to_a_private_channel() -> None:
    record = [
        Entry(
            VisibilityChanged(actor=WHO, at=AT + timedelta(hours), private=private, stays=stays), AT
        )
        for hours, private, stays in ((1, True, False), (2, False, False), (3, True, True))
    ]
    assert moved_at(record, AT) == AT + timedelta(1)
    assert moved_at(record, AT + timedelta(1)) is None
