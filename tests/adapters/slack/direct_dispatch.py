"""Dispatches a delivery without a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from firefighter.adapters import charts
from firefighter.adapters.slack.inbound.dispatch import Dispatch
from firefighter.adapters.slack.inbound.locale_resolver import LocaleResolver
from firefighter.adapters.slack.inbound.parsing import InteractionParser
from firefighter.adapters.slack.inbound.registry import Feature, assemble
from firefighter.adapters.slack.outbound.calls import Calls, make_client
from firefighter.adapters.slack.outbound.gateway import SlackChat
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import ForegroundPriority
from tests.clock import SettableClock


class NullMeter:
    @contextmanager
    def answering(self, kind: str) -> Iterator[None]:  # noqa: ARG002 - the port's signature
        yield

    def refused(self) -> None:
        """Ignores measurements."""

    def effect(self, kind: str, outcome: str) -> None:
        """Ignores refusals."""


def make_dispatch(context: AppContext, clock: SettableClock, **features: Feature) -> Dispatch:
    calls = Calls(make_client("xoxb-nobody", "http://127.0.0.1:1/"), RateLimits(), clock)
    registry = assemble(features)
    chat = SlackChat(calls, context.rules, "x", charts.png)
    parser, locale_resolver = (
        InteractionParser(context, calls, chat),
        LocaleResolver(context, ForegroundPriority()),
    )
    return Dispatch(registry, parser, context, locale_resolver, chat, NullMeter())


def reaction(user: str = "U0ANA") -> dict[str, Any]:
    return {
        "event_id": "Ev1",
        "event_time": 1_700_000_000,
        "authorizations": [{"user_id": "U0BOT"}],
        "event": {
            "type": "reaction_added",
            "user": user,
            "reaction": "pushpin",
            "item": {"type": "message", "channel": "C0ROOM", "ts": "1700000000.000100"},
            "item_user": "U0BEN",
            "event_ts": "1700000001.000000",
        },
    }
