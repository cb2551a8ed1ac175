"""The weekly figures: to each manager, on Monday morning where they are, once whatever happens."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from firefighter.domain.errors import AlreadyHandled
from firefighter.domain.ids import UserId
from firefighter.occasions.digest_round import first_round
from firefighter.occasions.registry import find_occasions, keeping
from firefighter.ports.chat import ChatUnavailable
from firefighter.ports.digest import Digest
from firefighter.ports.people import Profile
from firefighter.store.database import Database
from firefighter.usecases.appoint import appoint
from firefighter.usecases.wish_digest import wish_digest
from tests.clock import SettableClock
from tests.store.desk import delivery
from tests.worker.chat import Fault, fails
from tests.worker.workshop import Workshop

PAUL, NINA, KEN, ZOE = (UserId(f"U0{name}") for name in ("PAUL", "NINA", "KEN", "ZOE"))
ZONES = {PAUL: "Europe/Paris", NINA: "America/New_York", KEN: "Pacific/Kiritimati", ZOE: ""}
THURSDAY = datetime(2026, 3, 26, 12, tzinfo=UTC)


class Office:
    """A workshop with managers: three of them by name, the others in a group."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        clock.set(THURSDAY)
        self.clock = clock
        self.workshop = Workshop(database, clock)
        rules = replace(
            self.workshop.house.rules, managers=(PAUL, "S0BOSSES"), time_zone="Asia/Tokyo"
        )
        self.workshop.keep = keeping(find_occasions(), rules)
        self.chat = self.workshop.chat
        self.chat.circles["S0BOSSES"] = frozenset({NINA, KEN, ZOE, PAUL})
        for user, zone in ZONES.items():
            profile = Profile(user=user, name="", real_name="", time_zone=zone, locale="")
            self.chat.people[user] = profile
        self.sent: list[tuple[UserId, datetime, Digest]] = []

    def begin(self) -> None:
        """As each process does when it starts."""
        now = self.clock.now()
        with suppress(AlreadyHandled):
            appoint(self.workshop.house, first_round(now).appointed(now))

    def live(self, days: float) -> None:
        """Lets what is due come, each at its time, and does what it asks for."""
        end = self.clock.now() + timedelta(days=days)
        while (due := self.workshop.calendar.next_due()) and due <= end:
            self.clock.set(max(due, self.clock.now()))
            self.workshop.keep_what_is_due()
            assert self.workshop.work_off()
            self._note()
        self.clock.set(max(end, self.clock.now()))

    def sleep(self, days: float) -> None:
        """No process runs."""
        self.clock.advance(timedelta(days=days).total_seconds())

    def times(self) -> Mapping[UserId, str]:
        return {user: f"{at:%a %d %H:%M}" for user, at, _digest in self.sent}

    def _note(self) -> None:
        known = {id(digest) for _user, _at, digest in self.sent}
        rooms = {room.channel.id: room.channel.name for room in self.chat.rooms.values()}
        for ref, digest in self.chat.digests.values():
            if id(digest) not in known:
                user = UserId(rooms[ref.channel].removeprefix("direct "))
                self.sent.append((user, self.clock.now(), digest))


@pytest.fixture
def office(database: Database, clock: SettableClock) -> Office:
    made = Office(database, clock)
    made.begin()
    return made


def test_each_gets_it_at_nine_where_they_are(office: Office) -> None:
    """Europe changed its clocks the night before, America three weeks earlier."""
    office.live(5)
    assert office.times() == {
        KEN: "Sun 29 19:00",
        ZOE: "Mon 30 00:00",  # 09:00 in Tokyo, where the company is
        PAUL: "Mon 30 07:00",
        NINA: "Mon 30 13:00",
    }
    assert len(office.sent) == len(office.chat.charts) == 4


def test_the_week_before_the_clocks_change_is_an_hour_later_by_utc(office: Office) -> None:
    office.clock.set(THURSDAY - timedelta(days=7))
    office.begin()
    office.live(5)
    assert office.times()[PAUL] == "Mon 23 08:00"


def test_it_is_about_the_week_that_is_over_and_twelve_before(office: Office) -> None:
    office.live(5)
    _user, _at, digest = next(one for one in office.sent if one[0] == PAUL)
    now, before = digest.compared.now.question.period, digest.compared.before.question.period
    assert (str(now.first_day), str(now.last_day)) == ("2026-03-23", "2026-03-29")
    assert str(now.zone) == "Europe/Paris"
    assert (before.days, digest.compared.times) == (84, 12)
    assert (digest.compared.now.counted, digest.is_late) == (0, False)


def test_it_comes_every_week(office: Office) -> None:
    office.live(26)
    weeks = [at.date().isocalendar().week for user, at, _digest in office.sent if user == NINA]
    assert weeks == [14, 15, 16, 17]


def test_it_comes_once_however_often_the_house_is_started(office: Office) -> None:
    for _ in range(3):
        office.begin()
        office.live(1)
    office.live(3)
    assert len(office.sent) == 4


def test_a_missed_monday_morning_is_made_up_for_once_and_says_so(office: Office) -> None:
    office.live(3.4)  # until Sunday night: all is appointed
    office.sleep(1)
    office.live(0.5)
    late = {user: digest.is_late for user, _at, digest in office.sent}
    assert late == {KEN: False, ZOE: True, PAUL: True, NINA: True}
    office.live(4)
    assert len(office.sent) == 4


def test_a_weekend_without_any_process_loses_nothing(office: Office) -> None:
    office.sleep(5)
    office.live(0.5)
    assert {user for user, _at, _digest in office.sent} == set(ZONES)


def test_who_does_not_want_it_does_not_get_it(office: Office) -> None:
    wish_digest(office.workshop.house, delivery(), NINA, wanted=False)
    office.live(5)
    assert NINA not in office.times()
    wish_digest(office.workshop.house, delivery(), NINA, wanted=True)
    office.live(7)
    assert NINA in office.times()


def test_who_left_the_group_or_the_company_gets_nothing(office: Office) -> None:
    office.chat.circles["S0BOSSES"] = frozenset({NINA, KEN})
    office.chat.gone.add(KEN)
    office.live(5)
    assert set(office.times()) == {PAUL, NINA}


def test_an_answer_that_is_lost_makes_no_second_one(office: Office) -> None:
    office.chat.strike(
        Fault("post_digest", fails(ChatUnavailable("post", "lost")), times=1, afterwards=True),
        Fault("share_chart", fails(ChatUnavailable("share", "lost")), times=1, afterwards=True),
    )
    office.live(5)
    assert len(office.chat.digests) == len(office.chat.charts) == 4
    assert office.chat.calls.count("post_digest") == 4


def test_while_the_chat_is_away_on_sunday_the_known_ones_are_not_forgotten(office: Office) -> None:
    office.live(5)
    away = fails(ChatUnavailable("members", "away"))
    office.chat.strike(Fault("members", away))
    office.live(7)
    assert len(office.sent) == 8
