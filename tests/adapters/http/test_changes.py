"""The entrance of changes, on the real application over HTTP, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import ChangeRow, DeliveryRow
from firefighter.bootstrap.changes import BODY_LIMIT
from firefighter.domain.api_tokens import READ_INCIDENTS, REPORT_CHANGES, Scope
from firefighter.runtime import SystemClock
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.http.test_site import served
from tests.adapters.store.tcp_proxy import open_tcp_proxy
from tests.conftest import OpenDatabase

CHANGE = {"id": "run-1", "title": "checkout 1.42", "service": "checkout"}


@dataclass
class Entrance:
    site: httpx.Client
    database: Database

    def token(self, scope: Scope = REPORT_CHANGES, name: str = "deploys") -> str:
        _token, secret = create_token(StoredApiTokens(self.database), SystemClock(), name, [scope])
        return secret

    def post(self, token: str, **members: object) -> tuple[int, str]:
        answer = self.site.post(f"/hooks/changes/{token}", json=CHANGE | members)
        return answer.status_code, answer.text

    def stored(self) -> list[tuple[str, str, str]]:
        with self.database.reading() as session:
            rows = session.scalars(select(ChangeRow).order_by(ChangeRow.number))
            return [(row.sender, row.sender_id, row.title) for row in rows]


@pytest.fixture
def entrance(database_url: str, open_database: OpenDatabase) -> Iterator[Entrance]:
    with served(database_url) as site:
        yield Entrance(site, open_database(database_url))


def test_a_change_is_stored_when_it_is_answered(entrance: Entrance) -> None:
    token = entrance.token()
    assert entrance.post(token) == (202, "Accepted.")
    assert entrance.stored() == [("deploys", "run-1", "checkout 1.42")]


def test_the_same_id_changes_nothing(entrance: Entrance) -> None:
    """Also of another token with that name, and after the inbox has forgotten it."""
    entrance.post(entrance.token())
    repeated = (202, "Accepted before. Nothing changes.")
    assert entrance.post(entrance.token(), title="checkout 1.43") == repeated
    with entrance.database.writing() as session:
        for row in session.scalars(select(DeliveryRow)):
            session.delete(row)
    assert entrance.post(entrance.token(), title="checkout 1.44") == repeated
    assert entrance.stored() == [("deploys", "run-1", "checkout 1.42")]
    assert entrance.post(entrance.token(name="flags"))[0] == 202
    assert [sender for sender, _, _ in entrance.stored()] == ["deploys", "flags"]


def test_a_service_that_is_none_of_ours_is_named(entrance: Entrance) -> None:
    answer = entrance.post(entrance.token(), service="chekout")
    assert answer == (
        202,
        "Accepted, but chekout is no service of firefighter.toml: no incident shows it.",
    )
    assert len(entrance.stored()) == 1


def test_who_may_not_report_changes_finds_nothing(entrance: Entrance) -> None:
    secret = entrance.token()
    wrong = (secret[:-1] + ("A" if secret[-1] != "A" else "B"), "x", entrance.token(READ_INCIDENTS))
    for token in wrong:
        assert entrance.post(token) == (404, "Not found. Check the token in the URL.")
    assert entrance.site.get(f"/hooks/changes/{secret}").status_code == 405
    assert entrance.stored() == []


def test_nonsense_is_refused_with_a_sentence(entrance: Entrance) -> None:
    token = entrance.token()
    assert entrance.post(token, service="") == (400, "service: is empty.")
    large = entrance.site.post(f"/hooks/changes/{token}", content=b"x" * (BODY_LIMIT + 1))
    assert (large.status_code, large.text) == (413, "The request is larger than 16 KB.")
    assert entrance.stored() == []
    assert entrance.post(token) == (202, "Accepted.")


@pytest.mark.postgresql
def test_without_the_database_the_sender_is_asked_to_try_again(
    postgresql_url: str, open_database: OpenDatabase
) -> None:
    with open_tcp_proxy(postgresql_url) as proxy, served(proxy.url) as site:
        entrance = Entrance(site, open_database(postgresql_url))
        token = entrance.token()
        with proxy.silence():
            answer = site.post(f"/hooks/changes/{token}", json=CHANGE, timeout=10)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
            assert answer.elapsed < timedelta(seconds=5)
        assert entrance.stored() == []
