"""Making an incident private, or showing it to everybody."""

from firefighter.domain.discretion import was_hidden
from firefighter.domain.errors import PageInTheWay
from firefighter.domain.follow_ups import owners_of
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def make_private(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> Incident:
    """Nobody hears of it from then on but its people. Raises as `refuse_visibility`."""
    page_is_gone = refuse_visibility(house, incident_id, private=True)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        _refuse_page(incident, is_gone=page_is_gone)
        took_part = (each.user for each in unit.participants.of(incident_id))
        # What was given up there must not keep that from being taken down.
        unit.retry_parked(incident_id)
        stays = incident.works_in_room and was_hidden(unit.timeline(incident_id))
        incident.make_private(
            left="" if stays else unit.leave_room(incident_id) or "",
            stays=stays,
            people=tuple(dict.fromkeys((*took_part, *owners_of(incident.follow_ups)))),
            actor=actor,
            now=house.clock.now(),
        )
    return incident


def make_public(
    house: House, delivery: DeliveryId, actor: UserId, incident_id: IncidentId
) -> Incident:
    """Everybody hears of it. Raises as `refuse_visibility`."""
    page_is_gone = refuse_visibility(house, incident_id, private=False)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        _refuse_page(incident, is_gone=page_is_gone)
        incident.make_public(actor=actor, now=house.clock.now())
    return incident


def refuse_visibility(house: House, incident_id: IncidentId, *, private: bool) -> bool:
    """When it may become private, or be shown to everybody: whether it had a page that is gone.

    Raises UnknownIncident, AlreadySo, or PageInTheWay while there is a post-mortem page.
    """
    snapshot = house.records.snapshot(incident_id)
    snapshot.incident.refuse_visibility(private=private)
    is_gone = snapshot.page is not None and snapshot.page.gone
    _refuse_page(snapshot.incident, is_gone=is_gone)
    return is_gone


def _refuse_page(incident: Incident, *, is_gone: bool) -> None:
    if incident.has_page and not is_gone:
        raise PageInTheWay
