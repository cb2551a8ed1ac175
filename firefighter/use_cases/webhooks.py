"""Unsubscribing webhooks, giving up events, and replaying them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firefighter.domain.errors import Refused
from firefighter.domain.webhooks import Subscription, WebhookEventId
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, EffectRequest, UnitOfWork, UnitOfWorkFactory
from firefighter.ports.subscribers import RecordedEvent, UndeliveredEvent

RequestSending = Callable[[str, WebhookEventId], EffectRequest]
"""The effect that sends an event to the webhook of that name."""


@dataclass(eq=False)
class NoReceiver(Refused):
    """No webhook may be told of the event."""

    event_id: str = ""
    """Empty for all that were given up."""
    webhook: str = ""
    """The only one that was to be told; empty for all."""


def unsubscribe(context: AppContext, delivery: DeliveryId, webhook: str) -> None:
    """Sends it nothing more."""
    with context.units(delivery) as unit:
        unit.webhooks.unsubscribe(webhook, context.clock.now())


def give_up_event(context: AppContext, delivery: DeliveryId, undelivered: UndeliveredEvent) -> None:
    """Records that a webhook was not told of an event, so that people can replay it."""
    with context.units(delivery) as unit:
        unit.webhooks.note_undelivered(undelivered)


def replay_event(
    units: UnitOfWorkFactory,
    delivery: DeliveryId,
    event_id: WebhookEventId,
    request_sending: RequestSending,
    only_to: str = "",
) -> Sequence[str]:
    """Sends an event again, under its id; returns to which webhooks.

    To those that ask for its type, or to the one named. Raises UnknownWebhookEvent, NoReceiver.
    """
    with units(delivery) as unit:
        event = unit.webhooks.event(event_id)
        may_be_told = _lock(unit, event)
        told = [
            each.webhook
            for each in unit.webhooks.subscriptions()
            if (each.webhook == only_to if only_to else each.is_told(event.type))
            and may_be_told(each)
        ]
        if not told:
            raise NoReceiver(event_id, only_to)
        for webhook in told:
            unit.webhooks.forget_undelivered(event_id, webhook)
            _enqueue(unit, event, request_sending(webhook, event_id))
    return told


def replay_undelivered(
    units: UnitOfWorkFactory, delivery: DeliveryId, webhook: str, request_sending: RequestSending
) -> int:
    """Sends what was given up for a webhook again, in the old order; returns how many events.

    Raises NoReceiver for a webhook that was removed or unsubscribed: it would be sent nothing.
    """
    with units(delivery) as unit:
        if webhook not in {each.webhook for each in unit.webhooks.subscriptions()}:
            raise NoReceiver(webhook=webhook)
        given_up = unit.webhooks.undelivered(webhook)
        by_owner = {_place_in_lock_order(each): each for each in given_up}
        for place in sorted(by_owner):
            _lock(unit, by_owner[place])
        for event in given_up:
            unit.webhooks.forget_undelivered(event.id, webhook)
            _enqueue(unit, event, request_sending(webhook, event.id))
    return len(given_up)


def _place_in_lock_order(event: RecordedEvent) -> tuple[bool, int]:
    """Game Days first, then incidents by number."""
    return event.incident_id is not None, event.incident_id or event.game_day_id or 0


def _lock(unit: UnitOfWork, event: RecordedEvent) -> Callable[[Subscription], bool]:
    """Locks what the event is about; returns which webhooks may be told of it."""
    if event.incident_id is not None:
        incident = unit.incidents.get(event.incident_id)
        return lambda each: each.may_be_told_of(incident)
    if event.game_day_id is not None:
        unit.game_days.get(event.game_day_id)
    return lambda each: each.drills


def _enqueue(unit: UnitOfWork, event: RecordedEvent, request: EffectRequest) -> None:
    if event.game_day_id is not None:
        unit.enqueue_for_game_day(event.game_day_id, request)
    else:
        unit.enqueue(event.incident_id, request)
