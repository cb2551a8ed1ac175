"""The bot's processes, a database, the local Slack and users: what all runs share."""

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

from sqlalchemy import case, func, select, update

from firefighter.adapters.slack.blocks.action_ids import RETRY
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.adapters.store.schema import upgrade
from firefighter.adapters.store.tables import EffectState, JobRow, JobState
from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.rules import Rules
from firefighter.jobs.duplicates import CheckForDuplicates
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack, NotPossibleError
from firefighter.runtime import SystemClock
from firefighter.settings.policy import read_policy
from tests.chaos.bot_processes import BotProcesses, open_bot_processes, write_policy
from tests.chaos.crashing_server import CrashingServer, crashing_server
from tests.chaos.scale import Scale
from tests.chaos.workspace import ChaosWorkspace, elements, set_up_workspace

_POLL_INTERVAL_S = 0.2
_LATER = timedelta(days=1)
_SOON = timedelta(seconds=15)
"""Longer than collecting the evidence takes."""


@dataclass(frozen=True)
class Deployment:
    scale: Scale
    slack: LocalSlack
    pagerduty: LocalPagerDuty
    workspace: ChaosWorkspace
    bot_processes: BotProcesses
    database_url: str
    rules: Rules
    server: CrashingServer | None
    """The database server, where it can crash."""
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
        """Returns once nothing is pending or nothing progresses. The audit sees which."""
        pause, ends, fewest = threading.Event(), time.monotonic() + patience_s, sys.maxsize
        while (left := self.unsettled().get(EffectState.PENDING, 0)) and time.monotonic() < ends:
            if 0 < left < fewest:
                fewest, ends = left, time.monotonic() + patience_s
            pause.wait(_POLL_INTERVAL_S)

    def wait_until_nothing_is_due(self) -> None:
        """Postpones all jobs while the evidence is collected.

        With a thousand incidents, one is due every second. Messages that Slack posted late are
        looked for now: that would be up to an hour later.
        """
        self._put_off_what_is_to_come()
        pause = threading.Event()
        while self._is_due_soon():
            pause.wait(_POLL_INTERVAL_S)

    def _put_off_what_is_to_come(self) -> None:
        database, now = Database(self.database_url), SystemClock().now()
        is_check = JobRow.kind == CheckForDuplicates.kind
        try:
            with database.writing() as session:
                session.execute(
                    update(JobRow)
                    .where(JobRow.state == JobState.PENDING, JobRow.due_at > now)
                    .values(due_at=case((is_check, now), else_=now + _LATER))
                )
        finally:
            database.close()

    def _is_due_soon(self) -> bool:
        database = Database(self.database_url)
        try:
            with database.reading() as session:
                first = session.scalar(
                    select(func.min(JobRow.due_at)).where(JobRow.state == JobState.PENDING)
                )
            return first is not None and first < SystemClock().now() + _SOON
        finally:
            database.close()

    def retry_what_was_given_up(self) -> int:
        """Presses *Retry now* wherever it is offered. Returns how often."""
        pressed = 0
        for panel in self.workspace.find_panels():
            try:
                now = self.slack.message(panel.channel, panel.ts)
                if RETRY in {each["action_id"] for each in elements(now)}:
                    presser = self.workspace.somebody_in(panel.channel)
                    pressed += presser.press(now, action_id=RETRY).acknowledged
            except NotPossibleError:
                """The panel was deleted, or nobody may see it."""
        return pressed


@contextmanager
def open_deployment(scale: Scale, *, web: int = 2, workers: int = 2) -> Iterator[Deployment]:
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
        workspace = set_up_workspace(slack)
        write_policy(folder, scale, workspace.on_call, workspace.group)
        code = _copied(scale.code, folder / "code")
        bot_processes = open_.enter_context(
            open_bot_processes(
                scale, slack, url, code, folder, pagerduty=pagerduty, web=web, workers=workers
            )
        )
        rules = read_policy(folder / "firefighter.toml").rules()
        yield Deployment(
            scale, slack, pagerduty, workspace, bot_processes, url, rules, server, folder
        )


def _copied(code: Path, to: Path) -> Path:
    """Copies the code, so that editing the original does not change a run in progress."""
    for package in ("firefighter", "migrations"):
        shutil.copytree(code / package, to / package)
    return to
