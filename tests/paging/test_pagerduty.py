"""The pager against the local PagerDuty: what is sent, and what each answer means."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from firefighter.domain.paging import Urgency
from firefighter.effects.gates import Gates
from firefighter.paging.pagerduty import PagerDuty
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import (
    DropAfterDoing,
    DropBefore,
    Hang,
    RateLimited,
    ServerError,
)
from firefighter.ports.paging import (
    Alarm,
    Pager,
    PagerError,
    PagerRateLimited,
    PagerRefused,
    PagerUnavailable,
)
from tests.clock import SettableClock

SERVICE = "Database on-call"
ALARM = Alarm(
    key="INC-42-1",
    summary="INC-42 · SEV1 · Checkout returns 500: the primary is down",
    urgency=Urgency.CRITICAL,
    source="checkout",
    details={"Why": "the primary is down"},
    link="https://acme.slack.com/archives/C1",
)


@pytest.fixture
def local() -> Iterator[LocalPagerDuty]:
    with LocalPagerDuty() as running:
        yield running


@pytest.fixture
def key(local: LocalPagerDuty) -> str:
    return local.add_service(SERVICE)


@pytest.fixture
def pager(local: LocalPagerDuty, key: str, clock: SettableClock) -> Pager:
    return PagerDuty(local.url, {SERVICE: key}, 2, Gates(), clock)


def test_an_alarm_is_an_alert_with_all_that_helps(pager: Pager, local: LocalPagerDuty) -> None:
    pager.ring(SERVICE, ALARM)
    (alert,) = local.alerts
    assert alert.dedup_key == ALARM.key
    assert alert.event["payload"] == {
        "summary": ALARM.summary,
        "source": "checkout",
        "severity": "critical",
        "custom_details": {"Why": "the primary is down"},
    }
    assert alert.event["client"] == "Firefighter"
    assert alert.event["client_url"] == ALARM.link
    assert alert.event["links"] == [{"href": ALARM.link, "text": "Where it is worked"}]


def test_without_a_link_there_is_none(pager: Pager, local: LocalPagerDuty) -> None:
    pager.ring(SERVICE, replace(ALARM, link=""))
    (alert,) = local.alerts
    assert not {"client_url", "links"} & set(alert.event)


def test_a_summary_that_is_too_long_is_cut(pager: Pager, local: LocalPagerDuty) -> None:
    pager.ring(SERVICE, replace(ALARM, summary="é" * 2000))
    assert len(local.alerts[0].event["payload"]["summary"]) == 1024


def test_told_again_it_rings_nobody_anew(pager: Pager, local: LocalPagerDuty) -> None:
    for fault in (DropAfterDoing(), Hang(after_doing=True)):
        local.faults.answer("enqueue", fault)
        with pytest.raises(PagerUnavailable):
            pager.ring(SERVICE, ALARM)
    pager.ring(SERVICE, ALARM)
    (alert,) = local.alerts
    assert alert.triggers == 3


def test_it_stands_down_by_the_same_key(pager: Pager, local: LocalPagerDuty) -> None:
    pager.ring(SERVICE, ALARM)
    pager.ring(SERVICE, replace(ALARM, key="INC-42-2"))
    pager.stand_down(SERVICE, ALARM.key)
    pager.stand_down(SERVICE, ALARM.key)
    assert [alert.status for alert in local.alerts] == ["resolved", "triggered"]


def test_a_service_that_is_no_longer_set_up_is_refused(pager: Pager, local: LocalPagerDuty) -> None:
    with pytest.raises(PagerRefused, match="not set up here any more"):
        pager.ring("Network on-call", ALARM)
    pager.stand_down("Network on-call", ALARM.key)
    assert local.calls == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (RateLimited(), PagerRateLimited),
        (ServerError(500), PagerUnavailable),
        (ServerError(503), PagerUnavailable),
        (DropBefore(), PagerUnavailable),
    ],
)
def test_what_may_be_tried_again_is_told_from_what_may_not(
    pager: Pager, local: LocalPagerDuty, fault: ServerError, error: type[PagerError]
) -> None:
    local.faults.answer("enqueue", fault)
    with pytest.raises(error):
        pager.ring(SERVICE, ALARM)
    assert local.alerts == []


def test_one_that_is_away_is_unavailable(pager: Pager, local: LocalPagerDuty) -> None:
    local.go_away()
    with pytest.raises(PagerUnavailable, match="PagerDuty gave no answer"):
        pager.ring(SERVICE, ALARM)


def test_a_rate_limit_closes_the_gate_of_that_service_for_some_minutes(
    pager: Pager, local: LocalPagerDuty
) -> None:
    local.faults.answer("enqueue", RateLimited())
    with pytest.raises(PagerRateLimited) as caught:
        pager.ring(SERVICE, ALARM)
    assert caught.value.gate == "PagerDuty Database on-call"
    assert caught.value.retry_after_s == 120


def test_a_closed_gate_is_not_knocked_at(
    local: LocalPagerDuty, key: str, clock: SettableClock
) -> None:
    gates = Gates()
    pager = PagerDuty(local.url, {SERVICE: key, "Network": key}, 2, gates, clock)
    gates.close({"PagerDuty Database on-call": clock.now().replace(year=2099)})
    with pytest.raises(PagerRateLimited):
        pager.ring(SERVICE, ALARM)
    assert local.calls == []
    pager.ring("Network", ALARM)
    assert len(local.calls) == 1


def test_a_refusal_says_why_in_pagerdutys_words(
    local: LocalPagerDuty, clock: SettableClock
) -> None:
    pager = PagerDuty(local.url, {SERVICE: "f" * 32}, 2, Gates(), clock)
    with pytest.raises(PagerRefused, match=r"PagerDuty refused it \(Invalid routing key\)"):
        pager.ring(SERVICE, ALARM)


def test_the_key_is_never_shown(
    local: LocalPagerDuty, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "5ecre7" * 5 + "ab"
    pager = PagerDuty(local.url, {SERVICE: secret}, 2, Gates(), clock)
    with pytest.raises(PagerRefused) as caught:
        pager.ring(SERVICE, ALARM)
    assert secret not in f"{caught.value} {caught.value!r} {pager!r} {caplog.text}"
