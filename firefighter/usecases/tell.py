from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest


def tell(house: House, delivery: DeliveryId, request: EffectRequest) -> None:
    """Answers a delivery that changed nothing, as surely as a change: once, and never lost."""
    with house.units(delivery) as unit:
        unit.enqueue(None, request)
