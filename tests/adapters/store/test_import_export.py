from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.domain.events import (
    AnyEvent,
    Linked,
    Merged,
    Relation,
    Reported,
    StatusChanged,
    Unlinked,
)
from firefighter.domain.history import AddedHistory, Clash, IncidentHistory, UndoneImport
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Decline, DeclineReason, Step, StepKind
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question, Report
from firefighter.domain.milestones import Milestone
from firefighter.domain.timeline import Entry
from firefighter.ports.search import DrillFilter
from tests.adapters.store.past_incidents import empty, past_incident, past_incidents
from tests.adapters.store.store_client import RULES, StoreClient, delivery
from tests.adapters.store.table_contents import contents
from tests.clock import START, SettableClock
from tests.conftest import OpenDatabase
from tests.databases import Databases

ANA = UserId("U0ANA")
EVERYTHING = Question(days_between(date(1990, 1, 1), date(2090, 1, 1), UTC), private=True)


def exported(database: Database, *, private: bool = True) -> list[IncidentHistory]:
    """Drills too: those here are like any other incident."""
    archive = StoredImportExport(database, RULES)
    return list(archive.everything(private=private, drills=DrillFilter.WITH))


def figures(database: Database) -> Report:
    return StoredStatistics(database, RULES, SettableClock()).report(EVERYTHING)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(past=st.lists(past_incidents(), max_size=20), cut=st.integers(0, 20))
def test_a_second_run_changes_nothing(
    database: Database, past: list[IncidentHistory], cut: int
) -> None:
    empty(database)
    archive = StoredImportExport(database, RULES)
    assert archive.add(past[:cut]).added == len(past[:cut])
    assert archive.add(past).added == len(past[cut:])
    before = contents(database)
    assert archive.add(past).added == 0
    assert contents(database) == before


@pytest.fixture
def other_database(databases: Databases, open_database: OpenDatabase) -> Iterator[Database]:
    with databases.fresh() as url:
        opened = open_database(url)
        yield opened
        opened.close()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(past=st.lists(past_incidents(), max_size=20))
def test_importing_an_export_elsewhere_keeps_every_metric(
    database: Database, other_database: Database, past: list[IncidentHistory]
) -> None:
    empty(database)
    empty(other_database)
    StoreClient(database, SettableClock()).incident()
    StoredImportExport(database, RULES).add(past)
    sent = exported(database)
    assert StoredImportExport(other_database, RULES).add(sent).added == len(sent) == len(past) + 1
    assert figures(other_database) == figures(database)
    arrived = exported(other_database)
    assert [(one.origin, one.timeline) for one in arrived] == [
        (one.origin, one.timeline) for one in sent
    ]


def test_an_export_is_recognized_where_it_came_from(
    database: Database, clock: SettableClock
) -> None:
    StoreClient(database, clock).incident()
    StoredImportExport(database, RULES).add([past_incident()])
    assert StoredImportExport(database, RULES).add(exported(database)).added == 0


def test_an_incident_of_another_deployment_may_have_the_same_number(
    database: Database, clock: SettableClock
) -> None:
    StoreClient(database, clock).incident()
    (ours,) = exported(database)
    theirs = replace(ours, origin=ours.origin.replace(":1:", ":1:9"))
    assert StoredImportExport(database, RULES).add([theirs]).added == 1


def test_imported_incidents_get_the_next_numbers(database: Database, clock: SettableClock) -> None:
    store_client = StoreClient(database, clock)
    store_client.incident()
    StoredImportExport(database, RULES).add([past_incident(), past_incident()])
    assert store_client.incident() == 4
    assert [one.incident.id for one in exported(database)][-1] == 4


