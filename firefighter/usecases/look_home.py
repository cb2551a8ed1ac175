from collections.abc import Iterator
from datetime import datetime

from firefighter.domain.ids import UserId
from firefighter.ports.home import Home, Owed
from firefighter.ports.house import House
from firefighter.ports.records import Records
from firefighter.ports.search import Search
from firefighter.ports.store import DeliveryId

_SHOWN = 20


def look_home(records: Records, user: UserId, now: datetime) -> Home:
    """What is so now, for this person alone."""
    return Home(
        user=user,
        held=records.search(user, Search(only_open=True, held_by=user), _SHOWN),
        open=records.search(user, Search(only_open=True), _SHOWN),
        owed=tuple(_owed(records, user)),
        at=now,
    )


def _owed(records: Records, user: UserId) -> Iterator[Owed]:
    for incident, follow_up in records.follow_ups_of(user):
        if follow_up.due:
            yield Owed(incident.id, follow_up)


def note_at_home(house: House, delivery: DeliveryId, user: UserId) -> None:
    """Who was here a while ago is shown what changes since."""
    with house.units(delivery) as unit:
        unit.visitors.came_home(user)
