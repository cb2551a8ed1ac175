from firefighter.domain import merging
from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.merging import FIELD, Ending
from firefighter.domain.rights import Right
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.usecases.entitlement import is_entitled, refuse_to_end


def merge(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    survivor_id: IncidentId,
    *,
    note: str = "",
) -> Incident:
    """Ends a duplicate; its people and what is left to do go over to the incident that goes on.

    Raises UnknownIncident, NotAllowed, NotEntitled, or InvalidField for one that nothing may be
    merged into, or when somebody would hear of what they may not know.
    """
    return _end(house, delivery, actor, (incident_id, survivor_id), note=note, only_merge=True)


def cancel_as_duplicate(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    original_id: IncidentId,
    *,
    note: str = "",
) -> Incident:
    """Merges into an original that goes on; otherwise it ends, and the original hears nothing.

    That is when the original is over, or when the duplicate alone is private. Raises as `merge`.
    """
    return _end(house, delivery, actor, (incident_id, original_id), note=note, only_merge=False)


def _end(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    ids: tuple[IncidentId, IncidentId],
    *,
    note: str,
    only_merge: bool,
) -> Incident:
    _refuse_unknown(house, actor, *ids)
    _refuse_strangers(house, *ids)
    entitled = is_entitled(house, actor, Right.CLOSE)
    ending = Ending(note=clean_text(note), newcomers=_newcomers(house, *ids), actor=actor)
    with house.units(delivery) as unit:
        duplicate, original = _locked(unit, *ids)
        refuse_to_end(house, duplicate, actor, entitled=entitled)
        merges = only_merge or merging.can_take_over(original, duplicate)
        end = merging.merge if merges else merging.cancel_as_duplicate
        end(duplicate, original, ending, house.clock.now())
    return duplicate


def _refuse_unknown(
    house: House, actor: UserId, incident_id: IncidentId, original_id: IncidentId
) -> None:
    if original_id == incident_id:
        raise InvalidField(FIELD, Flaw.DUPLICATE_OF_ITSELF)
    if not house.records.may_see(actor, original_id):
        raise InvalidField(FIELD, Flaw.UNKNOWN_INCIDENT, reference(original_id))


def _refuse_strangers(house: House, incident_id: IncidentId, original_id: IncidentId) -> None:
    """The people of two private incidents hear of each other's: all of them have to know of both.

    Nobody can be let into a private incident by merging: that is for its own people to do.
    """
    one, other = (house.records.snapshot(each).incident for each in (incident_id, original_id))
    if one.private and other.private:
        for known, unknown in ((incident_id, original_id), (original_id, incident_id)):
            insiders = house.records.insiders(known)
            if not all(house.records.may_see(user, unknown) for user in insiders):
                raise InvalidField(FIELD, Flaw.SOME_MAY_NOT_SEE, reference(unknown))


def _newcomers(
    house: House, incident_id: IncidentId, original_id: IncidentId
) -> tuple[UserId, ...]:
    there = {*_people(house, original_id), *house.records.insiders(original_id)}
    return tuple(user for user in _people(house, incident_id) if user not in there)


def _people(house: House, incident_id: IncidentId) -> tuple[UserId, ...]:
    """Who declared it, who holds a role in it, and whoever took part."""
    incident = house.records.snapshot(incident_id).incident
    took_part = (each.user for each in house.records.participants(incident_id))
    return tuple(dict.fromkeys((incident.declared_by, *incident.holders.values(), *took_part)))


def _locked(
    unit: UnitOfWork, incident_id: IncidentId, original_id: IncidentId
) -> tuple[Incident, Incident]:
    """In the order of their numbers, so that two who merge them crosswise do not wait for ever."""
    found = {each: unit.incidents.get(each) for each in sorted((incident_id, original_id))}
    return found[incident_id], found[original_id]
