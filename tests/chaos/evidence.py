"""All that is known after a run: what Slack has, what the database has, what was delivered."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select

from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.playground.pagerduty import Alert
from firefighter.playground.slack import Call, Channel, Message
from firefighter.ports.places import Place, Snapshot
from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from firefighter.store.tables import AppointmentRow, DeliveryRow, EffectRow, IncidentRow
from tests.chaos.letters import Letter, letter_of, sort_letters
from tests.chaos.stage import Stage


@dataclass(frozen=True)
class Case:
    snapshot: Snapshot
    timeline: tuple[Entry, ...]

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

    def room_of(self, case: Case) -> Channel | None:
        found = case.snapshot.places.get(Place.ROOM)
        return self.channels.get(found.channel) if found else None

    def by_bot(self, channel: str, thread: str = "") -> Sequence[Message]:
        """What the bot said at the top of a channel, or in a thread of it."""
        return self._said.get((channel, thread), ())

    def kind_of(self, message: Message) -> str:
        """Of the effect that posted it; empty when nobody knows which."""
        return self._kinds.get(mark_of(message), "")

    def message(self, channel: str, ts: str) -> Message | None:
        return self._by_ts.get((channel, ts))

    @cached_property
    def marks(self) -> Counter[str]:
        """How many messages each effect posted."""
        said = (each for found in self.messages.values() for each in found)
        return Counter(mark for each in said if (mark := mark_of(each)))

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {row.mark: row.kind for row in self.effects}

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
            }
            session.expunge_all()
        records = StoredRecords(database, rules)
        cases = [
            Case(records.snapshot(IncidentId(number)), records.timeline(IncidentId(number)))
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
