from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.events import AnyEvent


@dataclass(frozen=True)
class Entry:
    """One line of the record: `event.at` is when it happened, `recorded_at` when we wrote it."""

    event: AnyEvent
    recorded_at: datetime
