"""Texts without blocks are cut to what Slack accepts, whichever way they go."""

from collections.abc import Iterator

import pytest

from firefighter.adapters import charts
from firefighter.adapters.slack.blocks.block_kit import PLAIN_TEXT_LIMIT
from firefighter.adapters.slack.inbound.interactions import Answer, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.outbound.calls import Calls, make_client
from firefighter.adapters.slack.outbound.gateway import SlackChat
from firefighter.adapters.store.database import Database
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.domain.title import utf16_length
from firefighter.effects.call_limits import RateLimits
from firefighter.playground.slack import LocalSlack
from firefighter.ports.snapshot import ChannelId
from firefighter.runtime import SystemClock
from tests.adapters.slack.direct_dispatch import make_dispatch
from tests.clock import SettableClock
from tests.use_cases.contexts import build_context

TOO_LONG = "🐌" * PLAIN_TEXT_LIMIT


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack() as slack:
        yield slack


@pytest.fixture
def chat(slack: LocalSlack) -> SlackChat:
    calls = Calls(make_client(slack.bot_token, slack.api_url), RateLimits(), SystemClock())
    return SlackChat(calls, Rules(), "incidents", charts.png)


def is_cut(text: str) -> bool:
    return text.endswith("…") and utf16_length(text) <= PLAIN_TEXT_LIMIT


def test_private_replies_are_cut(slack: LocalSlack, chat: SlackChat) -> None:
    ana = slack.add_person("ana", real_name="Ana")
    channel = slack.add_channel("general", members=[ana])
    chat.join(ChannelId(channel.id))
    chat.tell(UserId(ana.id), ChannelId(channel.id), TOO_LONG)
    (told,) = ana.ephemerals()
    assert is_cut(told.text)


def test_direct_messages_are_cut(slack: LocalSlack, chat: SlackChat) -> None:
    ana = slack.add_person("ana", real_name="Ana")
    chat.tell(UserId(ana.id), ChannelId(""), TOO_LONG)
    (told,) = ana.dms
    assert is_cut(told.text)


def test_answers_to_commands_are_cut(database: Database, clock: SettableClock) -> None:
    feature = Feature()

    @feature.command("report", description="Tells everything.")
    def _tell(_interaction: SlashCommand) -> Answer:
        return Answer(TOO_LONG)

    dispatch = make_dispatch(build_context(database, clock), clock, report=feature)
    answer = dispatch.command(
        {
            "command": "/incident",
            "text": "report",
            "user_id": "U0ANA",
            "channel_id": "C1",
            "trigger_id": "1.1",
            "response_url": "",
        }
    )
    assert is_cut(answer["text"])
