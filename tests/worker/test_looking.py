"""Effects that are claimed together look at their incident once, and at nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import IncidentId
from firefighter.ports.places import Snapshot
from firefighter.worker.looking import SharedLook
from tests.worker.workshop import Workshop

_CROWD = 8


class Looks:
    """How often each incident was looked at; the store may be away the first time."""

    def __init__(self, workshop: Workshop, *, away: bool = False) -> None:
        self._records = workshop.house.records
        self._away = away
        self.at: list[IncidentId] = []

    def __call__(self, incident_id: IncidentId) -> Snapshot:
        self.at.append(incident_id)
        if self._away and len(self.at) == 1:
            raise StoreUnavailable("away")
        return self._records.snapshot(incident_id)


def test_all_at_once_look_at_each_incident_once(workshop: Workshop) -> None:
    ids = [workshop.declare().id, workshop.declare().id]
    looks, start = Looks(workshop), Barrier(_CROWD)
    look = SharedLook(looks)

    def see(number: int) -> IncidentId:
        start.wait(60)
        return look(ids[number % 2]).incident.id

    with ThreadPoolExecutor(_CROWD) as pool:
        seen = list(pool.map(see, range(_CROWD)))
    assert seen == ids * (_CROWD // 2)
    assert sorted(looks.at) == sorted(ids)


def test_a_look_that_failed_is_taken_again(workshop: Workshop) -> None:
    incident_id = workshop.declare().id
    look = SharedLook(Looks(workshop, away=True))
    with pytest.raises(StoreUnavailable):
        look(incident_id)
    assert look(incident_id).incident.id == incident_id
