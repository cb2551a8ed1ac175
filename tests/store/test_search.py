"""Finding incidents among those that somebody may see; on both databases."""

from collections.abc import Sequence

import pytest

from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.rights import Right, Rights
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.circles import Circle
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId, Located, Place
from firefighter.ports.search import Search
from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from tests.clock import SettableClock
from tests.store.desk import ANA, Desk, delivery, effect

BEN, DORA = UserId("U0BEN"), UserId("U0DORA")
ROOM = ChannelId("C0ROOM")


class Archive:
    """Incidents on record, and what somebody finds there."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.desk = Desk(database, clock)
        self._database = database
        self._clock = clock

    def put(
        self,
        title: str,
        severity: Severity = Severity.SEV3,
        *,
        private: bool = False,
        summary: str = "",
        services: Sequence[str] = (),
    ) -> IncidentId:
        with self.desk.units(delivery()) as unit:
            incident = Incident.declare(
                incident_id=unit.incidents.next_id(),
                title=title,
                summary=summary,
                severity=severity,
                policy=Rules().policy(severity),
                services=tuple(services),
                private=private,
                actor=ANA,
                now=self._clock.now(),
            )
            unit.incidents.add(incident)
        return incident.id

    def lead(self, incident_id: IncidentId, user: UserId) -> None:
        with self.desk.units(delivery()) as unit:
            incident = unit.incidents.get(incident_id)
            incident.take_role(RoleKey("scribe"), seen=None, actor=user, now=self._clock.now())

    def settle(self, incident_id: IncidentId, outcome: Outcome) -> None:
        """Records what an effect brought about."""
        self.desk.enqueue(incident_id, effect("create_room"))
        self.desk.outbox.done(self.desk.claim_one(), outcome)

    def records(self, *trusted: str) -> StoredRecords:
        rights = Rights({Right.SEE_PRIVATE: trusted})
        return StoredRecords(self._database, Rules(rights=rights))

    def found(self, user: UserId, wanted: Search, limit: int = 100, offset: int = 0) -> list[int]:
        return [each.id for each in self.records().search(user, wanted, limit, offset).items]


@pytest.fixture
def archive(database: Database, clock: SettableClock) -> Archive:
    return Archive(database, clock)


def test_the_worst_come_first_and_then_the_newest(archive: Archive) -> None:
    slow, worst, newer = (
        archive.put("Search is slow"),
        archive.put("Checkout is down", Severity.SEV1),
        archive.put("Search finds nothing"),
    )
    assert archive.found(BEN, Search()) == [worst, newer, slow]
    assert archive.found(BEN, Search(), limit=1, offset=1) == [newer]
    assert archive.records().search(BEN, Search(), 1).total == 3


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("checkout", [1]),
        ("CHECKOUT  down", [1]),
        ("down checkout slow", []),
        ("ledger", [2]),
        ("inc-2", [2]),
        ("2", [2]),
        ("100%", [3]),
        ("_", []),
        ("", [1, 3, 2]),
    ],
)
def test_all_words_have_to_stand_in_it(archive: Archive, words: str, hits: list[int]) -> None:
    archive.put("Checkout is down", Severity.SEV1)
    archive.put("Payments are late", Severity.SEV4, summary="The ledger is full.")
    archive.put("Disk is 100% full")
    assert archive.found(BEN, Search(words=words)) == hits


def test_a_service_a_severity_and_a_holder_can_be_asked_for(archive: Archive) -> None:
    one = archive.put("Nothing is found", services=["Search"])
    two = archive.put("Checkout is down", Severity.SEV1)
    archive.lead(two, BEN)
    assert archive.found(DORA, Search(service="search")) == [one]
    assert archive.found(DORA, Search(severity=Severity.SEV1)) == [two]
    assert archive.found(DORA, Search(held_by=BEN)) == [two]
    assert archive.found(DORA, Search(involving=ANA)) == [two, one]
    assert archive.found(DORA, Search(held_by=DORA)) == []


def test_a_private_one_exists_for_insiders_only(archive: Archive) -> None:
    secret = archive.put("Payroll leaked", private=True)
    records = archive.records()
    assert records.may_see(ANA, secret)
    assert not records.may_see(BEN, secret)
    assert archive.found(BEN, Search(words="payroll")) == []
    archive.lead(secret, BEN)
    assert records.may_see(BEN, secret)
    assert not records.may_see(DORA, secret)


def test_who_is_in_the_room_sees_it_and_who_left_does_not(archive: Archive) -> None:
    secret = archive.put("Payroll leaked", private=True)
    archive.settle(secret, Outcome((Located(Place.ROOM, ROOM),)))
    records = archive.records()
    assert not records.may_see(BEN, secret, ChannelId("C0OTHER"))
    assert records.may_see(BEN, secret, ROOM)
    with archive.desk.units(delivery()) as unit:
        unit.circles.joined(ROOM, BEN)
        unit.circles.joined(ROOM, BEN)
    assert records.may_see(BEN, secret)
    assert archive.found(BEN, Search()) == [secret]
    with archive.desk.units(delivery()) as unit:
        unit.circles.left(ROOM, BEN)
    assert not records.may_see(BEN, secret)


def test_who_is_trusted_sees_all_of_them(archive: Archive) -> None:
    secret = archive.put("Payroll leaked", private=True)
    assert archive.records(DORA).may_see(DORA, secret)
    guards = archive.records("S0GUARDS")
    assert not guards.may_see(DORA, secret)
    archive.settle(secret, Outcome(circles=(Circle("S0GUARDS", frozenset({DORA, BEN})),)))
    assert guards.may_see(DORA, secret)
    assert guards.is_among(BEN, ["U0X", "S0GUARDS"])
    archive.settle(secret, Outcome(circles=(Circle("S0GUARDS", frozenset({DORA})),)))
    assert guards.may_see(DORA, secret)
    assert not guards.may_see(BEN, secret)


def test_a_number_that_is_not_exists_for_nobody(archive: Archive) -> None:
    assert not archive.records(ANA).may_see(ANA, IncidentId(7))


def test_the_latest_visitors_come_first(archive: Archive, clock: SettableClock) -> None:
    start = clock.now()
    for user in (ANA, BEN, ANA):
        clock.advance(60)
        with archive.desk.units(delivery()) as unit:
            unit.visitors.came_home(user)
    assert archive.records().visitors_since(start, 10) == [ANA, BEN]
    assert archive.records().visitors_since(start, 1) == [ANA]
    assert archive.records().visitors_since(clock.now(), 10) == [ANA]
