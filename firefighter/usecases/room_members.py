"""Who is in an incident's room: they know of it, also when it is private."""

from firefighter.domain.ids import UserId
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.ports.store import DeliveryId


def joined_room(house: House, delivery: DeliveryId, user: UserId, channel: ChannelId) -> None:
    with house.units(delivery) as unit:
        unit.circles.joined(channel, user)


def left_room(house: House, delivery: DeliveryId, user: UserId, channel: ChannelId) -> None:
    with house.units(delivery) as unit:
        unit.circles.left(channel, user)
