"""Webhooks, the events that they are told, and those that were given up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from uuid import uuid4

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import do_nothing_on_conflict, replace_on_conflict, upsert
from firefighter.adapters.store.lanes import EffectOwner
from firefighter.adapters.store.tables import (
    EffectRow,
    EffectState,
    UndeliveredEventRow,
    UnsubscribedWebhookRow,
    WebhookEventRow,
    WebhookRow,
)
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.webhooks import Subscription, WebhookEvent, WebhookEventId
from firefighter.effects.webhook_events import SendWebhookEvent
from firefighter.ports.app_context import Clock
from firefighter.ports.store import EffectRequest
from firefighter.ports.subscribers import (
    RecordedEvent,
    UndeliveredEvent,
    UnknownWebhookEvent,
    WebhookBacklog,
    WebhookEndpoint,
)

_UNSUBSCRIBE = upsert(UnsubscribedWebhookRow, do_nothing_on_conflict("webhook"))
_GIVE_UP = upsert(UndeliveredEventRow, replace_on_conflict("webhook", "event_id"))


class StoredWebhookRecords:
    """The WebhookRecords port, and the events of one transaction."""

    def __init__(self, session: Session, rules: Rules, clock: Clock) -> None:
        self._session = session
        self._rules = rules
        self._clock = clock

    def publish(
        self, incident: Incident, events: Iterable[WebhookEvent]
    ) -> Sequence[EffectRequest]:
        """Records the events that a webhook asks for; returns the effects that send them."""
        owner = EffectOwner(incident.id)
        return [
            request
            for event in events
            for request in self._publish(owner, event, lambda each: each.may_be_told_of(incident))
        ]

    def publish_game_day(
        self, game_day_id: GameDayId, events: Iterable[WebhookEvent]
    ) -> Sequence[EffectRequest]:
        """Likewise, for webhooks that ask for exercises and may be told of them."""
        owner = EffectOwner(game_day_id=game_day_id)
        return [
            request
            for event in events
            for request in self._publish(owner, event, lambda each: each.drills)
        ]

    def _publish(
        self, owner: EffectOwner, event: WebhookEvent, may_be_told: Callable[[Subscription], bool]
    ) -> Sequence[EffectRequest]:
        told = [
            each.webhook
            for each in self._subscriptions
            if each.is_told(event.type) and may_be_told(each)
        ]
        if not told:
            return ()
        event_id = self._record(owner, event)
        return [SendWebhookEvent.of(webhook, event_id) for webhook in told]

    def unsubscribe(self, webhook: str, at: datetime) -> None:
        self._session.execute(_UNSUBSCRIBE(self._session), {"webhook": webhook, "at": at})

    def note_undelivered(self, undelivered: UndeliveredEvent) -> None:
        row = {
            "webhook": undelivered.webhook,
            "event_id": undelivered.event_id,
            "given_up_at": undelivered.at,
            "why": undelivered.why,
        }
        self._session.execute(_GIVE_UP(self._session), row)

    def event(self, event_id: WebhookEventId) -> RecordedEvent:
        found = _find_event(self._session, event_id)
        if found is None:
            raise UnknownWebhookEvent(event_id)
        return found

    def undelivered(self, webhook: str) -> Sequence[RecordedEvent]:
        rows = self._session.scalars(
            select(WebhookEventRow)
            .join(UndeliveredEventRow, UndeliveredEventRow.event_id == WebhookEventRow.id)
            .where(UndeliveredEventRow.webhook == webhook)
            .order_by(WebhookEventRow.number)
        )
        return [_recorded(row) for row in rows]

    def forget_undelivered(self, event_id: WebhookEventId, webhook: str) -> None:
        self._session.execute(
            delete(UndeliveredEventRow).where(
                UndeliveredEventRow.event_id == event_id, UndeliveredEventRow.webhook == webhook
            )
        )

    def subscriptions(self) -> Sequence[Subscription]:
        return self._subscriptions

    def forget_events(self, before: datetime, limit: int) -> int:
        old = (
            select(WebhookEventRow.id)
            .where(WebhookEventRow.recorded_at < before)
            .order_by(WebhookEventRow.recorded_at)
            .limit(limit)
        )
        ids = self._session.scalars(old).all()
        self._session.execute(delete(WebhookEventRow).where(WebhookEventRow.id.in_(ids)))
        return len(ids)

    @cached_property
    def _subscriptions(self) -> Sequence[Subscription]:
        """Read once in a transaction, and only if something happened that webhooks are told of."""
        return read_subscriptions(self._session, self._rules)

    def _record(self, owner: EffectOwner, event: WebhookEvent) -> WebhookEventId:
        event_id = WebhookEventId(str(uuid4()))
        row = {
            "id": event_id,
            **owner.columns,
            "type": event.type,
            "happened_at": event.at,
            "recorded_at": self._clock.now(),
            "data": dict(event.data),
        }
        self._session.execute(insert(WebhookEventRow), [row])
        return event_id


def read_subscriptions(session: Session, rules: Rules) -> Sequence[Subscription]:
    """Of the webhooks that receive events. A name in the settings goes before the database."""
    rows = session.scalars(select(WebhookRow).order_by(WebhookRow.name)).all()
    permissions = rules.webhook_permissions
    known = {each.name: _endpoint(each).subscription(permissions) for each in rows}
    known |= {each.webhook: each for each in rules.webhooks}
    if not known:
        return ()
    ended = set(session.scalars(select(UnsubscribedWebhookRow.webhook)))
    return [each for name, each in known.items() if name not in ended]


class StoredWebhooks:
    """Reads and changes webhooks outside of use cases. Raises StoreUnavailable."""

    def __init__(self, database: Database, rules: Rules, clock: Clock) -> None:
        self._database = database
        self._rules = rules
        self._clock = clock

    def find(self, webhook: str) -> Subscription | None:
        """None if it was removed or unsubscribed."""
        with self._database.reading() as session:
            found = read_subscriptions(session, self._rules)
        return next((each for each in found if each.webhook == webhook), None)

    def event(self, event_id: WebhookEventId) -> RecordedEvent | None:
        with self._database.reading() as session:
            return _find_event(session, event_id)

    def endpoint(self, webhook: str) -> WebhookEndpoint | None:
        """A webhook of the database."""
        with self._database.reading() as session:
            row = session.get(WebhookRow, webhook)
            return _endpoint(row) if row else None

    def endpoints(self) -> Sequence[WebhookEndpoint]:
        """All webhooks of the database, by name."""
        with self._database.reading() as session:
            rows = session.scalars(select(WebhookRow).order_by(WebhookRow.name))
            return [_endpoint(row) for row in rows]

    def add(self, endpoint: WebhookEndpoint) -> bool:
        """Returns False if there is one of that name, which stays as it is."""
        with self._database.writing(foreground=True) as session:
            if session.get(WebhookRow, endpoint.name):
                return False
            row = vars(endpoint) | {"events": list(endpoint.events), "added_at": self._clock.now()}
            session.add(WebhookRow(**row))
            return True

    def remove(self, webhook: str) -> bool:
        """Returns whether there was one of that name. What waits for it is not sent."""
        with self._database.writing(foreground=True) as session:
            self._subscribe(session, webhook)
            removed = delete(WebhookRow).where(WebhookRow.name == webhook)
            return session.scalar(removed.returning(WebhookRow.name)) is not None

    def subscribe_again(self, webhook: str) -> bool:
        """Returns whether it was unsubscribed."""
        with self._database.writing(foreground=True) as session:
            return self._subscribe(session, webhook)

    def unsubscribed(self) -> Mapping[str, datetime]:
        """When the receiver of each answered that it wants nothing more."""
        with self._database.reading() as session:
            rows = session.scalars(select(UnsubscribedWebhookRow))
            return {row.webhook: row.at for row in rows}

    def undelivered(self) -> Mapping[str, int]:
        """How many events were given up for each webhook."""
        with self._database.reading() as session:
            counted = select(UndeliveredEventRow.webhook, func.count())
            found = session.execute(counted.group_by(UndeliveredEventRow.webhook)).all()
            return {webhook: count for webhook, count in found}  # noqa: C416 - dict() is not typed for rows

    def backlog(self) -> Sequence[WebhookBacklog]:
        """What waits for each webhook, by name."""
        webhook = EffectRow.payload["webhook"].as_string()
        with self._database.reading() as session:
            found = session.execute(
                select(
                    webhook,
                    func.count(),
                    func.min(EffectRow.created_at, type_=EffectRow.created_at.type),
                    func.max(EffectRow.last_error),
                )
                .where(
                    EffectRow.kind == SendWebhookEvent.kind, EffectRow.state == EffectState.PENDING
                )
                .group_by(webhook)
                .order_by(webhook)
            )
            return [
                WebhookBacklog(name, count, oldest, why or "") for name, count, oldest, why in found
            ]

    def _subscribe(self, session: Session, webhook: str) -> bool:
        ended = delete(UnsubscribedWebhookRow).where(UnsubscribedWebhookRow.webhook == webhook)
        return session.scalar(ended.returning(UnsubscribedWebhookRow.webhook)) is not None


def _find_event(session: Session, event_id: WebhookEventId) -> RecordedEvent | None:
    row = session.scalar(select(WebhookEventRow).where(WebhookEventRow.id == event_id))
    return _recorded(row) if row else None


def _recorded(row: WebhookEventRow) -> RecordedEvent:
    return RecordedEvent(
        WebhookEventId(row.id),
        None if row.incident_id is None else IncidentId(row.incident_id),
        row.type,
        row.happened_at,
        row.data,
        None if row.game_day_id is None else GameDayId(row.game_day_id),
    )


def _endpoint(row: WebhookRow) -> WebhookEndpoint:
    return WebhookEndpoint(
        name=row.name,
        url=row.url,
        secret=row.secret,
        secret_env=row.secret_env,
        events=tuple(row.events),
        private_incidents=row.private_incidents,
        drills=row.drills,
    )
