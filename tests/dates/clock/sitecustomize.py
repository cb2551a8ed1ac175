"""Makes `time.sleep` work while `faketime` shifts the clock; Python imports this at its start.

libfaketime 0.9.10 shifts CLOCK_REALTIME alone if told so, but then rejects the absolute times that
`time.sleep` passes to `clock_nanosleep`. If it shifts CLOCK_MONOTONIC as well, it misses
`sem_clockwait`, and waiting for an event never ends.
"""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    select.select([], [], [], float(seconds))


time.sleep = _sleep  # noqa: TID251 - it is replaced, not called
