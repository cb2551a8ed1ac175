"""The database does not answer: people are told within three seconds, and nothing is changed."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url

from firefighter.playground.slack import Reply, ServerError
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.adapters.slack.scenarios.second_bot import replaced_bot
from tests.adapters.store.tcp_proxy import open_tcp_proxy

AWAY = "My database"


@contextmanager
def locked(scenario: Scenario) -> Iterator[None]:
    """Holds the write lock of the database file, as a hanging backup would."""
    path = Path(str(make_url(scenario.bot.database.url).database))
    with sqlite3.connect(path, isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


def test_command_is_refused_in_time_and_changes_nothing(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    before = scenario.everything_said()
    with locked(scenario):
        reply = scenario.type(scenario.ana, "open sev1 Checkout returns 500")
    assert reply.acknowledged
    assert reply.seconds < 3
    assert reply.ephemeral is not None
    assert AWAY in reply.ephemeral.text
    scenario.settle()
    assert scenario.count() == 0
    assert scenario.everything_said() == before
    assert scenario.declare().exists


def test_refusal_is_logged(fresh_scenario: Scenario, caplog: pytest.LogCaptureFixture) -> None:
    with locked(fresh_scenario):
        fresh_scenario.type(fresh_scenario.ana, "open sev1 Checkout returns 500")
    (logged,) = [line for line in caplog.messages if "database unavailable" in line]
    assert logged.partition("database unavailable: ")[2], (
        "The reason differs: the lock's, or the time limit's under load."
    )


def test_refusal_is_counted_apart_from_answers(fresh_scenario: Scenario) -> None:
    metrics = httpx.URL(str(fresh_scenario.slack.request_url)).join("/metrics")
    with locked(fresh_scenario):
        fresh_scenario.type(fresh_scenario.ana, "open sev1 Checkout returns 500")
    fresh_scenario.type(fresh_scenario.ana, "help")
    counted = httpx.get(metrics).text
    for outcome in ("refused", "answered"):
        assert f'firefighter_acks_total{{kind="command",outcome="{outcome}"}} 1.0' in counted


def test_a_form_keeps_what_was_typed(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    scenario.type(scenario.ana, "open")
    with locked(scenario):
        reply = scenario.ana.submit({"title": "Checkout returns 500", "summary": "Nobody can pay."})
    assert AWAY in " ".join(reply.errors.values())
    assert scenario.ana.view is not None
    assert scenario.ana.view.typed["summary"]["summary"]["value"] == "Nobody can pay."
    assert not scenario.ana.submit().errors
    scenario.settle()
    assert scenario.case().incident.summary == "Nobody can pay."


def test_press_is_answered(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    case = scenario.declare()
    with locked(scenario):
        reply = scenario.ana.press(case.panel, action_id="step.investigate")
        assert reply.acknowledged
        assert reply.seconds < 3
        scenario.slack.wait_until(
            lambda: any(AWAY in each.text for each in scenario.ana.ephemerals()), what="ana is told"
        )
    scenario.settle()
    assert len(case.timeline) == 1


def test_press_without_an_answer_is_not_acknowledged(fresh_scenario: Scenario) -> None:
    """Slack shows that it failed."""
    scenario = fresh_scenario
    case = scenario.declare()
    scenario.slack.faults.answer("chat.postEphemeral", ServerError())
    with locked(scenario):
        reply = scenario.ana.press(case.panel, action_id="step.investigate")
    assert not reply.acknowledged
    assert len(case.timeline) == 1


def test_event_is_handled_once_the_database_is_back(
    fresh_scenario: Scenario, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has a line and no traceback: Slack delivers the event again."""
    scenario = fresh_scenario
    scenario.slack.retry_delays_s = (0.2, 0.2, 0.2, 0.2)
    with locked(scenario):
        scenario.ana.post("incidents", "@firefighter help")
        scenario.slack.wait_until(
            lambda: [
                each
                for each in scenario.slack.deliveries
                if each.kind == "events_api" and not each.acknowledged
            ],
            what="the event is refused",
        )
    scenario.settle()
    helped = [each for each in scenario.ana.ephemerals() if "/incident open" in each.text]
    assert len(helped) == 1
    refused = [each for each in caplog.records if "database unavailable" in each.getMessage()]
    assert refused
    assert [
        each for each in caplog.records if each.name.endswith("dispatch") and each.exc_info
    ] == []


def test_second_request_is_answered_in_time_too(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    replies: list[Reply] = []

    def type_it() -> None:
        replies.append(scenario.type(scenario.ben, "open sev3 Search is slow"))

    with locked(scenario):
        later = threading.Timer(1.0, type_it)
        later.start()
        type_it()
        later.join()
    assert [reply.status for reply in replies] == [200, 200]
    assert all(reply.seconds < 3 for reply in replies)


@pytest.mark.postgresql
def test_silent_postgresql_is_reported_in_time(postgresql_url: str) -> None:
    """It keeps its connections and takes new ones, as one does whose disk hangs."""
    with open_tcp_proxy(postgresql_url) as relay, open_scenario(database_url=relay.url) as scenario:
        scenario.declare()
        with relay.silence():
            for typed in ("open sev1 Checkout returns 500", "show INC-1"):
                reply = scenario.type(scenario.ana, typed)
                assert reply.seconds < 3
                assert reply.ephemeral is not None
                assert AWAY in reply.ephemeral.text
            assert httpx.get(httpx.URL(str(scenario.slack.request_url)).join("/health")).is_error
        scenario.settle()
        assert scenario.count() == 1
        assert scenario.declare().exists


def test_refusing_postgresql_is_reported_at_once(fresh_scenario: Scenario) -> None:
    """Nothing listens at that address; the bot is up and says so, instead of timing out."""
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    with replaced_bot(fresh_scenario, url) as scenario:
        for typed in ("open sev1 Checkout returns 500", "show INC-1"):
            reply = scenario.type(scenario.ana, typed)
            assert reply.seconds < 3
            assert reply.ephemeral is not None
            assert AWAY in reply.ephemeral.text
        help_ = scenario.type(scenario.ana, "help")
        assert help_.ephemeral is not None