def test_a_duplicate_finds_its_original_by_its_origin(database: Database) -> None:
    original, other = past_incident(), past_incident()
    declined = replace(other.incident, declined=Decline(DeclineReason.DUPLICATE))
    duplicate = replace(other, incident=declined, duplicate_of=original.origin)
    lost = replace(duplicate, origin="made-up:lost", duplicate_of="made-up:never")
    StoredImportExport(database, RULES).add([original, duplicate, lost])
    records = StoredRecords(database, RULES)
    found = records.snapshot(IncidentId(2)).incident.declined
    assert found == Decline(DeclineReason.DUPLICATE, IncidentId(1))
    lost_one = records.snapshot(IncidentId(3)).incident.declined
    assert lost_one == Decline(DeclineReason.DUPLICATE)
    assert exported(database)[1].duplicate_of == original.origin


def test_links_are_exported_and_imported_at_both_ends(
    database: Database, other_database: Database
) -> None:
    one, other, later = past_incident(), past_incident(), past_incident()
    cause = replace(one, links={other.origin: Relation.CAUSE, "made-up:never": Relation.RELATED})
    archive = StoredImportExport(database, RULES)
    archive.add([cause, other])
    archive.add([replace(later, links={one.origin: Relation.RELATED})])
    expected = [
        {other.origin: Relation.CAUSE, later.origin: Relation.RELATED},
        {one.origin: Relation.RESULT},
        {one.origin: Relation.RELATED},
    ]
    assert [past.links for past in exported(database)] == expected
    StoredImportExport(other_database, RULES).add(exported(database))
    assert [past.links for past in exported(other_database)] == expected


def test_a_link_to_a_private_incident_is_exported_only_on_request(database: Database) -> None:
    one, other = past_incident(), past_incident()
    secret = replace(other, incident=replace(other.incident, private=True))
    linked = replace(one, links={secret.origin: Relation.RELATED})
    StoredImportExport(database, RULES).add([linked, secret])
    assert exported(database)[0].links == linked.links
    (public,) = exported(database, private=False)
    assert public.links == {}


def test_a_private_original_is_exported_only_on_request(
    database: Database,
) -> None:
    original, duplicate = past_incident(), past_incident()
    secret = replace(original, incident=replace(original.incident, private=True))
    declined = replace(duplicate.incident, declined=Decline(DeclineReason.DUPLICATE, IncidentId(0)))
    merged = replace(duplicate, incident=declined, duplicate_of=secret.origin)
    StoredImportExport(database, RULES).add([secret, merged])
    assert exported(database)[1].duplicate_of == secret.origin
    (public,) = exported(database, private=False)
    assert public.duplicate_of == ""
    assert public.incident.declined == Decline(DeclineReason.DUPLICATE)


