"""The lines that the timeline says there should be, and those that are there."""

from collections.abc import Sequence
from dataclasses import dataclass

from firefighter.domain.events import Declared, RoomAdopted, SeverityChanged, UpdatePosted
from firefighter.effects.plan import is_silent
from firefighter.effects.post_line import PostLine
from firefighter.playground.slack import Message
from firefighter.ports.places import Place
from firefighter.slack.words.lines import line
from firefighter.slack.words.merging import ONWARD_SIGN
from tests.chaos.evidence import Case, Evidence


@dataclass(frozen=True)
class Lines:
    where: str
    expected: list[str]
    found: list[str]

    @property
    def missing(self) -> list[str]:
        return _without(self.expected, self.found)

    @property
    def surplus(self) -> list[str]:
        return _without(self.found, self.expected)

    @property
    def in_order(self) -> bool:
        common = _without(self.found, self.surplus)
        return common == _without(self.expected, self.missing)


def lines_of(evidence: Evidence, case: Case) -> tuple[Lines, Lines]:
    """In the announcement's thread, and in the room."""
    thread, room = _expected(evidence, case)
    announced = case.snapshot.places.get(Place.ANNOUNCEMENT)
    in_thread = evidence.by_bot(announced.channel, announced.ts) if announced else []
    channel = evidence.room_of(case)
    in_room = evidence.by_bot(channel.id) if channel else []
    return (
        Lines("the thread", thread, _texts(evidence, in_thread)),
        Lines("the room", room, _texts(evidence, in_room)),
    )


def _texts(evidence: Evidence, said: Sequence[Message]) -> list[str]:
    """Whatever was posted by effects of another kind is no line; by none, it is one too many."""
    lines = [each.text for each in said if evidence.kind_of(each) in {PostLine.kind, ""}]
    return [each.partition(f" {ONWARD_SIGN} ")[0] for each in lines]


def _expected(evidence: Evidence, case: Case) -> tuple[list[str], list[str]]:
    incident = case.snapshot.incident
    thread: list[str] = []
    room: list[str] = []
    has_room = incident.private
    for entry in case.timeline:
        event = entry.event
        if isinstance(event, Declared):
            has_room = has_room or evidence.rules.policy(event.severity).room or bool(event.room)
            if event.room:
                room.append(line(event, incident, evidence.rules))
            continue
        if is_silent(event):
            continue
        text = line(event, incident, evidence.rules)
        (room if has_room else thread).append(text)
        if isinstance(event, UpdatePosted) and has_room and not incident.private:
            thread.append(text)
        if isinstance(event, RoomAdopted):
            room.append(text)
            has_room = True
        has_room = has_room or (isinstance(event, SeverityChanged) and event.opens_room)
    return thread, room


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
