"""The bot's processes, a database, the local Slack and users: what all runs share."""

import json
import shutil
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import case, func, select, update

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.library import PackLibrary
from firefighter.adapters.packs.reader import read_pack
from firefighter.adapters.slack.blocks.action_ids import RETRY, read_button_state
from firefighter.adapters.slack.blocks.drills import SCORE, STOP
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.game_day_records import StoredGameDayRecords
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.store.schema import upgrade
from firefighter.adapters.store.tables import EffectState, JobRow, JobState
from firefighter.domain.errors import StoreBusy, StoreUnavailable, UnknownGameDay
from firefighter.domain.ids import GameDayId, UserId
from firefighter.domain.rules import Rules
from firefighter.jobs.alerts import RedrawAlertCard, RedrawAlertLine
from firefighter.jobs.duplicates import CheckForDuplicates
from firefighter.jobs.game_days import RefreshScoreboard, RefreshScoreboardOf
from firefighter.jobs.repeated_edits import RepeatEdit
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack, Message, NotPossibleError
from firefighter.ports.game_days import GameDaySnapshot
from firefighter.runtime import SystemClock
from firefighter.settings.policy import read_policy
from tests.chaos.bot_processes import BotProcesses, open_bot_processes, write_policy
from tests.chaos.crashing_server import CrashingServer, crashing_server
from tests.chaos.scale import Scale
from tests.chaos.webhook_listeners import WebhookListeners, open_listeners
from tests.chaos.workspace import ChaosWorkspace, elements, set_up_workspace

TRAINING_PACK = Path(__file__).parent / "training_pack"

_POLL_INTERVAL_S = 0.2
_VIEW_PATIENCE_S = 30.0
_IS_AWAITED = JobRow.kind.in_(
    [
        CheckForDuplicates.kind,
        RepeatEdit.kind,
        RefreshScoreboardOf.kind,
        RefreshScoreboard.kind,
        RedrawAlertLine.kind,
        RedrawAlertCard.kind,
    ]
)
"""Jobs that make good what Slack did late, or show the final points or the number of alerts."""
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
    listeners: WebhookListeners

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

    def wait_until_settled(self, patience_s: float) -> None:
        """Returns once nothing is pending, and what Slack posted or edited late is made good."""
        self._wait_until_nothing_is_due()
        self.wait_until_done(patience_s)
        while self._are_awaited_jobs_left():  # of what was sent in the meantime
            self._wait_until_nothing_is_due()
            self.wait_until_done(patience_s)

    def _wait_until_nothing_is_due(self) -> None:
        """Postpones all jobs while the evidence is collected.

        With a thousand incidents, one is due every second. What Slack posted or edited late is made
        good now, and boards are redrawn: that would be up to an hour later.
        """
        self._put_off_what_is_to_come()
        pause = threading.Event()
        while self._is_due_soon():
            pause.wait(_POLL_INTERVAL_S)

    def _put_off_what_is_to_come(self) -> None:
        pause = threading.Event()
        while not self._has_put_off():
            pause.wait(_POLL_INTERVAL_S)

    def _has_put_off(self) -> bool:
        """False if the bot was writing for too long."""
        database, now = Database(self.database_url), SystemClock().now()
        try:
            with database.writing() as session:
                session.execute(
                    update(JobRow)
                    .where(JobRow.state == JobState.PENDING, JobRow.due_at > now)
                    .values(due_at=case((_IS_AWAITED, now), else_=now + _LATER))
                )
        except StoreBusy:
            return False
        finally:
            database.close()
        return True

    def _are_awaited_jobs_left(self) -> bool:
        database = Database(self.database_url)
        try:
            with database.reading() as session:
                checks = select(JobRow.id).where(JobRow.state == JobState.PENDING, _IS_AWAITED)
                return session.scalar(checks.limit(1)) is not None
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

    def find_game_day(self, game_day_id: GameDayId) -> GameDaySnapshot | None:
        """As its game master sees it. None if there is none, or while the database is away."""
        database, master = Database(self.database_url), UserId(self.workspace.master.id)
        try:
            return StoredGameDayRecords(database).game_day(master, game_day_id)
        except (StoreUnavailable, UnknownGameDay):
            return None
        finally:
            database.close()

    def stop_drills(self, patience_s: float) -> None:
        """Stops every drill that goes on, so that its score and solution can be seen."""
        pause, ends = threading.Event(), time.monotonic() + patience_s
        stopper = self.workspace.runner
        while (running := list(self._panels_with(STOP))) and time.monotonic() < ends:
            for panel in running:
                with suppress(NotPossibleError):
                    if stopper.id not in self.slack.channel(panel.channel).members:
                        stopper.join(panel.channel)
                    if stopper.press(panel, action_id=STOP).acknowledged and stopper.view:
                        stopper.submit()
            pause.wait(_POLL_INTERVAL_S)

    def scores_shown(self) -> Mapping[int, str]:
        """What *Score…* shows of each drill that is over, or a refusal, by incident."""
        shown: dict[int, str] = {}
        for message in self.workspace.find_all(SCORE):
            value = next(each["value"] for each in elements(message) if each["action_id"] == SCORE)
            shown[read_button_state(value).incident_id] = self._score_in(message)
        return shown

    def _score_in(self, message: Message) -> str:
        """On a busy machine, Slack takes no view some seconds after the press."""
        reader = self.workspace.somebody_in(message.channel)
        pause, ends = threading.Event(), time.monotonic() + _VIEW_PATIENCE_S
        while time.monotonic() < ends:
            reader.press(message, action_id=SCORE)
            if view := reader.view:
                reader.close_view()
                return json.dumps(view.blocks)
            pause.wait(_POLL_INTERVAL_S)
        return next((each.text for each in reversed(reader.ephemerals())), "nothing")

    def command(self, *arguments: str) -> str:
        """What a command of the bot prints, run as its processes are."""
        return self.bot_processes.processes[0].run_beside(arguments)

    def _panels_with(self, action_id: str) -> Iterator[Message]:
        for panel in self.workspace.find_panels():
            with suppress(NotPossibleError):
                now = self.slack.message(panel.channel, panel.ts)
                if action_id in {each["action_id"] for each in elements(now)}:
                    yield now

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
        library = PackLibrary(StoredScenarioFiles(database, SystemClock()))
        library.install(read_pack(TRAINING_PACK, Vocabulary()))
        database.close()
        slack = open_.enter_context(LocalSlack())
        pagerduty = open_.enter_context(LocalPagerDuty())
        workspace = set_up_workspace(slack)
        listeners = open_.enter_context(open_listeners())
        write_policy(folder, scale, workspace.on_call, workspace.group, listeners.settings)
        code = _copied(scale.code, folder / "code")
        bot_processes = open_.enter_context(
            open_bot_processes(
                scale,
                slack,
                url,
                code,
                folder,
                pagerduty=pagerduty,
                secrets=listeners.environment,
                web=web,
                workers=workers,
            )
        )
        rules = read_policy(folder / "firefighter.toml").rules()
        yield Deployment(
            scale, slack, pagerduty, workspace, bot_processes, url, rules, server, folder, listeners
        )


def _copied(code: Path, to: Path) -> Path:
    """Copies the code, so that editing the original does not change a run in progress."""
    for package in ("firefighter", "migrations"):
        shutil.copytree(code / package, to / package)
    return to
