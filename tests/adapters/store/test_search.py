"""Searching the incidents that a person may see, on both databases."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from firefighter.adapters.store.access import MEMBERSHIP_TTL
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.tables import MembershipRow
from firefighter.domain.events import ChannelState
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.roles import Permission, Permissions
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.outbox import Outcome
from firefighter.ports.people import MemberList
from firefighter.ports.search import IncidentQuery
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef
from tests.adapters.store.store_client import ANA, StoreClient, delivery, effect
from tests.clock import SettableClock

BEN, DORA = UserId("U0BEN"), UserId("U0DORA")
CHANNEL = ChannelId("C0ROOM")


class Archive:
    """Stored incidents and searches among them."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.store_client = StoreClient(database, clock)
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
        with self.store_client.units(delivery()) as unit:
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
        with self.store_client.units(delivery()) as unit:
            incident = unit.incidents.get(incident_id)
            incident.take_role(RoleKey("scribe"), seen=None, actor=user, now=self._clock.now())

    def settle(self, incident_id: IncidentId, outcome: Outcome) -> None:
        """Records the outcome of an effect."""
        self.store_client.enqueue(incident_id, effect("create_channel"))
        self.store_client.outbox.done(self.store_client.claim_one(), outcome)

    def records(self, *trusted: str) -> StoredRecords:
        permissions = Permissions({Permission.SEE_PRIVATE: trusted})
        rules = Rules(permissions=permissions)
        return StoredRecords(self._database, rules, clock=self._clock)

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def wait(self, time: timedelta) -> None:
        self._clock.advance(time.total_seconds())

    def found(
        self, user: UserId, wanted: IncidentQuery, limit: int = 100, offset: int = 0
    ) -> list[int]:
        return [each.id for each in self.records().search(user, wanted, limit, offset).items]


@pytest.fixture
def archive(database: Database, clock: SettableClock) -> Archive:
    return Archive(database, clock)


def test_results_are_ordered_by_severity_and_then_newest_first(archive: Archive) -> None:
    slow, worst, newer = (
        archive.put("Search is slow"),
        archive.put("Checkout is down", Severity.SEV1),
        archive.put("Search finds nothing"),
    )
    assert archive.found(BEN, IncidentQuery()) == [worst, newer, slow]
    assert archive.found(BEN, IncidentQuery(), limit=1, offset=1) == [newer]
    assert archive.records().search(BEN, IncidentQuery(), 1).total == 3


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
def test_every_word_must_match(archive: Archive, words: str, hits: list[int]) -> None:
    archive.put("Checkout is down", Severity.SEV1)
    archive.put("Payments are late", Severity.SEV4, summary="The ledger is full.")
    archive.put("Disk is 100% full")
    assert archive.found(BEN, IncidentQuery(words=words)) == hits


def test_search_filters_by_service_severity_and_role_holder(archive: Archive) -> None:
    one = archive.put("Nothing is found", services=["Search"])
    two = archive.put("Checkout is down", Severity.SEV1)
    archive.lead(two, BEN)
    assert archive.found(DORA, IncidentQuery(service="search")) == [one]
    assert archive.found(DORA, IncidentQuery(severity=Severity.SEV1)) == [two]
    assert archive.found(DORA, IncidentQuery(held_by=BEN)) == [two]
    assert archive.found(DORA, IncidentQuery(involving=ANA)) == [two, one]
    assert archive.found(DORA, IncidentQuery(held_by=DORA)) == []


def test_a_private_incident_is_found_by_insiders_only(archive: Archive) -> None:
    secret = archive.put("Payroll leaked", private=True)
    records = archive.records()
    assert records.may_see(ANA, secret)
    assert not records.may_see(BEN, secret)
    assert archive.found(BEN, IncidentQuery(words="payroll")) == []
    archive.lead(secret, BEN)
    assert records.may_see(BEN, secret)
    assert not records.may_see(DORA, secret)


def test_channel_members_see_it_and_former_members_do_not(archive: Archive) -> None:
    secret = archive.put("Payroll leaked", private=True)
    archive.settle(secret, Outcome((PlaceRef(Place.CHANNEL, CHANNEL),)))
    records = archive.records()
    assert not records.may_see(BEN, secret, ChannelId("C0OTHER"))
    assert records.may_see(BEN, secret, CHANNEL)
    with archive.store_client.units(delivery()) as unit:
        unit.memberships.joined(CHANNEL, BEN, archive.now)
        unit.memberships.joined(CHANNEL, BEN, archive.now)
    assert records.may_see(BEN, secret)
    assert archive.found(BEN, IncidentQuery()) == [secret]
    with archive.store_client.units(delivery()) as unit:
        unit.memberships.left(CHANNEL, BEN)
    assert not records.may_see(BEN, secret)


