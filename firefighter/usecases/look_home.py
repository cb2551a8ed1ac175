from firefighter.domain.ids import UserId
from firefighter.ports.home import Home
from firefighter.ports.house import House
from firefighter.ports.records import Records
from firefighter.ports.search import Search
from firefighter.ports.store import DeliveryId

_SHOWN = 20


def look_home(records: Records, user: UserId) -> Home:
    """What is so now, for this person alone."""
    return Home(
        user=user,
        held=records.search(user, Search(only_open=True, held_by=user), _SHOWN),
        open=records.search(user, Search(only_open=True), _SHOWN),
    )


def note_at_home(house: House, delivery: DeliveryId, user: UserId) -> None:
    """Who was here a while ago is shown what changes since."""
    with house.units(delivery) as unit:
        unit.visitors.came_home(user)
