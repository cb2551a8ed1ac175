from datetime import timedelta

from firefighter.domain.ids import UserId
from firefighter.ports.house import House
from firefighter.ports.people import Person
from firefighter.ports.store import DeliveryId, EffectRequest

FRESH = timedelta(days=1)
"""For how long what is known of somebody is taken to be so still."""


def is_news(house: House, person: Person | None) -> bool:
    """Whether somebody is unknown, or known for too long to be sure of it."""
    return person is None or person.learnt_at + FRESH <= house.clock.now()


def meet(house: House, user: UserId, request: EffectRequest) -> None:
    """Has the chat asked who somebody is, once a day however often they come.

    Raises AlreadyHandled when that was done today.
    """
    today = house.clock.now().date().isoformat()
    with house.units(DeliveryId(f"meet:{user}:{today}")) as unit:
        unit.enqueue(None, request)
