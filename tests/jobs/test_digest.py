"""The weekly digest: to each manager once, on Monday morning local time."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import AlreadyHandled
from firefighter.domain.ids import UserId
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from firefighter.domain.taxonomy import Classification
from firefighter.jobs.digest import first_planning
from firefighter.jobs.registry import find_jobs, job_runner
from firefighter.ports.outgoing import Unavailable
from firefighter.ports.people import Profile
from firefighter.ports.statistics import Digest
from firefighter.use_cases.declare import Declaration, classify, declare
from firefighter.use_cases.drills import DrillOpening, start_drill
from firefighter.use_cases.enqueue import schedule
from firefighter.use_cases.people import set_digest_preference
from tests.adapters.store.store_client import delivery
from tests.clock import SettableClock
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import WorkerHarness

PAUL, NINA, KEN, ZOE = (UserId(f"U0{name}") for name in ("PAUL", "NINA", "KEN", "ZOE"))
ZONES = {PAUL: "Europe/Paris", NINA: "America/New_York", KEN: "Pacific/Kiritimati", ZOE: ""}
THURSDAY = datetime(2026, 3, 26, 12, tzinfo=UTC)


class Office:
    """A harness with managers: three by name, the others in a group."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        clock.set(THURSDAY)
        self.clock = clock
        self.harness = WorkerHarness(database, clock)
        rules = replace(
            self.harness.context.rules, managers=(PAUL, "S0BOSSES"), time_zone="Asia/Tokyo"
        )
        self.harness.run_job = job_runner(find_jobs(), rules, self.harness.context.scenarios)
        self.chat = self.harness.chat
        self.chat.memberships["S0BOSSES"] = frozenset({NINA, KEN, ZOE, PAUL})
        for user, zone in ZONES.items():
            profile = Profile(user=user, name="", real_name="", time_zone=zone, locale="")
            self.chat.people[user] = profile
        self.sent: list[tuple[UserId, datetime, Digest]] = []

    def begin(self) -> None:
        """Does what each process does at its start."""
        now = self.clock.now()
        with suppress(AlreadyHandled):
            schedule(self.harness.context, first_planning(now).request(now))

    def live(self, days: float) -> None:
        """Runs due jobs and effects at their time."""
        end = self.clock.now() + timedelta(days=days)
        while (due := self.harness.job_store.next_due()) and due <= end:
            self.clock.set(max(due, self.clock.now()))
            self.harness.run_due_jobs()
            assert self.harness.run_until_idle()
            self._note()
        self.clock.set(max(end, self.clock.now()))

    def sleep(self, days: float) -> None:
        """Advances the clock without a running process."""
        self.clock.advance(timedelta(days=days).total_seconds())

    def times(self) -> Mapping[UserId, str]:
        return {user: f"{at:%a %d %H:%M}" for user, at, _digest in self.sent}

    def _note(self) -> None:
        known = {id(digest) for _user, _at, digest in self.sent}
        channels = {
            fake_channel.channel.id: fake_channel.channel.name
            for fake_channel in self.chat.channels.values()
        }
        for ref, digest in self.chat.digests.values():
            if id(digest) not in known:
                user = UserId(channels[ref.channel].removeprefix("direct "))
                self.sent.append((user, self.clock.now(), digest))


@pytest.fixture
def office(database: Database, clock: SettableClock) -> Office:
    made = Office(database, clock)
    made.begin()
    return made


def test_digest_arrives_at_nine_local_time(office: Office) -> None:
    """Europe changed its clocks the night before, America three weeks earlier."""
    office.live(5)
    assert office.times() == {
        KEN: "Sun 29 19:00",
        ZOE: "Mon 30 00:00",  # 09:00 in Tokyo, the company's time zone
        PAUL: "Mon 30 07:00",
        NINA: "Mon 30 13:00",
    }
    assert len(office.sent) == len(office.chat.charts) == 4


