"""Proposals to declare an incident: what people decide about alerts, each of them once."""

from dataclasses import dataclass, replace

from firefighter.domain.alert_groups import (
    MUTED_FOR,
    AlertGroup,
    AlertGroupId,
    ProposalState,
)
from firefighter.domain.errors import (
    Action,
    AlertsDecided,
    FieldProblem,
    InvalidField,
    NotAllowedInStatus,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.ports.app_context import AppContext
from firefighter.ports.snapshot import MessageRef
from firefighter.ports.store import DeliveryId, EffectRequest, UnitOfWork
from firefighter.use_cases.declare import Declaration, declare_within

INCIDENT_FIELD = "incident"


@dataclass(frozen=True)
class ProposalRef:
    """One of the cards of a group of alerts."""

    group_id: AlertGroupId
    number: int


def record_card(
    context: AppContext,
    delivery: DeliveryId,
    proposal: ProposalRef,
    card: MessageRef,
) -> None:
    """Records where the message of a proposal is, unless a later one replaced it."""
    with context.units(delivery) as unit:
        found = unit.alerts.get(proposal.group_id)
        if found and found.group.proposals == proposal.number:
            unit.alerts.put_card(found.group, card)


def declare_proposed(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    proposal: ProposalRef,
    declaration: Declaration,
    *,
    card: EffectRequest,
    answer: EffectRequest | None = None,
) -> Incident:
    """Declares an incident of the alerts of a card.

    Raises AlertsDecided if somebody decided about them before; otherwise as `declare`.
    """
    with context.units(delivery) as unit:
        group = _open(unit, proposal)
        declared = replace(declaration, started_at=group.impact_start(context.clock.now()))
        incident = declare_within(context, unit, actor, declared)
        _attach(context, group, incident, group.source.actor, declares=True)
        group.settle(ProposalState.DECLARED, actor)
        unit.enqueue(None, card)
        if answer:
            unit.enqueue(incident.id, answer)
    return incident


def attach_proposed(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    proposal: ProposalRef,
    incident_id: IncidentId,
    *,
    card: EffectRequest,
) -> Incident:
    """Puts the alerts of a card on an open incident.

    Raises AlertsDecided, InvalidField for an incident the actor may not see or a drill, and
    NotAllowedInStatus once it is mitigated.
    """
    if not context.records.may_see(actor, incident_id):
        raise InvalidField(INCIDENT_FIELD, FieldProblem.UNKNOWN_INCIDENT, f"INC-{incident_id}")
    with context.units(delivery) as unit:
        group = _open(unit, proposal)
        incident = unit.incidents.get(incident_id)
        if incident.is_drill:
            raise InvalidField(INCIDENT_FIELD, FieldProblem.IS_DRILL, incident.reference)
        if not incident.status.is_active:
            raise NotAllowedInStatus(Action.ATTACH_ALERTS, incident.status)
        _attach(context, group, incident, actor)
        group.settle(ProposalState.ATTACHED, actor)
        unit.enqueue(None, card)
    return incident


def dismiss_proposed(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    proposal: ProposalRef,
    *,
    card: EffectRequest,
) -> None:
    """Says that alerts are no incident. Holds until all of them are resolved."""
    with context.units(delivery) as unit:
        group = _open(unit, proposal)
        group.settle(ProposalState.DISMISSED, actor)
        unit.enqueue(None, card)


def mute_proposed(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    proposal: ProposalRef,
    *,
    card: EffectRequest,
) -> None:
    """Proposes nothing of the same key for an hour."""
    with context.units(delivery) as unit:
        group = _open(unit, proposal)
        group.settle(ProposalState.MUTED, actor)
        group.muted_until = context.clock.now() + MUTED_FOR
        unit.enqueue(None, card)


def _open(unit: UnitOfWork, proposal: ProposalRef) -> AlertGroup:
    """Locks the alerts. Raises AlertsDecided."""
    found = unit.alerts.get(proposal.group_id)
    if found is None or found.group.proposals != proposal.number:
        raise AlertsDecided(ProposalState.RESOLVED, None)
    if found.group.proposal is not ProposalState.OPEN:
        raise AlertsDecided(found.group.proposal or ProposalState.RESOLVED, found.group.decided_by)
    unit.alerts.put(found.group)
    return found.group


def _attach(
    context: AppContext,
    group: AlertGroup,
    incident: Incident,
    actor: UserId,
    *,
    declares: bool = False,
) -> None:
    group.begin(incident.id)
    group.record(incident, actor=actor, now=context.clock.now(), declares=declares)
