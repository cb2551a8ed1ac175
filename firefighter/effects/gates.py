import threading
from collections.abc import Mapping
from datetime import datetime


class Gates:
    """The methods of the chat that want to be left alone for a while, as one process knows them."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def close(self, closed: Mapping[str, datetime]) -> None:
        with self._lock:
            for gate, until in closed.items():
                self._until[gate] = max(until, self._until.get(gate, until))

    def seconds_left(self, gate: str, now: datetime) -> float:
        """How long `gate` stays closed, in seconds; 0 when it is open."""
        with self._lock:
            until = self._until.get(gate)
            if until is not None and until <= now:
                del self._until[gate]
            return max((until - now).total_seconds(), 0.0) if until else 0.0
