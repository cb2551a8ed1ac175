"""Amazon SNS: its signatures, confirmations of subscriptions, and alarms of CloudWatch."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from firefighter.adapters.alerts.amazon import Amazon
from firefighter.adapters.alerts.payloads import (
    Delivery,
    InvalidPayload,
    InvalidSignature,
    SourceUnavailable,
)
from firefighter.adapters.alerts.sources import read, verify
from firefighter.adapters.http.server import Server
from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import AlertDeliveryRow
from firefighter.bootstrap.alerts import make_alert_route
from firefighter.domain.alert_sources import AlertSource, ConfiguredSource, SourceKey, SourceKind
from firefighter.domain.alerts import AlertStatus
from firefighter.domain.api_tokens import alerts_scope
from firefighter.settings.alerts import AlertingTable, SourceTable
from firefighter.settings.policy import Policy
from firefighter.settings.settings import Settings, read_environment
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.alerts import samples
from tests.adapters.alerts.amazon_double import HOST, AmazonDouble
from tests.adapters.alerts.samples import CLOUDWATCH_ALARM, CLOUDWATCH_TOPIC, body_of
from tests.adapters.http.test_site import BASE
from tests.clock import SettableClock
from tests.domain.incidents import NOW
from tests.use_cases.contexts import build_context

SOURCE = ConfiguredSource(
    AlertSource(SourceKey("aws"), "CloudWatch"),
    SourceKind.SNS,
    topics=frozenset({CLOUDWATCH_TOPIC}),
)
Send = Callable[[object], httpx.Response]

CHANGED = NOW - timedelta(minutes=2)


@pytest.fixture
def double(tmp_path: Path, clock: SettableClock) -> AmazonDouble:
    return AmazonDouble(tmp_path, clock.now() + timedelta(days=90))


@pytest.fixture
def amazon(double: AmazonDouble, clock: SettableClock) -> Iterator[Amazon]:
    with double.running() as port:
        yield Amazon(clock, lambda: double.client(port))


def delivery(message: object) -> Delivery:
    return Delivery(body_of(message), {}, NOW)


def alarm(state: str = "ALARM", subject: str | None = None) -> dict[str, Any]:
    return samples.sns(NOW, samples.cloudwatch_alarm(CHANGED, state), subject=subject)


def confirmation() -> dict[str, Any]:
    return samples.sns(NOW, "You have chosen to subscribe.", "SubscriptionConfirmation")


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("subject", [None, 'ALARM: "Checkout 5xx"'])
def test_signature_of_a_notification(
    double: AmazonDouble, amazon: Amazon, version: str, subject: str | None
) -> None:
    message = double.signed(alarm(subject=subject), version)
    verify(SOURCE, delivery(message), amazon.check_signature)


def test_signature_of_a_confirmation(double: AmazonDouble, amazon: Amazon) -> None:
    message = double.confirmation(confirmation())
    verify(SOURCE, delivery(message), amazon.check_signature)
    with pytest.raises(InvalidSignature):
        verify(SOURCE, delivery({**message, "Token": "other"}), amazon.check_signature)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another message": lambda message: {**message, "Message": "All is well."},
    "another topic": lambda message: {**message, "TopicArn": f"{CLOUDWATCH_TOPIC}2"},
    "another time": lambda message: {**message, "Timestamp": "2026-01-01T00:00:00.000Z"},
    "a subject": lambda message: {**message, "Subject": "OK"},
    "another digest": lambda message: {**message, "SignatureVersion": "2"},
    "no base64": lambda message: {**message, "Signature": "é"},
    "empty": lambda message: {**message, "Signature": ""},
}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_message_is_not_signed(double: AmazonDouble, amazon: Amazon, change: str) -> None:
    message = CHANGES[change](double.signed(alarm()))
    with pytest.raises(InvalidSignature):
        verify(SOURCE, delivery(message), amazon.check_signature)


@pytest.mark.parametrize(
    "address",
    [
        "https://sns.eu-west-1.amazonaws.com.example.com/SimpleNotificationService-0a.pem",
        "https://example.com/SimpleNotificationService-0a.pem",
        "https://example.com/?https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0a.pem",
        "https://sns.eu-west-1.amazonaws.com@example.com/SimpleNotificationService-0a.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-0a.pem",
        "https://sns.eu-west-1.amazonaws.com/?Action=Publish&Message=x.pem",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem\n",
        "",
    ],
)
def test_certificates_come_from_amazon_alone(
    double: AmazonDouble, amazon: Amazon, address: str
) -> None:
    message = {**double.signed(alarm()), "SigningCertURL": address}
    with pytest.raises(InvalidSignature):
        verify(SOURCE, delivery(message), amazon.check_signature)
    assert double.certificates_sent == 0


def test_certificate_is_fetched_once(double: AmazonDouble, amazon: Amazon) -> None:
    for number in range(3):
        message = double.signed(samples.sns(NOW, "Disk is full", number=number))
        verify(SOURCE, delivery(message), amazon.check_signature)
    assert double.certificates_sent == 1


@pytest.mark.parametrize("days", [-1, 366])
def test_certificate_must_be_valid_now(tmp_path: Path, clock: SettableClock, days: int) -> None:
    """It expired yesterday, or begins tomorrow."""
    double = AmazonDouble(tmp_path, clock.now() + timedelta(days=days))
    with double.running() as port:
        amazon = Amazon(clock, lambda: double.client(port))
        with pytest.raises(InvalidSignature):
            verify(SOURCE, delivery(double.signed(alarm())), amazon.check_signature)
    assert double.certificates_sent == 1


def test_server_must_prove_that_it_is_amazon(double: AmazonDouble, clock: SettableClock) -> None:
    """A name that leads elsewhere: the certificate of its server is not trusted."""
    with double.running() as port:
        authority, double.authority = double.authority, double.certificate.decode()
        amazon = Amazon(clock, lambda: double.client(port))
        with pytest.raises(SourceUnavailable):
            verify(SOURCE, delivery(double.signed(alarm())), amazon.check_signature)
        double.authority = authority
        verify(SOURCE, delivery(double.signed(alarm())), amazon.check_signature)


@pytest.mark.parametrize(
    ("status", "more", "sentence"),
    [
        (403, b"", f"{HOST} answers with HTTP 403. Try again."),
        (302, b"", f"{HOST} answers with HTTP 302. Try again."),
        (200, b" " * 100_000, f"{HOST} answers with too much. Try again."),
    ],
)
def test_certificate_that_cannot_be_had_is_told(
    double: AmazonDouble, amazon: Amazon, status: int, more: bytes, sentence: str
) -> None:
    double.status, double.more = status, more
    with pytest.raises(SourceUnavailable, match=sentence):
        verify(SOURCE, delivery(double.signed(alarm())), amazon.check_signature)
    double.status, double.more = 200, b""
    verify(SOURCE, delivery(double.signed(alarm())), amazon.check_signature)


@pytest.mark.parametrize(
    ("state", "status", "ended_at"),
    [("ALARM", AlertStatus.FIRING, None), ("OK", AlertStatus.RESOLVED, CHANGED)],
)
def test_alarm_of_cloudwatch(state: str, status: AlertStatus, ended_at: datetime | None) -> None:
    found = read(SOURCE, delivery(_unsigned(alarm(state))))
    (alert,) = found.alerts
    assert (alert.key, alert.fingerprint) == (CLOUDWATCH_ALARM, CLOUDWATCH_ALARM)
    assert (alert.title, alert.status) == ("Checkout 5xx", status)
    assert alert.started_at.replace(microsecond=0) == CHANGED
    assert (alert.ended_at and alert.ended_at.replace(microsecond=0)) == ended_at
    assert alert.description.startswith("Customers cannot pay.\nThreshold Crossed")
    assert alert.labels["LoadBalancer"] == "app/checkout/50dc6c495c0c9188"
    assert alert.labels["region"] == "eu-west-1"
    assert alert.link == (
        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1"
        "#alarmsV2:alarm/Checkout%205xx"
    )
    assert found.delivery_id == alarm()["MessageId"]


def test_alarm_without_data_changes_nothing() -> None:
    found = read(SOURCE, delivery(_unsigned(alarm("INSUFFICIENT_DATA"))))
    assert (found.alerts, found.note) == ((), "INSUFFICIENT_DATA changes nothing here.")


def test_composite_alarm_has_no_metric() -> None:
    composite = samples.cloudwatch_alarm(CHANGED)
    del composite["Trigger"]
    composite["AlarmRule"] = "ALARM(a) OR ALARM(b)"
    (alert,) = read(SOURCE, delivery(_unsigned(samples.sns(NOW, composite)))).alerts
    assert "metric" not in alert.labels


@pytest.mark.parametrize("message", ["Disk is full\non db-1", '{"a": 1}', "[[[[", "null"])
@pytest.mark.parametrize("subject", [None, "Backup failed"])
def test_any_other_message_fires(message: str, subject: str | None) -> None:
    (alert,) = read(SOURCE, delivery(_unsigned(samples.sns(NOW, message, subject=subject)))).alerts
    title = subject or message.partition("\n")[0]
    assert (alert.title, alert.status) == (title, AlertStatus.FIRING)
    assert (alert.key, alert.description) == (f"{CLOUDWATCH_TOPIC} {title}", message)


def test_strange_dimensions_are_no_fault() -> None:
    for dimensions in (None, "x", [1], [{"name": "Host"}], [{"Name": "Host", "Value": "db-1"}]):
        strange = samples.cloudwatch_alarm(CHANGED)
        strange["Trigger"]["Dimensions"] = dimensions
        assert read(SOURCE, delivery(_unsigned(samples.sns(NOW, strange)))).alerts


def test_other_topics_are_refused() -> None:
    other = {**_unsigned(alarm()), "TopicArn": f"{CLOUDWATCH_TOPIC}2"}
    with pytest.raises(InvalidPayload, match="alarms2 is not configured"):
        read(SOURCE, delivery(other))


@pytest.mark.parametrize(
    "address",
    ["http://sns.eu-west-1.amazonaws.com/?a", "https://example.com/?a", f"https://{HOST}/x?a", ""],
)
def test_subscriptions_are_confirmed_at_amazon_alone(address: str) -> None:
    message = {**_unsigned(confirmation()), "SubscribeURL": address, "Token": "1"}
    with pytest.raises(InvalidPayload, match="SubscribeURL is none of Amazon"):
        read(SOURCE, delivery(message))


def _unsigned(message: dict[str, Any]) -> dict[str, Any]:
    return {
        **message,
        "SignatureVersion": "1",
        "Signature": "",
        "SigningCertURL": "",
    }


@pytest.fixture
def send(
    amazon: Amazon, database_url: str, database: Database, clock: SettableClock
) -> Iterator[Send]:
    source = SourceTable(kind=SourceKind.SNS, topics=(CLOUDWATCH_TOPIC,))
    policy = Policy(alerting=AlertingTable(sources={"aws": source}))
    settings = Settings(read_environment(BASE | {"DATABASE_URL": database_url}), policy)
    tokens = StoredApiTokens(database)
    route = make_alert_route(settings, tokens, build_context(database, clock), amazon)
    scope = alerts_scope(SourceKey("aws"))
    _token, secret = create_token(tokens, clock, "monitoring", [scope])
    server = Server(Starlette(routes=[route]), "127.0.0.1", 0)
    server.start()
    address = f"http://127.0.0.1:{server.port}/hooks/alerts/aws/"
    with httpx.Client(base_url=address, trust_env=False) as client:
        yield lambda message: client.post(secret, content=body_of(message))
    server.stop()


def stored(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(AlertDeliveryRow.id)).all())


def test_subscription_is_confirmed_before_it_is_accepted(send: Send, double: AmazonDouble) -> None:
    message = double.confirmation(confirmation())
    send({**message, "Token": "1"})
    assert double.confirmed == []
    double.token = "expired"
    answer = send(message)
    assert (answer.status_code, answer.text) == (503, f"{HOST} answers with HTTP 403. Try again.")
    answer = send(double.confirmation(confirmation()))
    assert (answer.status_code, answer.text) == (202, "The subscription of alarms is confirmed.")
    assert double.confirmed == [CLOUDWATCH_TOPIC]


def test_alarm_is_stored_once(send: Send, double: AmazonDouble, database: Database) -> None:
    message = double.signed(alarm())
    answers = [send(message) for _ in range(2)]
    assert [each.text for each in answers] == [
        "Accepted 1 alert.",
        "Accepted before. Nothing changes.",
    ]
    assert stored(database) == 1


def test_what_is_not_signed_is_not_stored(
    send: Send, double: AmazonDouble, database: Database
) -> None:
    forged = {**double.signed(alarm()), "Message": "All is well."}
    assert send(forged).status_code == 401
    double.status = 500
    answer = send(double.signed(alarm(), "2"))
    assert answer.status_code == 202  # its certificate is known
    assert stored(database) == 1
