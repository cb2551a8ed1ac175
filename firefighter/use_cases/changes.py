"""Taking in changes that programs report."""

from collections.abc import Callable, Iterable

from firefighter.domain.changes import may_have_caused
from firefighter.domain.incident import Incident
from firefighter.ports.app_context import AppContext
from firefighter.ports.changes import ReportedChange
from firefighter.ports.store import DeliveryId, EffectRequest

RefreshIncident = Callable[[Incident], Iterable[EffectRequest]]
"""The effects that show the change where people work on the incident."""


def report_change(context: AppContext, reported: ReportedChange, refresh: RefreshIncident) -> bool:
    """Stores a change, and shows it in the open incidents that it may have caused.

    Returns whether it is new: the same id of the same sender changes nothing. Raises AlreadyHandled
    for a recent repetition.
    """
    delivery = DeliveryId(f"change:{reported.sender}:{reported.id}")
    with context.units(delivery) as unit:
        if not unit.changes.add(reported, context.clock.now()):
            return False
        for incident_id in unit.changes.open_incidents_of(reported.change.service):
            incident = unit.incidents.get(incident_id)
            if may_have_caused(reported.change, incident, context.rules.changes_before):
                for request in refresh(incident):
                    unit.enqueue(incident_id, request)
    return True