def test_digest_follows_the_clock_change(office: Office) -> None:
    office.clock.set(THURSDAY - timedelta(days=7))
    office.begin()
    office.live(5)
    assert office.times()[PAUL] == "Mon 23 08:00"


def test_digest_covers_last_week_and_twelve_before(office: Office) -> None:
    office.live(5)
    _user, _at, digest = next(one for one in office.sent if one[0] == PAUL)
    now, before = digest.compared.now.question.period, digest.compared.before.question.period
    assert (str(now.first_day), str(now.last_day)) == ("2026-03-23", "2026-03-29")
    assert str(now.zone) == "Europe/Paris"
    assert (before.days, digest.compared.times) == (84, 12)
    assert (digest.compared.now.counted, digest.is_late) == (0, False)


def test_digest_is_sent_every_week(office: Office) -> None:
    office.live(26)
    weeks = [at.date().isocalendar().week for user, at, _digest in office.sent if user == NINA]
    assert weeks == [14, 15, 16, 17]


def test_digest_is_sent_once_despite_restarts(office: Office) -> None:
    for _ in range(3):
        office.begin()
        office.live(1)
    office.live(3)
    assert len(office.sent) == 4


def test_missed_digest_is_sent_once_and_marked_late(office: Office) -> None:
    office.live(3.4)  # until Sunday night: all digests are scheduled
    office.sleep(1)
    office.live(0.5)
    late = {user: digest.is_late for user, _at, digest in office.sent}
    assert late == {KEN: False, ZOE: True, PAUL: True, NINA: True}
    office.live(4)
    assert len(office.sent) == 4


def test_weekend_without_a_process_loses_nothing(office: Office) -> None:
    office.sleep(5)
    office.live(0.5)
    assert {user for user, _at, _digest in office.sent} == set(ZONES)


def test_unsubscribed_manager_gets_no_digest(office: Office) -> None:
    set_digest_preference(office.harness.context, delivery(), NINA, wanted=False)
    office.live(5)
    assert NINA not in office.times()
    set_digest_preference(office.harness.context, delivery(), NINA, wanted=True)
    office.live(7)
    assert NINA in office.times()


def test_former_member_gets_no_digest(office: Office) -> None:
    office.chat.memberships["S0BOSSES"] = frozenset({NINA, KEN})
    office.chat.gone.add(KEN)
    office.live(5)
    assert set(office.times()) == {PAUL, NINA}


def test_lost_response_sends_no_second_digest(office: Office) -> None:
    office.chat.add_faults(
        Fault("post_digest", fails(Unavailable("Slack", "post", "lost")), times=1, afterwards=True),
        Fault(
            "share_chart", fails(Unavailable("Slack", "share", "lost")), times=1, afterwards=True
        ),
    )
    office.live(5)
    assert len(office.chat.digests) == len(office.chat.charts) == 4
    assert office.chat.calls.count("post_digest") == 4


def test_known_managers_get_a_digest_while_the_chat_is_unavailable(office: Office) -> None:
    office.live(5)
    away = fails(Unavailable("Slack", "members", "away"))
    office.chat.add_faults(Fault("members", away))
    office.live(7)
    assert len(office.sent) == 8


def test_training_is_a_section_once_there_was_an_exercise(office: Office) -> None:
    office.live(7)
    assert {digest.training for _user, _at, digest in office.sent} == {None}
    opening = DrillOpening(
        Declaration("Prices differ", Severity.SEV3), (NINA, KEN), scenario=ScenarioId("two-prices")
    )
    start_drill(office.harness.context, delivery(), PAUL, opening)
    real = declare(
        office.harness.context, delivery(), PAUL, Declaration("Search is slow", Severity.SEV3)
    )
    classify(
        office.harness.context,
        delivery(),
        PAUL,
        real.id,
        Classification("deployment", "network"),
    )
    before = len(office.sent)
    office.live(7)
    (_user, _at, digest), *_others = office.sent[before:]
    assert digest.training is not None
    assert (digest.training.held, digest.training.people) == (1, 2)
    assert digest.never_trained == ("network",)
