"""The entrance of experiment results, on the real application over HTTP, on both databases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.experiment_runs import StoredExperimentRunRecords
from firefighter.bootstrap.experiments import BODY_LIMIT
from firefighter.domain.api_tokens import REPORT_CHANGES, REPORT_EXPERIMENTS, Scope
from firefighter.domain.experiment_runs import ExperimentRun, RunVerdict
from firefighter.runtime import SystemClock
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.experiments import chaos_toolkit_runs as toolkit
from tests.adapters.experiments import samples
from tests.adapters.http.test_site import served
from tests.adapters.store.table_contents import contents_as_stored
from tests.adapters.store.tcp_proxy import open_tcp_proxy
from tests.conftest import OpenDatabase
from tests.worker.polling import eventually

UNKNOWN = (
    f'Accepted, but "{samples.TITLE}" is no experiment of the catalog. '
    "`firefighter experiments link` links it."
)
JOURNAL = samples.journal("1.44.0", after=samples.state("1.44.0", True, True, True))


@dataclass
class Entrance:
    site: httpx.Client
    database: Database

    def token(self, scope: Scope = REPORT_EXPERIMENTS, name: str = "chaos") -> str:
        _token, secret = create_token(StoredApiTokens(self.database), SystemClock(), name, [scope])
        return secret

    def post(self, token: str, content: object) -> tuple[int, str]:
        answer = self.site.post(f"/hooks/experiments/{token}", content=samples.encoded(content))
        return answer.status_code, answer.text

    def stored(self) -> Sequence[ExperimentRun]:
        start, end = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
        runs = StoredExperimentRunRecords(self.database).runs_between(start, end)
        return [each.run for each in runs]


@pytest.fixture
def entrance(database_url: str, open_database: OpenDatabase) -> Iterator[Entrance]:
    with served(database_url) as site:
        yield Entrance(site, open_database(database_url))


def test_a_result_is_stored_when_it_is_answered(entrance: Entrance) -> None:
    assert entrance.post(entrance.token(), JOURNAL) == (202, UNKNOWN)
    (run,) = entrance.stored()
    assert run.judged
    assert run.judged.verdict is RunVerdict.HELD


def test_nothing_secret_is_in_the_database(entrance: Entrance) -> None:
    assert entrance.post(entrance.token(), JOURNAL)[0] == 202
    stored = str(contents_as_stored(entrance.database))
    assert samples.TITLE in stored
    assert samples.SECRET not in stored


def test_the_same_result_changes_nothing(entrance: Entrance) -> None:
    token = entrance.token()
    entrance.post(token, JOURNAL)
    repeated = (202, "Accepted before. Nothing changes.")
    assert entrance.post(token, JOURNAL) == repeated
    assert entrance.post(token, samples.notification("run-completed", JOURNAL)) == repeated
    assert len(entrance.stored()) == 1


def test_an_event_without_a_run_is_accepted(entrance: Entrance) -> None:
    event = samples.notification("validate-started", None)
    text = "Accepted. The event validate-started is not about a run."
    assert entrance.post(entrance.token(), event) == (202, text)
    assert entrance.stored() == []


def test_who_may_not_report_experiments_finds_nothing(entrance: Entrance) -> None:
    secret = entrance.token()
    wrong = (secret[:-1] + ("A" if secret[-1] != "A" else "B"), "x", entrance.token(REPORT_CHANGES))
    for token in wrong:
        assert entrance.post(token, JOURNAL) == (404, "Not found. Check the token in the URL.")
    revoked, revoked_secret = create_token(
        StoredApiTokens(entrance.database), SystemClock(), "old", [REPORT_EXPERIMENTS]
    )
    StoredApiTokens(entrance.database).revoke(revoked.id, SystemClock().now())
    assert entrance.post(revoked_secret, JOURNAL)[0] == 404
    assert entrance.stored() == []


def test_nonsense_is_refused_with_a_sentence(entrance: Entrance) -> None:
    token = entrance.token()
    assert entrance.post(token, {"hello": 1})[0] == 400
    assert entrance.post(token, JOURNAL | {"start": None}) == (400, "The journal has no start.")
    large = entrance.site.post(f"/hooks/experiments/{token}", content=b"x" * (BODY_LIMIT + 1))
    assert (large.status_code, large.text) == (413, "The request is larger than 16384 KB.")
    assert entrance.stored() == []


@pytest.mark.postgresql
def test_without_the_database_the_sender_is_asked_to_try_again(
    postgresql_url: str, open_database: OpenDatabase
) -> None:
    with open_tcp_proxy(postgresql_url) as proxy, served(proxy.url) as site:
        entrance = Entrance(site, open_database(postgresql_url))
        token = entrance.token()
        with proxy.silence():
            content = samples.encoded(JOURNAL)
            answer = site.post(f"/hooks/experiments/{token}", content=content, timeout=10)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert entrance.stored() == []


def notifications(entrance: Entrance, token: str) -> dict[str, object]:
    """Settings of the Chaos Toolkit, as docs/experiments.md shows them."""
    url = f"{entrance.site.base_url}/hooks/experiments/{token}".replace("//hooks", "/hooks")
    return {"notifications": [{"type": "http", "url": url}]}


def test_the_chaos_toolkit_itself_reports_its_runs(entrance: Entrance, tmp_path: Path) -> None:
    """It tells that a run starts, then that it failed, then that it deviated."""
    content = toolkit.experiment(tmp_path, breaks=True)
    toolkit.run(tmp_path, content, notifications(entrance, entrance.token()))
    (run,) = entrance.stored()
    assert run.judged
    assert (run.judged.verdict, run.judged.score) == (RunVerdict.REFUTED, 5000)
    assert not run.is_id_provisional


def test_a_run_of_the_chaos_toolkit_is_known_while_it_runs(
    entrance: Entrance, tmp_path: Path
) -> None:
    content = toolkit.experiment(tmp_path, breaks=False, waits=True)
    running = toolkit.start(tmp_path, content, notifications(entrance, entrance.token()))
    eventually(tmp_path.joinpath("began").exists)
    (run,) = entrance.stored()
    assert run.is_running
    toolkit.interrupt(running)
    (run,) = entrance.stored()
    assert run.judged
    assert run.judged.verdict is RunVerdict.STOPPED
