"""Runs everything for the browser.

That is the sample workspace, the bot as its own process, and the local services with their faults.
"""

import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import firefighter
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import manifest
from firefighter.adapters.store import schema
from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.demo.browser.alerts import AlertSender
from firefighter.demo.browser.bot_database import BotDatabase
from firefighter.demo.browser.sample_alerts import SAMPLES, TOPIC
from firefighter.demo.browser.sample_incidents import sample_year
from firefighter.demo.graph import failed_payments_graph
from firefighter.domain.api_tokens import REPORT_CHANGES, alerts_scope
from firefighter.domain.errors import FirefighterError
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.jobs.digest import STAGE_PAUSE, PlanDigests, PlanningStage, first_planning
from firefighter.playground.amazon import LocalAmazon
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import Hang, LocalSlack, RateLimited, ServerError
from firefighter.runtime import SystemClock
from firefighter.settings.policy import read_policy
from firefighter.use_cases.api_tokens import create_token

PEOPLE = (
    ("ana", "Ana Ferreira", "Europe/Lisbon", "en-GB"),
    ("ben", "Ben Carter", "America/New_York", "en-US"),
    ("chloe", "Chloé Martin", "Europe/Paris", "fr-FR"),
    ("kenji", "Kenji Sato", "Asia/Tokyo", "ja-JP"),
)

INCIDENTS = "incidents"

TIME_ZONE = "Europe/Paris"

ON_CALL = "Database on-call"
"""The only service of the local PagerDuty."""

ON_CALL_KEY = "PAGERDUTY_DATABASE_KEY"
"""The variable that holds its routing key."""


_POLICY = """\
incidents_channel = "{incidents}"
time_zone = "{time_zone}"
services = ["checkout", "search", "payments", "sign-in", "mobile app"]

[statistics]
managers = [{managers}]

[[paging.services]]
name = "{on_call}"
routing_key_env = "{on_call_key}"

[[alerts]]
labels = {{ severity = "critical" }}
action = "declare"

[alerting]
severities = {{ critical = "SEV2", warning = "SEV3", P1 = "SEV2" }}

[alerting.sources.pagerduty]
kind = "pagerduty"
secret_env = "PAGERDUTY_WEBHOOK_SECRET"

[alerting.sources.sentry]
kind = "sentry"
secret_env = "SENTRY_CLIENT_SECRET"

[alerting.sources.aws]
kind = "sns"
topics = ["{topic}"]

[alerting.sources.uptime]
kind = "generic"
name = "Uptime"

[alerting.sources.uptime.fields]
key = "/monitor/id"
title = "/monitor/name"
status = "/state"
link = "/monitor/url"
started_at = "/since"
ended_at = "/until"

[alerting.sources.uptime.labels]
service = "/monitor/tags/service"
severity = "/monitor/tags/severity"

[worker]              # impatient, so that what the switches do is soon seen
call_timeout_s = 2
lease_s = 8
"""


def policy_toml(slack: LocalSlack) -> str:
    """Everyone is a manager, so every user gets the digest."""
    managers = ", ".join(f'"{user.id}"' for user in slack.users() if not user.is_bot)
    return _POLICY.format(
        incidents=INCIDENTS,
        time_zone=TIME_ZONE,
        managers=managers,
        on_call=ON_CALL,
        on_call_key=ON_CALL_KEY,
        topic=TOPIC,
    )


def add_people_and_channels(slack: LocalSlack) -> None:
    people = [
        slack.add_person(handle, real_name=name, tz=tz, locale=locale)
        for handle, name, tz, locale in PEOPLE
    ]
    ana, ben, chloe, kenji = people
    slack.add_channel("general", members=people)
    slack.add_channel(INCIDENTS, members=people)
    slack.add_usergroup("sre", name="Site reliability", members=[ben, kenji])
    slack.add_channel("shop", members=[ana, ben, kenji])
    chloe.post("general", "Bonjour à toutes et à tous :wave:")
    ben.post("shop", "Release 2.14 goes out in a minute.")
    kenji.post(
        "shop",
        "The checkout page takes very long here. Is it only me?",
        files=[failed_payments_graph()],
    )
    ana.post("shop", "No, I get a 500. Let us declare an incident: type `/incident open`.")


