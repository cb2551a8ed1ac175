from dataclasses import replace

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, Trigger
from firefighter.domain.rights import Right
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId
from firefighter.usecases.entitlement import is_entitled, refuse_to_end
from firefighter.usecases.merge import cancel_as_duplicate
from firefighter.usecases.read_page import with_page

_ENDS = {Trigger.CLOSE, Trigger.CANCEL}


def change_status(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, step: Step
) -> Incident:
    """Takes one step of the lifecycle; to cancel a duplicate merges it, where that can be.

    Raises UnknownIncident, NotAllowed, NotEntitled, Incomplete, or InvalidField for a duplicate of
    itself, or of what the actor cannot see.
    """
    if step.duplicate_of is not None:
        original = step.duplicate_of
        return cancel_as_duplicate(house, delivery, actor, incident_id, original, note=step.note)
    may_end = step.trigger not in _ENDS or is_entitled(house, actor, Right.CLOSE)
    may_override = is_entitled(house, actor, Right.OVERRIDE)
    step = with_page(house, incident_id, step)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        refuse_to_end(house, incident, actor, entitled=may_end)
        overrides = may_override or incident.commander == actor
        said = replace(step, note=clean_text(step.note), may_override=overrides)
        incident.advance(said, actor=actor, now=house.clock.now())
    return incident
