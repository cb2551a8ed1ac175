"""The Pager port against the local PagerDuty: what is sent, and what each response means."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from firefighter.adapters.pagerduty.events_api import PagerDuty
from firefighter.domain.paging import Urgency
from firefighter.effects.call_limits import RateLimits
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import DropAfterDoing, DropBefore, Hang, RateLimited, ServerError
from firefighter.ports import outgoing
from firefighter.ports.outgoing import CallRefused, OutgoingError, Unavailable
from firefighter.ports.paging import (
    Pager,
    PageRequest,
)
from tests.answering_server import FOREIGN_ANSWERS, answering
from tests.clock import SettableClock

SERVICE = "Database on-call"
REQUEST = PageRequest(
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
    return PagerDuty(local.url, {SERVICE: key}, 2, RateLimits(), clock)


def test_page_opens_an_alert_with_details_and_link(pager: Pager, local: LocalPagerDuty) -> None:
    pager.page_oncall(SERVICE, REQUEST)
    (alert,) = local.alerts
    assert alert.dedup_key == REQUEST.key
    assert alert.event["payload"] == {
        "summary": REQUEST.summary,
        "source": "checkout",
        "severity": "critical",
        "custom_details": {"Why": "the primary is down"},
    }
    assert alert.event["client"] == "Firefighter"
    assert alert.event["client_url"] == REQUEST.link
    assert alert.event["links"] == [{"href": REQUEST.link, "text": "Incident in Slack"}]


def test_page_without_a_link_sends_none(pager: Pager, local: LocalPagerDuty) -> None:
    pager.page_oncall(SERVICE, replace(REQUEST, link=""))
    (alert,) = local.alerts
    assert not {"client_url", "links"} & set(alert.event)


def test_long_summary_is_cut(pager: Pager, local: LocalPagerDuty) -> None:
    pager.page_oncall(SERVICE, replace(REQUEST, summary="é" * 2000))
    assert len(local.alerts[0].event["payload"]["summary"]) == 1024


def test_repeated_page_opens_one_alert(pager: Pager, local: LocalPagerDuty) -> None:
    for fault in (DropAfterDoing(), Hang(after_doing=True)):
        local.faults.answer("enqueue", fault)
        with pytest.raises(Unavailable):
            pager.page_oncall(SERVICE, REQUEST)
    pager.page_oncall(SERVICE, REQUEST)
    (alert,) = local.alerts
    assert alert.triggers == 3


def test_resolve_ends_the_alert_with_that_key(pager: Pager, local: LocalPagerDuty) -> None:
    pager.page_oncall(SERVICE, REQUEST)
    pager.page_oncall(SERVICE, replace(REQUEST, key="INC-42-2"))
    pager.resolve_page(SERVICE, REQUEST.key)
    pager.resolve_page(SERVICE, REQUEST.key)
    assert [alert.status for alert in local.alerts] == ["resolved", "triggered"]


def test_unconfigured_service_is_refused(pager: Pager, local: LocalPagerDuty) -> None:
    with pytest.raises(CallRefused, match="no longer configured"):
        pager.page_oncall("Network on-call", REQUEST)
    pager.resolve_page("Network on-call", REQUEST.key)
    assert local.calls == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (RateLimited(), outgoing.RateLimited),
        (ServerError(500), Unavailable),
        (ServerError(503), Unavailable),
        (ServerError(403), Unavailable),
        (DropBefore(), Unavailable),
    ],
)
def test_each_fault_raises_its_error(
    pager: Pager, local: LocalPagerDuty, fault: ServerError, error: type[OutgoingError]
) -> None:
    local.faults.answer("enqueue", fault)
    with pytest.raises(error):
        pager.page_oncall(SERVICE, REQUEST)
    assert local.alerts == []


@pytest.mark.parametrize(
    ("status", "body", "media_type"),
    [*FOREIGN_ANSWERS, (202, b"<html>Please wait</html>", "text/html")],
)
def test_answer_that_is_not_from_pagerduty_is_retried(
    clock: SettableClock, status: int, body: bytes, media_type: str
) -> None:
    with answering(status, body, media_type) as address:
        pager = PagerDuty(address, {SERVICE: "f" * 32}, 2, RateLimits(), clock)
        with pytest.raises(Unavailable, match="not an answer from PagerDuty"):
            pager.page_oncall(SERVICE, REQUEST)


def test_outage_raises_pager_unavailable(pager: Pager, local: LocalPagerDuty) -> None:
    local.shut_down()
    with pytest.raises(Unavailable, match="PagerDuty isn't responding"):
        pager.page_oncall(SERVICE, REQUEST)


def test_rate_limit_applies_to_the_service_for_two_minutes(
    pager: Pager, local: LocalPagerDuty
) -> None:
    local.faults.answer("enqueue", RateLimited())
    with pytest.raises(outgoing.RateLimited) as caught:
        pager.page_oncall(SERVICE, REQUEST)
    assert caught.value.scope == "PagerDuty Database on-call"
    assert caught.value.retry_after_s == 120


def test_nothing_is_sent_during_a_rate_limit(
    local: LocalPagerDuty, key: str, clock: SettableClock
) -> None:
    rate_limits = RateLimits()
    pager = PagerDuty(local.url, {SERVICE: key, "Network": key}, 2, rate_limits, clock)
    rate_limits.extend({"PagerDuty Database on-call": clock.now().replace(year=2099)})
    with pytest.raises(outgoing.RateLimited):
        pager.page_oncall(SERVICE, REQUEST)
    assert local.calls == []
    pager.page_oncall("Network", REQUEST)
    assert len(local.calls) == 1


def test_refusal_contains_pagerdutys_message(local: LocalPagerDuty, clock: SettableClock) -> None:
    pager = PagerDuty(local.url, {SERVICE: "f" * 32}, 2, RateLimits(), clock)
    with pytest.raises(CallRefused, match=r"PagerDuty refused: trigger \(Invalid routing key\)"):
        pager.page_oncall(SERVICE, REQUEST)


def test_routing_key_is_never_shown(
    local: LocalPagerDuty, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "5ecre7" * 5 + "ab"
    pager = PagerDuty(local.url, {SERVICE: secret}, 2, RateLimits(), clock)
    with pytest.raises(CallRefused) as caught:
        pager.page_oncall(SERVICE, REQUEST)
    assert secret not in f"{caught.value} {caught.value!r} {pager!r} {caplog.text}"
