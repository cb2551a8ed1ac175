import threading
from collections.abc import Callable
from time import monotonic


def eventually(condition: Callable[[], object], timeout_s: float = 60) -> None:
    """Polls until `condition` holds. Fails after `timeout_s`."""
    deadline, pause = monotonic() + timeout_s, threading.Event()
    while not condition():
        assert monotonic() < deadline, "It did not happen in time."
        pause.wait(0.01)
