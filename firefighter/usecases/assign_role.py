from firefighter.domain.errors import UnknownRole
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.roles import NOTE_LIMIT
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def take_role(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    role: RoleKey,
    *,
    seen: UserId | None,
) -> Incident:
    """Gives a role to who asks, who saw `seen` hold it.

    Raises UnknownRole, AlreadySo, Overtaken, NotAllowed.
    """
    return assign_role(house, delivery, actor, incident_id, role, seen=seen, to=actor)


def assign_role(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    role: RoleKey,
    *,
    seen: UserId | None,
    to: UserId,
    note: str = "",
) -> Incident:
    """Gives a role to `to`, for somebody who saw `seen` hold it. Raises as `take_role` does."""
    if role not in house.rules.role_keys:
        raise UnknownRole(role)
    said = clean_text(note, NOTE_LIMIT)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.assign_role(role, to, seen=seen, note=said, actor=actor, now=house.clock.now())
    return incident


def hand_over(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    role: RoleKey,
    *,
    to: UserId,
    note: str = "",
) -> Incident:
    """Gives the actor's role to another. Raises NotTheHolder, AlreadySo, NotAllowed."""
    said = clean_text(note, NOTE_LIMIT)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.hand_over(role, to, note=said, actor=actor, now=house.clock.now())
    return incident


def step_down(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, role: RoleKey
) -> Incident:
    """Leaves the actor's role to nobody. Raises NotTheHolder, NotAllowed."""
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.step_down(role, actor=actor, now=house.clock.now())
    return incident
