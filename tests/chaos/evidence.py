"""Everything known after a run: Slack's state, the database, and the deliveries."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from firefighter.adapters.store import timeline
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.game_day_records import StoredGameDayRecords
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.related import links_of
from firefighter.adapters.store.tables import (
    AlertDeliveryRow,
    AlertGroupRow,
    DeliveryRow,
    EffectRow,
    IncidentRow,
    JobRow,
)
from firefighter.domain.events import Relation
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.playground.pagerduty import Alert
from firefighter.playground.slack import Call, Channel, Message
from firefighter.ports.game_days import GameDayPlace, GameDayPlaceRef
from firefighter.ports.search import DrillFilter
from firefighter.ports.snapshot import Place, Snapshot
from tests.adapters.webhooks.receiver import Received
from tests.chaos.deliveries import Delivery, delivery_id_of, group_deliveries
from tests.chaos.deployment import Deployment
from tests.chaos.monitoring import Monitoring, Report, WatchedKey
from tests.chaos.programs import ProgramChange

_MOST_GAME_DAYS = 1000
_ANSWERED_S = 30.0
_CAME_ALONG = (":inside", ":members")
"""Membership of whoever pressed is learned separately from the press."""


@dataclass(frozen=True)
class Case:
    snapshot: Snapshot
    timeline: tuple[Entry, ...]
    """The full record. What people are shown leaves out what they may not know."""
    links: Mapping[int, Relation]
    """Related incidents, including private ones."""

    @property
    def name(self) -> str:
        return self.snapshot.incident.reference


@dataclass(frozen=True)
class GameDayCase:
    game_day: GameDay
    events: Sequence[GameDayEvent]
    places: Mapping[GameDayPlace, GameDayPlaceRef]


@dataclass(frozen=True)
class Evidence:
    rules: Rules
    cases: Sequence[Case]
    game_days: Sequence[GameDayCase]
    scores: Mapping[int, str]
    """What *Score…* shows of each drill that is over, as JSON, by incident."""
    counted: int
    """The incidents that the metrics count."""
    officer: UserId
    """The safety officer, the only one who stops Game Days."""
    bystanders: frozenset[str]
    """Whom nobody but a page or an invitation brings into an incident."""
    late_from: float
    """Unix seconds from which Slack carried out what it had kept."""
    effects: Sequence[EffectRow]
    jobs: Sequence[JobRow]
    inbox: Mapping[str, datetime]
    """When each delivery was handled."""
    deliveries: Sequence[Delivery]
    program_changes: Sequence[ProgramChange]
    reports: Sequence[Report]
    watched: Sequence[WatchedKey]
    """What is true of the alerts of each key."""
    known_alerts: Mapping[str, Mapping[str, str]]
    """What the bot knows of them: by key, the status by fingerprint."""
    waiting_alerts: int
    """Deliveries of alerts that were accepted and are not handled."""
    told_everything: Sequence[Received]
    told_publicly: Sequence[Received]
    calls: Sequence[Call]
    channels: Mapping[str, Channel]
    messages: Mapping[str, Sequence[Message]]
    """By channel, in the order posted, with replies."""
    ephemerals: Sequence[Message]
    pins: Mapping[str, Sequence[str]]
    """Timestamps of the pinned messages, by channel."""
    groups: Mapping[str, Sequence[str]]
    """The members of each user group."""
    alerts: Sequence[Alert]
    """The alerts that PagerDuty sent."""
    incidents_channel: str
    log: Sequence[str]
    """The log lines of all processes."""

    def case(self, incident_id: int) -> Case:
        return self._cases[incident_id]

    def channel_of(self, case: Case) -> Channel | None:
        found = case.snapshot.places.get(Place.CHANNEL)
        return self.channels.get(found.channel) if found else None

    def by_bot(self, channel: str, thread: str = "") -> Sequence[Message]:
        """What the bot posted at the top of a channel, or in one of its threads."""
        return self._said.get((channel, thread), ())

    def threads(self, channel: str) -> Sequence[str]:
        """The threads in which the bot posted, by their first message."""
        return [thread for where, thread in self._said if where == channel and thread]

    def effect_of(self, message: Message) -> EffectRow | None:
        """The effect that posted it, or None if unknown."""
        return self._by_mark.get(idempotency_key_of(message))

    def kind_of(self, message: Message) -> str:
        """The kind of the effect that posted it, or empty if unknown."""
        row = self.effect_of(message)
        return row.kind if row else ""

    def calls_of(self, case: Case) -> Sequence[Call]:
        """What the bot posted or edited about an incident, by the mark of its effect."""
        return self._calls_by_incident[case.snapshot.incident.id]

    def calls_in(self, channel: str) -> Sequence[Call]:
        return self._calls_by_channel[channel]

    def message(self, channel: str, ts: str) -> Message | None:
        return self._by_ts.get((channel, ts))

    @cached_property
    def _cases(self) -> Mapping[int, Case]:
        return {case.snapshot.incident.id: case for case in self.cases}

    @cached_property
    def marks(self) -> Counter[str]:
        """How many messages each effect posted."""
        said = (each for found in self.messages.values() for each in found)
        return Counter(
            idempotency_key for each in said if (idempotency_key := idempotency_key_of(each))
        )

    @cached_property
    def _by_mark(self) -> Mapping[str, EffectRow]:
        return {row.idempotency_key: row for row in self.effects}

    @cached_property
    def _by_ts(self) -> Mapping[tuple[str, str], Message]:
        return {
            (channel, each.ts): each for channel, found in self.messages.items() for each in found
        }

    @cached_property
    def _calls_by_incident(self) -> Mapping[int, Sequence[Call]]:
        found = defaultdict[int, list[Call]](list)
        for call in self.calls:
            row = self._by_mark.get(_key_in(call.arguments.get("metadata")))
            if row is not None and row.incident_id is not None:
                found[row.incident_id].append(call)
        return found

    @cached_property
    def _calls_by_channel(self) -> Mapping[str, Sequence[Call]]:
        found = defaultdict[str, list[Call]](list)
        for call in self.calls:
            found[str(call.arguments.get("channel"))].append(call)
        return found

    @cached_property
    def _said(self) -> Mapping[tuple[str, str], Sequence[Message]]:
        said = defaultdict[tuple[str, str], list[Message]](list)
        for channel, found in self.messages.items():
            for each in found:
                if each.is_posted_by_bot:
                    said[channel, (each.thread_ts or "") if each.is_reply else ""].append(each)
        return said


def idempotency_key_of(message: Message) -> str:
    """The idempotency key of the effect that posted it, from the message's metadata."""
    return _key_in(message.metadata)


