"""Declaring an incident for a program, once for each problem."""

from collections.abc import Callable
from dataclasses import dataclass

from firefighter.domain.errors import PermissionDenied
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.roles import Permission
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.use_cases.declare import Declaration, declare_within

DEDUP_KEY_LIMIT = 200
"""Characters. With the id of the actor it fits where keys are stored."""


@dataclass(frozen=True)
class Declarer:
    """A program that declares an incident."""

    actor: UserId
    sees_private: bool


def declare_once(
    context: AppContext,
    delivery: DeliveryId,
    declarer: Declarer,
    declaration: Declaration,
    *,
    dedup_key: str,
    answer: Callable[[UnitOfWork, Incident, bool], None],
) -> None:
    """Declares an incident, unless the one with the same key is not mitigated yet.

    Keys belong to the program that chose them. An empty one is no key. `answer` is called in the
    transaction, with whether the incident is new. Raises as `declare`, and PermissionDenied if the
    incident with that key became private and the program may not see it.
    """
    with context.units(delivery) as unit:
        key = f"{declarer.actor}:{dedup_key}" if dedup_key else ""
        known = _unmitigated(context, unit, key, declarer) if key else None
        incident = known or declare_within(context, unit, declarer.actor, declaration)
        if key and not known:
            unit.dedup_keys.put(key, incident.id)
        answer(unit, incident, known is None)


def _unmitigated(
    context: AppContext, unit: UnitOfWork, key: str, declarer: Declarer
) -> Incident | None:
    incident_id = unit.dedup_keys.lock(key)
    incident = None if incident_id is None else unit.incidents.get(incident_id)
    if incident is None or not incident.status.is_active:
        return None
    if incident.private and not declarer.sees_private:
        entitled = context.rules.permissions.of(Permission.SEE_PRIVATE)
        raise PermissionDenied(Permission.SEE_PRIVATE, entitled)
    return incident
