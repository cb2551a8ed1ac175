from dataclasses import replace
from datetime import date, timedelta

import pytest

from firefighter.domain.errors import (
    FieldProblem,
    InvalidField,
    Missing,
    NoChange,
    NoPostmortemPage,
    NotReviewable,
    NotReviewer,
    OwnerApproves,
)
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Decline, DeclineReason, Status, Step, StepKind
from firefighter.domain.review import (
    MOST_REVIEWERS,
    PostmortemState,
    Review,
    approve,
    request_review,
    review_in,
)
from firefighter.domain.roles import COMMANDER
from tests.domain.incidents import ANA, BOB, CAM, DEMANDING, LATER, NOW, in_status

DAN = UserId("U0DAN")
FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


def written() -> Incident:
    """With a page, owned by Ana."""
    incident = in_status(Status.POSTMORTEM)
    incident.has_postmortem_page = True
    incident.holders[COMMANDER] = ANA
    incident.events.clear()
    return incident


def ask(incident: Incident, *reviewers: UserId, due: date | None = FRIDAY) -> tuple[UserId, ...]:
    """Who is asked now."""
    event = request_review(incident, reviewers, due, actor=ANA, now=NOW)
    incident.change_review(event)
    return event.asked


def reviewed(incident: Incident) -> Review:
    assert incident.review is not None
    return incident.review


def test_postmortem_is_approved_once_all_reviewers_approved() -> None:
    incident = written()
    assert ask(incident, BOB, CAM) == (BOB, CAM)
    assert reviewed(incident).state is PostmortemState.IN_REVIEW
    incident.change_review(approve(incident, actor=BOB, now=NOW))
    assert (reviewed(incident).pending, reviewed(incident).approved_at) == ((CAM,), None)
    incident.change_review(approve(incident, actor=CAM, now=LATER))
    assert reviewed(incident).state is PostmortemState.APPROVED
    assert reviewed(incident).approved_at == LATER
    assert review_in(incident.events) == incident.review


def test_reopening_takes_approvals_back() -> None:
    incident = written()
    ask(incident, BOB)
    incident.change_review(approve(incident, actor=BOB, now=NOW))
    incident.advance(Step(StepKind.REOPEN, note="Again"), actor=ANA, now=LATER)
    assert (reviewed(incident).pending, reviewed(incident).due) == ((BOB,), FRIDAY)
    assert reviewed(incident).state is PostmortemState.IN_REVIEW
    assert review_in(incident.events) == incident.review


def test_only_new_reviewers_are_asked_and_approvals_are_kept() -> None:
    incident = written()
    ask(incident, BOB, CAM)
    incident.change_review(approve(incident, actor=BOB, now=NOW))
    assert ask(incident, BOB, DAN) == (DAN,)
    assert reviewed(incident).approvals == {BOB: NOW}
    assert ask(incident, BOB, DAN, due=MONDAY) == ()
    assert reviewed(incident).due == MONDAY
    assert review_in(incident.events) == incident.review


def test_asking_again_without_a_change_asks_those_who_have_not_approved() -> None:
    incident = written()
    ask(incident, BOB, CAM)
    incident.change_review(approve(incident, actor=BOB, now=NOW))
    assert ask(incident, BOB, CAM) == (CAM,)
    incident.change_review(approve(incident, actor=CAM, now=NOW))
    with pytest.raises(NoChange):
        ask(incident, BOB, CAM)


def test_a_removed_reviewer_has_to_approve_again() -> None:
    incident = written()
    ask(incident, BOB)
    incident.change_review(approve(incident, actor=BOB, now=NOW))
    ask(incident, CAM)
    with pytest.raises(NotReviewer):
        approve(incident, actor=BOB, now=NOW)
    assert ask(incident, BOB, CAM) == (BOB,)
    assert reviewed(incident).pending == (BOB, CAM)


def test_nobody_approves_twice_or_unasked() -> None:
    incident = written()
    with pytest.raises(NotReviewer):
        approve(incident, actor=BOB, now=NOW)
    ask(incident, BOB)
    incident.change_review(approve(incident, actor=BOB, now=NOW))
    with pytest.raises(NoChange):
        approve(incident, actor=BOB, now=LATER)
    assert reviewed(incident).approvals == {BOB: NOW}


def test_a_reviewer_who_became_the_owner_cannot_approve() -> None:
    incident = written()
    ask(incident, BOB)
    incident.holders[COMMANDER] = BOB
    with pytest.raises(OwnerApproves):
        approve(incident, actor=BOB, now=LATER)


def test_a_declined_incident_is_not_reviewed() -> None:
    incident = written()
    ask(incident, BOB)
    incident.declined = Decline(DeclineReason.FALSE_ALARM)
    with pytest.raises(NotReviewable):
        approve(incident, actor=BOB, now=LATER)
    with pytest.raises(NotReviewable):
        ask(incident, CAM)


@pytest.mark.parametrize(
    ("reviewers", "problem"),
    [
        ((), FieldProblem.NOBODY_CHOSEN),
        ((BOB, ANA), FieldProblem.OWNER_REVIEWS),
        (
            tuple(UserId(f"U{n}") for n in range(MOST_REVIEWERS + 1)),
            FieldProblem.TOO_MANY_REVIEWERS,
        ),
    ],
)
def test_wrong_reviewers_are_refused(reviewers: tuple[UserId, ...], problem: FieldProblem) -> None:
    incident = written()
    with pytest.raises(InvalidField) as refused:
        ask(incident, *reviewers)
    assert (refused.value.name, refused.value.problem) == ("reviewers", problem)
    assert incident.events == []


def test_without_a_page_there_is_nothing_to_review() -> None:
    incident = written()
    incident.has_postmortem_page = False
    with pytest.raises(NoPostmortemPage):
        ask(incident, BOB)


def test_approval_blocks_closing_only_where_it_is_required() -> None:
    incident = written()
    ask(incident, BOB)
    assert Missing.APPROVAL not in incident.unfinished_items(None)
    incident.policy = replace(DEMANDING, approval_required=True)
    assert Missing.APPROVAL in incident.unfinished_items(None)
    incident.change_review(approve(incident, actor=BOB, now=NOW + timedelta(days=1)))
    assert Missing.APPROVAL not in incident.unfinished_items(None)
    incident.review = None
    assert Missing.APPROVAL in incident.unfinished_items(None)
