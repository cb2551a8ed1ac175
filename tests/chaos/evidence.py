"""All that is known after a run: what Slack has, what the database has, what was delivered."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select

from firefighter.domain.ids import IncidentId
from firefighter.domain.relations import Relation
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.playground.pagerduty import Alert
from firefighter.playground.slack import Call, Channel, Message
from firefighter.ports.places import Place, Snapshot
from firefighter.store import timeline
from firefighter.store.database import Database
from firefighter.store.links import links_of
from firefighter.store.records import StoredRecords
from firefighter.store.tables import AppointmentRow, DeliveryRow, EffectRow, IncidentRow
from tests.chaos.letters import Letter, letter_of, sort_letters
from tests.chaos.stage import Stage

_CAME_ALONG = ":inside"
"""That who pressed is in the room is learnt beside what the press itself does."""


@dataclass(frozen=True)
class Case:
    snapshot: Snapshot
    timeline: tuple[Entry, ...]
    """All of it, as it is on record: what people are shown leaves out what they may not know."""
    links: Mapping[int, Relation]
    """What each other incident is to it, private ones among them."""

    @property
    def name(self) -> str:
        return self.snapshot.incident.reference


@dataclass(frozen=True)
class Evidence:
    rules: Rules
    cases: Sequence[Case]
    effects: Sequence[EffectRow]
    appointments: Sequence[AppointmentRow]
    inbox: Mapping[str, datetime]
    """When each letter was handled."""
    letters: Sequence[Letter]
    calls: Sequence[Call]
    channels: Mapping[str, Channel]
    messages: Mapping[str, Sequence[Message]]
    """By channel, in the order they were posted, replies among them."""
    ephemerals: Sequence[Message]
    pins: Mapping[str, Sequence[str]]
    """By channel, the pinned messages' timestamps."""
    groups: Mapping[str, Sequence[str]]
    """Who is in each user group."""
    alerts: Sequence[Alert]
    """For which PagerDuty rang people."""
    incidents_channel: str
    log: Sequence[str]
    """What the processes wrote, line by line."""

    def case(self, incident_id: int) -> Case:
        return self._cases[incident_id]

    def room_of(self, case: Case) -> Channel | None:
        found = case.snapshot.places.get(Place.ROOM)
        return self.channels.get(found.channel) if found else None

    def by_bot(self, channel: str, thread: str = "") -> Sequence[Message]:
        """What the bot said at the top of a channel, or in a thread of it."""
        return self._said.get((channel, thread), ())

    def threads(self, channel: str) -> Sequence[str]:
        """Those in which the bot said something, by their first message."""
        return [thread for where, thread in self._said if where == channel and thread]

    def effect_of(self, message: Message) -> EffectRow | None:
        """Which posted it; None when nobody knows."""
        return self._by_mark.get(mark_of(message))

    def kind_of(self, message: Message) -> str:
        """Of the effect that posted it; empty when nobody knows which."""
        row = self.effect_of(message)
        return row.kind if row else ""

    def message(self, channel: str, ts: str) -> Message | None:
        return self._by_ts.get((channel, ts))

    @cached_property
    def _cases(self) -> Mapping[int, Case]:
        return {case.snapshot.incident.id: case for case in self.cases}

    @cached_property
    def marks(self) -> Counter[str]:
        """How many messages each effect posted."""
        said = (each for found in self.messages.values() for each in found)
        return Counter(mark for each in said if (mark := mark_of(each)))

    @cached_property
    def _by_mark(self) -> Mapping[str, EffectRow]:
        return {row.mark: row for row in self.effects}

    @cached_property
    def _by_ts(self) -> Mapping[tuple[str, str], Message]:
        return {
            (channel, each.ts): each for channel, found in self.messages.items() for each in found
        }

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], Sequence[Message]]:
        said = defaultdict[tuple[str, str], list[Message]](list)
        for channel, found in self.messages.items():
            for each in found:
                if each.by_bot and each.subtype is None:
                    said[channel, (each.thread_ts or "") if each.is_reply else ""].append(each)
        return said


def mark_of(message: Message) -> str:
    """Of the effect that posted it, hidden in the message."""
    payload = (message.metadata or {}).get("event_payload", {})
    return str(payload.get("effect", ""))


def gather(stage: Stage) -> Evidence:
    slack, rules = stage.slack, stage.rules
    database = Database(stage.database_url)
    try:
        with database.reading() as session:
            numbers = session.scalars(select(IncidentRow.id).order_by(IncidentRow.id)).all()
            effects = session.scalars(select(EffectRow).order_by(EffectRow.id)).all()
            appointments = session.scalars(select(AppointmentRow)).all()
            inbox = {
                letter_of(row.delivery): row.handled_at
                for row in session.scalars(select(DeliveryRow))
                if not row.delivery.endswith(_CAME_ALONG)
            }
            timelines = {each: timeline.read(session, IncidentId(each)) for each in numbers}
            links = links_of(session, numbers, private=True)
            session.expunge_all()
        records = StoredRecords(database, rules)
        cases = [
            Case(records.snapshot(IncidentId(number)), timelines[number], links.get(number, {}))
            for number in numbers
        ]
    finally:
        database.close()
    workspace = slack._workspace

    def copied() -> dict[str, Any]:
        messages = defaultdict[str, list[Message]](list)
        for channel in workspace.channels:
            messages[channel] = workspace.in_order(channel)
        return {
            "channels": dict(workspace.channels),
            "messages": messages,
            "groups": {group.id: group.members for group in workspace.usergroups.values()},
            "ephemerals": list(workspace.ephemerals),
            "pins": {key: [pin.message_ts for pin in pins] for key, pins in workspace.pins.items()},
        }

    return Evidence(
        rules=rules,
        cases=cases,
        effects=effects,
        appointments=appointments,
        inbox=inbox,
        letters=sort_letters(slack.deliveries),
        calls=slack.calls,
        alerts=stage.pagerduty.alerts,
        incidents_channel=slack.channel("incidents").id,
        log=list(stage.log_lines()),
        **slack._loop.now(copied),
    )
