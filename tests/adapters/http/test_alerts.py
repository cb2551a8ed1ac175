"""The entrance of alerts, on the real application over HTTP, without any Slack."""

import hashlib
import hmac
import socket
import time
from collections.abc import Iterator, Mapping

import httpx
import pytest
from sqlalchemy import select

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import AlertDeliveryRow, DeliveryRow, JobRow
from firefighter.domain.alert_sources import SourceKey, SourceKind
from firefighter.domain.api_tokens import alerts_scope
from firefighter.runtime import SystemClock
from firefighter.settings.alerts import AlertingTable, AlertSecrets, SourceTable
from firefighter.settings.policy import Policy
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.alerts import samples
from tests.adapters.alerts.samples import body_of
from tests.adapters.http.test_site import served
from tests.adapters.store.tcp_proxy import open_tcp_proxy
from tests.domain.incidents import NOW

SECRET = "s3cret"
POLICY = Policy(
    alerting=AlertingTable(
        sources={
            "pagerduty": SourceTable(kind=SourceKind.PAGERDUTY, secret_env="PAGERDUTY_SECRET"),
            "sentry": SourceTable(kind=SourceKind.SENTRY, secret_env="SENTRY_SECRET"),
        }
    )
)
SECRETS = AlertSecrets({"PAGERDUTY_SECRET": SECRET, "SENTRY_SECRET": SECRET})
PAYLOAD = samples.alertmanager([samples.prometheus_alert(NOW)])


@pytest.fixture
def site(database_url: str) -> Iterator[httpx.Client]:
    with served(database_url, POLICY, SECRETS) as client:
        yield client


def path_of(database: Database, source: str = "alertmanager") -> str:
    scope = alerts_scope(SourceKey(source))
    _token, secret = create_token(StoredApiTokens(database), SystemClock(), "monitoring", [scope])
    return f"/hooks/alerts/{source}/{secret}"


def stored(database: Database) -> int:
    """How many deliveries are stored, each with a job that handles it."""
    with database.reading() as session:
        ids = session.scalars(select(AlertDeliveryRow.id)).all()
        keys = session.scalars(select(JobRow.key)).all()
    assert sorted(keys) == sorted(f"handle_alerts {each}" for each in ids)
    return len(ids)


def signed(kind: SourceKind, payload: object, secret: str = SECRET) -> Mapping[str, str]:
    digest = hmac.new(secret.encode(), body_of(payload), hashlib.sha256).hexdigest()
    if kind is SourceKind.PAGERDUTY:
        return {"X-PagerDuty-Signature": f"v1={digest}"}
    return {"Sentry-Hook-Signature": digest, "Sentry-Hook-Resource": "event_alert"}


def test_accepted_alerts_are_stored_with_their_job(site: httpx.Client, database: Database) -> None:
    answer = site.post(path_of(database), content=body_of(PAYLOAD))
    assert (answer.status_code, answer.text) == (202, "Accepted 1 alert.")
    assert stored(database) == 1


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (SourceKind.PAGERDUTY, samples.pagerduty(NOW)),
        (SourceKind.SENTRY, samples.sentry_issue_alert(NOW)),
    ],
)
def test_signature_is_required(
    site: httpx.Client, database: Database, kind: SourceKind, payload: object
) -> None:
    path = path_of(database, kind)
    for headers in ({}, signed(kind, payload, "other"), signed(kind, {})):
        answer = site.post(path, content=body_of(payload), headers=dict(headers))
        assert answer.status_code == 401
        assert answer.text == "The signature is missing or wrong. Check the secret."
    assert stored(database) == 0
    answer = site.post(path, content=body_of(payload), headers=dict(signed(kind, payload)))
    assert (answer.status_code, stored(database)) == (202, 1)


def test_delivery_with_a_known_id_changes_nothing(site: httpx.Client, database: Database) -> None:
    path, payload = path_of(database, "pagerduty"), samples.pagerduty(NOW)
    headers = dict(signed(SourceKind.PAGERDUTY, payload))
    answers = [site.post(path, content=body_of(payload), headers=headers) for _ in range(3)]
    assert [each.status_code for each in answers] == [202] * 3
    assert answers[-1].text == "Accepted before. Nothing changes."
    assert stored(database) == 1


def test_delivery_without_alerts_is_accepted(site: httpx.Client, database: Database) -> None:
    payload = samples.pagerduty(NOW, "incident.acknowledged")
    headers = dict(signed(SourceKind.PAGERDUTY, payload))
    path = path_of(database, "pagerduty")
    answer = site.post(path, content=body_of(payload), headers=headers)
    assert answer.status_code == 202
    assert answer.text == "incident.acknowledged changes nothing here."
    assert stored(database) == 0


def _revoke(tokens: StoredApiTokens) -> None:
    (token,) = tokens.all()
    tokens.revoke(token.id, SystemClock().now())


@pytest.mark.parametrize(
    "body", [body_of(PAYLOAD), b"nonsense", b""], ids=["alert", "nonsense", "nothing"]
)
def test_revoked_token_is_refused_at_once(
    site: httpx.Client, database: Database, body: bytes
) -> None:
    path = path_of(database)
    assert site.post(path, content=body_of(PAYLOAD)).status_code == 202
    _revoke(StoredApiTokens(database))
    answer = site.post(path, content=body)
    assert (answer.status_code, answer.text) == (
        404,
        "Not found. Check the source and the token in the URL.",
    )
    assert stored(database) == 1


def test_revoked_token_is_refused_before_its_signature_is_judged(
    site: httpx.Client, database: Database
) -> None:
    path, payload = path_of(database, "pagerduty"), samples.pagerduty(NOW)
    headers = dict(signed(SourceKind.PAGERDUTY, payload))
    assert site.post(path, content=body_of(payload), headers=headers).status_code == 202
    _revoke(StoredApiTokens(database))
    assert site.post(path, content=body_of(payload)).status_code == 404
    acknowledged = samples.pagerduty(NOW, "incident.acknowledged")
    headers = dict(signed(SourceKind.PAGERDUTY, acknowledged))
    assert site.post(path, content=body_of(acknowledged), headers=headers).status_code == 404


def test_alerts_without_an_id_leave_no_row_but_their_own(
    site: httpx.Client, database: Database
) -> None:
    for _ in range(3):
        assert site.post(path_of(database), content=body_of(PAYLOAD)).status_code == 202
    with database.reading() as session:
        assert not session.scalars(select(DeliveryRow)).all()


def test_use_of_a_token_is_recorded(site: httpx.Client, database: Database) -> None:
    site.post(path_of(database), content=body_of(PAYLOAD))
    (token,) = StoredApiTokens(database).all()
    assert token.last_used_at


def test_only_post_is_allowed(site: httpx.Client, database: Database) -> None:
    assert site.get(path_of(database)).status_code == 405


def test_body_of_a_wrong_token_is_not_read(site: httpx.Client) -> None:
    address = (site.base_url.host, site.base_url.port or 80)
    head = "POST /hooks/alerts/alertmanager/wrong HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n"
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(head.encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 404")


def test_database_outage_is_told_so_that_the_source_tries_again(
    postgresql_url: str, postgresql_database: Database
) -> None:
    path = path_of(postgresql_database)
    with open_tcp_proxy(postgresql_url) as relay, served(relay.url) as site:
        assert site.post(path, content=body_of(PAYLOAD)).status_code == 202
        with relay.silence():
            began = time.monotonic()
            answer = site.post(path, content=body_of(PAYLOAD), timeout=8)
            assert time.monotonic() - began < 6
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "30"
        assert answer.text == "The database is unavailable. Try again in a minute."