def _key_in(metadata: object) -> str:
    payload = metadata.get("event_payload", {}) if isinstance(metadata, dict) else {}
    return str(payload.get("effect", ""))


def gather(
    deployment: Deployment,
    late_from: float = math.inf,
    program_changes: Sequence[ProgramChange] = (),
    monitoring: Monitoring | None = None,
) -> Evidence:
    """`late_from` is when Slack carried out what it had kept."""
    slack, rules = deployment.slack, deployment.rules
    scores = deployment.scores_shown()
    deployment.wait_until_done(_ANSWERED_S)
    database = Database(deployment.database_url)
    try:
        with database.reading() as session:
            numbers = session.scalars(select(IncidentRow.id).order_by(IncidentRow.id)).all()
            effects = session.scalars(select(EffectRow).order_by(EffectRow.id)).all()
            jobs = session.scalars(select(JobRow)).all()
            inbox = {
                delivery_id_of(row.delivery): row.handled_at
                for row in session.scalars(select(DeliveryRow))
                if not row.delivery.endswith(_CAME_ALONG)
            }
            timelines = {each: timeline.read(session, IncidentId(each)) for each in numbers}
            groups = session.scalars(select(AlertGroupRow)).all()
            waiting = session.scalar(select(func.count()).select_from(AlertDeliveryRow))
            links = links_of(session, numbers, private=True, drills=DrillFilter.WITH)
            session.expunge_all()
        records = StoredRecords(database, rules)
        cases = [
            Case(records.snapshot(IncidentId(number)), timelines[number], links.get(number, {}))
            for number in numbers
        ]
        game_days = list(_game_days(StoredGameDayRecords(database), deployment.workspace.master.id))
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
        game_days=game_days,
        scores=scores,
        counted=_counted(deployment),
        officer=UserId(deployment.workspace.officer.id),
        bystanders=frozenset(
            {deployment.workspace.on_call.id, *deployment.workspace.group.members}
        ),
        late_from=late_from,
        effects=effects,
        jobs=jobs,
        inbox=inbox,
        deliveries=group_deliveries(slack.deliveries),
        program_changes=program_changes,
        reports=monitoring.reports if monitoring else (),
        watched=list(monitoring.keys.values()) if monitoring else (),
        known_alerts={
            row.alert_key: {name: alert["status"] for name, alert in row.alerts.items()}
            for row in groups
        },
        waiting_alerts=waiting or 0,
        told_everything=list(deployment.listeners.siem.received),
        told_publicly=list(deployment.listeners.status_page.received),
        calls=slack.calls,
        alerts=deployment.pagerduty.alerts,
        incidents_channel=slack.channel("incidents").id,
        log=list(deployment.log_lines()),
        **slack._loop.now(copied),
    )


def _counted(deployment: Deployment) -> int:
    metrics = json.loads(deployment.command("stats", "--json", "--private"))
    return sum(metrics[name] for name in ("incidents", "declined", "duplicates"))


def _game_days(records: StoredGameDayRecords, master: str) -> Iterator[GameDayCase]:
    for found in records.game_days(UserId(master), _MOST_GAME_DAYS):
        snapshot = records.game_day(UserId(master), found.id)
        events = records.game_day_events(UserId(master), found.id)
        yield GameDayCase(snapshot.game_day, events, snapshot.places)
