"""The playground as `firefighter demo` opens it, seen from outside."""

import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from firefighter.adapters.store.database import Database
from firefighter.demo.browser.bot_database import BotDatabase
from firefighter.demo.browser.environment import steps_to_monday
from firefighter.domain.errors import AlreadyHandled
from firefighter.domain.ids import UserId
from firefighter.jobs.digest import first_planning
from firefighter.jobs.registry import find_jobs, job_runner
from firefighter.ports.people import Profile
from firefighter.use_cases.enqueue import schedule
from tests.cli.process import Running, running
from tests.clock import SettableClock
from tests.worker.worker_harness import WorkerHarness

HERE = ("demo", "--no-browser", "--port", "0")


def address_of(demo: Running) -> str:
    demo.says("The playground is open:")
    return demo.log.split("The playground is open:")[1].split()[0]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_demo_prints_its_link_and_stops_on_signal(tmp_path: Path, number: signal.Signals) -> None:
    with running(*HERE, folder=tmp_path, given={}) as demo:
        address = address_of(demo)
        assert address.startswith("http://127.0.0.1:")
        assert "It listens on this machine only." in demo.log
        page = httpx.get(address, trust_env=False)
        assert page.status_code == 200
        assert "Your first incident" in page.text
        demo.process.send_signal(number)
        assert demo.process.wait(timeout=60) == 0
    assert "Traceback" not in demo.log
    assert [each.name for each in tmp_path.iterdir()] == [demo.log_file.name]


def test_demo_warns_when_other_machines_can_reach_it(tmp_path: Path) -> None:
    with running(*HERE, "--host", "0.0.0.0", folder=tmp_path, given={}) as demo:  # noqa: S104 - what it is about
        address_of(demo)
        assert "Anyone who can reach this machine can use it; there is no password." in demo.log


def test_taken_port_is_reported(tmp_path: Path) -> None:
    with running(*HERE, folder=tmp_path, given={}) as demo:
        port = httpx.URL(address_of(demo)).port
        with running("demo", "--port", str(port), folder=tmp_path, given={}) as second:
            second.says(f"--port {port}")
            assert second.process.wait(timeout=60) == 1


PARIS, TOKYO = "Europe/Paris", "Asia/Tokyo"


@pytest.mark.parametrize(
    ("now", "zone", "monday"),
    [
        (datetime(2026, 11, 24, 6, tzinfo=UTC), PARIS, datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 24, 6, tzinfo=UTC), TOKYO, datetime(2026, 11, 30, 0, tzinfo=UTC)),
        (datetime(2026, 11, 29, 13, tzinfo=UTC), PARIS, datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 29, 23, 48, tzinfo=UTC), PARIS, datetime(2026, 11, 30, 8, tzinfo=UTC)),
        (datetime(2026, 11, 29, 23, 48, tzinfo=UTC), TOKYO, datetime(2026, 12, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 29, 23, 50, tzinfo=UTC), PARIS, datetime(2026, 12, 7, 8, tzinfo=UTC)),
        (datetime(2026, 11, 30, 7, 59, tzinfo=UTC), PARIS, datetime(2026, 12, 7, 8, tzinfo=UTC)),
        (datetime(2026, 11, 30, 8, tzinfo=UTC), PARIS, datetime(2026, 12, 7, 8, tzinfo=UTC)),
        (datetime(2026, 3, 27, 12, tzinfo=UTC), PARIS, datetime(2026, 3, 30, 7, tzinfo=UTC)),
    ],
)
def test_move_to_monday_takes_four_steps_to_nine_in_the_persons_time_zone(
    now: datetime, zone: str, monday: datetime
) -> None:
    way = steps_to_monday(now, zone)
    assert way[-1] == monday
    assert len(way) == 4
    assert sorted(way) == list(way)
    assert now < way[0]


MANAGER = UserId("U0MANAGER")
MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
NEAR_NINE = [
    MONDAY + timedelta(hours=hour) for hour in (0, 0.2, 5, 6, 7, 7.98, 8, 8.5, 9, 9.02, 14)
]
EACH_DAY = [MONDAY + timedelta(days=day, hours=8) for day in range(1, 7)]
SUNDAY = [MONDAY + timedelta(days=6, hours=hour) for hour in (5.9, 6, 12, 18, 18.1, 22, 23.7, 23.9)]


class Bot:
    """The part of the bot that sends the digest, started again for each step as in the demo."""

    def __init__(self, database: Database, clock: SettableClock, zone: str) -> None:
        self.clock = clock
        self.harness = WorkerHarness(database, clock)
        rules = replace(self.harness.context.rules, managers=(MANAGER,))
        self.harness.run_job = job_runner(find_jobs(), rules, self.harness.context.scenarios)
        self.harness.chat.people[MANAGER] = Profile(
            user=MANAGER, name="", real_name="", time_zone=zone, locale=""
        )
        self.bot_database = BotDatabase(Path(str(database.url.database)), rules)

    @property
    def late(self) -> Sequence[bool]:
        """Of each digest that was sent, whether it said that it came late."""
        return [digest.is_late for _ref, digest in self.harness.chat.digests.values()]

    def start(self, now: datetime) -> None:
        self.clock.set(now)
        with suppress(AlreadyHandled):
            schedule(self.harness.context, first_planning(now).request(now))
        self.harness.run_due_jobs()
        assert self.harness.run_until_idle()


@pytest.mark.parametrize("zone", [PARIS, TOKYO])
@pytest.mark.parametrize("was_there", [True, False])
@pytest.mark.parametrize("now", [*NEAR_NINE, *EACH_DAY, *SUNDAY], ids=lambda now: f"{now:%a-%H%M}")
def test_digest_is_there_after_the_move_to_monday(
    sqlite_database: Database, clock: SettableClock, now: datetime, *, was_there: bool, zone: str
) -> None:
    """Also when the bot is not there before the first step."""
    bot = Bot(sqlite_database, clock, zone)
    if was_there:
        bot.start(now)
    *before, monday = steps_to_monday(now, zone)
    for step in before:
        bot.start(step)
    assert bot.bot_database.next_digest(MANAGER, clock.now()) == monday
    assert bot.bot_database.next_digest(UserId("U0OTHER"), clock.now()) is None
    sent = len(bot.late)
    bot.start(monday)
    assert bot.late[sent:] == [False]
    assert bot.bot_database.next_digest(MANAGER, clock.now()) is None
    bot.bot_database.close()
