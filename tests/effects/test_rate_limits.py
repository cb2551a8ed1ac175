import logging
from contextlib import suppress
from datetime import timedelta

import pytest

from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.ports.outgoing import RateLimited
from tests.clock import SettableClock
from tests.domain.incidents import NOW

POST, EDIT = "chat.postMessage:C1", "chat.update"


def test_unlimited_scope_has_no_wait() -> None:
    assert RateLimits().seconds_left(POST, NOW) == 0


def test_limit_ends_on_time() -> None:
    rate_limits = RateLimits()
    rate_limits.extend({POST: NOW + timedelta(seconds=30)})
    assert rate_limits.seconds_left(POST, NOW) == 30
    assert rate_limits.seconds_left(POST, NOW + timedelta(seconds=29.5)) == 0.5
    assert rate_limits.seconds_left(POST, NOW + timedelta(seconds=30)) == 0


def test_limit_applies_to_its_scope_only() -> None:
    rate_limits = RateLimits()
    rate_limits.extend({POST: NOW + timedelta(seconds=30)})
    assert rate_limits.seconds_left(EDIT, NOW) == 0


def test_shorter_limit_does_not_shorten_the_wait() -> None:
    rate_limits = RateLimits()
    rate_limits.extend({POST: NOW + timedelta(seconds=30)})
    rate_limits.extend({POST: NOW + timedelta(seconds=10), EDIT: NOW + timedelta(seconds=5)})
    assert rate_limits.seconds_left(POST, NOW) == 30
    assert rate_limits.seconds_left(EDIT, NOW) == 5


def test_scope_can_be_limited_again() -> None:
    rate_limits = RateLimits()
    rate_limits.extend({POST: NOW + timedelta(seconds=1)})
    assert rate_limits.seconds_left(POST, NOW + timedelta(seconds=2)) == 0
    rate_limits.extend({POST: NOW + timedelta(seconds=9)})
    assert rate_limits.seconds_left(POST, NOW + timedelta(seconds=2)) == 7


def answers(guard: CallGuard, *statuses: int, scope: str = POST) -> None:
    for status in statuses:
        with suppress(RateLimited):
            guard.check_status(status, {"Retry-After": "1"}, scope, "post")


@pytest.fixture
def guard(clock: SettableClock, caplog: pytest.LogCaptureFixture) -> CallGuard:
    caplog.set_level(logging.INFO)
    return CallGuard("Slack", RateLimits(), clock, timeout_s=1)


def test_many_rate_limits_in_a_row_are_logged_once_and_when_over(
    guard: CallGuard, caplog: pytest.LogCaptureFixture
) -> None:
    answers(guard, *[429] * 4)
    assert caplog.messages == []
    answers(guard, *[429] * 8)
    assert caplog.messages == [f"Slack rate limited {POST} 5 times in a row. Effects wait."]
    answers(guard, 200, 200)
    assert caplog.messages[1:] == [f"Slack answers {POST} again, after 12 rate limits in a row."]


def test_rate_limits_with_answers_in_between_are_not_logged(
    guard: CallGuard, caplog: pytest.LogCaptureFixture
) -> None:
    answers(guard, *[429, 429, 200] * 5)
    answers(guard, *[429] * 4, scope=EDIT)
    answers(guard, *[429] * 4)
    assert caplog.messages == []


def test_many_rate_limits_are_logged_again_after_an_answer(
    guard: CallGuard, caplog: pytest.LogCaptureFixture
) -> None:
    answers(guard, *[*[429] * 5, 200] * 2)
    assert len(caplog.messages) == 4
