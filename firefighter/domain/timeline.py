from dataclasses import dataclass, field
from datetime import datetime

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import NOT_STORED, EntryId


@dataclass(frozen=True)
class Entry:
    """One line of the record: `event.at` is when it happened, `recorded_at` when we wrote it."""

    event: AnyEvent
    recorded_at: datetime
    id: EntryId = field(default=NOT_STORED, compare=False)
