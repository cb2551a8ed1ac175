"""What each guarded step asks for, and what is on record when it is given."""

import pytest

from firefighter.domain.errors import Incomplete, Missing
from firefighter.domain.events import AnyEvent, StatusChanged
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Cancellation, Incident
from firefighter.domain.lifecycle import CancelReason, Status, Step, Trigger
from firefighter.domain.roles import COMMANDER
from tests.domain.incidents import ANA, BOB, DEMANDING, LATER, RELAXED, in_status


def last(incident: Incident) -> AnyEvent:
    (event,) = incident.events
    return event


def status_change(incident: Incident) -> StatusChanged:
    event = last(incident)
    assert isinstance(event, StatusChanged)
    return event


def missing_of(incident: Incident, step: Step) -> tuple[Missing, ...]:
    with pytest.raises(Incomplete) as refused:
        incident.advance(step, actor=BOB, now=LATER)
    return refused.value.missing


def in_postmortem(*, commander: bool, summary: str) -> Incident:
    incident = in_status(Status.POSTMORTEM, summary=summary)
    if commander:
        incident.take_role(COMMANDER, seen=None, actor=BOB, now=LATER)
    incident.events.clear()
    return incident


def test_how_it_was_mitigated_is_kept() -> None:
    incident = in_status(Status.INVESTIGATING)
    incident.advance(Step(Trigger.MITIGATE, note="Rolled back"), actor=BOB, now=LATER)
    assert incident.mitigation == "Rolled back"
    assert status_change(incident).note == "Rolled back"


def test_a_mitigated_incident_is_closed_when_no_postmortem_is_demanded() -> None:
    incident = in_status(Status.MITIGATED, policy=RELAXED)
    incident.advance(Step(Trigger.CLOSE), actor=BOB, now=LATER)
    assert incident.status is Status.CLOSED


@pytest.mark.parametrize("may_override", [False, True])
def test_nobody_can_skip_a_postmortem_that_is_demanded(may_override: bool) -> None:
    incident = in_status(Status.MITIGATED, policy=DEMANDING)
    step = Step(Trigger.CLOSE, note="not worth it", may_override=may_override)
    assert missing_of(incident, step) == (Missing.POSTMORTEM,)


def test_a_postmortem_may_be_started_although_none_is_demanded() -> None:
    incident = in_status(Status.MITIGATED, policy=RELAXED)
    incident.advance(Step(Trigger.START_POSTMORTEM), actor=BOB, now=LATER)
    assert incident.status is Status.POSTMORTEM


@pytest.mark.parametrize(
    ("commander", "summary", "missing"),
    [
        (False, "", (Missing.COMMANDER, Missing.SUMMARY)),
        (True, "", (Missing.SUMMARY,)),
        (False, "Carts were empty", (Missing.COMMANDER,)),
    ],
)
def test_an_unfinished_checklist_keeps_a_postmortem_open(
    commander: bool, summary: str, missing: tuple[Missing, ...]
) -> None:
    incident = in_postmortem(commander=commander, summary=summary)
    assert missing_of(incident, Step(Trigger.CLOSE)) == missing


def test_a_finished_checklist_closes_without_an_override() -> None:
    incident = in_postmortem(commander=True, summary="Carts were empty")
    incident.advance(Step(Trigger.CLOSE), actor=BOB, now=LATER)
    assert incident.status is Status.CLOSED
    assert not status_change(incident).overridden


def test_a_commander_overrides_the_checklist_with_a_reason_that_is_recorded() -> None:
    incident = in_postmortem(commander=True, summary="")
    step = Step(Trigger.CLOSE, note="Nothing to learn", may_override=True)
    incident.advance(step, actor=BOB, now=LATER)
    change = status_change(incident)
    assert (change.overridden, change.note) == (True, "Nothing to learn")


@pytest.mark.parametrize(
    "step",
    [
        Step(Trigger.CLOSE, note="", may_override=True),
        Step(Trigger.CLOSE, note="Nothing to learn", may_override=False),
    ],
)
def test_an_override_needs_both_the_commander_and_a_reason(step: Step) -> None:
    incident = in_postmortem(commander=True, summary="")
    assert missing_of(incident, step) == (Missing.SUMMARY,)


def test_what_needs_no_override_is_not_recorded_as_one() -> None:
    incident = in_postmortem(commander=True, summary="Carts were empty")
    step = Step(Trigger.CLOSE, note="All done", may_override=True)
    incident.advance(step, actor=BOB, now=LATER)
    assert not status_change(incident).overridden


@pytest.mark.parametrize(
    ("reason", "of", "note", "missing"),
    [
        (None, None, "because", (Missing.REASON,)),
        (CancelReason.DUPLICATE, None, "because", (Missing.DUPLICATE_OF,)),
        (CancelReason.OTHER, None, "", (Missing.REASON,)),
    ],
)
def test_a_cancellation_without_its_reason_is_refused(
    reason: CancelReason | None, of: IncidentId | None, note: str, missing: tuple[Missing, ...]
) -> None:
    step = Step(Trigger.CANCEL, note=note, cancel_reason=reason, duplicate_of=of)
    assert missing_of(in_status(Status.OPEN), step) == missing


@pytest.mark.parametrize(
    ("reason", "of", "note"),
    [
        (CancelReason.DUPLICATE, IncidentId(7), ""),
        (CancelReason.FALSE_ALARM, None, ""),
        (CancelReason.EXTERNAL, None, ""),
        (CancelReason.OTHER, None, "a test got loose"),
    ],
)
def test_a_cancellation_keeps_its_reason(
    reason: CancelReason, of: IncidentId | None, note: str
) -> None:
    incident = in_status(Status.INVESTIGATING)
    step = Step(Trigger.CANCEL, note=note, cancel_reason=reason, duplicate_of=of)
    incident.advance(step, actor=ANA, now=LATER)
    assert incident.cancellation == Cancellation(reason, of)
    change = status_change(incident)
    assert (change.cancel_reason, change.duplicate_of, change.note) == (reason, of, note)