_LISTENING = re.compile(r"Listening on (http://\S+)")

_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG")
"""The last one only exists while coverage is measured."""

_MAX_START_S = 60.0

_MAX_STOP_S = 15.0

_LINES_KEPT = 200


class BotDidNotStart(FirefighterError):
    """The bot exited or did not start listening. The text is its output."""


class BotProcess:
    """Runs one bot process at a time. Thread-safe; each method waits for its change."""

    def __init__(self, folder: Path, on_listening: Callable[[str], None]) -> None:
        """Calls `on_listening` with the bot's address, which changes at each start."""
        self._folder = folder
        self._on_listening = on_listening
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._lines: deque[str] = deque(maxlen=_LINES_KEPT)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> list[str]:
        """Returns the newest log lines across all restarts."""
        return list(self._lines)

    def start(self, environment: Mapping[str, str]) -> None:
        """Returns once the bot is listening. Raises BotDidNotStart."""
        with self._lock:
            if not self.is_running:
                self._start(environment)

    def kill(self) -> None:
        """Kills the bot as `kill -9` does: nothing is finished or logged."""
        self._end(lambda process: process.kill())

    def stop(self) -> None:
        self._end(lambda process: process.send_signal(signal.SIGTERM))

    def _start(self, environment: Mapping[str, str]) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "firefighter", "run", "--port", "0"],
            cwd=self._folder,
            env=_clean_environment(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C goes to this process, which stops the bot
        )
        address: list[str] = []
        settled = threading.Event()
        threading.Thread(
            target=self._read, args=(process, address, settled), name="bot-log", daemon=True
        ).start()
        settled.wait(_MAX_START_S)
        if not address:
            process.kill()
            process.wait()
            raise BotDidNotStart("\n".join([*self._lines][-5:]))
        self._process = process
        self._on_listening(address[0])

    def _read(
        self, process: subprocess.Popen[str], address: list[str], settled: threading.Event
    ) -> None:
        """Reads the bot's output until it exits."""
        with process:
            for line in process.stdout or ():
                self._lines.append(line.rstrip())
                if not address and (found := _LISTENING.search(line)):
                    address.append(found[1])
                    settled.set()
        settled.set()

    def _end(self, how: Callable[[subprocess.Popen[str]], None]) -> None:
        with self._lock:
            if self._process is None:
                return
            how(self._process)
            try:
                self._process.wait(_MAX_STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _clean_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Explicit, so that a real workspace's token in the shell is never used."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    package = str(Path(firefighter.__file__).parents[1])
    return {**inherited, "PYTHONPATH": package, **given}


_SLACK_PATH = "/slack/events"

SPACE, SPACE_NAME = "OPS", "Operations"

RETRY_AFTER_S = 5

_HANGS_S = 3600.0

_DIGEST_AT = time(9)

_A_LITTLE_LATER = timedelta(minutes=1)

_MAX_WAIT_UNTIL_IDLE = timedelta(seconds=15)
"""The longest wait. Time moves on after it even if Slack is failing."""


class ServiceMode(StrEnum):
    """How Slack or PagerDuty answers the bot."""

    WELL = "well"
    BUSY = "busy"
    HANGS = "hangs"
    FAILS = "fails"


_FAULTS: Mapping[ServiceMode, RateLimited | Hang | ServerError] = {
    ServiceMode.BUSY: RateLimited(RETRY_AFTER_S),
    ServiceMode.HANGS: Hang(_HANGS_S),
    ServiceMode.FAILS: ServerError(),
}


@dataclass
class BrowserDemo:
    slack: LocalSlack
    confluence: LocalConfluence
    pagerduty: LocalPagerDuty
    routing_key: str
    """The alerts of the one service with somebody on call."""
    bot: BotProcess
    bot_database: BotDatabase
    rules: Rules
    folder: Path
    amazon: LocalAmazon
    alert_secret: str
    """Signs the alerts that `alerts` sends."""
    alerts: AlertSender
    mode: ServiceMode = ServiceMode.WELL
    pagerduty_mode: ServiceMode = ServiceMode.WELL
    is_confluence_connected: bool = True
    progress: tuple[int, int] | None = None
    """While the clock is moved: the number of the step, and of how many."""
    _moving: threading.Lock = field(default_factory=threading.Lock)
    _mover: threading.Thread | None = None
    _deployer: threading.Thread | None = None
    _closing: threading.Event = field(default_factory=threading.Event)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.slack.now(), UTC)

    @property
    def is_ahead(self) -> bool:
        return self.slack.ahead_s > 0

    def start_bot(self) -> None:
        self.bot.start(
            {
                "SLACK_BOT_TOKEN": self.slack.bot_token,
                "SLACK_SIGNING_SECRET": self.slack.signing_secret,
                "SLACK_API_URL": self.slack.api_url,
                "CONFLUENCE_URL": self.confluence.url,
                "CONFLUENCE_USERNAME": self.confluence.username,
                "CONFLUENCE_API_TOKEN": self.confluence.token,
                "CONFLUENCE_SPACE": SPACE,
                "PAGERDUTY_EVENTS_URL": self.pagerduty.url,
                ON_CALL_KEY: self.routing_key,
                "PAGERDUTY_WEBHOOK_SECRET": self.alert_secret,
                "SENTRY_CLIENT_SECRET": self.alert_secret,
                "DATABASE_URL": f"sqlite:///{database_in(self.folder)}",
                "FIREFIGHTER_CONFIG": str(policy_in(self.folder)),
                "FIREFIGHTER_CLOCK_AHEAD_S": str(self.slack.ahead_s),
                **self.amazon.environment,
            }
        )

    def switch_slack(self, mode: ServiceMode) -> None:
        """Applies to every call of the bot until it is changed again."""
        self.slack.faults.clear()
        if mode in _FAULTS:
            self.slack.faults.answer("*", _FAULTS[mode], times=None)
        self.mode = mode

    def switch_pagerduty(self, mode: ServiceMode) -> None:
        """Applies to every page until it is changed again."""
        self.pagerduty.faults.clear()
        if mode in _FAULTS:
            self.pagerduty.faults.answer("*", _FAULTS[mode], times=None)
        self.pagerduty_mode = mode

    def disconnect_confluence(self) -> None:
        with self._moving:
            if self.is_confluence_connected:
                self.confluence.shut_down()
                self.is_confluence_connected = False

    def reconnect_confluence(self) -> None:
        with self._moving:
            if not self.is_confluence_connected:
                self.confluence.restart()
                self.is_confluence_connected = True

    def add_history(self) -> None:
        """Adds one year of sample incidents. Does nothing if they exist."""
        people = [user.id for user in self.slack.users() if not user.is_bot]
        year = (record.past(self.rules, "playground") for record in sample_year(self.now, people))
        self.bot_database.import_incidents(year)

    def start_moving_to_monday(self, user: UserId, zone: str) -> None:
        """Returns at once; `progress` says how far it is. Does nothing while it moves."""
        if self.progress is None:
            self.progress = (0, 0)
            self._mover = threading.Thread(
                target=self.move_to_monday, args=(user, zone), name="move-clock"
            )
            self._mover.start()

    def close(self) -> None:
        """Waits until no step moves the clock."""
        self._closing.set()
        for thread in (self._mover, self._deployer):
            if thread is not None:
                thread.join()

    def start_deploying(self) -> None:
        """Reports a deployment now and then, until it is closed."""
        self._deployer = threading.Thread(
            target=self.alerts.deploy_now_and_then, args=(self._closing,), name="deployments"
        )
        self._deployer.start()

    def move_to_monday(self, user: UserId, zone: str) -> None:
        """Moves the clock to a Monday morning on which the digest is sent.

        The clocks of Slack and the bot move together, and the bot restarts at each step.
        """
        with self._moving:
            now = self.now
            prepared = self.bot_database.next_digest(user, now)
            way = steps_to_monday(now, zone) if prepared is None else [prepared]
            try:
                for step, instant in enumerate(way, 1):
                    if self._closing.is_set():
                        return
                    self.progress = (step, len(way))
                    self._move_to(instant)
            finally:
                self.progress = None

    def _move_to(self, instant: datetime) -> None:
        self.bot.stop()
        self.slack.ahead_s += (instant - self.now).total_seconds()
        self.start_bot()
        deadline = self.now + _MAX_WAIT_UNTIL_IDLE
        self.slack.wait_until(
            lambda: self.bot_database.is_idle(self.now) or self.now > deadline,
            2 * _MAX_WAIT_UNTIL_IDLE.total_seconds(),
        )


