"""Everything running for the browser, and what can be done to it."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from firefighter.demo.browser.bot_process import BotProcess
from firefighter.demo.browser.history import a_year
from firefighter.demo.browser.ledger import Ledger
from firefighter.demo.browser.town import ON_CALL, ON_CALL_KEY, policy, populate
from firefighter.domain.rules import Rules
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import Hang, LocalSlack, RateLimited, ServerError
from firefighter.settings.policy import read_policy
from firefighter.slack.registry import find_features
from firefighter.store import schema
from firefighter.store.database import Database

SPACE, SPACE_NAME = "OPS", "Operations"
RETRY_AFTER_S = 5
_HANGS_S = 3600.0
_DIGEST_AT = time(9)
_SUNDAY_HOURS = (6, 12, 18)
_QUIET_AFTER_MOST = timedelta(seconds=15)
"""After that, time moves on all the same; Slack may be out of order."""


class Mood(StrEnum):
    """How Slack, or PagerDuty, behaves towards the bot."""

    WELL = "well"
    BUSY = "busy"
    HANGS = "hangs"
    FAILS = "fails"


_FAULTS: Mapping[Mood, RateLimited | Hang | ServerError] = {
    Mood.BUSY: RateLimited(RETRY_AFTER_S),
    Mood.HANGS: Hang(_HANGS_S),
    Mood.FAILS: ServerError(),
}


@dataclass
class Showroom:
    slack: LocalSlack
    confluence: LocalConfluence
    pagerduty: LocalPagerDuty
    routing_key: str
    """Of the one service that somebody is on call for."""
    bot: BotProcess
    ledger: Ledger
    rules: Rules
    folder: Path
    mood: Mood = Mood.WELL
    pagerduty_mood: Mood = Mood.WELL
    is_confluence_there: bool = True
    _moving: threading.Lock = field(default_factory=threading.Lock)

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
                "DATABASE_URL": f"sqlite:///{database_in(self.folder)}",
                "FIREFIGHTER_CONFIG": str(policy_in(self.folder)),
                "FIREFIGHTER_CLOCK_AHEAD_S": str(self.slack.ahead_s),
            }
        )

    def turn(self, mood: Mood) -> None:
        """For every call of the bot from now on, until it is turned again."""
        self.slack.faults.clear()
        if mood in _FAULTS:
            self.slack.faults.answer("*", _FAULTS[mood], times=None)
        self.mood = mood

    def turn_pagerduty(self, mood: Mood) -> None:
        """Likewise, for every page."""
        self.pagerduty.faults.clear()
        if mood in _FAULTS:
            self.pagerduty.faults.answer("*", _FAULTS[mood], times=None)
        self.pagerduty_mood = mood

    def take_confluence_away(self) -> None:
        with self._moving:
            if self.is_confluence_there:
                self.confluence.go_away()
                self.is_confluence_there = False

    def bring_confluence_back(self) -> None:
        with self._moving:
            if not self.is_confluence_there:
                self.confluence.come_back()
                self.is_confluence_there = True

    def add_history(self) -> None:
        """A year of invented incidents; nothing more when they are there already."""
        people = [user.id for user in self.slack.users() if not user.is_bot]
        year = (record.past(self.rules, "playground") for record in a_year(self.now, people))
        self.ledger.bring_in(year)

    def move_to_monday(self, zone: str) -> None:
        """Lets time pass until Monday morning there; the Sunday before passes step by step.

        Slack's clock and the bot's go ahead together, and the bot starts anew for each step.
        """
        with self._moving:
            for moment in way_to_monday(self.now, zone):
                self._move_to(moment)

    def _move_to(self, moment: datetime) -> None:
        self.bot.stop()
        self.slack.ahead_s += (moment - self.now).total_seconds()
        self.start_bot()
        deadline = self.now + _QUIET_AFTER_MOST
        self.slack.wait_until(
            lambda: self.ledger.is_quiet(self.now) or self.now > deadline,
            2 * _QUIET_AFTER_MOST.total_seconds(),
        )


def way_to_monday(now: datetime, zone: str) -> Sequence[datetime]:
    """The steps of the Sunday on which the digest is prepared, and the Monday after it, at nine.

    What is prepared by then comes in time; in one leap it would come late.
    """
    here = now.astimezone(ZoneInfo(zone))
    day = here.date() + timedelta(days=-here.weekday() % 7)
    monday = datetime.combine(day, _DIGEST_AT, here.tzinfo)
    if monday <= here:
        monday += timedelta(weeks=1)
    sunday = datetime.combine(monday.date() - timedelta(days=1), time(), UTC)
    steps = [sunday + timedelta(hours=hour, minutes=1) for hour in _SUNDAY_HOURS]
    return [*(step for step in steps if now < step < monday), monday]


def database_in(folder: Path) -> Path:
    return folder / "firefighter.db"


def policy_in(folder: Path) -> Path:
    return folder / "firefighter.toml"


@contextmanager
def open_showroom(*, with_history: bool = False) -> Iterator[Showroom]:
    """Everything in a folder that goes away with it. Raises BotWouldNotStart."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="firefighter-")))
        slack = opened.enter_context(LocalSlack())
        confluence = opened.enter_context(LocalConfluence())
        confluence.add_space(SPACE, SPACE_NAME)
        pagerduty = opened.enter_context(LocalPagerDuty())
        slack.subscriptions = frozenset(find_features().events)
        populate(slack)
        policy_in(folder).write_text(policy(slack), encoding="utf-8")
        _make_database(folder)
        rules = read_policy(policy_in(folder)).rules()
        ledger = Ledger(database_in(folder), rules)
        opened.callback(ledger.close)
        bot = BotProcess(folder, lambda address: _reach(slack, address))
        opened.callback(bot.stop)
        showroom = Showroom(
            slack,
            confluence,
            pagerduty,
            pagerduty.add_service(ON_CALL),
            bot,
            ledger,
            rules,
            folder,
        )
        if with_history:
            showroom.add_history()
        showroom.start_bot()
        yield showroom


def _make_database(folder: Path) -> None:
    database = Database(f"sqlite:///{database_in(folder)}")
    try:
        schema.upgrade(database)
    finally:
        database.close()


def _reach(slack: LocalSlack, address: str) -> None:
    slack.request_url = f"{address}/slack/events"
