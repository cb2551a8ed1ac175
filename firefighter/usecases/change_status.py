from dataclasses import replace

from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, Incidents


def change_status(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, step: Step
) -> Incident:
    """Takes one step of the lifecycle.

    Raises UnknownIncident, NotAllowed, Incomplete, or InvalidField for a duplicate of itself.
    """
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if step.duplicate_of is not None:
            _refuse_false_duplicate(incident, step.duplicate_of, unit.incidents)
        said = replace(step, note=clean_text(step.note), may_override=incident.commander == actor)
        incident.advance(said, actor=actor, now=house.clock.now())
    return incident


def _refuse_false_duplicate(incident: Incident, original: IncidentId, known: Incidents) -> None:
    if original == incident.id:
        raise InvalidField("duplicate_of", Flaw.DUPLICATE_OF_ITSELF)
    if not known.exists(original):
        raise InvalidField("duplicate_of", Flaw.UNKNOWN_INCIDENT, reference(original))
