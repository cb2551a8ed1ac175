"""Who is given way to: a person who waits for the answer, and not Slack alone."""

import json
import threading
from urllib.parse import urlencode

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from firefighter.ports.courtesy import Courtesy
from firefighter.slack.app import make_app
from firefighter.slack.registry import COMMAND, Feature
from firefighter.slack.visits import Answer, Happened, Typed
from firefighter.store.database import Database
from tests.clock import SettableClock
from tests.slack.dispatching import NoMeter, dispatching, reaction
from tests.usecases.houses import build_house

_LONG_S = 60.0
_MOMENT_S = 0.3
"""Many times what it takes to give way to nobody."""


class Slow:
    """A feature that answers once it is told to."""

    def __init__(self) -> None:
        self.asked, self.answer = threading.Event(), threading.Event()
        self.feature = Feature()
        self.feature.command("wait", does="Waits.")(self._to_command)
        self.feature.event("reaction_added")(self._to_event)

    def _to_command(self, _visit: Typed) -> Answer:
        self._wait()
        return Answer("Here.")

    def _to_event(self, _visit: Happened) -> None:
        self._wait()

    def _wait(self) -> None:
        self.asked.set()
        assert self.answer.wait(_LONG_S)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def courtesy() -> Courtesy:
    return Courtesy(_LONG_S)


@pytest.fixture
def app(slow: Slow, courtesy: Courtesy, sqlite_database: Database, clock: SettableClock) -> App:
    dispatch = dispatching(build_house(sqlite_database, clock), clock, slow=slow.feature)
    return make_app(dispatch, WebClient("xoxb-nobody"), NoMeter(), courtesy)


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


@pytest.mark.parametrize(("request_", "gives_way"), [(command(), True), (event(), False)])
def test_work_gives_way_to_people_and_not_to_events(
    app: App, slow: Slow, courtesy: Courtesy, request_: BoltRequest, *, gives_way: bool
) -> None:
    answering = threading.Thread(target=app.dispatch, args=(request_,), daemon=True)
    answering.start()
    assert slow.asked.wait(_LONG_S)
    began = threading.Event()

    def work() -> None:
        courtesy.give_way()
        began.set()

    working = threading.Thread(target=work, daemon=True)
    working.start()
    assert began.wait(_MOMENT_S if gives_way else _LONG_S) is not gives_way
    slow.answer.set()
    assert began.wait(_LONG_S)
    answering.join(_LONG_S)
