"""Making an incident private or public."""

from firefighter.domain.errors import PostmortemPageBlocksVisibility
from firefighter.domain.follow_ups import open_owners
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.redaction import was_hidden
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.drills import refuse_in_game_day


def make_private(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> Incident:
    """From then on only its people see it. Raises as `refuse_visibility` does."""
    page_is_gone = refuse_visibility(context, incident_id, private=True)
    refuse_in_game_day(context, incident_id)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        _refuse_page(incident, is_gone=page_is_gone)
        took_part = (each.user for each in unit.participants.of(incident_id))
        # Effects that failed in public places must not block the deletion of messages there.
        unit.retry_failed(incident_id)
        stays = incident.works_in_channel and was_hidden(unit.timeline(incident_id))
        incident.make_private(
            left="" if stays else unit.leave_channel(incident_id) or "",
            stays=stays,
            people=tuple(dict.fromkeys((*took_part, *open_owners(incident.follow_ups)))),
            actor=actor,
            now=context.clock.now(),
        )
    return incident


def make_public(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> Incident:
    """From then on everybody sees it. Raises as `refuse_visibility` does."""
    page_is_gone = refuse_visibility(context, incident_id, private=False)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        _refuse_page(incident, is_gone=page_is_gone)
        incident.make_public(actor=actor, now=context.clock.now())
    return incident


def refuse_visibility(context: AppContext, incident_id: IncidentId, *, private: bool) -> bool:
    """Returns whether it had a post-mortem page that is gone, if the visibility may change.

    Raises UnknownIncident, NoChange, or PostmortemPageBlocksVisibility while there is a page.
    """
    snapshot = context.records.snapshot(incident_id)
    snapshot.incident.refuse_visibility(private=private)
    is_gone = snapshot.postmortem_page is not None and snapshot.postmortem_page.gone
    _refuse_page(snapshot.incident, is_gone=is_gone)
    return is_gone


def _refuse_page(incident: Incident, *, is_gone: bool) -> None:
    if incident.has_postmortem_page and not is_gone:
        raise PostmortemPageBlocksVisibility
