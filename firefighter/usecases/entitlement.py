"""Whether somebody has a right, by what is known here: nobody waits for the chat to say it."""

from firefighter.domain.ids import UserId
from firefighter.domain.rights import EVERYBODY, Right
from firefighter.ports.house import House


def is_entitled(house: House, user: UserId, right: Right) -> bool:
    entitled = house.rules.rights.of(right)
    return EVERYBODY in entitled or house.records.is_among(user, entitled)
