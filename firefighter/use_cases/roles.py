from firefighter.domain.errors import UnknownRole
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.roles import NOTE_LIMIT
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId


def take_role(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    role: RoleKey,
    *,
    seen: UserId | None,
) -> Incident:
    """Gives a role to the actor, who saw that `seen` holds it.

    Raises UnknownRole, NoChange, EditConflict, NotAllowedInStatus.
    """
    return assign_role(context, delivery, actor, incident_id, role, seen=seen, to=actor)


def assign_role(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    role: RoleKey,
    *,
    seen: UserId | None,
    to: UserId,
    note: str = "",
) -> Incident:
    """Gives a role to `to`. The actor saw that `seen` holds it. Raises as `take_role` does."""
    if role not in context.rules.role_keys:
        raise UnknownRole(role)
    said = clean_text(note, NOTE_LIMIT, "note")
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.assign_role(role, to, seen=seen, note=said, actor=actor, now=context.clock.now())
    return incident


def hand_over(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    role: RoleKey,
    *,
    to: UserId,
    note: str = "",
) -> Incident:
    """Gives the actor's role to another person.

    Raises NotRoleHolder, NoChange, NotAllowedInStatus.
    """
    said = clean_text(note, NOTE_LIMIT, "note")
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.hand_over(role, to, note=said, actor=actor, now=context.clock.now())
    return incident


def step_down(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, role: RoleKey
) -> Incident:
    """Gives up the actor's role. Raises NotRoleHolder, NotAllowedInStatus."""
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.step_down(role, actor=actor, now=context.clock.now())
    return incident
