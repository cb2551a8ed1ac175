import threading
from collections import defaultdict
from collections.abc import Callable

from firefighter.domain.ids import IncidentId
from firefighter.ports.places import Snapshot

Look = Callable[[IncidentId], Snapshot]


class SharedLook:
    """For effects that were claimed together: those of one incident look at it once.

    What one of them brings about is nothing that another of them waits for, so that all may act
    on the same. Whoever fails to see it leaves the next one to look.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._seen: dict[IncidentId, Snapshot] = {}
        self._looking: dict[IncidentId, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def __call__(self, incident_id: IncidentId) -> Snapshot:
        with self._lock:
            looking = self._looking[incident_id]
        with looking:
            if incident_id not in self._seen:
                self._seen[incident_id] = self._look(incident_id)
            return self._seen[incident_id]
