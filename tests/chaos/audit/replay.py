"""An incident as its timeline tells it; written without the aggregate, so that it can disagree."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from firefighter.domain.events import (
    Declared,
    Described,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry


@dataclass
class Told:
    severity: Severity | None = None
    status: Status = Status.OPEN
    summary: str | None = None
    """None while nobody described it after it was declared."""
    impact: str = ""
    mitigation: str = ""
    cancelled: bool = False
    holders: dict[RoleKey, UserId | None] = field(default_factory=dict)
    breaks: list[str] = field(default_factory=list)
    """Entries that begin where the one before did not end."""

    def hear(self, event: object) -> None:
        match event:
            case Declared():
                self.severity = event.severity
            case Described():
                self.summary = event.summary
            case UpdatePosted():
                self.impact = event.impact
            case SeverityChanged():
                self._expect("severity", self.severity, event.before)
                self.severity = event.after
            case RoleChanged():
                self._expect(event.role, self.holders.get(event.role), event.before)
                self.holders[event.role] = event.after
            case StatusChanged():
                self._expect("status", self.status, event.before)
                self._step(event)

    def _step(self, event: StatusChanged) -> None:
        self.status = event.after
        if event.trigger is Trigger.MITIGATE:
            self.mitigation = event.note
        if event.trigger is Trigger.REOPEN:
            self.mitigation, self.cancelled = "", False
        if event.trigger is Trigger.CANCEL:
            self.cancelled = True

    def _expect(self, what: str, known: object, before: object) -> None:
        if known != before:
            self.breaks.append(f"{what} was {known!r}, but an entry begins with {before!r}")


def replay(timeline: Iterable[Entry]) -> Told:
    told = Told()
    for entry in timeline:
        told.hear(entry.event)
    return told
