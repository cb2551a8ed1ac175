"""Done twice: in the database, or as people see it."""

from collections import Counter
from collections.abc import Iterator

from firefighter.domain.events import Declared, Described, Edited, SeverityChanged, StatusChanged
from firefighter.playground.slack import Channel
from firefighter.playground.slack.records import BOT_USER_ID
from firefighter.ports.places import Place
from firefighter.store.tables import AppointmentState
from tests.chaos.audit.lines import lines_of
from tests.chaos.audit.outcomes import balance, tokens
from tests.chaos.audit.sight import hidden
from tests.chaos.evidence import Case, Evidence
from tests.chaos.town import is_panel


def handled_twice(evidence: Evidence) -> list[str]:
    """What is on record more often than it was delivered."""
    typed = Counter(
        token
        for case in evidence.cases
        for entry in case.timeline
        for token in _typed_in(entry.event)
    )
    found = [
        f"{token} is on record {number} times" for token, number in typed.items() if number > 1
    ]
    return found + [
        f"{user}: {-surplus} entries or answers more than deliveries"
        for user, surplus in balance(evidence).items()
        if surplus < 0
    ]


def shown_twice(evidence: Evidence) -> list[str]:
    found = [f"{case.name}: {what}" for case in evidence.cases for what in _doubles(evidence, case)]
    return [*_marks(evidence), *found, *_strays(evidence), *_nudged_twice(evidence)]


def told_twice(evidence: Evidence) -> list[str]:
    """Not a failure but a figure: Slack keeps no ephemeral messages, so nobody can look first."""
    shown = Counter((str(each.shown_to), each.channel, each.text) for each in evidence.ephemerals)
    due = Counter(
        (str(row.payload["user"]), str(row.payload["channel"]), str(row.payload["text"]))
        for row in evidence.effects
        if row.kind == "tell_person"
    )
    return [f"{user}: {text}" for user, _channel, text in (shown & _only(due)) - due]


def _only(due: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    """Answers to commands are ephemeral as well, but are not effects: they do not count here."""
    return Counter(dict.fromkeys(due, 1_000_000))


def _typed_in(event: object) -> set[str]:
    match event:
        case Declared():
            return tokens(event.title)
        case Described():
            return tokens(event.summary)
        case StatusChanged():
            return tokens(event.note)
    return set()


def _marks(evidence: Evidence) -> Iterator[str]:
    """Two messages that the same effect posted."""
    kinds = {row.mark: f"{row.kind} of INC-{row.incident_id}" for row in evidence.effects}
    for mark, number in evidence.marks.items():
        if number > 1:
            yield f"{number} messages of one effect, {kinds.get(mark, mark)}"


def _doubles(evidence: Evidence, case: Case) -> Iterator[str]:
    for lines in lines_of(evidence, case):
        yield from (f"said once too often in {lines.where}: {each}" for each in lines.surplus)
    announced = case.snapshot.places.get(Place.ANNOUNCEMENT)
    in_thread = evidence.by_bot(announced.channel, announced.ts) if announced else []
    yield from _too_many(sum(map(is_panel, in_thread)), 1, "panels in the thread")
    room = evidence.room_of(case)
    if room is None:
        return
    said = evidence.messages[room.id]
    yield from _too_many(sum(map(is_panel, evidence.by_bot(room.id))), 1, "panels in the room")
    yield from _too_many(len(evidence.pins.get(room.id, ())), 1, "pins")
    yield from _too_many(sum(each.subtype == "pinned_item" for each in said), 1, "pinnings")
    set_anew = SeverityChanged | Edited
    topics = 1 + sum(isinstance(entry.event, set_anew) for entry in case.timeline)
    yield from _too_many(
        sum(each.subtype == "channel_topic" for each in said), topics, "changes of the topic"
    )
    joined = Counter(each.user for each in said if each.subtype == "channel_join")
    for user, times in joined.items():
        yield from _too_many(times, 1, f"arrivals of {user}")


def _too_many(number: int, most: int, what: str) -> Iterator[str]:
    if number > most:
        yield f"{number} {what}, not {most}"


def _strays(evidence: Evidence) -> Iterator[str]:
    """Announcements and rooms that no incident knows as its own."""
    announced = {_ts(case, Place.ANNOUNCEMENT) for case in evidence.cases}
    for message in evidence.by_bot(evidence.incidents_channel):
        if message.ts not in announced:
            yield f"an announcement of no incident's own: {message.text}"
    for thread in evidence.threads(evidence.incidents_channel):
        if thread not in announced:
            said = evidence.by_bot(evidence.incidents_channel, thread)
            yield f"said beneath no announcement: {[each.text for each in said]}"
    yield from _stray_rooms(evidence)


def _stray_rooms(evidence: Evidence) -> Iterator[str]:
    """Each time that an incident became private, it may have left a room, which is closed then."""
    rooms = {
        case.snapshot.places[Place.ROOM].channel
        for case in evidence.cases
        if Place.ROOM in case.snapshot.places
    }
    own = [
        each
        for each in evidence.channels.values()
        if each.creator == BOT_USER_ID and not each.is_im and each.id not in rooms
    ]
    left = [each for each in own if _is_closed(each)]
    yield from (f"a room of no incident's own: #{each.name}" for each in own if each not in left)
    most = sum(len(hidden(case)) for case in evidence.cases)
    yield from _too_many(len(left), most, "rooms that were left")
    for channel in left:
        if said := evidence.by_bot(channel.id):
            yield f"said in #{channel.name}, which was left: {[each.text for each in said]}"


def _is_closed(channel: Channel) -> bool:
    return channel.is_archived and channel.name == f"unused-{channel.id.lower()}"


def _nudged_twice(evidence: Evidence) -> Iterator[str]:
    """An appointment that was kept asks at most once."""
    kept = Counter(
        row.incident_id for row in evidence.appointments if row.state is AppointmentState.KEPT
    )
    asked = Counter(row.incident_id for row in evidence.effects if row.kind == "post_nudge")
    for incident_id in asked - kept:
        yield f"INC-{incident_id}: asked {asked[incident_id]} times, due {kept[incident_id]} times"


def _ts(case: Case, place: Place) -> str:
    at = case.snapshot.places.get(place)
    return at.ts if at else ""
