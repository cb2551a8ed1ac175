from firefighter.domain.ids import UserId
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest


def wish_digest(
    house: House,
    delivery: DeliveryId,
    user: UserId,
    *,
    wanted: bool,
    answer: EffectRequest | None = None,
) -> None:
    """Remembers whether somebody wants the weekly figures, and tells them so."""
    with house.units(delivery) as unit:
        unit.wishes.want_digest(user, wanted=wanted)
        if answer:
            unit.enqueue(None, answer)
