import random
from dataclasses import dataclass


@dataclass(frozen=True)
class WorkerConfig:
    """Threads, timeouts and retries of the worker."""

    threads: int = 8
    poll_s: float = 0.5
    """How often to poll for effects and jobs of other processes, in seconds."""
    lease_s: float = 60.0
    """Longer than any effect takes, even if each of its calls times out."""
    retry_base_s: float = 1.0
    retry_cap_s: float = 300.0
    tries: int = 30
    """While a service is unavailable. With the waits between tries, about two hours."""
    tries_refused: int = 3
    """When a service refuses, or for a bug: somebody has to fix something first."""
    report_after: int = 5
    """After so many failures, whoever waits for the effect is told, also if it is still retried."""
    notify_after_s: float = 3.0
    """From this wait on, the control panel shows that something is pending."""
    stop_s: float = 5.0
    """How long to wait for effects in progress when stopping."""
    remember_deliveries_h: float = 24.0

    def backoff_s(self, failures: int) -> float:
        """Doubles with each failure up to the cap, with jitter."""
        longest_s = min(self.retry_base_s * 2.0 ** (failures - 1), self.retry_cap_s)
        return longest_s * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not security