def test_an_exported_timeline_does_not_mention_private_incidents(
    database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(database, clock)
    public, secret = (
        store_client.incident("Search is slow"),
        store_client.incident("Payroll leaked"),
    )
    with store_client.units(delivery()) as unit:
        merged = Merged(actor=ANA, at=START, duplicate=secret, title="Payroll leaked")
        unit.incidents.get(public).record(merged)
        unit.incidents.get(secret).make_private(left="", people=(), actor=ANA, now=START)
    (whole, _secret), (shown,) = exported(database), exported(database, private=False)
    assert merged in [entry.event for entry in whole.timeline]
    assert [entry.event.kind for entry in shown.timeline] == ["declared"]


def test_private_incidents_are_exported_only_on_request(database: Database) -> None:
    one = past_incident()
    secret = replace(one, incident=replace(one.incident, private=True))
    StoredImportExport(database, RULES).add([secret])
    assert exported(database, private=False) == []
    assert len(exported(database)) == 1


def test_an_imported_incident_can_be_changed(database: Database, clock: SettableClock) -> None:
    one = past_incident()
    StoredImportExport(database, RULES).add([one])
    store_client = StoreClient(database, clock)
    with store_client.units(delivery()) as unit:
        unit.incidents.get(IncidentId(1)).describe(
            "It was slow.", actor=one.incident.declared_by, now=clock.now()
        )
    (changed,) = exported(database)
    assert (changed.origin, changed.incident.summary) == (one.origin, "It was slow.")


def duplicate_of(original: IncidentHistory) -> IncidentHistory:
    one = past_incident()
    declined = replace(one.incident, declined=Decline(DeclineReason.DUPLICATE))
    return replace(one, incident=declined, duplicate_of=original.origin)


def test_an_older_incident_merged_into_a_newer_one_is_exported_and_imported(
    database: Database, other_database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(database, clock)
    older, newer = store_client.incident("Carts are empty"), store_client.incident("Cache is gone")
    with store_client.units(delivery()) as unit:
        unit.incidents.get(newer).record(
            Merged(actor=ANA, at=START, duplicate=older, title="Carts are empty")
        )
        step = Step(
            StepKind.DECLINE,
            decline_reason=DeclineReason.DUPLICATE,
            duplicate_of=newer,
            merges=True,
        )
        unit.incidents.get(older).advance(step, actor=ANA, now=START)
    StoreClient(other_database, SettableClock(START + timedelta(hours=1))).incident()
    archive = StoredImportExport(other_database, RULES)
    assert archive.add(exported(database)).added == 2
    records = StoredRecords(other_database, RULES)
    imported = records.snapshot(IncidentId(2)).incident
    assert imported.declined == Decline(DeclineReason.DUPLICATE, IncidentId(3))
    merged = [each.event for each in records.timeline(IncidentId(3)) if each.event.kind == "merged"]
    assert [each.duplicate for each in merged] == [2]
    closed = [
        each.event
        for each in records.timeline(IncidentId(2))
        if isinstance(each.event, StatusChanged)
    ]
    assert [each.duplicate_of for each in closed] == [3]


@pytest.mark.parametrize("batch", [1, 2])
def test_references_are_connected_whatever_batch_the_others_come_in(
    database: Database, batch: int
) -> None:
    original, linked = past_incident(), past_incident()
    event = Linked(actor=ANA, at=START, other=IncidentId(77), relation=Relation.CAUSE)
    first = replace(
        duplicate_of(original),
        links={linked.origin: Relation.CAUSE},
        numbers={77: linked.origin},
        timeline=(Entry(event, START),),
    )
    archive, past = StoredImportExport(database, RULES), [first, original, linked]
    unconnected = [
        each
        for start in range(0, len(past), batch)
        for each in archive.add(past[start : start + batch]).unconnected
    ]
    for _ in range(2):
        archive.connect(unconnected)
    (found, *_others) = exported(database)
    assert (found.duplicate_of, found.links) == (original.origin, first.links)
    assert [entry.event for entry in found.timeline] == [replace(event, other=IncidentId(3))]


def test_a_timeline_names_unknown_incidents_in_words(database: Database) -> None:
    there = IncidentId(77)
    events: list[AnyEvent] = [
        Linked(actor=ANA, at=START, other=there, relation=Relation.CAUSE),
        Unlinked(actor=ANA, at=START, other=there),
        Merged(actor=ANA, at=START, duplicate=there, title="Carts"),
    ]
    timeline = tuple(Entry(event, START) for event in events)
    StoredImportExport(database, RULES).add([replace(past_incident(), timeline=timeline)])
    (found,) = exported(database)
    recorded = [entry.event for entry in found.timeline]
    assert [(each.stage, each.message) for each in recorded if isinstance(each, Reported)] == [
        ("Linked", "INC-77 of the source (cause)"),
        ("Unlinked", "INC-77 of the source"),
        ("Merged", "INC-77 of the source: Carts"),
    ]


def test_the_same_id_for_another_incident_is_a_clash(database: Database) -> None:
    archive, one = StoredImportExport(database, RULES), past_incident()
    archive.add([one])
    assert archive.add([one]) == AddedHistory(added=0, known=1)
    other = replace(one, incident=replace(one.incident, title="Search is slow"))
    later = {Milestone.DECLARED: START}
    another = replace(one, incident=replace(one.incident, milestones=later))
    assert archive.add([other]).clashes == (Clash(other, IncidentId(1), "title"),)
    assert archive.add([another]).clashes == (Clash(another, IncidentId(1), "declared_at"),)


def test_an_imported_incident_that_was_changed_here_is_no_clash(
    database: Database, clock: SettableClock
) -> None:
    archive, one = StoredImportExport(database, RULES), past_incident()
    archive.add([one])
    with StoreClient(database, clock).units(delivery()) as unit:
        unit.incidents.get(IncidentId(1)).describe("It was slow.", actor=ANA, now=clock.now())
    assert archive.add([one]) == AddedHistory(added=0, known=1)


def test_undo_deletes_what_was_imported_and_keeps_what_was_changed(
    database: Database, clock: SettableClock
) -> None:
    store_client = StoreClient(database, clock)
    own = store_client.incident()
    before = contents(database)
    original = past_incident()
    changed = past_incident()
    archive = StoredImportExport(database, RULES)
    linked = replace(past_incident(), links={changed.origin: Relation.CAUSE})
    archive.add([original, duplicate_of(original), changed, linked])
    with store_client.units(delivery()) as unit:
        unit.incidents.get(IncidentId(4)).describe("It was slow.", actor=ANA, now=clock.now())
    other = replace(past_incident(), origin="made-up-too:1")
    archive.add([other])
    assert archive.sources() == {"made-up": 4, "made-up-too": 1}
    assert archive.undo("made-up") == UndoneImport(3, [IncidentId(4)])
    assert [one.incident.id for one in exported(database)] == [own, 4, 6]
    assert archive.undo("made-up-too") == UndoneImport(1, [])
    assert contents(database)["incident_links"] == before["incident_links"]


def test_numbers_of_undone_incidents_are_not_used_again(
    database: Database, clock: SettableClock
) -> None:
    archive = StoredImportExport(database, RULES)
    archive.add([past_incident(), past_incident()])
    archive.undo("made-up")
    assert StoreClient(database, clock).incident() == 3


@st.composite
def connected_incidents(draw: st.DrawFn) -> list[IncidentHistory]:
    """Incidents that duplicate, link and mention each other in any direction."""
    past = draw(st.lists(past_incidents(), min_size=2, max_size=6))
    connected = []
    for number, one in enumerate(past):
        others = [other for other in past if other is not one]
        other = draw(st.sampled_from(others))
        declined = Decline(DeclineReason.DUPLICATE) if draw(st.booleans()) else None
        event = Merged(actor=ANA, at=START, duplicate=IncidentId(100 + number), title="Carts")
        connected.append(
            replace(
                one,
                incident=replace(one.incident, declined=declined),
                duplicate_of=other.origin if declined else "",
                links={other.origin: Relation.RELATED} if draw(st.booleans()) else {},
                timeline=(Entry(event, START),),
                numbers={100 + number: other.origin},
            )
        )
    return connected


def references(past: list[IncidentHistory]) -> dict[str, object]:
    """What each incident names, by origin."""
    return {
        one.origin: (
            one.duplicate_of,
            dict(one.links),
            [
                one.numbers[entry.event.duplicate]
                for entry in one.timeline
                if isinstance(entry.event, Merged)
            ],
        )
        for one in past
    }


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(past=connected_incidents(), random=st.randoms(), batch=st.integers(1, 6))
def test_references_survive_export_and_import_in_any_order(
    database: Database,
    other_database: Database,
    past: list[IncidentHistory],
    random: Random,
    batch: int,
) -> None:
    empty(database)
    empty(other_database)
    StoreClient(other_database, SettableClock()).incident()
    StoredImportExport(database, RULES).add(past)
    sent = exported(database)
    shuffled = random.sample(sent, len(sent))
    archive = StoredImportExport(other_database, RULES)
    unconnected = [
        each
        for start in range(0, len(shuffled), batch)
        for each in archive.add(shuffled[start : start + batch]).unconnected
    ]
    archive.connect(unconnected)
    arrived = [one for one in exported(other_database) if one.origin.startswith("made-up")]
    assert references(arrived) == references(sent)
    assert archive.add(sent).clashes == ()
