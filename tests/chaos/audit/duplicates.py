"""Finds what was done twice, in the database or as people see it."""

from collections import Counter
from collections.abc import Iterator

from firefighter.adapters.store.tables import JobState
from firefighter.domain.events import Declared, Described, Edited, SeverityChanged, StatusChanged
from firefighter.playground.slack import Channel
from firefighter.playground.slack.records import BOT_USER_ID
from firefighter.ports.snapshot import Place
from tests.chaos.audit.lines import lines_of
from tests.chaos.audit.outcomes import balance, tokens
from tests.chaos.audit.visibility import hidden
from tests.chaos.evidence import Case, Evidence
from tests.chaos.workspace import is_panel


def handled_twice(evidence: Evidence) -> list[str]:
    """Finds what is recorded more often than it was delivered."""
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
    return [
        *_repeated_idempotency_keys(evidence),
        *found,
        *_strays(evidence),
        *_nudged_twice(evidence),
    ]


def told_twice(evidence: Evidence) -> list[str]:
    """Counts ephemeral duplicates. They are no failure: Slack stores no ephemeral messages that
    could be looked up first.
    """
    shown = Counter((str(each.shown_to), each.channel, each.text) for each in evidence.ephemerals)
    due = Counter(
        (str(row.payload["user"]), str(row.payload["channel"]), str(row.payload["text"]))
        for row in evidence.effects
        if row.kind == "reply_privately"
    )
    return [f"{user}: {text}" for user, _channel, text in (shown & _only(due)) - due]


def _only(due: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str, str]]:
    """Answers to commands are ephemeral too, but they are not effects and do not count here."""
    return Counter(dict.fromkeys(due, 1_000_000))


def _typed_in(event: object) -> set[str]:
    match event:
        case Declared():
            return tokens(event.title)
        case Described():
            return tokens(event.summary)
        case StatusChanged():
            return tokens(event.note)
        case _:
            return set()


def _repeated_idempotency_keys(evidence: Evidence) -> Iterator[str]:
    """Finds two messages posted by the same effect."""
    kinds = {
        row.idempotency_key: f"{row.kind} of INC-{row.incident_id}" for row in evidence.effects
    }
    for idempotency_key, number in evidence.marks.items():
        if number > 1:
            yield f"{number} messages of one effect, {kinds.get(idempotency_key, idempotency_key)}"


def _doubles(evidence: Evidence, case: Case) -> Iterator[str]:
    for lines in lines_of(evidence, case):
        yield from (f"said once too often in {lines.where}: {each}" for each in lines.surplus)
    announced = case.snapshot.places.get(Place.ANNOUNCEMENT)
    in_thread = evidence.by_bot(announced.channel, announced.ts) if announced else []
    yield from _too_many(sum(map(is_panel, in_thread)), 1, "panels in the thread")
    incident_channel = evidence.channel_of(case)
    if incident_channel is None:
        return
    said = evidence.messages[incident_channel.id]
    yield from _too_many(
        sum(map(is_panel, evidence.by_bot(incident_channel.id))),
        1,
        "panels in the incident channel",
    )
    yield from _too_many(len(evidence.pins.get(incident_channel.id, ())), 1, "pins")
    yield from _too_many(sum(each.subtype == "pinned_item" for each in said), 1, "pinnings")
    set_again = SeverityChanged | Edited
    topics = 1 + sum(isinstance(entry.event, set_again) for entry in case.timeline)
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
    """Finds announcements and channels that no incident owns."""
    announced = {_ts(case, Place.ANNOUNCEMENT) for case in evidence.cases}
    for message in evidence.by_bot(evidence.incidents_channel):
        if message.ts not in announced:
            yield f"an announcement of no incident's own: {message.text}"
    for thread in evidence.threads(evidence.incidents_channel):
        if thread not in announced:
            said = evidence.by_bot(evidence.incidents_channel, thread)
            yield f"posted below no announcement: {[each.text for each in said]}"
    yield from _stray_channels(evidence)


def _stray_channels(evidence: Evidence) -> Iterator[str]:
    """An incident may have left a channel each time it became private. That channel is archived."""
    channels = {
        case.snapshot.places[Place.CHANNEL].channel
        for case in evidence.cases
        if Place.CHANNEL in case.snapshot.places
    }
    channels |= {place.channel for each in evidence.game_days for place in each.places.values()}
    own = [
        each
        for each in evidence.channels.values()
        if each.creator == BOT_USER_ID and not each.is_im and each.id not in channels
    ]
    left = [each for each in own if _is_closed(each)]
    yield from (
        f"a channel that no incident owns: #{each.name}" for each in own if each not in left
    )
    most = sum(len(hidden(case)) for case in evidence.cases)
    yield from _too_many(len(left), most, "channels that were left")
    for channel in left:
        if said := evidence.by_bot(channel.id):
            yield f"said in #{channel.name}, which was left: {[each.text for each in said]}"


def _is_closed(channel: Channel) -> bool:
    return channel.is_archived and channel.name == f"unused-{channel.id.lower()}"


def _nudged_twice(evidence: Evidence) -> Iterator[str]:
    """A finished job prompts at most once."""
    kept = Counter(row.incident_id for row in evidence.jobs if row.state is JobState.DONE)
    asked = Counter(row.incident_id for row in evidence.effects if row.kind == "post_nudge")
    for incident_id in asked - kept:
        yield f"INC-{incident_id}: asked {asked[incident_id]} times, due {kept[incident_id]} times"


def _ts(case: Case, place: Place) -> str:
    at = case.snapshot.places.get(place)
    return at.ts if at else ""
