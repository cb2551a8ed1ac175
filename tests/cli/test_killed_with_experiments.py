"""Processes are killed while results of experiments come in: each is kept, and told once."""

import itertools
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from sqlalchemy import func, select

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import EffectRow, EffectState, ExperimentRunRow
from firefighter.domain.api_tokens import REPORT_EXPERIMENTS
from firefighter.playground.slack import LocalSlack
from firefighter.runtime import SystemClock
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.experiments.samples import own
from tests.cli.conftest import Given
from tests.cli.process import Running, running, until
from tests.conftest import OpenDatabase

SERVING = ("--host", "127.0.0.1", "--port", "0")
LIVES = 3
RUNS_OF_A_LIFE = 6


def path_of(database: Database) -> str:
    tokens = StoredApiTokens(database)
    _token, secret = create_token(tokens, SystemClock(), "chaos", [REPORT_EXPERIMENTS])
    return f"/hooks/experiments/{secret}"


def send(bot: Running, path: str, run: int) -> bool:
    """Whether the tool heard that its result was taken."""
    now = SystemClock().now().isoformat()
    probes = [{"name": "answers", "when": "after", "met": False}]
    result = own(id=f"run-{run}", experiment=f"E{run}", started_at=now, ended_at=now, probes=probes)
    try:
        answer = httpx.post(f"{bot.url}{path}", content=json.dumps(result), trust_env=False)
    except httpx.TransportError:
        return False
    return answer.status_code == httpx.codes.ACCEPTED


def live(bot: Running, path: str, runs: Iterator[int]) -> Iterator[tuple[int, bool]]:
    """Kills the process once one result was taken, while the others are on their way."""
    numbers = list(itertools.islice(runs, RUNS_OF_A_LIFE))
    with ThreadPoolExecutor(RUNS_OF_A_LIFE) as pool:
        sent = {number: pool.submit(send, bot, path, number) for number in numbers}
        assert next(iter(sent.values())).result()
        bot.kill()
        yield from ((number, each.result()) for number, each in sent.items())


def told(slack: LocalSlack) -> list[str]:
    said = (each.text for each in slack.messages("incidents") if each.by_bot)
    return [text.split("*")[1] for text in said if "haos experiment" in text]


def is_idle(database: Database) -> bool:
    with database.reading() as session:
        pending = EffectRow.state == EffectState.PENDING
        return not session.scalar(select(func.count()).where(pending))


def stored(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(ExperimentRunRow.tool_id)))


def test_accepted_results_are_kept_and_told_once_whatever_is_killed(
    tmp_path: Path,
    slack: LocalSlack,
    given: Given,
    database_url: str,
    open_database: OpenDatabase,
) -> None:
    given = {**given, "DATABASE_URL": database_url}
    database, runs = open_database(database_url), itertools.count()
    path, heard = path_of(database), dict[int, bool]()
    for _life in range(LIVES):
        with running("run", *SERVING, folder=tmp_path, given=given) as bot:
            heard |= dict(live(bot, path, runs))
    assert {f"run-{run}" for run, was in heard.items() if was} <= {
        each.rpartition(":")[2] for each in stored(database)
    }
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        for run in heard:
            assert send(bot, path, run), "whoever heard nothing sends it again, as do others"
        until(lambda: is_idle(database), 180)
        assert bot.stop() == 0
        assert "Traceback" not in bot.log
    assert len(stored(database)) == LIVES * RUNS_OF_A_LIFE
    assert sorted(told(slack)) == sorted(f"E{run}" for run in heard)
