"""Each message of the Chat port."""

from collections.abc import Callable, Iterator, Mapping

from firefighter.domain.events import Described, RoleChanged
from firefighter.domain.roles import COMMANDER
from firefighter.ports.chat import (
    Announcement,
    Briefing,
    ControlPanel,
    DeclaredFrom,
    DeclaredHere,
    Line,
    Message,
    Nudge,
    Wanted,
)
from firefighter.ports.places import Snapshot
from tests.domain.incidents import NOW


def _line(snapshot: Snapshot) -> Iterator[Line]:
    incident = snapshot.incident
    said = Described(
        actor=incident.declared_by,
        at=next(iter(incident.milestones.values())),
        summary=incident.summary,
    )
    yield Line(said, snapshot)


def _briefing(snapshot: Snapshot) -> Iterator[Briefing]:
    who, note = snapshot.incident.declared_by, snapshot.incident.impact
    event = RoleChanged(actor=who, at=NOW, role=COMMANDER, before=None, after=who, note=note)
    yield Briefing(event, snapshot)


MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[Message]]] = {
    Announcement: lambda snapshot: iter([Announcement(snapshot)]),
    ControlPanel: lambda snapshot: iter([ControlPanel(snapshot)]),
    Line: _line,
    Briefing: _briefing,
    Nudge: lambda snapshot: (Nudge(wanted, snapshot) for wanted in Wanted),
    DeclaredFrom: lambda snapshot: iter([DeclaredFrom(snapshot, "https://chat.example/1")]),
    DeclaredHere: lambda snapshot: iter([DeclaredHere(snapshot)]),
}


def every_message(snapshot: Snapshot) -> Iterator[Message]:
    for messages in MESSAGES.values():
        yield from messages(snapshot)
