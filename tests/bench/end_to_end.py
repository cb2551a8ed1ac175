"""The whole bot in its own process, with a local Slack that delays each call."""

import threading
import time
from statistics import median

from firefighter.playground.slack import LocalSlack, Reply
from tests.bench.bot_process import CALL_S, COMMAND, open_bot
from tests.bench.figures import Figure

_SLOW_CALL_S = 0.3
_LONGEST_CHAIN = 3
"""Calls that wait for each other: make the channel, post the panel in it, pin the panel."""
_ROUNDS = 7
_AT_ONCE = 16


def visible_and_complete(database_url: str) -> list[Figure]:
    """With 100 ms a call: from the acknowledgement to the announcement and the whole channel."""
    with open_bot(database_url) as slack:
        ana = slack.person("ana")
        announced, complete = [], []
        for number in range(_ROUNDS):
            reply = ana.command("incidents", COMMAND, f"open sev1 Round {number}")
            acknowledged = time.time()
            _quiet(slack, number + 1)
            calls = [call for call in slack.calls if call.at > acknowledged - reply.seconds]
            posts = [call.at for call in calls if call.method == "chat.postMessage"]
            announced.append((min(posts) - acknowledged) * 1000)
            complete.append((max(call.at for call in calls) - acknowledged) * 1000)
    chain_ms = (_LONGEST_CHAIN + 1) * CALL_S * 1000
    return [
        Figure("announcement after the ack, 100 ms a call, median", median(announced), 150, "ms"),
        Figure(
            "channel complete after the ack, 100 ms a call, median",
            median(complete),
            chain_ms,
            "ms",
        ),
    ]


def all_at_once(database_url: str) -> list[Figure]:
    """With 300 ms a call, 16 people declare at the same instant."""
    with open_bot(database_url) as slack:
        slack.latency_s = _SLOW_CALL_S
        people = [slack.add_person(f"p{number}") for number in range(_AT_ONCE)]
        for person in people:
            person.join("incidents")
        slack.settle()
        start, replies = threading.Barrier(_AT_ONCE), list[Reply]()

        def declare(number: int) -> None:
            start.wait()
            typed = f"open sev1 Everything at once {number}"
            replies.append(people[number].command("incidents", COMMAND, typed))

        threads = [threading.Thread(target=declare, args=(each,)) for each in range(_AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        _quiet(slack, _AT_ONCE)
        channels = [channel for channel in slack.channels() if channel.name.startswith("inc-")]
    slowest_ms = max(reply.seconds for reply in replies) * 1000
    missing = _AT_ONCE - len(channels) + sum(not reply.acknowledged for reply in replies)
    return [
        Figure(f"slowest of {_AT_ONCE} acks at once, 300 ms a call", slowest_ms, 200, "ms"),
        Figure(f"of {_AT_ONCE} declared at once: unacknowledged or without a room", missing, 0, ""),
    ]


def _quiet(slack: LocalSlack, channels: int) -> None:
    """Until every room has its pinned panel, topic and people, and nothing more is called."""

    def is_complete() -> bool:
        made = [channel for channel in slack.channels() if channel.name.startswith("inc-")]
        return len(made) == channels and all(
            slack.pins(channel) and channel.topic.value and len(channel.members) > 1
            for channel in made
        )

    slack.wait_until(is_complete, timeout_s=60, what="every room is complete")
    seen = -1
    while seen != len(slack.calls):
        seen = len(slack.calls)
        threading.Event().wait(4 * CALL_S)
