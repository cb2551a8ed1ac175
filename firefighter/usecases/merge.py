from firefighter.domain import merging
from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.merging import FIELD, Ending
from firefighter.domain.rights import Right
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId
from firefighter.usecases.entitlement import is_entitled, refuse_to_end
from firefighter.usecases.two_incidents import locked, refuse_other


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
    refuse_other(house, actor, *ids, field=FIELD, when_same=Flaw.DUPLICATE_OF_ITSELF)
    duplicate, original = (house.records.snapshot(each).incident for each in ids)
    _refuse_strangers(house, duplicate, original)
    entitled = is_entitled(house, actor, Right.CLOSE)
    newcomers = _newcomers(house, duplicate, original)
    ending = Ending(note=clean_text(note), newcomers=newcomers, actor=actor)
    with house.units(delivery) as unit:
        duplicate, original = locked(unit, *ids)
        refuse_to_end(house, duplicate, actor, entitled=entitled)
        merges = only_merge or merging.can_take_over(original, duplicate)
        end = merging.merge if merges else merging.cancel_as_duplicate
        end(duplicate, original, ending, house.clock.now())
    return duplicate


def _refuse_strangers(house: House, one: Incident, other: Incident) -> None:
    """The people of two private incidents hear of each other's: all of them have to know of both.

    Nobody can be let into a private incident by merging: that is for its own people to do.
    """
    if one.private and other.private:
        for known, unknown in ((one, other), (other, one)):
            insiders = house.records.insiders(known.id)
            if not all(house.records.may_see(user, unknown.id) for user in insiders):
                raise InvalidField(FIELD, Flaw.SOME_MAY_NOT_SEE, unknown.reference)


def _newcomers(house: House, duplicate: Incident, original: Incident) -> tuple[UserId, ...]:
    there = {*_people(house, original), *house.records.insiders(original.id)}
    return tuple(user for user in _people(house, duplicate) if user not in there)


def _people(house: House, incident: Incident) -> tuple[UserId, ...]:
    """Who declared it, who holds a role in it, and whoever took part."""
    took_part = (each.user for each in house.records.participants(incident.id))
    return tuple(dict.fromkeys((incident.declared_by, *incident.holders.values(), *took_part)))