def steps_to_monday(now: datetime, zone: str) -> Sequence[datetime]:
    """Returns the steps on which digests are planned, and the first Monday 09:00 that this allows.

    Planned in time, a digest is sent on time. In one jump it would be sent late. Each step leaves
    enough time for the planning job to advance, even when the first step is what starts it.
    """
    monday = first_planning(now + STAGE_PAUSE + _A_LITTLE_LATER).monday
    while True:
        steps = _preparing(monday, now)
        nine = datetime.combine(monday, _DIGEST_AT, ZoneInfo(zone)).astimezone(UTC)
        if steps[-1] < nine:
            return [*steps, nine]
        monday += timedelta(weeks=1)


def _preparing(monday: date, now: datetime) -> Sequence[datetime]:
    steps = [now]
    for stage in PlanningStage:
        planned = PlanDigests(monday, stage).request(not_before=steps[-1] + STAGE_PAUSE).at
        steps.append(planned + _A_LITTLE_LATER)
    return steps[1:]


def database_in(folder: Path) -> Path:
    return folder / "firefighter.db"


def policy_in(folder: Path) -> Path:
    return folder / "firefighter.toml"


@contextmanager
def open_browser_demo(*, with_history: bool = False) -> Iterator[BrowserDemo]:
    """Keeps everything in a folder that is removed afterwards. Raises BotDidNotStart."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="firefighter-")))
        slack = opened.enter_context(LocalSlack())
        confluence = opened.enter_context(LocalConfluence())
        confluence.add_space(SPACE, SPACE_NAME)
        pagerduty = opened.enter_context(LocalPagerDuty())
        amazon = opened.enter_context(LocalAmazon())
        slack.install(manifest(find_features(), None))
        add_people_and_channels(slack)
        policy_in(folder).write_text(policy_toml(slack), encoding="utf-8")
        token = _make_database(folder)
        policy = read_policy(policy_in(folder))
        rules, secret = policy.rules(), token_hex()
        bot_database = BotDatabase(database_in(folder), rules)
        opened.callback(bot_database.close)
        bot = BotProcess(folder, lambda address: _set_request_url(slack, address))
        opened.callback(bot.stop)
        demo = BrowserDemo(
            slack,
            confluence,
            pagerduty,
            pagerduty.add_service(ON_CALL),
            bot,
            bot_database,
            rules,
            folder,
            amazon,
            secret,
            AlertSender(
                lambda: str(slack.request_url).removesuffix(_SLACK_PATH),
                token=token,
                secret=secret,
                sources=policy.alerting.sources_to_try(),
                rules=rules,
                clock=lambda: datetime.fromtimestamp(slack.now(), UTC),
                sign_as_amazon=amazon.signed,
            ),
        )
        opened.callback(demo.close)
        if with_history:
            demo.add_history()
        demo.start_bot()
        demo.start_deploying()
        yield demo


def _make_database(folder: Path) -> str:
    """Returns the token with which alerts and changes are sent."""
    scopes = {REPORT_CHANGES, *map(alerts_scope, SAMPLES)}
    database = Database(f"sqlite:///{database_in(folder)}")
    try:
        schema.upgrade(database)
        _token, shown = create_token(StoredApiTokens(database), SystemClock(), "playground", scopes)
        return shown
    finally:
        database.close()


def _set_request_url(slack: LocalSlack, address: str) -> None:
    slack.request_url = f"{address}{_SLACK_PATH}"
