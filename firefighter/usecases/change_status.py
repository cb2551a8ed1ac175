from dataclasses import replace

from firefighter.domain.errors import Flaw, InvalidField, NotEntitled
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, Trigger
from firefighter.domain.rights import Right
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId
from firefighter.usecases.entitlement import is_entitled
from firefighter.usecases.read_page import with_page

_ENDS = {Trigger.CLOSE, Trigger.CANCEL}


def change_status(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, step: Step
) -> Incident:
    """Takes one step of the lifecycle.

    Raises UnknownIncident, NotAllowed, NotEntitled, Incomplete, or InvalidField for a duplicate of
    itself, or of what the actor cannot see.
    """
    if step.duplicate_of is not None:
        _refuse_false_duplicate(house, actor, incident_id, step.duplicate_of)
    may_end = step.trigger not in _ENDS or is_entitled(house, actor, Right.CLOSE)
    may_override = is_entitled(house, actor, Right.OVERRIDE)
    step = with_page(house, incident_id, step)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        leads = incident.commander == actor
        if not may_end and not leads:
            raise NotEntitled(Right.CLOSE, _who_may_end(house, incident))
        said = replace(step, note=clean_text(step.note), may_override=may_override or leads)
        incident.advance(said, actor=actor, now=house.clock.now())
    return incident


def _who_may_end(house: House, incident: Incident) -> tuple[str, ...]:
    leader = (incident.commander,) if incident.commander else ()
    return (*leader, *house.rules.rights.of(Right.CLOSE))


def _refuse_false_duplicate(
    house: House, actor: UserId, incident_id: IncidentId, original: IncidentId
) -> None:
    if original == incident_id:
        raise InvalidField("duplicate_of", Flaw.DUPLICATE_OF_ITSELF)
    if not house.records.may_see(actor, original):
        raise InvalidField("duplicate_of", Flaw.UNKNOWN_INCIDENT, reference(original))