def in_channel(archive: Archive, state: ChannelState = ChannelState.OPEN) -> IncidentId:
    """A private incident of ANA in whose channel BEN is."""
    secret = archive.put("Payroll leaked", private=True)
    archive.settle(secret, Outcome((PlaceRef(Place.CHANNEL, CHANNEL),)))
    with archive.store_client.units(delivery()) as unit:
        unit.memberships.joined(CHANNEL, BEN, archive.now)
        incident = unit.incidents.get(secret)
        incident.record_channel_state(state, actor=ANA, now=archive.now)
    return secret


def test_membership_that_was_not_confirmed_for_a_while_gives_no_access(archive: Archive) -> None:
    secret, records = in_channel(archive), archive.records()
    archive.wait(MEMBERSHIP_TTL)
    assert records.may_see(BEN, secret)
    assert records.stale_channel_of(BEN, secret) is None
    archive.wait(timedelta(seconds=1))
    assert not records.may_see(BEN, secret)
    assert archive.found(BEN, IncidentQuery()) == []
    assert records.insiders(secret) == {ANA}
    assert records.stale_channel_of(BEN, secret) == CHANNEL
    assert records.stale_channel_of(DORA, secret) is None
    assert records.may_see(ANA, secret)  # who declared it
    members = MemberList(CHANNEL, frozenset({BEN}))
    archive.settle(secret, Outcome(memberships=(members,)))
    assert records.may_see(BEN, secret)
    assert records.insiders(secret) == {ANA, BEN}


def test_membership_of_an_earlier_version_gives_no_access(archive: Archive) -> None:
    secret, records = in_channel(archive), archive.records()
    with archive.store_client.units(delivery()) as unit:
        unit._session.execute(update(MembershipRow).values(seen_at=None))
    assert not records.may_see(BEN, secret)
    assert records.stale_channel_of(BEN, secret) == CHANNEL


def test_nobody_leaves_an_archived_channel(archive: Archive) -> None:
    secret = in_channel(archive, ChannelState.ARCHIVED)
    archive.wait(timedelta(days=100))
    assert archive.records().may_see(BEN, secret)
    with archive.store_client.units(delivery()) as unit:
        assert unit.memberships.private_channels() == []


def test_open_channels_of_private_incidents_are_to_be_learnt_again(archive: Archive) -> None:
    in_channel(archive)
    public = archive.put("Search is slow")
    archive.settle(public, Outcome((PlaceRef(Place.CHANNEL, ChannelId("C0PUBLIC")),)))
    with archive.store_client.units(delivery()) as unit:
        assert unit.memberships.private_channels() == [CHANNEL]


def test_trusted_people_see_every_private_incident(archive: Archive) -> None:
    secret = archive.put("Payroll leaked", private=True)
    assert archive.records(DORA).may_see(DORA, secret)
    guards = archive.records("S0GUARDS")
    assert not guards.may_see(DORA, secret)
    archive.settle(secret, Outcome(memberships=(MemberList("S0GUARDS", frozenset({DORA, BEN})),)))
    assert guards.may_see(DORA, secret)
    assert guards.is_among(BEN, ["U0X", "S0GUARDS"])
    archive.settle(secret, Outcome(memberships=(MemberList("S0GUARDS", frozenset({DORA})),)))
    assert guards.may_see(DORA, secret)
    assert not guards.may_see(BEN, secret)


def test_nobody_sees_a_number_that_does_not_exist(archive: Archive) -> None:
    assert not archive.records(ANA).may_see(ANA, IncidentId(7))


def test_the_latest_home_views_come_first(archive: Archive, clock: SettableClock) -> None:
    start = clock.now()
    for user in (ANA, BEN, ANA):
        clock.advance(60)
        with archive.store_client.units(delivery()) as unit:
            unit.home_views.viewed_home(user)
    assert archive.records().home_viewers_since(start, 10) == [ANA, BEN]
    assert archive.records().home_viewers_since(start, 1) == [ANA]
    assert archive.records().home_viewers_since(clock.now(), 10) == [ANA]
