import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How hard the worker tries."""

    threads: int = 8
    poll_s: float = 0.5
    """How often to look for effects that another process enqueued, in seconds."""
    lease_s: float = 60.0
    """Longer than any effect takes, its calls each timing out."""
    retry_base_s: float = 1.0
    retry_cap_s: float = 300.0
    tries: int = 30
    """While the other side gives no answer; with the waits between, about two hours."""
    tries_refused: int = 3
    """When the other side says no, or we have a bug; somebody has to mend something."""
    tell_after_s: float = 3.0
    """A wait from which on the control panel says that something is waiting."""
    stop_s: float = 5.0
    """How long to wait for effects under way when stopping."""
    remember_deliveries_h: float = 24.0

    def backoff_s(self, failures: int) -> float:
        """Doubles with each failure up to the cap; spread, so that no crowd comes at once."""
        longest_s = min(self.retry_base_s * 2.0 ** (failures - 1), self.retry_cap_s)
        return longest_s * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, guards nothing
