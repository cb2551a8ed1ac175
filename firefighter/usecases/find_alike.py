from collections.abc import Iterable, Sequence

from firefighter.domain.ids import UserId
from firefighter.domain.likeness import Sketch, most_alike
from firefighter.ports.house import House
from firefighter.ports.search import Listed, Search

_COMPARED = 200
_SHOWN = 3


def find_alike(house: House, user: UserId, title: str, services: Iterable[str]) -> Sequence[Listed]:
    """The open incidents, among those this person may see, that might be the same: a few at most.

    Compares with the worst and newest of them; nobody reads more than that at 3 a.m. either.
    """
    found = house.records.search(user, Search(only_open=True), _COMPARED).items
    known = {each.id: each for each in found}
    sketches = [Sketch(each.id, each.title, each.services) for each in found]
    return [known[found_id] for found_id in most_alike(title, services, sketches, _SHOWN)]
