"""Replies that change no incident."""

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import AlreadyHandled, UnknownIncident
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.use_cases.enqueue import enqueue_reply, retry_effects
from tests.adapters.store.store_client import NEVER, StoreClient, delivery, effect
from tests.adapters.store.table_contents import contents
from tests.clock import SettableClock
from tests.use_cases.contexts import effects_on_record


def test_reply_is_enqueued_once_per_delivery(
    context: AppContext, sqlite_database: Database
) -> None:
    once = DeliveryId("Ev1")
    enqueue_reply(context, once, effect("reply_privately"))
    with pytest.raises(AlreadyHandled):
        enqueue_reply(context, once, effect("reply_privately"))
    assert effects_on_record(sqlite_database) == ["reply_privately"]


def test_failed_effects_are_retried_and_counted_in_the_reply(
    context: AppContext, incident: Incident, sqlite_database: Database, clock: SettableClock
) -> None:
    desk = StoreClient(sqlite_database, clock)
    claims = {claim.kind: claim for claim in desk.claim()}
    desk.outbox.mark_failed(claims["post_announcement"], NEVER)
    retry_effects(context, delivery(), incident.id, counted)
    assert desk.claimable() == ["1 again", "post_announcement"]


def test_retry_without_failed_effects_is_answered(
    context: AppContext, incident: Incident, sqlite_database: Database
) -> None:
    retry_effects(context, delivery(), incident.id, counted)
    assert "0 again" in effects_on_record(sqlite_database)


def test_retry_for_an_unknown_incident_changes_nothing(
    context: AppContext, sqlite_database: Database
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(UnknownIncident):
        retry_effects(context, delivery(), IncidentId(404), counted)
    assert contents(sqlite_database) == before


def counted(revived: int) -> EffectRequest:
    return effect(f"{revived} again")
