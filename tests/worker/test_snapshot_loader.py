"""Effects claimed together load their incident once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.ids import IncidentId
from firefighter.ports.snapshot import Snapshot
from firefighter.worker.effect_runner import SharedSnapshots
from tests.worker.worker_harness import WorkerHarness

_CROWD = 8


class CountingLoader:
    """Counts the loads of each incident; the first may fail."""

    def __init__(self, harness: WorkerHarness, *, away: bool = False) -> None:
        self._records = harness.context.records
        self._away = away
        self.at: list[IncidentId] = []

    def __call__(self, incident_id: IncidentId) -> Snapshot:
        self.at.append(incident_id)
        if self._away and len(self.at) == 1:
            raise StoreUnavailable("away")
        return self._records.snapshot(incident_id)


def test_concurrent_effects_load_each_incident_once(harness: WorkerHarness) -> None:
    ids = [harness.declare().id, harness.declare().id]
    looks, start = CountingLoader(harness), Barrier(_CROWD)
    look = SharedSnapshots(looks)

    def see(number: int) -> IncidentId:
        start.wait(60)
        return look(ids[number % 2]).incident.id

    with ThreadPoolExecutor(_CROWD) as pool:
        seen = list(pool.map(see, range(_CROWD)))
    assert seen == ids * (_CROWD // 2)
    assert sorted(looks.at) == sorted(ids)


def test_failed_load_is_repeated(harness: WorkerHarness) -> None:
    incident_id = harness.declare().id
    look = SharedSnapshots(CountingLoader(harness, away=True))
    with pytest.raises(StoreUnavailable):
        look(incident_id)
    assert look(incident_id).incident.id == incident_id
