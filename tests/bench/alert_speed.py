"""Alerts: how fast they are accepted, and what people notice of a thousand of them."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median

import httpx
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from firefighter.adapters.http.server import Server
from firefighter.adapters.store.database import Database
from firefighter.domain.alerts import AlertAction
from firefighter.settings.alerts import AlertingTable, AlertRuleTable
from firefighter.settings.policy import Policy
from tests.adapters.alerts import samples
from tests.adapters.alerts.samples import body_of
from tests.adapters.slack.scenarios.alert_case import monitoring
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.bench.figures import Figure

_SENDERS = 4
_ROUNDS, _PER_ROUND = 5, 200
_KEYS, _ALERTS = 10, 1_000
_PEOPLE_EVERY_S = 0.3
_IDLE_WITHIN_S = 300.0

_POLICY = Policy(
    alerts=(AlertRuleTable(action=AlertAction.DECLARE),),
    alerting=AlertingTable(brake_incidents=2 * _KEYS),
)


def accepted(database_url: str) -> Iterator[Figure]:
    """In turns with a handler that stores each body with one INSERT, in the same process."""
    with open_scenario(_POLICY, database_url) as scenario, _bare(database_url) as bare:
        ours = monitoring(scenario).url
        scenario.bot.stop_working()  # accepting alone is compared
        ratios = []
        for number in range(_ROUNDS):
            bodies = _bodies(scenario, _PER_ROUND, f"round {number} ")
            least = _send(bare, bodies)
            ratios.append(_send(ours, bodies) / least)
    what = "alerts accepted: time against a handler with one INSERT"
    yield Figure(what, median(ratios), 1 / 0.7, "x")


def storm(database_url: str) -> Iterator[Figure]:
    """Raises RuntimeError unless each key has one incident that counts all its alerts."""
    with open_scenario(_POLICY, database_url) as scenario:
        waited: list[float] = []
        stopping = threading.Event()
        person = threading.Thread(target=_look, args=(scenario, waited, stopping))
        person.start()
        began = time.perf_counter()
        _send(monitoring(scenario).url, _bodies(scenario, _ALERTS, ""))
        scenario.sandbox.wait_until_idle(_IDLE_WITHIN_S)
        took_s = time.perf_counter() - began
        stopping.set()
        person.join()
        _check(scenario)
    what = f"{_ALERTS:,} alerts of {_KEYS} keys: until everything is done"
    yield Figure(what, took_s, 60, "s")
    yield Figure("longest answer to a person meanwhile", max(waited) * 1000, 300, "ms")


def _check(scenario: Scenario) -> None:
    records = scenario.bot.context.records
    found = [
        records.snapshot(scenario.case(number + 1).id).alerts for number in range(scenario.count())
    ]
    counted = [each.received if each else 0 for each in found]
    if counted != [_ALERTS // _KEYS] * _KEYS:
        raise RuntimeError(f"Alerts counted on each incident: {counted}")


def _look(scenario: Scenario, waited: list[float], stopping: threading.Event) -> None:
    while not stopping.wait(_PEOPLE_EVERY_S):
        waited.append(scenario.type(scenario.ana, "list").seconds)


def _bodies(scenario: Scenario, number: int, name: str) -> Sequence[bytes]:
    now = scenario.bot.context.clock.now()
    return [
        body_of(
            samples.alertmanager(
                [samples.prometheus_alert(now, instance=f"{name}{each}")],
                key=f"{name}{each % _KEYS}",
            )
        )
        for each in range(number)
    ]


def _send(url: str, bodies: Sequence[bytes]) -> float:
    """By several senders at once; returns seconds."""
    began = time.perf_counter()
    with ThreadPoolExecutor(_SENDERS) as pool:
        shares = [bodies[first::_SENDERS] for first in range(_SENDERS)]
        for _done in pool.map(lambda share: _send_all(url, share), shares):
            """Raises what a sender raised."""
    return time.perf_counter() - began


def _send_all(url: str, bodies: Sequence[bytes]) -> None:
    with httpx.Client(trust_env=False) as client:
        for body in bodies:
            client.post(url, content=body).raise_for_status()


@contextmanager
def _bare(database_url: str) -> Iterator[str]:
    """Yields the address of the handler."""
    database = Database(database_url)
    with database.writing() as session:
        session.execute(text("CREATE TABLE bare (body TEXT)"))

    def insert(body: bytes) -> None:
        with database.writing(foreground=True) as session:
            session.execute(text("INSERT INTO bare VALUES (:body)"), {"body": body.decode()})

    async def handle(request: Request) -> PlainTextResponse:
        await run_in_threadpool(insert, await request.body())
        return PlainTextResponse("Stored.")

    server = Server(Starlette(routes=[Route("/", handle, methods=["POST"])]), "127.0.0.1", 0)
    server.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.stop()
        database.close()
