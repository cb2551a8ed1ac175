"""Each message of the Chat port."""

from collections.abc import Callable, Iterator, Mapping

from firefighter.domain.events import Described
from firefighter.ports.chat import Announcement, ControlPanel, Line, Message, Nudge, Wanted
from firefighter.ports.places import Snapshot


def _line(snapshot: Snapshot) -> Iterator[Line]:
    incident = snapshot.incident
    said = Described(
        actor=incident.declared_by,
        at=next(iter(incident.milestones.values())),
        summary=incident.summary,
    )
    yield Line(said, snapshot)


MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[Message]]] = {
    Announcement: lambda snapshot: iter([Announcement(snapshot)]),
    ControlPanel: lambda snapshot: iter([ControlPanel(snapshot)]),
    Line: _line,
    Nudge: lambda snapshot: (Nudge(wanted, snapshot) for wanted in Wanted),
}


def every_message(snapshot: Snapshot) -> Iterator[Message]:
    for messages in MESSAGES.values():
        yield from messages(snapshot)
