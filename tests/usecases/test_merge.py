"""Merging as it is on record, and when two people do it at once."""

from functools import partial

import pytest

from firefighter.domain.errors import InvalidField, NotAllowed
from firefighter.domain.events import Merged
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.ports.house import House
from firefighter.store.database import Database
from firefighter.usecases.declare import Declaration, declare
from firefighter.usecases.merge import merge
from tests.clock import SettableClock
from tests.store.contents import contents
from tests.store.desk import delivery
from tests.store.threads import at_once
from tests.usecases.houses import build_house, effects_on_record

ANA, BOB = UserId("U0ANA"), UserId("U0BOB")


def declared(
    house: House, severity: Severity, by: UserId = ANA, *, private: bool = False
) -> Incident:
    said = Declaration("Checkout is slow", severity, private=private)
    return declare(house, delivery(), by, said)


def on_record(house: House, incident_id: IncidentId) -> Incident:
    return house.records.snapshot(incident_id).incident


def test_who_works_on_both_is_not_brought_over_again(house: House) -> None:
    survivor = declared(house, Severity.SEV1)
    for by, expected in ((ANA, ()), (BOB, (BOB,)), (BOB, (BOB,))):
        duplicate = declared(house, Severity.SEV3, by)
        merge(house, delivery(), ANA, duplicate.id, survivor.id)
        told = house.records.timeline(survivor.id)[-1].event
        assert isinstance(told, Merged)
        assert (told.duplicate, told.people) == (duplicate.id, expected)


def test_one_line_each_and_one_invitation(house: House, sqlite_database: Database) -> None:
    survivor, duplicate = declared(house, Severity.SEV1), declared(house, Severity.SEV3, BOB)
    before = len(effects_on_record(sqlite_database))
    merge(house, delivery(), ANA, duplicate.id, survivor.id)
    added = effects_on_record(sqlite_database)[before:]
    assert added.count("post_line") == 2
    assert added.count("invite_people") == 1
    assert set(added) <= {"post_line", "invite_people", "refresh_card"}


def test_two_who_merge_them_crosswise_do_not_end_both(
    database: Database, clock: SettableClock
) -> None:
    house = build_house(database, clock)
    for _round in range(5):
        one, other = declared(house, Severity.SEV3), declared(house, Severity.SEV3)
        results = at_once(
            partial(merge, house, delivery(), ANA, one.id, other.id),
            partial(merge, house, delivery(), BOB, other.id, one.id),
        )
        (refusal,) = [each for each in results if isinstance(each, Exception)]
        assert isinstance(refusal, InvalidField | NotAllowed)
        ends = [on_record(house, each.id).status for each in (one, other)]
        assert sorted(ends) == [Status.CLOSED, Status.OPEN]


def test_those_of_a_private_one_are_told_of_no_other_that_they_may_not_see(
    house: House, sqlite_database: Database
) -> None:
    mine = declared(house, Severity.SEV3, private=True)
    theirs = declared(house, Severity.SEV3, BOB, private=True)
    before = contents(sqlite_database)
    with pytest.raises(InvalidField, match="unknown incident"):
        merge(house, delivery(), ANA, mine.id, theirs.id)
    assert contents(sqlite_database) == before
