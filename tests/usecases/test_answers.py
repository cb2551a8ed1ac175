"""What is answered without changing an incident."""

import pytest

from firefighter.domain.errors import AlreadyHandled, UnknownIncident
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.store.database import Database
from firefighter.usecases.retry_effects import retry_effects
from firefighter.usecases.tell import tell
from tests.clock import SettableClock
from tests.store.contents import contents
from tests.store.desk import NEVER, Desk, delivery, effect
from tests.usecases.houses import effects_on_record


def test_an_answer_is_on_record_once_however_often_it_is_asked_for(
    house: House, sqlite_database: Database
) -> None:
    once = DeliveryId("Ev1")
    tell(house, once, effect("tell_person"))
    with pytest.raises(AlreadyHandled):
        tell(house, once, effect("tell_person"))
    assert effects_on_record(sqlite_database) == ["tell_person"]


def test_what_was_given_up_is_tried_again_and_counted_in_the_answer(
    house: House, incident: Incident, sqlite_database: Database, clock: SettableClock
) -> None:
    desk = Desk(sqlite_database, clock)
    claims = {claim.kind: claim for claim in desk.claim()}
    desk.outbox.park(claims["post_announcement"], NEVER)
    retry_effects(house, delivery(), incident.id, counted)
    assert desk.claimable() == ["1 again", "post_announcement"]


def test_nothing_given_up_is_answered_too(
    house: House, incident: Incident, sqlite_database: Database
) -> None:
    retry_effects(house, delivery(), incident.id, counted)
    assert "0 again" in effects_on_record(sqlite_database)


def test_trying_again_for_an_unknown_incident_leaves_nothing(
    house: House, sqlite_database: Database
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(UnknownIncident):
        retry_effects(house, delivery(), IncidentId(404), counted)
    assert contents(sqlite_database) == before


def counted(revived: int) -> EffectRequest:
    return effect(f"{revived} again")
