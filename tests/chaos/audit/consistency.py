"""Compares rows, timeline and Slack."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from firefighter.adapters.slack.outbound.messages import draw
from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.adapters.slack.wording.related import LINK_SIGN, MERGED_SIGN
from firefighter.domain.ids import RoleKey, UserId
from firefighter.playground.slack import Channel
from firefighter.playground.slack.elements import with_default_ids
from firefighter.playground.slack.records import BOT_USER_ID
from firefighter.ports.chat import Announcement, ControlPanel
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.snapshot import Place
from tests.chaos.audit.links import Links
from tests.chaos.audit.outcomes import came_with_another
from tests.chaos.audit.replay import replay
from tests.chaos.evidence import Case, Evidence
from tests.chaos.monitoring import ACTOR as ALERTS

Json = dict[str, Any]

_MERGED_INTO = "*Merged into*"
_CARDS = {Place.ANNOUNCEMENT, Place.THREAD_PANEL, Place.CHANNEL_PANEL}


def rows_that_disagree(evidence: Evidence) -> list[str]:
    """Finds incidents whose state differs from what their timeline says."""
    links = Links(evidence)
    return [
        f"{case.name}: {what}"
        for case in evidence.cases
        for what in (*_against_timeline(case), *links.disagreeing(case))
    ]


def cards_that_disagree(evidence: Evidence) -> list[str]:
    """Finds announcements, panels and topics that do not show the current state."""
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
        "declined": (incident.declined is not None, told.declined),
        "summary": (incident.summary, incident.summary if told.summary is None else told.summary),
        "title": (incident.title, told.title),
        "private": (incident.private, incident.private if told.private is None else told.private),
        "follow-ups": (incident.follow_ups, told.follow_ups),
        "hypotheses": (incident.hypotheses, told.hypotheses),
        "channel": (incident.channel_state, told.incident_channel),
        "channel's name": (incident.channel_name, told.channel_name),
        "channel's keeper": (incident.channel_kept_by, told.channel_kept_by),
    }
    if not incident.is_drill:
        # What happens in a drill by itself may be several entries of one change.
        pairs["changes"] = (incident.version, _changes(case))
    for what, (row, timeline) in pairs.items():
        if row != timeline:
            yield f"{what} is {row!r} in its row, {timeline!r} by its timeline"


def _changes(case: Case) -> int:
    """A merge moves follow-ups and hypotheses: each has an entry, all of them are one change."""
    events = [each.event for each in case.timeline if not came_with_another(each.event)]
    by_alerts = [event for event in events if event.actor == ALERTS]
    together = len(by_alerts) - len({event.at for event in by_alerts})
    return len(events) - together  # what alerts do is one change, such as declared and linked


def _held(holders: dict[RoleKey, UserId | None]) -> dict[RoleKey, UserId]:
    return {role: holder for role, holder in holders.items() if holder}


def _against_slack(evidence: Evidence, case: Case) -> Iterator[str]:
    for place in case.snapshot.places:
        if place in _CARDS:
            yield from _against_card(evidence, case, place)
    incident_channel = evidence.channel_of(case)
    incident = case.snapshot.incident
    ours = f"{incident.reference} · "
    about = f"{incident.severity} · {incident.title}"
    topic = ours + with_exercise_mark(incident.kind, about)
    if incident_channel is not None and incident_channel.topic.value not in (
        escaped(topic),
        _of_people(incident_channel, ours),
    ):
        yield f"the topic is {incident_channel.topic.value!r}, not {topic!r}"


def _of_people(incident_channel: Channel, ours: str) -> str | None:
    """Returns the topic that people wrote before the channel became an incident channel."""
    theirs = (
        incident_channel.creator != BOT_USER_ID
        and not incident_channel.topic.value.startswith(ours)
    )
    return incident_channel.topic.value if theirs else None


def _against_card(evidence: Evidence, case: Case, place: Place) -> Iterator[str]:
    at, snapshot = case.snapshot.places[place], case.snapshot
    shown = evidence.message(at.channel, at.ts)
    alone = replace(snapshot, related=())
    drawn = Announcement(alone) if place is Place.ANNOUNCEMENT else ControlPanel(alone)
    text, blocks = draw(drawn, evidence.rules)
    if shown is not None and (shown.text, _alone(_plain(list(shown.blocks)))) != (
        text,
        _plain(list(with_default_ids(blocks))),
    ):
        yield f"the {place} shows {_texts(shown.blocks)} instead of {_texts(blocks)}"


def _alone(blocks: list[Json]) -> list[Json]:
    """Leaves out other incidents, whose channel or title may have changed since."""
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
    """Leaves out the ids that Slack gives to blocks."""
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
