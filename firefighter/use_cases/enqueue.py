"""Enqueueing effects and scheduling jobs without changing an incident."""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import timedelta

from firefighter.domain.errors import AlreadyHandled
from firefighter.domain.ids import GameDayId, IncidentId
from firefighter.domain.incident import Incident
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, EffectRequest, JobRequest


def enqueue_reply(context: AppContext, delivery: DeliveryId, request: EffectRequest) -> None:
    """Enqueues an answer to a delivery that changes nothing. Delivered twice, answered once."""
    with context.units(delivery) as unit:
        unit.enqueue(None, request)


def enqueue_effects(
    context: AppContext, delivery: DeliveryId, incident_id: IncidentId, *requests: EffectRequest
) -> None:
    """Enqueues effects of an incident without changing it. Raises UnknownIncident."""
    with context.units(delivery) as unit:
        unit.incidents.get(incident_id)
        for request in requests:
            unit.enqueue(incident_id, request)


def enqueue_effects_for_each(
    context: AppContext,
    delivery: DeliveryId,
    ids: Collection[IncidentId],
    wanted: Callable[[Incident], Iterable[EffectRequest]],
) -> None:
    """Enqueues effects for several incidents in one transaction, locked in order of their ids.

    Raises UnknownIncident, AlreadyHandled.
    """
    with context.units(delivery) as unit:
        for incident_id in sorted(ids):
            for request in wanted(unit.incidents.get(incident_id)):
                unit.enqueue(incident_id, request)


def enqueue_for_game_day(
    context: AppContext, delivery: DeliveryId, game_day_id: GameDayId, request: EffectRequest
) -> None:
    """Enqueues an effect of a Game Day without changing it. Raises UnknownGameDay."""
    with context.units(delivery) as unit:
        unit.game_days.get(game_day_id)
        unit.enqueue_for_game_day(game_day_id, request)


def schedule(context: AppContext, request: JobRequest) -> None:
    """Schedules a job of no incident. Raises AlreadyHandled if that was done recently."""
    with context.units(DeliveryId(f"schedule:{request.key}")) as unit:
        unit.schedule(request)


RETRIED_WITHIN = timedelta(days=7)
"""Effects that failed longer ago are only retried when somebody asks for it."""


def retry_all_effects(context: AppContext, delivery: DeliveryId) -> None:
    """Retries the failed effects of all incidents. Called when their cause may be gone."""
    since = context.clock.now() - RETRIED_WITHIN
    for incident_id in context.records.incidents_with_failed_effects(since):
        with (
            suppress(AlreadyHandled),
            context.units(DeliveryId(f"{delivery}:{incident_id}")) as unit,
        ):
            unit.incidents.get(incident_id)
            unit.retry_failed(incident_id)


def retry_effects(
    context: AppContext,
    delivery: DeliveryId,
    incident_id: IncidentId,
    answer: Callable[[int], EffectRequest | None],
) -> int:
    """Retries the failed effects of an incident; returns how many. `answer` is given that number.

    Raises UnknownIncident.
    """
    with context.units(delivery) as unit:
        unit.incidents.get(incident_id)
        retried = unit.retry_failed(incident_id)
        if request := answer(retried):
            unit.enqueue(None, request)
    return retried
