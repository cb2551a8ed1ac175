"""What changes two incidents at once."""

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.incident import Incident
from firefighter.ports.house import House
from firefighter.ports.store import UnitOfWork


def refuse_other(
    house: House,
    actor: UserId,
    incident_id: IncidentId,
    other_id: IncidentId,
    *,
    field: str,
    when_same: Flaw,
) -> None:
    """Raises InvalidField for the incident itself, and for one that `actor` may not see.

    The latter reads as for a number that there is not.
    """
    if other_id == incident_id:
        raise InvalidField(field, when_same)
    if not house.records.may_see(actor, other_id):
        raise InvalidField(field, Flaw.UNKNOWN_INCIDENT, reference(other_id))


def locked(unit: UnitOfWork, one: IncidentId, other: IncidentId) -> tuple[Incident, Incident]:
    """In the order of their numbers, so that two who do it crosswise do not wait for ever."""
    found = {each: unit.incidents.get(each) for each in sorted((one, other))}
    return found[one], found[other]
