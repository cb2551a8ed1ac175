from firefighter.domain.errors import Flaw, InvalidField
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.paging import PAGING_REASON_LIMIT, Whom, key_of
from firefighter.domain.title import clean_text
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId


def page_people(
    house: House,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    whom: Whom,
    reason: str,
) -> Incident:
    """Asks for the people of a user group, or for whoever is on call for a service.

    Raises UnknownIncident, NotAllowed once it is closed, InvalidField for nobody, for a group that
    is empty, disabled or gone, for a service that is not there, and for no reason; ChatError when
    the chat cannot say which groups there are.
    """
    why = " ".join(clean_text(reason, PAGING_REASON_LIMIT).split())
    if not why:
        raise InvalidField("reason", Flaw.NO_PAGING_REASON)
    through = _through(house, whom)
    with house.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        key = key_of(incident_id, delivery)
        incident.page(whom, why, key=key, through=through, actor=actor, now=house.clock.now())
    return incident


def _through(house: House, whom: Whom) -> str:
    """Who rings those on call; empty for a user group, which the chat itself calls."""
    if whom.group:
        _refuse_unless_somebody(house, whom.group)
        return ""
    if not whom.service:
        raise InvalidField("whom", Flaw.NOBODY_TO_PAGE)
    for each in house.rules.on_call:
        if each.name == whom.service:
            return each.through
    raise InvalidField("whom", Flaw.NO_SUCH_ON_CALL, whom.service)


def _refuse_unless_somebody(house: House, group_id: str) -> None:
    group = next((each for each in house.groups() if each.id == group_id), None)
    if group is None:
        raise InvalidField("whom", Flaw.NO_SUCH_GROUP)
    if group.disabled:
        raise InvalidField("whom", Flaw.GROUP_IS_DISABLED, group.handle)
    if not group.size:
        raise InvalidField("whom", Flaw.GROUP_IS_EMPTY, group.handle)
