"""Reading the post-mortem page, and asking for one."""

from dataclasses import replace

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.ports.app_context import AppContext
from firefighter.ports.pages import PageReading
from firefighter.ports.store import DeliveryId, EffectRequest


def read_postmortem_page(context: AppContext, incident_id: IncidentId) -> PageReading | None:
    """Reads the post-mortem page, or its cached text. None if people do not write on it.

    Takes up to two seconds, so no transaction may be open. Raises UnknownIncident.
    """
    snapshot = context.records.snapshot(incident_id)
    incident = snapshot.incident
    if not incident.has_postmortem_page or incident.private:
        return None
    return context.page_reader(incident_id, snapshot.postmortem_page)


def with_page_text(context: AppContext, incident_id: IncidentId, step: Step) -> Step:
    """Adds the page's text, which the checklist needs, to a step that closes."""
    if step.kind is not StepKind.CLOSE:
        return step
    reading = read_postmortem_page(context, incident_id)
    if reading is None:
        return step
    return replace(step, postmortem_page=reading.text, postmortem_page_unread=reading.text is None)


def request_postmortem_page(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    again: EffectRequest,
) -> Incident:
    """Requests a post-mortem page. `again` makes a new one if the old one was deleted.

    Raises UnknownIncident, or NotAllowedInStatus for a declined incident.
    """
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        if incident.has_postmortem_page:
            unit.enqueue(incident_id, again)
        else:
            incident.request_postmortem_page(actor=actor, now=context.clock.now())
    return incident


def resume_page_updates(
    context: AppContext, delivery: DeliveryId, incident_id: IncidentId, resuming: EffectRequest
) -> None:
    """Updates the sections of the page that people edited again. Raises UnknownIncident."""
    with context.units(delivery) as unit:
        unit.incidents.get(incident_id)
        unit.enqueue(incident_id, resuming)
