"""A large Game Day's worth of injects, and what people who work on real incidents notice of it."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import select

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.library import PackLibrary
from firefighter.adapters.packs.reader import read_pack
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.store.schema import upgrade
from firefighter.adapters.store.tables import DrillRow
from firefighter.playground.slack import LocalSlack, Person
from firefighter.playground.slack.server import NotInTimeError
from firefighter.runtime import SystemClock
from tests.bench.bot_process import COMMAND, open_bot
from tests.bench.figures import Figure

_TEAMS, _INJECTS = 20, 30
_FIRST_S, _EVERY_S = 75, 2
"""The first is due once all channels are there, and the last within a minute after it."""

_ACKS_ALONE, _ACKS_MEANWHILE = 12, 24
_ACK_EVERY_S = 2.5

_PACK = 'id = "bench"\ntitle = "Bench"\n'
_SCENARIO = """\
id = "many-injects"
version = 1
level = "beginner"
class = "hardware"
duration_min = 3
title = "Many things happen"
story = "Every two seconds there is news."
objective = "Send all of it in time."
scoring = ["commander"]
expected = { severity = "SEV3", commander_min = 1 }
sealed = { cause = "Cause", solution = "Solution" }
personas = { porter = { name = "Nino", job = "Porter" } }
"""
_INJECT = """
[[injects]]
id = "news-{number}"
at_min = {minutes}
kind = "message"
persona = "porter"
text = "News {number}: it goes on."
"""


def many_teams(database_url: str) -> list[Figure]:
    """20 teams, each with 30 injects due within a minute, while real incidents are declared."""
    _install_scenario(database_url)
    with open_bot(database_url) as slack:
        slack.enforce_rate_limits = True
        people = _people(slack)
        alone_s = median(_acks(people[0], "before", _ACKS_ALONE))
        for number, person in enumerate(people):
            _start_drill(person, number)
        started = _wait_for_drills(database_url, slack)
        _sleep_until(max(started.values()) + timedelta(seconds=_FIRST_S - 2))
        meanwhile_s = median(_acks(people[0], "meanwhile", _ACKS_MEANWHILE))
        delays_s = _delays_s(slack, started)
    expected = _TEAMS * _INJECTS
    return [
        Figure(f"latest of {expected} injects of {_TEAMS} teams", max(delays_s), 3, "s"),
        Figure(
            f"of {expected} injects: missing or sent twice", abs(expected - len(delays_s)), 0, ""
        ),
        Figure(
            f"ack of a real incident meanwhile, against {alone_s * 1000:.0f} ms alone, median",
            meanwhile_s / alone_s,
            1.1,
            "x",
        ),
    ]


def _install_scenario(database_url: str) -> None:
    database = Database(database_url)
    try:
        upgrade(database)
        with TemporaryDirectory(prefix="firefighter-bench-") as folder:
            (Path(folder) / "pack.toml").write_text(_PACK)
            injects = [
                _INJECT.format(number=number, minutes=(_FIRST_S + number * _EVERY_S) / 60)
                for number in range(_INJECTS)
            ]
            (Path(folder) / "many-injects.toml").write_text(_SCENARIO + "".join(injects))
            pack = read_pack(Path(folder), Vocabulary())
        PackLibrary(StoredScenarioFiles(database, SystemClock())).install(pack)
    finally:
        database.close()


def _people(slack: LocalSlack) -> list[Person]:
    people = [slack.add_person(f"p{number}") for number in range(_TEAMS)]
    for person in people:
        person.join("incidents")
    slack.settle()
    return people


def _acks(person: Person, when: str, times: int) -> list[float]:
    """Seconds until the acknowledgment of each of several declarations, at an even pace."""
    found, pause = [], threading.Event()
    for number in range(times):
        reply = person.command("incidents", COMMAND, f"open sev4 {when} {number}")
        if not reply.acknowledged:
            raise ValueError(f"A declaration was not acknowledged: {reply}")
        found.append(reply.seconds)
        pause.wait(_ACK_EVERY_S)
    return found


def _start_drill(person: Person, number: int) -> None:
    person.command("incidents", COMMAND, "drill many-injects")
    person.submit({"title": f"Drill {number}", "team": [person.id]})


def _wait_for_drills(database_url: str, slack: LocalSlack) -> Mapping[str, datetime]:
    """When each drill started, by its channel, once all channels are complete."""

    def channels() -> list[str]:
        return [each.id for each in slack.channels() if "-exercise-" in each.name]

    slack.wait_until(
        lambda: len(channels()) == _TEAMS and all(map(slack.pins, channels())),
        timeout_s=_FIRST_S,
        what="every drill has its channel",
    )
    database = Database(database_url)
    try:
        with database.reading() as session:
            rows = session.scalars(select(DrillRow)).all()
            started = {row.incident_id: row.started_at for row in rows}
    finally:
        database.close()
    by_name = {each.name: each.id for each in slack.channels()}
    return {
        channel: at
        for incident_id, at in started.items()
        for name, channel in by_name.items()
        if name.startswith(f"inc-{incident_id}-")
    }


def _delays_s(slack: LocalSlack, started: Mapping[str, datetime]) -> list[float]:
    """How late each inject reached Slack."""
    with suppress(NotInTimeError):
        slack.wait_until(
            lambda: len(list(_arrivals(slack))) >= _TEAMS * _INJECTS,
            timeout_s=_INJECTS * _EVERY_S,
            what="every inject has come",
        )
    return [
        at - (started[channel] + timedelta(seconds=_FIRST_S + number * _EVERY_S)).timestamp()
        for channel, number, at in _arrivals(slack)
    ]


def _arrivals(slack: LocalSlack) -> Iterator[tuple[str, int, float]]:
    for call in slack.calls_of("chat.postMessage"):
        text = str(call.arguments.get("text"))
        if "News " in text and call.answer.get("ok"):
            number = int(text.partition("News ")[2].partition(":")[0])
            yield str(call.arguments["channel"]), number, call.at


def _sleep_until(at: datetime) -> None:
    threading.Event().wait(max((at - datetime.now(UTC)).total_seconds(), 0))  # noqa: TID251 - a benchmark needs the real one
