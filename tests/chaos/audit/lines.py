"""The lines that the timeline says there should be, and those that are there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firefighter.domain.discretion import named_in
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    Linked,
    RoomAdopted,
    SeverityChanged,
    StatusChanged,
    Unlinked,
    UpdatePosted,
    VisibilityChanged,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.timeline import Entry
from firefighter.effects.plan import is_silent
from firefighter.effects.post_line import PostLine
from firefighter.playground.slack import Message
from firefighter.ports.places import Place
from firefighter.slack.words.lines import line
from firefighter.slack.words.merging import ONWARD_SIGN
from tests.chaos.audit.sight import began_private, is_private_since, moves_room
from tests.chaos.evidence import Case, Evidence


@dataclass(frozen=True)
class Told:
    text: str
    due: bool = True
    """Whether people have to find it; if not, it may be there or not."""


@dataclass(frozen=True)
class Lines:
    where: str
    told: list[Told]
    found: list[str]

    @property
    def expected(self) -> list[str]:
        return [each.text for each in self.told]

    @property
    def missing(self) -> list[str]:
        return _without([each.text for each in self.told if each.due], self.found)

    @property
    def surplus(self) -> list[str]:
        return _without(self.found, self.expected)

    @property
    def in_order(self) -> bool:
        told = iter(self.expected)
        return all(text in told for text in _without(self.found, self.surplus))


def lines_of(evidence: Evidence, case: Case) -> tuple[Lines, Lines]:
    """In the announcement's thread, and in the room."""
    telling = _Telling(evidence, case)
    for entry in case.timeline:
        telling.hear(entry)
    announced = case.snapshot.places.get(Place.ANNOUNCEMENT)
    in_thread = evidence.by_bot(announced.channel, announced.ts) if announced else []
    channel = evidence.room_of(case)
    in_room = evidence.by_bot(channel.id) if channel else []
    return (
        Lines("the thread", telling.thread, telling.known(_texts(evidence, in_thread))),
        Lines("the room", telling.room, telling.known(_texts(evidence, in_room))),
    )


def _texts(evidence: Evidence, said: Sequence[Message]) -> list[str]:
    """Whatever was posted by effects of another kind is no line; by none, it is one too many."""
    lines = [each.text for each in said if evidence.kind_of(each) in {PostLine.kind, ""}]
    return [each.partition(f" {ONWARD_SIGN} ")[0] for each in lines]


class _Telling:
    """Where each entry of a timeline is told."""

    def __init__(self, evidence: Evidence, case: Case) -> None:
        self.thread: list[Told] = []
        self.room: list[Told] = []
        self._evidence = evidence
        self._case = case
        self._private = self._has_room = began_private(case)
        self._shortened: dict[str, str] = {}

    def known(self, found: list[str]) -> list[str]:
        """Each line as it would be if everybody might know of all that it names."""
        return [self._shortened.get(text, text) for text in found]

    def hear(self, entry: Entry) -> None:
        match entry.event:
            case Declared() as event:
                policy = self._evidence.rules.policy(event.severity)
                self._has_room = self._has_room or policy.room or bool(event.room)
                if event.room:
                    self.room.append(self._told(entry))
            case VisibilityChanged(private=private):
                self._move(entry, private=private)
            case event if not is_silent(event):
                self._tell(entry)

    def _move(self, entry: Entry, *, private: bool) -> None:
        """What everybody could read is gone, and people go on where only they can.

        What was still on its way may be said in the next place, or nowhere.
        """
        self._private = private
        self._has_room = self._has_room or private
        if private:
            self.thread = [replace(each, due=False) for each in self.thread]
        if moves_room(self._evidence, self._case, entry):
            self.room = [replace(each, due=False) for each in self.room]
        self.room.append(self._told(entry))

    def _tell(self, entry: Entry) -> None:
        event, told = entry.event, self._told(entry)
        if isinstance(event, Linked | Unlinked) and self._is_private_now(event.other):
            return
        (self.room if self._has_room else self.thread).append(told)
        if isinstance(event, UpdatePosted) and self._has_room and not self._private:
            self.thread.append(told)
        if isinstance(event, RoomAdopted):
            self.room.append(told)
            self._has_room = True
        opens_room = isinstance(event, SeverityChanged) and event.opens_room
        self._has_room = self._has_room or opens_room

    def _told(self, entry: Entry) -> Told:
        """A line that names what is private is taken back, and does not come again.

        One that says more is shortened; that a duplicate ended is said in any case.
        """
        text, other = self._line(entry.event), named_in(entry.event)
        if other is None or not is_private_since(self._evidence.case(other), entry.event.at):
            return Told(text)
        if isinstance(entry.event, StatusChanged):
            shorter = replace(entry.event, duplicate_of=None, merged=False)
            self._shortened[self._line(shorter)] = text
            return Told(text)
        return Told(text, due=False)

    def _is_private_now(self, other: IncidentId) -> bool:
        return self._evidence.case(other).snapshot.incident.private

    def _line(self, event: AnyEvent) -> str:
        return line(event, self._case.snapshot.incident, self._evidence.rules)


def _without(texts: list[str], others: list[str]) -> list[str]:
    """What is left of `texts` once each of `others` took away one like it, the last one first."""
    left = list(others)
    kept: list[str] = []
    for text in texts:
        if text in left:
            left.remove(text)
        else:
            kept.append(text)
    return kept
