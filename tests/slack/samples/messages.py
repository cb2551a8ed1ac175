"""Each message of the Chat port."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from firefighter.domain.events import Described, Paged, RoleChanged, RoomChanged, StatusChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.relations import Relation
from firefighter.domain.roles import COMMANDER
from firefighter.domain.room import RoomState
from firefighter.ports.chat import (
    Announcement,
    ArchiveNotice,
    Briefing,
    ControlPanel,
    DeclaredFrom,
    DeclaredHere,
    Line,
    Message,
    Nudge,
    PageNews,
    PageNotice,
    PagingDelay,
    PostmortemDue,
    Reminder,
    Reopened,
    RoomNotice,
    Stage,
    Wanted,
)
from firefighter.ports.places import Kin, Snapshot
from tests.domain.incidents import NOW


def _line(snapshot: Snapshot) -> Iterator[Line]:
    incident = snapshot.incident
    said = Described(
        actor=incident.declared_by,
        at=next(iter(incident.milestones.values())),
        summary=incident.summary,
    )
    yield Line(said, snapshot)
    merged = StatusChanged(
        actor=incident.declared_by,
        at=NOW,
        trigger=Trigger.CANCEL,
        before=Status.OPEN,
        after=Status.CLOSED,
        cancel_reason=CancelReason.DUPLICATE,
        duplicate_of=IncidentId(7),
        merged=True,
    )
    original = Kin(IncidentId(7), incident.title, Relation.ORIGINAL)
    yield Line(merged, replace(snapshot, kin=(original,)))


def _briefing(snapshot: Snapshot) -> Iterator[Briefing]:
    who, note = snapshot.incident.declared_by, snapshot.incident.impact
    event = RoleChanged(actor=who, at=NOW, role=COMMANDER, before=None, after=who, note=note)
    yield Briefing(event, snapshot)


def _reminders(snapshot: Snapshot) -> Iterator[Reminder]:
    incident = snapshot.incident
    follow_up = FollowUp(
        number=FollowUpNumber(1),
        text=incident.summary or "1, 2",
        owner=incident.declared_by,
        due=date(2026, 3, 9),
        ticket="https://3.example/4",
    )
    for late in (False, True):
        yield Reminder(follow_up, late=late, snapshot=snapshot)


def _delay(snapshot: Snapshot) -> Iterator[PagingDelay]:
    who = snapshot.incident.declared_by
    paged = Paged(actor=who, at=NOW, key="1", service="2", through="7", reason="3")
    yield PagingDelay(paged, snapshot)


def _of_room(snapshot: Snapshot) -> Iterator[RoomNotice]:
    for who in (snapshot.incident.declared_by, UserId("")):
        for after in RoomState:
            event = RoomChanged(actor=who, at=NOW, before=RoomState.OPEN, after=after)
            yield RoomNotice(event, snapshot)


def _reopened(snapshot: Snapshot) -> Iterator[Reopened]:
    for state in RoomState:
        incident = replace(snapshot.incident, room_state=state)
        event = StatusChanged(
            actor=incident.declared_by,
            at=NOW,
            trigger=Trigger.REOPEN,
            before=Status.CLOSED,
            after=Status.INVESTIGATING,
            note=incident.summary,
        )
        yield Reopened(event, replace(snapshot, incident=incident))


MESSAGES: Mapping[type, Callable[[Snapshot], Iterator[Message]]] = {
    Announcement: lambda snapshot: iter([Announcement(snapshot)]),
    ControlPanel: lambda snapshot: iter([ControlPanel(snapshot)]),
    Line: _line,
    Briefing: _briefing,
    Nudge: lambda snapshot: (Nudge(wanted, snapshot) for wanted in Wanted),
    DeclaredFrom: lambda snapshot: iter([DeclaredFrom(snapshot, "https://chat.example/1")]),
    DeclaredHere: lambda snapshot: iter([DeclaredHere(snapshot)]),
    PageNotice: lambda snapshot: (PageNotice(news, snapshot) for news in PageNews),
    PostmortemDue: lambda snapshot: (PostmortemDue(stage, snapshot) for stage in Stage),
    PagingDelay: _delay,
    Reminder: _reminders,
    ArchiveNotice: lambda snapshot: (ArchiveNotice(snapshot, due) for due in (NOW, None)),
    RoomNotice: _of_room,
    Reopened: _reopened,
}


def every_message(snapshot: Snapshot) -> Iterator[Message]:
    for messages in MESSAGES.values():
        yield from messages(snapshot)
