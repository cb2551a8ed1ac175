"""Processes are killed while alerts come in: what was accepted takes effect, once."""

import itertools
from pathlib import Path

import httpx
from sqlalchemy import func, select

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import (
    AlertDeliveryRow,
    AlertGroupRow,
    EffectRow,
    EffectState,
)
from firefighter.domain.alert_sources import SourceKey
from firefighter.domain.api_tokens import alerts_scope
from firefighter.playground.slack import LocalSlack
from firefighter.runtime import SystemClock
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.alerts import samples
from tests.adapters.alerts.samples import body_of
from tests.cli.conftest import Given
from tests.cli.process import Running, running, until
from tests.conftest import OpenDatabase

SERVING = ("--host", "127.0.0.1", "--port", "0")
KEYS = 3
CONFIG = '[[alerts]]\naction = "declare"\n'


def path_of(database: Database) -> str:
    scope = alerts_scope(SourceKey("alertmanager"))
    _token, secret = create_token(StoredApiTokens(database), SystemClock(), "monitoring", [scope])
    return f"/hooks/alerts/alertmanager/{secret}"


def send(bot: Running, path: str, number: int) -> set[str]:
    """The fingerprint of the alert, if it was accepted as its source sees it."""
    alert = samples.prometheus_alert(SystemClock().now(), instance=f"web-{number}")
    body = body_of(samples.alertmanager([alert], key=f"key {number % KEYS}"))
    try:
        answer = httpx.post(f"{bot.url}{path}", content=body, trust_env=False)
    except httpx.TransportError:
        return set()
    return {alert["fingerprint"]} if answer.status_code == 202 else set()


def announced(slack: LocalSlack) -> list[str]:
    said = (each.text for each in slack.messages("incidents") if each.by_bot)
    return [text for text in said if "INC-" in text]


def is_idle(database: Database) -> bool:
    with database.reading() as session:
        pending = EffectRow.state == EffectState.PENDING
        effects = session.scalar(select(func.count()).where(pending))
        deliveries = session.scalar(select(func.count()).select_from(AlertDeliveryRow))
    return not effects and not deliveries


def groups(database: Database) -> list[AlertGroupRow]:
    with database.reading() as session:
        return list(session.scalars(select(AlertGroupRow)))


def test_accepted_alerts_take_effect_once_whatever_is_killed(
    tmp_path: Path,
    slack: LocalSlack,
    given: Given,
    database_url: str,
    open_database: OpenDatabase,
) -> None:
    config = tmp_path / "firefighter.toml"
    config.write_text(CONFIG, encoding="utf-8")
    given = {**given, "DATABASE_URL": database_url, "FIREFIGHTER_CONFIG": str(config)}
    database, numbers, accepted = open_database(database_url), itertools.count(), set[str]()
    path = path_of(database)
    with running("web", *SERVING, folder=tmp_path, given=given) as bot:
        for number in itertools.islice(numbers, KEYS):
            accepted |= send(bot, path, number)
        bot.kill()
    assert len(accepted) == KEYS
    assert not announced(slack)
    for _life in range(3):
        with running("run", *SERVING, folder=tmp_path, given=given) as bot:
            for number in itertools.islice(numbers, 4):
                accepted |= send(bot, path, number)
            bot.kill()
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        until(lambda: is_idle(database), 180)
        assert bot.stop() == 0
        assert "Traceback" not in bot.log
    known = groups(database)
    assert accepted <= {name for group in known for name in group.alerts}
    assert [group.received for group in known] == [len(group.alerts) for group in known]
    assert sorted(group.incident_id or 0 for group in known) == [1, 2, 3]
    assert len(announced(slack)) == KEYS
