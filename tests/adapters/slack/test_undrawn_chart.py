"""A chart that cannot be drawn is replaced by a sentence, once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from firefighter.adapters.slack.outbound.calls import Calls, make_client
from firefighter.adapters.slack.outbound.gateway import SlackChat
from firefighter.domain.metrics.report import Question, report_on
from firefighter.domain.rules import Rules
from firefighter.effects.call_limits import RateLimits
from firefighter.playground.slack import LocalSlack
from firefighter.ports.chat import Chart, ChartNotDrawn, IdempotencyKey
from firefighter.ports.snapshot import ChannelId
from firefighter.runtime import SystemClock
from tests.adapters.slack.samples.digest import WEEK

KEY = IdempotencyKey("k1")


def broken(_specification: Mapping[str, Any]) -> bytes:
    raise ChartNotDrawn


def test_a_sentence_is_posted_in_its_place() -> None:
    with LocalSlack() as slack:
        channel = ChannelId(slack.add_channel("figures").id)
        calls = Calls(make_client(slack.bot_token, slack.api_url), RateLimits(), SystemClock())
        chat = SlackChat(calls, Rules(), "figures", broken)
        since = datetime(2020, 1, 1, tzinfo=UTC)
        assert not chat.has_chart(channel, KEY, since)
        chat.share_chart(channel, Chart(report_on([], Question(WEEK)), ()), KEY)
        (message,) = slack.messages("figures")
        assert message.text == "The chart couldn't be drawn. The figures above are complete."
        assert chat.has_chart(channel, KEY, since)
