"""What each guarded step requires, and what it records."""

import pytest

from firefighter.domain.errors import Incomplete, Missing
from firefighter.domain.events import AnyEvent, StatusChanged
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Decline, DeclineReason, Status, Step, StepKind
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


def test_mitigation_note_is_stored() -> None:
    incident = in_status(Status.INVESTIGATING)
    incident.advance(Step(StepKind.MITIGATE, note="Rolled back"), actor=BOB, now=LATER)
    assert incident.mitigation == "Rolled back"
    assert status_change(incident).note == "Rolled back"


def test_mitigated_incident_can_be_closed_without_required_postmortem() -> None:
    incident = in_status(Status.MITIGATED, policy=RELAXED)
    incident.advance(Step(StepKind.CLOSE), actor=BOB, now=LATER)
    assert incident.status is Status.CLOSED


@pytest.mark.parametrize("may_override", [False, True])
def test_required_postmortem_cannot_be_skipped(may_override: bool) -> None:
    incident = in_status(Status.MITIGATED, policy=DEMANDING)
    step = Step(StepKind.CLOSE, note="not worth it", may_override=may_override)
    assert missing_of(incident, step) == (Missing.POSTMORTEM,)


def test_optional_postmortem_can_be_started() -> None:
    incident = in_status(Status.MITIGATED, policy=RELAXED)
    incident.advance(Step(StepKind.START_POSTMORTEM), actor=BOB, now=LATER)
    assert incident.status is Status.POSTMORTEM


@pytest.mark.parametrize(
    ("commander", "summary", "missing"),
    [
        (False, "", (Missing.COMMANDER, Missing.SUMMARY)),
        (True, "", (Missing.SUMMARY,)),
        (False, "Carts were empty", (Missing.COMMANDER,)),
    ],
)
def test_incomplete_checklist_blocks_closing(
    commander: bool, summary: str, missing: tuple[Missing, ...]
) -> None:
    incident = in_postmortem(commander=commander, summary=summary)
    assert missing_of(incident, Step(StepKind.CLOSE)) == missing


def test_complete_checklist_allows_closing() -> None:
    incident = in_postmortem(commander=True, summary="Carts were empty")
    incident.advance(Step(StepKind.CLOSE), actor=BOB, now=LATER)
    assert incident.status is Status.CLOSED
    assert not status_change(incident).overridden


def test_commander_can_override_the_checklist_with_a_recorded_reason() -> None:
    incident = in_postmortem(commander=True, summary="")
    step = Step(StepKind.CLOSE, note="Nothing to learn", may_override=True)
    incident.advance(step, actor=BOB, now=LATER)
    change = status_change(incident)
    assert (change.overridden, change.note) == (True, "Nothing to learn")


@pytest.mark.parametrize(
    "step",
    [
        Step(StepKind.CLOSE, note="", may_override=True),
        Step(StepKind.CLOSE, note="Nothing to learn", may_override=False),
    ],
)
def test_override_requires_the_right_and_a_reason(step: Step) -> None:
    incident = in_postmortem(commander=True, summary="")
    assert missing_of(incident, step) == (Missing.SUMMARY,)


def test_closing_a_complete_checklist_is_not_recorded_as_override() -> None:
    incident = in_postmortem(commander=True, summary="Carts were empty")
    step = Step(StepKind.CLOSE, note="All done", may_override=True)
    incident.advance(step, actor=BOB, now=LATER)
    assert not status_change(incident).overridden


@pytest.mark.parametrize(
    ("reason", "of", "note", "missing"),
    [
        (None, None, "because", (Missing.REASON,)),
        (DeclineReason.DUPLICATE, None, "because", (Missing.DUPLICATE_OF,)),
        (DeclineReason.OTHER, None, "", (Missing.REASON,)),
    ],
)
def test_declining_requires_a_reason(
    reason: DeclineReason | None, of: IncidentId | None, note: str, missing: tuple[Missing, ...]
) -> None:
    step = Step(StepKind.DECLINE, note=note, decline_reason=reason, duplicate_of=of)
    assert missing_of(in_status(Status.OPEN), step) == missing


@pytest.mark.parametrize(
    ("reason", "of", "note"),
    [
        (DeclineReason.DUPLICATE, IncidentId(7), ""),
        (DeclineReason.FALSE_ALARM, None, ""),
        (DeclineReason.EXTERNAL, None, ""),
        (DeclineReason.OTHER, None, "a test got loose"),
    ],
)
def test_reason_for_declining_is_stored(
    reason: DeclineReason, of: IncidentId | None, note: str
) -> None:
    incident = in_status(Status.INVESTIGATING)
    step = Step(StepKind.DECLINE, note=note, decline_reason=reason, duplicate_of=of)
    incident.advance(step, actor=ANA, now=LATER)
    assert incident.declined == Decline(reason, of)
    change = status_change(incident)
    assert (change.decline_reason, change.duplicate_of, change.note) == (reason, of, note)
