"""The bot in its processes, a database, the local Slack and people; everything the runs share."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select, update

from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.rules import Rules
from firefighter.foundation import SystemClock
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack, NotPossibleError
from firefighter.settings.policy import read_policy
from firefighter.slack.blocks.presses import RETRY
from firefighter.store.database import Database
from firefighter.store.outbox import StoredOutbox
from firefighter.store.schema import upgrade
from firefighter.store.tables import AppointmentRow, AppointmentState, EffectState
from tests.chaos.crashing_server import CrashingServer, crashing_server
from tests.chaos.fleet import Fleet, open_fleet, write_policy
from tests.chaos.scale import Scale
from tests.chaos.town import Town, elements, settle_in

_LOOK_EVERY_S = 0.2
_LATER = timedelta(days=1)
_SOON = timedelta(seconds=15)
"""Longer than it takes to gather the evidence."""


@dataclass(frozen=True)
class Stage:
    scale: Scale
    slack: LocalSlack
    pagerduty: LocalPagerDuty
    town: Town
    fleet: Fleet
    database_url: str
    rules: Rules
    server: CrashingServer | None
    """The database's, where it is one that can crash."""
    folder: Path

    def log_lines(self) -> Iterator[str]:
        for log in sorted(self.folder.glob("*.log")):
            with log.open(encoding="utf-8", errors="replace") as lines:
                yield from lines

    def unsettled(self) -> Mapping[EffectState, int]:
        database = Database(self.database_url)
        try:
            return StoredOutbox(database, SystemClock()).unsettled()
        except StoreUnavailable:
            return {EffectState.PENDING: -1}
        finally:
            database.close()

    def wait_until_done(self, patience_s: float) -> None:
        """Returns once nothing is pending, or nothing gets done any more; the audit sees which."""
        pause, ends, fewest = threading.Event(), time.monotonic() + patience_s, sys.maxsize
        while (left := self.unsettled().get(EffectState.PENDING, 0)) and time.monotonic() < ends:
            if 0 < left < fewest:
                fewest, ends = left, time.monotonic() + patience_s
            pause.wait(_LOOK_EVERY_S)

    def wait_until_nothing_is_due(self) -> None:
        """So that nothing happens by itself while the evidence is gathered.

        Of a thousand incidents one is asked for something every second: what is still to come
        is put off.
        """
        self._put_off_what_is_to_come()
        pause = threading.Event()
        while self._is_due_soon():
            pause.wait(_LOOK_EVERY_S)

    def _put_off_what_is_to_come(self) -> None:
        database, now = Database(self.database_url), SystemClock().now()
        try:
            with database.writing() as session:
                session.execute(
                    update(AppointmentRow)
                    .where(
                        AppointmentRow.state == AppointmentState.WAITING,
                        AppointmentRow.due_at > now,
                    )
                    .values(due_at=now + _LATER)
                )
        finally:
            database.close()

    def _is_due_soon(self) -> bool:
        database = Database(self.database_url)
        try:
            with database.reading() as session:
                first = session.scalar(
                    select(func.min(AppointmentRow.due_at)).where(
                        AppointmentRow.state == AppointmentState.WAITING
                    )
                )
            return first is not None and first < SystemClock().now() + _SOON
        finally:
            database.close()

    def retry_what_was_given_up(self) -> int:
        """Presses *Retry now* wherever it is offered; how often."""
        pressed = 0
        for panel in self.town.look_around():
            try:
                now = self.slack.message(panel.channel, panel.ts)
                if RETRY in {each["action_id"] for each in elements(now)}:
                    presser = self.town.somebody_in(panel.channel)
                    pressed += presser.press(now, action_id=RETRY).acknowledged
            except NotPossibleError:
                """It was taken down, or nobody may see it."""
        return pressed


@contextmanager
def open_stage(scale: Scale, *, web: int = 2, workers: int = 2) -> Iterator[Stage]:
    with ExitStack() as open_:
        folder = Path(open_.enter_context(TemporaryDirectory(prefix="firefighter-chaos-")))
        server = None
        if scale.database == "postgresql":
            server = open_.enter_context(crashing_server())
        url = server.url if server else f"sqlite:///{folder / 'chaos.db'}"
        database = Database(url)
        upgrade(database)
        database.close()
        slack = open_.enter_context(LocalSlack())
        pagerduty = open_.enter_context(LocalPagerDuty())
        town = settle_in(slack)
        write_policy(folder, scale, town.on_call, town.group)
        code = _copied(scale.code, folder / "code")
        fleet = open_.enter_context(
            open_fleet(
                scale, slack, url, code, folder, pagerduty=pagerduty, web=web, workers=workers
            )
        )
        rules = read_policy(folder / "firefighter.toml").rules()
        yield Stage(scale, slack, pagerduty, town, fleet, url, rules, server, folder)


def _copied(code: Path, to: Path) -> Path:
    """A copy to run, so that editing the original does not change a run that is under way."""
    for package in ("firefighter", "migrations"):
        shutil.copytree(code / package, to / package)
    return to
