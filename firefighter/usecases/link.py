from firefighter.domain.errors import AlreadySo, Flaw, InvalidField
from firefighter.domain.events import Linked, Unlinked
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.relations import Relation
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId
from firefighter.usecases.two_incidents import locked, refuse_other

FIELD = "incident.other"
"""The field of the form that asks with which incident; its name makes it a search."""

_ITSELF = Flaw.LINKED_WITH_ITSELF


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
    refuse_other(house, actor, incident_id, other_id, field=FIELD, when_same=_ITSELF)
    with house.units(delivery) as unit:
        one, other = locked(unit, incident_id, other_id)
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
    refuse_other(house, actor, incident_id, other_id, field=FIELD, when_same=_ITSELF)
    with house.units(delivery) as unit:
        one, other = locked(unit, incident_id, other_id)
        if unit.links.between(one.id, other.id) is None:
            raise InvalidField(FIELD, Flaw.NOT_LINKED, other.reference)
        unit.links.remove(one.id, other.id)
        now = house.clock.now()
        for here, there in ((one, other), (other, one)):
            if not there.private:
                here.record(Unlinked(actor=actor, at=now, other=there.id))
    return one
