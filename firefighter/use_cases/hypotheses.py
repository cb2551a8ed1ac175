"""Hypotheses and decisions of an incident."""

from firefighter.domain.errors import Conflict, EditConflict, FieldProblem, InvalidField
from firefighter.domain.events import DecisionRecorded, HypothesisChanged
from firefighter.domain.hypotheses import (
    TEXT_LIMIT,
    Hypothesis,
    HypothesisNumber,
    HypothesisState,
    HypothesisStep,
    HypothesisStepKind,
    advanced,
    get_hypothesis,
    next_hypothesis_number,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId


def propose_hypothesis(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, text: str
) -> Hypothesis:
    """Adds a hypothesis, in any status. Raises UnknownIncident, or InvalidField for the text."""
    words = _one_line(text, "text")
    if not words:
        raise InvalidField("text", FieldProblem.NO_HYPOTHESIS)
    now = context.clock.now()
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        number = next_hypothesis_number(incident.hypotheses)
        added = Hypothesis(number=number, text=words, proposed_by=actor, proposed_at=now)
        known = incident.hypotheses
        incident.change_hypothesis(HypothesisChanged.of(known, added, actor=actor, at=now))
    return added


def advance_hypothesis(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    number: HypothesisNumber,
    *,
    step_kind: HypothesisStepKind,
    note: str = "",
    seen: HypothesisState | None = None,
) -> Hypothesis:
    """Takes one step from `seen`, the state on the actor's screen; None if they named no state.

    Raises UnknownIncident, UnknownHypothesis, EditConflict, NoChange, HypothesisNotOpen, or
    InvalidField for a missing finding.
    """
    step = HypothesisStep(step_kind, _one_line(note, "note"))
    now = context.clock.now()
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        known = get_hypothesis(incident.hypotheses, number)
        if seen is not None and known.state is not seen:
            raise EditConflict(Conflict.HYPOTHESIS, known.state)
        after = advanced(known, step, actor=actor, now=now)
        incident.change_hypothesis(
            HypothesisChanged.of(incident.hypotheses, after, actor=actor, at=now)
        )
    return after


def record_decision(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, text: str
) -> Incident:
    """Records a decision, in any status. Raises UnknownIncident, or InvalidField for the text."""
    words = clean_text(text, TEXT_LIMIT, "text")
    if not words:
        raise InvalidField("text", FieldProblem.NO_DECISION)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        decision = DecisionRecorded(actor=actor, at=context.clock.now(), text=words)
        incident.record(decision)
    return incident


def _one_line(typed: str, field: str) -> str:
    return " ".join(clean_text(typed, TEXT_LIMIT, field).split())
