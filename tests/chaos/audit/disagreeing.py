"""Whether row, timeline and Slack tell the same story."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from firefighter.domain.ids import RoleKey, UserId
from firefighter.playground.slack import Channel
from firefighter.playground.slack.dressing import dressed
from firefighter.playground.slack.records import BOT_USER_ID
from firefighter.ports.chat import Announcement, ControlPanel
from firefighter.ports.places import Place
from firefighter.slack.drawing import draw
from firefighter.slack.words.kin import LINK_SIGN
from firefighter.slack.words.merging import MERGED_SIGN
from firefighter.slack.words.mrkdwn import typed
from tests.chaos.audit.linking import Links
from tests.chaos.audit.outcomes import came_with_another
from tests.chaos.audit.replay import replay
from tests.chaos.evidence import Case, Evidence

Json = dict[str, Any]

_MERGED_INTO = "*Merged into*"


def rows_that_disagree(evidence: Evidence) -> list[str]:
    """Incidents that are not what their timeline makes of them."""
    links = Links(evidence)
    return [
        f"{case.name}: {what}"
        for case in evidence.cases
        for what in (*_against_timeline(case), *links.disagreeing(case))
    ]


def cards_that_disagree(evidence: Evidence) -> list[str]:
    """Announcements, panels and topics that do not show what is so now."""
    return [
        f"{case.name}: {what}" for case in evidence.cases for what in _against_slack(evidence, case)
    ]


def _against_timeline(case: Case) -> Iterator[str]:
    incident, told = case.snapshot.incident, replay(case.timeline)
    yield from told.breaks
    pairs: dict[str, tuple[object, object]] = {
        "severity": (incident.severity, told.severity),
        "status": (incident.status, told.status),
        "roles": (incident.holders, _held(told.holders)),
        "impact": (incident.impact, told.impact),
        "mitigation": (incident.mitigation, told.mitigation),
        "cancelled": (incident.cancellation is not None, told.cancelled),
        "summary": (incident.summary, incident.summary if told.summary is None else told.summary),
        "title": (incident.title, told.title),
        "private": (incident.private, incident.private if told.private is None else told.private),
        "follow-ups": (incident.follow_ups, told.follow_ups),
        "room": (incident.room_state, told.room),
        "room's name": (incident.room_name, told.room_name),
        "room's keeper": (incident.room_kept_by, told.room_kept_by),
        "changes": (incident.version, _changes(case)),
    }
    for what, (row, timeline) in pairs.items():
        if row != timeline:
            yield f"{what} is {row!r} in its row, {timeline!r} by its timeline"


def _changes(case: Case) -> int:
    """A merge takes follow-ups along: each has an entry, all of them are one change."""
    return sum(not came_with_another(entry.event) for entry in case.timeline)


def _held(holders: dict[RoleKey, UserId | None]) -> dict[RoleKey, UserId]:
    return {role: holder for role, holder in holders.items() if holder}


def _against_slack(evidence: Evidence, case: Case) -> Iterator[str]:
    for place in case.snapshot.places:
        if place is not Place.ROOM:
            yield from _against_card(evidence, case, place)
    room = evidence.room_of(case)
    incident = case.snapshot.incident
    ours = f"{incident.reference} · "
    topic = f"{ours}{incident.severity} · {incident.title}"
    if room is not None and room.topic.value not in (typed(topic), _of_people(room, ours)):
        yield f"the topic is {room.topic.value!r}, not {topic!r}"


def _of_people(room: Channel, ours: str) -> str | None:
    """The topic, if people wrote it in a channel that they had before it was a room."""
    theirs = room.creator != BOT_USER_ID and not room.topic.value.startswith(ours)
    return room.topic.value if theirs else None


def _against_card(evidence: Evidence, case: Case, place: Place) -> Iterator[str]:
    at, snapshot = case.snapshot.places[place], case.snapshot
    shown = evidence.message(at.channel, at.ts)
    alone = replace(snapshot, kin=())
    drawn = Announcement(alone) if place is Place.ANNOUNCEMENT else ControlPanel(alone)
    text, blocks = draw(drawn, evidence.rules)
    if shown is not None and (shown.text, _alone(_plain(list(shown.blocks)))) != (
        text,
        _plain(list(dressed(blocks))),
    ):
        yield f"the {place} shows {_texts(shown.blocks)} instead of {_texts(blocks)}"


def _alone(blocks: list[Json]) -> list[Json]:
    """Without what a card says of other incidents, which may have a room or a title by now."""
    kept = []
    for block in blocks:
        fields = [
            each for each in block.get("fields", ()) if not each["text"].startswith(_MERGED_INTO)
        ]
        text = block.get("text", {}).get("text", "")
        if not text.startswith((MERGED_SIGN, LINK_SIGN)):
            kept.append(block | ({"fields": fields} if fields else {}))
    return kept


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Without the ids that Slack gives to blocks."""
    if isinstance(value, dict):
        return {key: _plain(found) for key, found in value.items() if key != "block_id"}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for each in value.values() for text in _texts(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return []
