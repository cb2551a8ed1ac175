"""Who is given way to: a person who waits for the answer, and not Slack alone."""

import json
import threading
from urllib.parse import urlencode

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from firefighter.adapters.slack.inbound.app import make_app
from firefighter.adapters.slack.inbound.interactions import Answer, SlackEvent, SlashCommand
from firefighter.adapters.slack.inbound.registry import COMMAND, Feature
from firefighter.adapters.store.database import Database
from firefighter.ports.foreground import ForegroundPriority
from tests.adapters.slack.direct_dispatch import NullMeter, make_dispatch, reaction
from tests.clock import SettableClock
from tests.use_cases.contexts import build_context

_LONG_S = 60.0
_SHORT_WAIT_S = 0.3
"""Well above the time of an effect that need not wait."""


class Slow:
    """A feature that answers once it is told to."""

    def __init__(self) -> None:
        self.asked, self.answer = threading.Event(), threading.Event()
        self.feature = Feature()
        self.feature.command("wait", description="Waits.")(self._to_command)
        self.feature.event("reaction_added")(self._to_event)

    def _to_command(self, _interaction: SlashCommand) -> Answer:
        self._wait()
        return Answer("Here.")

    def _to_event(self, _interaction: SlackEvent) -> None:
        self._wait()

    def _wait(self) -> None:
        self.asked.set()
        assert self.answer.wait(_LONG_S)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def foreground() -> ForegroundPriority:
    return ForegroundPriority(_LONG_S)


@pytest.fixture
def app(
    slow: Slow, foreground: ForegroundPriority, sqlite_database: Database, clock: SettableClock
) -> App:
    dispatch = make_dispatch(build_context(sqlite_database, clock), clock, slow=slow.feature)
    return make_app(dispatch, WebClient("xoxb-nobody"), NullMeter(), foreground)


def command() -> BoltRequest:
    fields = {
        "command": COMMAND,
        "text": "wait",
        "user_id": "U0ANA",
        "channel_id": "C1",
        "trigger_id": "1.2",
    }
    return BoltRequest(
        body=urlencode(fields),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )


def event() -> BoltRequest:
    body = {"type": "event_callback", **reaction()}
    return BoltRequest(body=json.dumps(body), headers={"content-type": "application/json"})


@pytest.mark.parametrize(("request_", "waits"), [(command(), True), (event(), False)])
def test_effects_wait_for_people_but_not_for_events(
    app: App, slow: Slow, foreground: ForegroundPriority, request_: BoltRequest, *, waits: bool
) -> None:
    answering = threading.Thread(target=app.dispatch, args=(request_,), daemon=True)
    answering.start()
    assert slow.asked.wait(_LONG_S)
    began = threading.Event()

    def work() -> None:
        foreground.yield_to_foreground()
        began.set()

    working = threading.Thread(target=work, daemon=True)
    working.start()
    assert began.wait(_SHORT_WAIT_S if waits else _LONG_S) is not waits
    slow.answer.set()
    assert began.wait(_LONG_S)
    answering.join(_LONG_S)
