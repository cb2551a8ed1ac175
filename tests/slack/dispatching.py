"""What becomes of a delivery, without a server around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from firefighter import charts
from firefighter.effects.gates import Gates
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.house import House
from firefighter.slack.calls import Calls, make_client
from firefighter.slack.dispatch import Dispatch
from firefighter.slack.gateway import SlackChat
from firefighter.slack.incoming import Incoming
from firefighter.slack.registry import Feature, assemble
from firefighter.slack.tongues import Tongues
from tests.clock import SettableClock


class NoMeter:
    @contextmanager
    def answering(self, kind: str) -> Iterator[None]:  # noqa: ARG002 - the port's signature
        yield

    def refused(self) -> None:
        """Nobody watches."""

    def effect(self, kind: str, outcome: str) -> None:
        """Nobody watches."""


def dispatching(house: House, clock: SettableClock, **features: Feature) -> Dispatch:
    calls = Calls(make_client("xoxb-nobody", "http://127.0.0.1:1/"), Gates(), clock)
    registry = assemble(features)
    chat = SlackChat(calls, house.rules, "x", charts.png)
    incoming, tongues = Incoming(house, calls, chat), Tongues(house, Courtesy())
    return Dispatch(registry, incoming, house, tongues, chat, NoMeter())


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
