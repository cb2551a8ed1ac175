"""Drills in the database, on both engines."""

from datetime import timedelta

import pytest

from firefighter.adapters.store.records import StoredRecords
from firefighter.domain.drill import Drill, DrillPlan, ScenarioRef
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.game_clock import Pause
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery
from tests.clock import SettableClock

BEN = UserId("U0BEN")
PLAN = DrillPlan((ANA, BEN), 45, ScenarioRef(ScenarioId("prices"), 2), real_pages=True)


def start(
    store_client: StoreClient, clock: SettableClock, services: tuple[str, ...] = ()
) -> IncidentId:
    with store_client.units(delivery()) as unit:
        incident = Incident.declare(
            incident_id=unit.incidents.next_id(),
            kind=Kind.DRILL,
            title="Prices differ",
            summary="",
            severity=Severity.SEV3,
            policy=RULES.policy(Severity.SEV3),
            services=services,
            private=False,
            actor=ANA,
            now=clock.now(),
        )
        unit.incidents.add(incident)
        unit.drills.add(Drill.start(incident, PLAN, actor=ANA, now=clock.now()))
    return incident.id


def test_a_drill_is_stored_with_its_plan(
    store_client: StoreClient, records: StoredRecords, clock: SettableClock
) -> None:
    incident_id = start(store_client, clock)
    assert records.snapshot(incident_id).drill == Drill(incident_id, PLAN, clock.now())


def test_pauses_and_the_end_are_stored(
    store_client: StoreClient, records: StoredRecords, clock: SettableClock
) -> None:
    incident_id, began = start(store_client, clock), clock.now()
    for change in ("pause", "resume", "pause", "stop"):
        clock.advance(180)
        with store_client.units(delivery()) as unit:
            incident, drill = unit.incidents.get(incident_id), unit.drills.get(incident_id)
            assert drill is not None
            getattr(drill, change)(incident, actor=BEN, now=clock.now())
    times = [began + timedelta(minutes=3 * number) for number in range(1, 5)]
    assert records.snapshot(incident_id).drill == Drill(
        incident_id,
        PLAN,
        began,
        pauses=(Pause(times[0], times[1]), Pause(times[2])),
        over_at=times[3],
        ending=DrillEnding.STOPPED,
        stopped_by=BEN,
    )


def test_a_real_incident_has_no_drill(store_client: StoreClient, records: StoredRecords) -> None:
    incident_id = store_client.incident()
    assert records.snapshot(incident_id).drill is None
    with store_client.units(delivery()) as unit:
        assert unit.drills.get(incident_id) is None


def test_unfinished_drills_are_found_with_their_services(
    store_client: StoreClient, clock: SettableClock
) -> None:
    store_client.incident()
    first, second = start(store_client, clock, ("checkout",)), start(store_client, clock)
    with store_client.units(delivery()) as unit:
        assert unit.drills.unfinished() == {first: ("checkout",), second: ()}
        incident, drill = unit.incidents.get(first), unit.drills.get(first)
        assert drill is not None
        drill.end(incident, DrillEnding.TIME_OVER, now=clock.now())
    with store_client.units(delivery()) as unit:
        assert unit.drills.unfinished() == {second: ()}


@pytest.mark.parametrize("kind", Kind)
def test_the_kind_of_a_stored_incident_never_changes(
    store_client: StoreClient, clock: SettableClock, kind: Kind
) -> None:
    incident_id = start(store_client, clock)
    with store_client.units(delivery()) as unit:
        incident = unit.incidents.get(incident_id)
        incident.note("Anything", actor=ANA, now=clock.now())
        incident.kind = kind
        if kind is Kind.DRILL:
            return
        with pytest.raises(ValueError, match="cannot become another kind"):
            unit.incidents.write(incident)
        incident.kind = Kind.DRILL
