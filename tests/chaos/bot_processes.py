"""Runs the bot's processes, restarts them whenever they end, and balances deliveries over them."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack, Person
from firefighter.playground.slack.records import Usergroup
from tests.chaos.scale import Scale
from tests.chaos.workspace import ON_CALL

RESTART_PAUSE_S = 0.2
"""The pause after a process ended by itself, as it does when the database is unavailable at start.
"""


class SupervisedProcess:
    """One `python -m firefighter …` process, restarted whenever it ends, until it is stopped."""

    def __init__(
        self, arguments: Sequence[str], *, code: Path, environment: Mapping[str, str], log: Path
    ) -> None:
        """`code` is the folder that holds the packages `firefighter` and `migrations`."""
        self.name = " ".join(arguments)
        self.ended_by_itself = 0
        self._command = [sys.executable, "-m", "firefighter", *arguments]
        self._code = code
        self._environment = {**os.environ, "PYTHONPATH": str(code), **environment}
        self._log = log
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep_alive, name=self.name, daemon=True)

    def start(self) -> None:
        self._keeper.start()

    def stop(self) -> None:
        """Stops it for good."""
        self._stopping.set()
        self.kill()
        self._keeper.join()

    def kill(self) -> bool:
        """Sends `kill -9`, also during startup. Returns whether there was a process to kill."""
        return self.signal(signal.SIGKILL)

    def signal(self, number: signal.Signals) -> bool:
        with self._lock:
            if self._running is None or self._running.poll() is not None:
                return False
            with suppress(ProcessLookupError):
                self._running.send_signal(number)
            return True

    def run_beside(self, arguments: Sequence[str]) -> str:
        """What another command prints, with the same code and settings."""
        return subprocess.run(
            [sys.executable, "-m", "firefighter", *arguments],
            cwd=self._code,
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout

    @property
    def pid(self) -> int | None:
        with self._lock:
            return self._running.pid if self._running else None

    def _keep_alive(self) -> None:
        while not self._stopping.is_set():
            with self._log.open("ab") as log:
                running = self._start(log.fileno())
                if self._stopping.is_set():
                    running.kill()
                code = running.wait()
            if code >= 0 and not self._stopping.is_set():
                self.ended_by_itself += 1
                self._stopping.wait(RESTART_PAUSE_S)

    def _start(self, log: int) -> subprocess.Popen[bytes]:
        with self._lock:
            self._running = subprocess.Popen(
                self._command,
                cwd=self._code,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            return self._running


_POLL_INTERVAL_S = 0.05
_ANSWER_TIMEOUT_S = 15.0


@dataclass(frozen=True)
class BotProcesses:
    slack: LocalSlack
    processes: tuple[SupervisedProcess, ...]
    ports: tuple[int, ...]

    def aim(self, chooser: random.Random) -> None:
        """Sends the next delivery to any process that answers, as a load balancer would."""
        self.slack.request_url = f"http://127.0.0.1:{chooser.choice(self.ports)}/slack/events"

    def wait_until_healthy(self, timeout_s: float = 60.0) -> None:
        self.slack.wait_until(
            lambda: all(_is_healthy(port) for port in self.ports), timeout_s, "all are healthy"
        )

    def wait_until_one_answers(self, unless: threading.Event) -> None:
        """An answer that the database is unavailable counts as an answer."""
        while not unless.is_set() and not any(_answers(port) for port in self.ports):
            unless.wait(_POLL_INTERVAL_S)

    @property
    def workers(self) -> tuple[SupervisedProcess, ...]:
        return tuple(each for each in self.processes if each.name == "worker")


@contextmanager
def open_bot_processes(
    scale: Scale,
    slack: LocalSlack,
    database_url: str,
    code: Path,
    folder: Path,
    *,
    pagerduty: LocalPagerDuty,
    secrets: Mapping[str, str],
    web: int = 2,
    workers: int = 2,
) -> Iterator[BotProcesses]:
    """Runs one `run` on SQLite, or several `web` and `worker` on PostgreSQL.

    `code` holds what runs; `folder` has the policy and gets the logs.
    """
    environment = _environment(slack, database_url, folder) | {
        "PAGERDUTY_EVENTS_URL": pagerduty.url,
        "PAGERDUTY_KEY": pagerduty.add_service(ON_CALL),
        **secrets,
    }
    ports = tuple(_free_port() for _ in range(1 if scale.database == "sqlite" else web))
    verb = "run" if scale.database == "sqlite" else "web"
    lines = [[verb, "--port", str(port)] for port in ports]
    lines += [] if scale.database == "sqlite" else [["worker"]] * workers
    processes = tuple(
        SupervisedProcess(line, code=code, environment=environment, log=folder / f"{number}.log")
        for number, line in enumerate(lines)
    )
    for process in processes:
        process.start()
    bot_processes = BotProcesses(slack, processes, ports)
    bot_processes.aim(random.Random(scale.seed))
    try:
        bot_processes.wait_until_healthy()
        yield bot_processes
    finally:
        for process in processes:
            process.stop()


def write_policy(
    folder: Path, scale: Scale, on_call: Person, group: Usergroup, webhooks: str
) -> None:
    (folder / "firefighter.toml").write_text(
        f"""\
services = ["checkout", "search"]

[worker]
call_timeout_s = {scale.call_timeout_s}
lease_s = {scale.lease_s}

[[paging.services]]
name = "{ON_CALL}"
routing_key_env = "PAGERDUTY_KEY"

[severities.SEV1]
invite = ["{on_call.id}", "{group.id}"]
commander_after_min = 1

[severities.SEV2]
commander_after_min = 1

[[alerts]]
action = "declare"
severity = "SEV3"

[alerting]
brake_incidents = 100
{webhooks}"""
    )


def _environment(slack: LocalSlack, database_url: str, folder: Path) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_APP_TOKEN": "",
        "DATABASE_URL": database_url,
        "FIREFIGHTER_CONFIG": str(folder / "firefighter.toml"),
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def post(url: str, body: object, headers: Mapping[str, str]) -> tuple[int, str] | None:
    """The status and text of the answer; None from a process that was killed or is not there."""
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **headers},
    )
    try:
        return _answer_to(request)
    except OSError:
        return None


def _answer_to(request: urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(request, timeout=_ANSWER_TIMEOUT_S) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        threading.Event().wait(_POLL_INTERVAL_S)
        return False


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
