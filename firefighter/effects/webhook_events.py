"""Telling webhooks about events of incidents."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import ClassVar

from firefighter.domain.webhooks import GIVE_UP_AFTER, Subscription, WebhookEventId
from firefighter.effects.effect import Effect, EffectContext, Postponed
from firefighter.ports.app_context import AppContext
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import OutgoingError, RateLimited
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.ports.subscribers import SUBSCRIBERS, UndeliveredEvent, Unsubscribed
from firefighter.use_cases.webhooks import give_up_event, unsubscribe

log = logging.getLogger(__name__)

_SHORTEST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(minutes=30)
_LATEST_RATE_LIMIT = timedelta(days=1)


@dataclass(eq=False)
class NotSentYet(Postponed):
    """The webhook did not accept the event, or must not be called now."""

    why: str

    def __str__(self) -> str:
        return self.why


@dataclass(frozen=True)
class SendWebhookEvent(Effect):
    """Tells one webhook about one event.

    The receiver ignores repetitions by the event's id, so after a crash or a lost answer the event
    is sent again. It never ends as failed: what comes later in its lane must not wait for people.
    """

    webhook: str
    event: WebhookEventId

    kind: ClassVar[str] = "send_webhook_event"
    shown_on_panel: ClassVar[bool] = False

    @staticmethod
    def of(webhook: str, event: WebhookEventId) -> EffectRequest:
        return SendWebhookEvent(webhook, event).request()

    @property
    def lane(self) -> str:
        """Of one webhook and its incident or Game Day: in order, and nothing else waits for it."""
        return f"events-{self.webhook}"

    def do(self, context: EffectContext) -> Outcome:
        """Looks at the incident again: the snapshot may be from before it was made private."""
        subscribers = context.gateways.get(SUBSCRIBERS)
        subscription, event = subscribers.find(self.webhook), subscribers.event(self.event)
        if subscription is None or event is None or not _may_be_told(subscription, context):
            return Outcome()
        try:
            subscribers.send(self.webhook, event)
        except Unsubscribed:
            log.warning("Webhook %s answered 410 Gone: it is sent nothing more.", self.webhook)
            return Outcome(record=partial(_unsubscribe, self.webhook))
        except (OutgoingError, Postponed) as error:
            return self._try_later(context, error)
        return Outcome()

    def _try_later(self, context: EffectContext, error: OutgoingError | Postponed) -> Outcome:
        now = _now(context)
        if now - context.enqueued_at >= GIVE_UP_AFTER:
            log.warning("Webhook %s was not told of event %s: %s", self.webhook, self.event, error)
            given_up = UndeliveredEvent(self.event, self.webhook, now, str(error))
            return Outcome(record=partial(_give_up, given_up))
        wait_s = wait_after(context.enqueued_at, now).total_seconds()
        match error:
            case RateLimited() as limit:
                """All processes keep to it."""
                longest_s = _LATEST_RATE_LIMIT.total_seconds()
                raise RateLimited(limit.service, limit.scope, min(limit.retry_after_s, longest_s))
            case Postponed():
                raise NotSentYet(max(error.wait_s, _SHORTEST_WAIT.total_seconds()), str(error))
            case _:
                raise NotSentYet(wait_s, str(error)) from error


def _may_be_told(subscription: Subscription, context: EffectContext) -> bool:
    """Of the incident as it is now, or of the Game Day."""
    if context.known is None:
        return subscription.drills
    incident = context.records.snapshot(context.incident.id).incident
    return subscription.may_be_told_of(incident)


def _now(context: EffectContext) -> datetime:
    at = context.known.at if context.known else context.game_day.at
    return at or context.enqueued_at


def wait_after(enqueued_at: datetime, now: datetime) -> timedelta:
    """The wait until the next try: longer the longer it has been tried, up to half an hour."""
    return min(max((now - enqueued_at) / 2, _SHORTEST_WAIT), _LONGEST_WAIT)


def _unsubscribe(webhook: str, context: AppContext, delivery: DeliveryId) -> None:
    unsubscribe(context, delivery, webhook)


def _give_up(undelivered: UndeliveredEvent, context: AppContext, delivery: DeliveryId) -> None:
    give_up_event(context, delivery, undelivered)
