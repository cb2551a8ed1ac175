from firefighter.domain.errors import AlreadySo, Flaw, InvalidField
from firefighter.domain.events import Linked, Unlinked
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.relations import Relation
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, UnitOfWork

FIELD = "incident.other"
"""The field of the form that asks with which incident; its name makes it a search."""


def link(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    other_id: IncidentId,
    relation: Relation = Relation.RELATED,
) -> Incident:
    """Says what another incident is to this one; also when both are over.

    What is linked by cause stays so, until it is said to be otherwise or unlinked. The timeline of
    either has it, but never of a private other: whoever may see the one would learn of it.

    Raises UnknownIncident, InvalidField, or AlreadySo.
    """
    _refuse_unknown(house, actor, incident_id, other_id)
    with house.units(delivery) as unit:
        one, other = _locked(unit, incident_id, other_id)
        before = unit.links.between(one.id, other.id)
        if before is relation or (before and relation is Relation.RELATED):
            raise AlreadySo("link", other.reference)
        unit.links.put(one.id, other.id, relation)
        now = house.clock.now()
        for here, there, its in ((one, other, relation), (other, one, relation.inverse)):
            if not there.private:
                here.record(Linked(actor=actor, at=now, other=there.id, relation=its))
    return one


def unlink(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    other_id: IncidentId,
) -> Incident:
    """Takes a link away. Raises UnknownIncident, or InvalidField for one that there is not."""
    _refuse_unknown(house, actor, incident_id, other_id)
    with house.units(delivery) as unit:
        one, other = _locked(unit, incident_id, other_id)
        if unit.links.between(one.id, other.id) is None:
            raise InvalidField(FIELD, Flaw.NOT_LINKED, other.reference)
        unit.links.remove(one.id, other.id)
        now = house.clock.now()
        for here, there in ((one, other), (other, one)):
            if not there.private:
                here.record(Unlinked(actor=actor, at=now, other=there.id))
    return one


def _refuse_unknown(
    house: House, actor: UserId, incident_id: IncidentId, other_id: IncidentId
) -> None:
    if other_id == incident_id:
        raise InvalidField(FIELD, Flaw.LINKED_WITH_ITSELF)
    if not house.records.may_see(actor, other_id):
        raise InvalidField(FIELD, Flaw.UNKNOWN_INCIDENT, reference(other_id))


def _locked(unit: UnitOfWork, one: IncidentId, other: IncidentId) -> tuple[Incident, Incident]:
    """In the order of their numbers, as for merging."""
    found = {each: unit.incidents.get(each) for each in sorted((one, other))}
    return found[one], found[other]
