"""The database does not answer: people are told within three seconds, and nothing is half-made."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url

from firefighter.playground.slack import Reply, ServerError
from tests.slack.scenarios.bots import replaced_bot
from tests.slack.scenarios.scene import Scene, open_scene
from tests.store.relay import relayed

AWAY = "I cannot use my database just now"


@contextmanager
def locked(scene: Scene) -> Iterator[None]:
    """Somebody else holds the file's write lock, as a backup that went wrong would."""
    path = Path(str(make_url(scene.bot.database.url).database))
    with sqlite3.connect(path, isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    other.close()


def test_a_command_says_so_in_time_and_makes_nothing(fresh_scene: Scene) -> None:
    scene = fresh_scene
    before = scene.everything_said()
    with locked(scene):
        reply = scene.type(scene.ana, "open sev1 Checkout returns 500")
    assert reply.acknowledged
    assert reply.seconds < 3
    assert reply.ephemeral is not None
    assert AWAY in reply.ephemeral.text
    scene.quiet()
    assert scene.count() == 0
    assert scene.everything_said() == before
    assert scene.declare().exists


def test_whoever_runs_the_bot_reads_in_its_log_what_people_were_told(
    fresh_scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    with locked(fresh_scene):
        fresh_scene.type(fresh_scene.ana, "open sev1 Checkout returns 500")
    assert "Somebody was told that the database is away: database is locked" in caplog.text


def test_whoever_watches_the_bot_does_not_take_that_for_an_answer(fresh_scene: Scene) -> None:
    metrics = httpx.URL(str(fresh_scene.slack.request_url)).join("/metrics")
    with locked(fresh_scene):
        fresh_scene.type(fresh_scene.ana, "open sev1 Checkout returns 500")
    fresh_scene.type(fresh_scene.ana, "help")
    counted = httpx.get(metrics).text
    for outcome in ("refused", "answered"):
        assert f'firefighter_acks_total{{kind="command",outcome="{outcome}"}} 1.0' in counted


def test_a_form_keeps_what_was_typed(fresh_scene: Scene) -> None:
    scene = fresh_scene
    scene.type(scene.ana, "open")
    with locked(scene):
        reply = scene.ana.submit({"title": "Checkout returns 500", "summary": "Nobody can pay."})
    assert AWAY in " ".join(reply.errors.values())
    assert scene.ana.view is not None
    assert scene.ana.view.typed["summary"]["summary"]["value"] == "Nobody can pay."
    assert not scene.ana.submit().errors
    scene.quiet()
    assert scene.case().incident.summary == "Nobody can pay."


def test_a_press_is_answered_all_the_same(fresh_scene: Scene) -> None:
    scene = fresh_scene
    case = scene.declare()
    with locked(scene):
        reply = scene.ana.press(case.panel, action_id="step.investigate")
        assert reply.acknowledged
        assert reply.seconds < 3
        scene.slack.wait_until(
            lambda: any(AWAY in each.text for each in scene.ana.ephemerals()), what="ana is told"
        )
    scene.quiet()
    assert len(case.timeline) == 1


def test_a_press_that_cannot_even_be_answered_is_not_acknowledged(fresh_scene: Scene) -> None:
    """Slack shows that it failed; nobody believes that something was done."""
    scene = fresh_scene
    case = scene.declare()
    scene.slack.faults.answer("chat.postEphemeral", ServerError())
    with locked(scene):
        reply = scene.ana.press(case.panel, action_id="step.investigate")
    assert not reply.acknowledged
    assert len(case.timeline) == 1


def test_an_event_is_taken_once_the_database_is_back(fresh_scene: Scene) -> None:
    scene = fresh_scene
    scene.slack.retry_delays_s = (0.2, 0.2, 0.2, 0.2)
    with locked(scene):
        scene.ana.post("incidents", "@firefighter help")
        scene.slack.wait_until(
            lambda: [each for each in scene.slack.deliveries if each.kind == "events_api"],
            what="the event is refused",
        )
    scene.quiet()
    helped = [each for each in scene.ana.ephemerals() if "/incident open" in each.text]
    assert len(helped) == 1


def test_who_comes_a_second_later_is_answered_in_time_too(fresh_scene: Scene) -> None:
    scene = fresh_scene
    replies: list[Reply] = []

    def type_it() -> None:
        replies.append(scene.type(scene.ben, "open sev3 Search is slow"))

    with locked(scene):
        later = threading.Timer(1.0, type_it)
        later.start()
        type_it()
        later.join()
    assert [reply.status for reply in replies] == [200, 200]
    assert all(reply.seconds < 3 for reply in replies)


@pytest.mark.postgresql
def test_a_postgresql_that_falls_silent_is_said_in_time(postgresql_url: str) -> None:
    """It keeps its connections and takes new ones, as one does whose disk hangs."""
    with relayed(postgresql_url) as relay, open_scene(database_url=relay.url) as scene:
        scene.declare()
        with relay.silence():
            for typed in ("open sev1 Checkout returns 500", "show INC-1"):
                reply = scene.type(scene.ana, typed)
                assert reply.seconds < 3
                assert reply.ephemeral is not None
                assert AWAY in reply.ephemeral.text
            assert httpx.get(httpx.URL(str(scene.slack.request_url)).join("/health")).is_error
        scene.quiet()
        assert scene.count() == 1
        assert scene.declare().exists


def test_a_postgresql_that_refuses_is_said_at_once(fresh_scene: Scene) -> None:
    """Nothing listens at that address; the bot is up and says so, instead of timing out."""
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    with replaced_bot(fresh_scene, url) as scene:
        for typed in ("open sev1 Checkout returns 500", "show INC-1"):
            reply = scene.type(scene.ana, typed)
            assert reply.seconds < 3
            assert reply.ephemeral is not None
            assert AWAY in reply.ephemeral.text
        help_ = scene.type(scene.ana, "help")
        assert help_.ephemeral is not None
