"""The bot in a process of its own, and the local Slack that it is installed in."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from firefighter.playground.slack import LocalSlack

CALL_S = 0.1
COMMAND = "/incident"


@dataclass(frozen=True)
class BotProcess:
    slack: LocalSlack
    pid: int
    ready_s: float
    """From its start until it answered."""


@contextmanager
def open_bot(database_url: str) -> Iterator[LocalSlack]:
    """The local Slack, with Ana in #incidents. Each call takes CALL_S."""
    with open_bot_process(database_url) as bot:
        yield bot.slack


@contextmanager
def open_bot_process(database_url: str) -> Iterator[BotProcess]:
    """As `open_bot`, with what is known of the process."""
    with LocalSlack() as slack:
        ana = slack.add_person("ana")
        slack.add_channel("incidents", members=[ana])
        slack.latency_s = CALL_S
        port = _free_port()
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
        }
        began = time.monotonic()
        bot = subprocess.Popen(
            [sys.executable, "-m", "firefighter", "run", "--port", str(port)],
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/health")
            ready_s = time.monotonic() - began
            slack.request_url = f"http://127.0.0.1:{port}/slack/events"
            ana.command("incidents", COMMAND, "help")
            yield BotProcess(slack, bot.pid, ready_s)
        finally:
            bot.terminate()
            bot.wait()


def _wait_until_up(url: str) -> None:
    deadline, pause = time.monotonic() + 20, threading.Event()
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            pause.wait(0.05)
    raise TimeoutError("The bot did not start.")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
