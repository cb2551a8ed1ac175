from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firefighter.domain.events import Merged
from firefighter.domain.history import Past
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Cancellation
from firefighter.domain.lifecycle import CancelReason
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question, Report
from firefighter.domain.relations import Relation
from firefighter.store.archive import StoredArchive
from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from firefighter.store.statistics import StoredStatistics
from tests.clock import START, SettableClock
from tests.conftest import OpenDatabase
from tests.databases import Databases
from tests.store.contents import contents
from tests.store.desk import RULES, Desk, delivery
from tests.store.pasts import a_past, empty, pasts

ANA = UserId("U0ANA")
EVERYTHING = Question(days_between(date(1990, 1, 1), date(2090, 1, 1), UTC), private=True)


def exported(database: Database, *, private: bool = True) -> list[Past]:
    return list(StoredArchive(database, RULES).everything(private=private))


def figures(database: Database) -> Report:
    return StoredStatistics(database, RULES, SettableClock()).report(EVERYTHING)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(past=st.lists(pasts(), max_size=20), cut=st.integers(0, 20))
def test_a_second_run_changes_nothing(database: Database, past: list[Past], cut: int) -> None:
    empty(database)
    archive = StoredArchive(database, RULES)
    assert archive.add(past[:cut]) == len(past[:cut])
    assert archive.add(past) == len(past[cut:])
    before = contents(database)
    assert archive.add(past) == 0
    assert contents(database) == before


@pytest.fixture
def elsewhere(databases: Databases, open_database: OpenDatabase) -> Iterator[Database]:
    with databases.fresh() as url:
        opened = open_database(url)
        yield opened
        opened.close()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(past=st.lists(pasts(), max_size=20))
def test_exporting_and_importing_elsewhere_keeps_every_figure(
    database: Database, elsewhere: Database, past: list[Past]
) -> None:
    empty(database)
    empty(elsewhere)
    Desk(database, SettableClock()).incident()
    StoredArchive(database, RULES).add(past)
    sent = exported(database)
    assert StoredArchive(elsewhere, RULES).add(sent) == len(sent) == len(past) + 1
    assert figures(elsewhere) == figures(database)
    arrived = exported(elsewhere)
    assert [(one.origin, one.timeline) for one in arrived] == [
        (one.origin, one.timeline) for one in sent
    ]


def test_what_was_exported_here_is_known_here(database: Database, clock: SettableClock) -> None:
    Desk(database, clock).incident()
    StoredArchive(database, RULES).add([a_past()])
    assert StoredArchive(database, RULES).add(exported(database)) == 0


def test_another_house_may_have_the_same_number(database: Database, clock: SettableClock) -> None:
    Desk(database, clock).incident()
    (ours,) = exported(database)
    theirs = replace(ours, origin=ours.origin.replace(":1:", ":1:9"))
    assert StoredArchive(database, RULES).add([theirs]) == 1


def test_the_past_gets_the_numbers_that_follow(database: Database, clock: SettableClock) -> None:
    desk = Desk(database, clock)
    desk.incident()
    StoredArchive(database, RULES).add([a_past(), a_past()])
    assert desk.incident() == 4
    assert [one.incident.id for one in exported(database)][-1] == 4


def test_a_duplicate_finds_its_original_by_its_origin(database: Database) -> None:
    original, other = a_past(), a_past()
    cancelled = replace(other.incident, cancellation=Cancellation(CancelReason.DUPLICATE))
    duplicate = replace(other, incident=cancelled, duplicate_of=original.origin)
    lost = replace(duplicate, origin="made-up:lost", duplicate_of="made-up:never")
    StoredArchive(database, RULES).add([original, duplicate, lost])
    records = StoredRecords(database, RULES)
    found = records.snapshot(IncidentId(2)).incident.cancellation
    assert found == Cancellation(CancelReason.DUPLICATE, IncidentId(1))
    lost_one = records.snapshot(IncidentId(3)).incident.cancellation
    assert lost_one == Cancellation(CancelReason.DUPLICATE)
    assert exported(database)[1].duplicate_of == original.origin


def test_links_go_out_and_come_in_at_both_ends(database: Database, elsewhere: Database) -> None:
    one, other, later = a_past(), a_past(), a_past()
    cause = replace(one, links={other.origin: Relation.CAUSE, "made-up:never": Relation.RELATED})
    archive = StoredArchive(database, RULES)
    archive.add([cause, other])
    archive.add([replace(later, links={one.origin: Relation.RELATED})])
    expected = [
        {other.origin: Relation.CAUSE, later.origin: Relation.RELATED},
        {one.origin: Relation.RESULT},
        {one.origin: Relation.RELATED},
    ]
    assert [past.links for past in exported(database)] == expected
    StoredArchive(elsewhere, RULES).add(exported(database))
    assert [past.links for past in exported(elsewhere)] == expected


def test_a_link_with_a_private_one_goes_out_only_when_asked_for(database: Database) -> None:
    one, other = a_past(), a_past()
    secret = replace(other, incident=replace(other.incident, private=True))
    linked = replace(one, links={secret.origin: Relation.RELATED})
    StoredArchive(database, RULES).add([linked, secret])
    assert exported(database)[0].links == linked.links
    (public,) = exported(database, private=False)
    assert public.links == {}


def test_what_a_public_one_was_merged_with_goes_out_only_when_all_may_know(
    database: Database,
) -> None:
    original, duplicate = a_past(), a_past()
    secret = replace(original, incident=replace(original.incident, private=True))
    cancelled = replace(
        duplicate.incident, cancellation=Cancellation(CancelReason.DUPLICATE, IncidentId(0))
    )
    merged = replace(duplicate, incident=cancelled, duplicate_of=secret.origin)
    StoredArchive(database, RULES).add([secret, merged])
    assert exported(database)[1].duplicate_of == secret.origin
    (public,) = exported(database, private=False)
    assert public.duplicate_of == ""
    assert public.incident.cancellation == Cancellation(CancelReason.DUPLICATE)


def test_a_timeline_goes_out_without_what_it_tells_of_a_private_one(
    database: Database, clock: SettableClock
) -> None:
    desk = Desk(database, clock)
    public, secret = desk.incident("Search is slow"), desk.incident("Payroll leaked")
    with desk.units(delivery()) as unit:
        merged = Merged(actor=ANA, at=START, duplicate=secret, title="Payroll leaked")
        unit.incidents.get(public).record(merged)
        unit.incidents.get(secret).make_private(left="", people=(), actor=ANA, now=START)
    (whole, _secret), (shown,) = exported(database), exported(database, private=False)
    assert merged in [entry.event for entry in whole.timeline]
    assert [entry.event.kind for entry in shown.timeline] == ["declared"]


def test_private_incidents_go_out_only_when_asked_for(database: Database) -> None:
    one = a_past()
    secret = replace(one, incident=replace(one.incident, private=True))
    StoredArchive(database, RULES).add([secret])
    assert exported(database, private=False) == []
    assert len(exported(database)) == 1


def test_an_incident_that_was_imported_can_be_changed(
    database: Database, clock: SettableClock
) -> None:
    one = a_past()
    StoredArchive(database, RULES).add([one])
    desk = Desk(database, clock)
    with desk.units(delivery()) as unit:
        unit.incidents.get(IncidentId(1)).describe(
            "It was slow.", actor=one.incident.declared_by, now=clock.now()
        )
    (changed,) = exported(database)
    assert (changed.origin, changed.incident.summary) == (one.origin, "It was slow.")
