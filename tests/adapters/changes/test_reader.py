"""Reports of changes: what is read, and the sentence for what is not."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from firefighter.adapters.changes.reader import InvalidChange, read_change
from firefighter.domain.changes import ChangeKind, OutsideChange
from firefighter.ports.changes import ReportedChange

NOW = datetime(2026, 3, 2, 9, 41, tzinfo=UTC)
LEAST = {"id": "1", "title": "checkout 1.42", "service": "checkout"}


def read(**members: object) -> ReportedChange:
    return read_change(json.dumps(LEAST | members).encode(), "deploys", NOW)


def test_every_member_is_read() -> None:
    reported = read(
        kind="flag",
        environment="production",
        actor="ana",
        at="2026-03-02T10:31:07+01:00",
        url="https://ci.example.com/1",
    )
    assert reported == ReportedChange(
        "deploys",
        "1",
        OutsideChange(
            kind=ChangeKind.FLAG,
            title="checkout 1.42",
            service="checkout",
            environment="production",
            actor="ana",
            at=datetime(2026, 3, 2, 9, 31, 7, tzinfo=UTC),
            url="https://ci.example.com/1",
        ),
    )


def test_id_title_and_service_are_enough() -> None:
    change = read().change
    assert (change.kind, change.at) == (ChangeKind.DEPLOYMENT, NOW)


def test_a_clock_that_is_a_little_ahead_is_forgiven() -> None:
    assert read(at=(NOW + timedelta(minutes=4)).isoformat()).change.at == NOW


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({"id": ""}, "id: is empty."),
        ({"title": " "}, "title: is empty."),
        ({"service": 5}, "service: must be text."),
        ({"id": "1" * 201}, "id: must have at most 200 characters."),
        ({"service": "1" * 76}, "service: must have at most 75 characters."),
        ({"environment": "1" * 61}, "environment: must have at most 60 characters."),
        ({"actor": "1" * 101}, "actor: must have at most 100 characters."),
        ({"url": "https://x" + "1" * 500}, "url: must have at most 500 characters."),
        ({"title": "1" * 301}, "title: must have at most 300 characters."),
        ({"title": "a\nb"}, "title: contains control characters."),
        ({"kind": "deploy"}, "kind: is none of deployment, flag, configuration, "),
        ({"enviroment": "production"}, "enviroment: is unknown. Known are id, kind, title, "),
        ({"at": "yesterday"}, "at: must be a time such as 2026-03-02T09:41:07Z."),
        ({"at": "2026-03-02T09:41:00"}, "at: has no time zone. Write it as 2026-03-02T09:41:07Z."),
        ({"at": "2026-03-02T09:47:00Z"}, "at: is in the future."),
        ({"at": "2026-01-02T09:47:00Z"}, "at: is more than 30 days ago."),
        ({"at": "0001-01-01T00:00:00+10:00"}, "at: is more than 30 days ago."),
        ({"url": "javascript:alert(1)"}, "url: is not an http or https URL."),
        ({"url": "https://x.example/|>"}, "url: is not an http or https URL."),
    ],
)
def test_what_is_wrong_is_a_sentence(members: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidChange) as refused:
        read(**members)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "The body is not JSON."),
        (b"\xff", "The body is not JSON."),
        (b"[" * 10_000, "The body is not JSON."),
        (b'{"id": "\\ud800", "title": "x", "service": "y"}', "The body is not JSON."),
        (b"[]", "The body is not a JSON object."),
        (b"{}", "id: is missing. title: is missing. service: is missing."),
    ],
)
def test_nonsense_is_a_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(InvalidChange) as refused:
        read_change(body, "deploys", NOW)
    assert str(refused.value) == sentence
