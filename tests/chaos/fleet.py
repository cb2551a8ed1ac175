"""The processes of one deployment, and the addresses at which they answer Slack."""

import random
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack, Person
from firefighter.playground.slack.records import Usergroup
from tests.chaos.processes import Process
from tests.chaos.scale import Scale
from tests.chaos.town import ON_CALL

_LOOK_EVERY_S = 0.05


@dataclass(frozen=True)
class Fleet:
    slack: LocalSlack
    processes: tuple[Process, ...]
    ports: tuple[int, ...]

    def aim(self, chooser: random.Random) -> None:
        """Sends the next delivery to any process that answers, as a load balancer would."""
        self.slack.request_url = f"http://127.0.0.1:{chooser.choice(self.ports)}/slack/events"

    def wait_until_healthy(self, timeout_s: float = 60.0) -> None:
        self.slack.wait_until(
            lambda: all(_is_healthy(port) for port in self.ports), timeout_s, "all are healthy"
        )

    def wait_until_one_answers(self, unless: threading.Event) -> None:
        """That the database is away is an answer as well."""
        while not unless.is_set() and not any(_answers(port) for port in self.ports):
            unless.wait(_LOOK_EVERY_S)

    @property
    def workers(self) -> tuple[Process, ...]:
        return tuple(each for each in self.processes if each.name == "worker")


@contextmanager
def open_fleet(
    scale: Scale,
    slack: LocalSlack,
    database_url: str,
    code: Path,
    folder: Path,
    *,
    pagerduty: LocalPagerDuty,
    web: int = 2,
    workers: int = 2,
) -> Iterator[Fleet]:
    """One `run` on SQLite; several `web` and `worker` on PostgreSQL.

    `code` holds what runs; `folder` has the policy and gets the logs.
    """
    environment = _environment(slack, database_url, folder) | {
        "PAGERDUTY_EVENTS_URL": pagerduty.url,
        "PAGERDUTY_KEY": pagerduty.add_service(ON_CALL),
    }
    ports = tuple(_free_port() for _ in range(1 if scale.database == "sqlite" else web))
    verb = "run" if scale.database == "sqlite" else "web"
    lines = [[verb, "--port", str(port)] for port in ports]
    lines += [] if scale.database == "sqlite" else [["worker"]] * workers
    processes = tuple(
        Process(line, code=code, environment=environment, log=folder / f"{number}.log")
        for number, line in enumerate(lines)
    )
    for process in processes:
        process.start()
    fleet = Fleet(slack, processes, ports)
    fleet.aim(random.Random(scale.seed))
    try:
        fleet.wait_until_healthy()
        yield fleet
    finally:
        for process in processes:
            process.stop()


def write_policy(folder: Path, scale: Scale, on_call: Person, group: Usergroup) -> None:
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
"""
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


def _is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        threading.Event().wait(_LOOK_EVERY_S)
        return False


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
