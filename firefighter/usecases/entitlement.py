"""Whether somebody has a right, by what is known here: nobody waits for the chat to say it."""

from firefighter.domain.errors import NotEntitled
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.rights import EVERYBODY, Right
from firefighter.ports.house import House


def is_entitled(house: House, user: UserId, right: Right) -> bool:
    entitled = house.rules.rights.of(right)
    return EVERYBODY in entitled or house.records.is_among(user, entitled)


def refuse_to_end(house: House, incident: Incident, actor: UserId, *, entitled: bool) -> None:
    """Does nothing for who has the right to end incidents, or leads this one."""
    if not entitled and incident.commander != actor:
        leader = (incident.commander,) if incident.commander else ()
        raise NotEntitled(Right.CLOSE, (*leader, *house.rules.rights.of(Right.CLOSE)))
