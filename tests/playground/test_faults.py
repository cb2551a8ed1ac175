"""Faults to order, and limits to enforce."""

import http.client
import time

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from firefighter.playground.slack import (
    Channel,
    DropAfterDoing,
    DropBefore,
    Hang,
    LocalSlack,
    RateLimited,
    ServerError,
    SlackError,
)
from tests.playground.block_kit import refusal


def post(client: WebClient, channel: Channel, text: str = "x") -> bool:
    return bool(client.chat_postMessage(channel=channel.id, text=text)["ok"])


def texts(slack: LocalSlack) -> list[str]:
    return [each.text for each in slack.messages("incidents")]


def test_a_rate_limit_says_how_long_to_wait(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    slack.faults.answer("chat.postMessage", RateLimited(retry_after_s=7))
    with pytest.raises(SlackApiError) as caught:
        post(client, incidents)
    response = caught.value.response
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert response.data == {"ok": False, "error": "ratelimited"}
    assert post(client, incidents)


def test_a_fault_can_be_for_some_calls_only(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    fault = SlackError("channel_not_found")
    slack.faults.answer(
        "*", fault, times=None, when=lambda arguments: arguments.get("text") == "bad"
    )
    arguments = {"channel": incidents.id, "text": "bad"}
    assert post(client, incidents, "good")
    for _ in range(3):
        assert refusal(client.chat_postMessage, **arguments) == "channel_not_found"
    slack.faults.clear()
    assert post(client, incidents, "bad")


def test_faults_occur_in_the_given_order_once(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.answer("auth.test", SlackError("one"), times=2)
    slack.faults.answer("auth.test", SlackError("two"))
    assert [refusal(client.auth_test) for _ in range(3)] == ["one", "one", "two"]
    assert client.auth_test()["ok"]


def test_a_broken_server_answers_with_a_page(slack: LocalSlack) -> None:
    slack.faults.answer("auth.test", ServerError(503))
    answer = httpx.post(f"{slack.api_url}auth.test")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("fault", "done"),
    [
        (DropBefore(), []),
        (DropAfterDoing(), ["x"]),
        (Hang(0.05), []),
        (Hang(0.05, after_doing=True), ["x"]),
    ],
)
def test_a_dropped_connection_does_not_tell_whether_it_was_done(
    slack: LocalSlack,
    client: WebClient,
    incidents: Channel,
    fault: DropBefore | DropAfterDoing | Hang,
    done: list[str],
) -> None:
    slack.faults.answer("chat.postMessage", fault)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        post(client, incidents)
    assert texts(slack) == done
    assert slack.calls[-1].status is None


def test_a_hanging_call_ends_when_slack_closes() -> None:
    with LocalSlack() as slack:
        slack.faults.answer("auth.test", Hang())
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{slack.api_url}auth.test", timeout=0.05)


def test_calls_can_be_made_to_take_time(slack: LocalSlack, client: WebClient) -> None:
    slack.latency_s = 0.1
    started = time.monotonic()
    client.api_test()
    assert time.monotonic() - started >= 0.1


def test_one_message_a_second_may_be_posted_to_a_channel(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    other = slack.add_channel("other")
    slack.enforce_rate_limits = True
    assert post(client, incidents)
    assert refusal(client.chat_postMessage, channel=incidents.id, text="x") == "ratelimited"
    assert post(client, other)


def test_each_method_may_be_called_as_often_as_its_tier_allows(
    slack: LocalSlack, client: WebClient
) -> None:
    slack.enforce_rate_limits = True
    for number in range(20):
        client.conversations_create(name=f"room-{number}")
    with pytest.raises(SlackApiError) as caught:
        client.conversations_create(name="room-20")
    assert 1 <= int(caught.value.response.headers["Retry-After"]) <= 60
    assert client.conversations_list()["ok"]
