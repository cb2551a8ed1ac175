"""The same bot without an address: Slack is connected to by the bot, over a WebSocket."""

from collections.abc import Iterator

import pytest

from firefighter.demo.stage import Stage
from firefighter.playground.slack import Reply
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene, with_people


@pytest.fixture(scope="module")
def connection(scenery: Stage) -> Iterator[Stage]:
    scenery.slack.request_url = None
    handler = scenery.bot.socket_mode(scenery.slack.app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    scenery.slack.wait_until(lambda: scenery.slack.socket_connections, what="it is connected")
    yield scenery
    handler.close()  # type: ignore[no-untyped-call]


@pytest.fixture
def connected(connection: Stage) -> Scene:
    return with_people(connection)


def mentions(scene: Scene) -> list[Reply]:
    return [
        reply
        for reply in scene.slack.deliveries
        if reply.payload.get("event", {}).get("type") == "app_mention"
        and reply.payload["event"]["user"] == scene.ana.id
    ]


def test_a_command_a_press_and_a_form_work(connected: Scene) -> None:
    scene = connected
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ben, "role.commander")
    case.press(scene.ben, "step.mitigate")
    assert scene.ben.view is not None
    case.send(scene.ben, note="Rolled back")
    assert len(case.lines) == 2
    assert scene.answer(scene.ana, "help").count("/incident") >= 3


def test_shortcuts_searches_and_the_home_tab_work(connected: Scene) -> None:
    scene = connected
    case = scene.declare("sev3 Search is slow")
    assert scene.ana.message_shortcut("declare_from_message", case.announcement).acknowledged
    scene.ana.close_view()
    assert scene.ana.shortcut("declare").acknowledged
    scene.ana.close_view()
    scene.type(scene.ana, "show")
    offered = scene.ana.suggest("incident", case.reference)
    assert [each["value"] for each in offered.body["options"]] == [str(case.id)]
    scene.ana.open_home()
    scene.quiet()
    assert scene.ana.home is not None
    assert case.reference in str(scene.ana.home.blocks)


def test_a_refused_form_keeps_what_was_typed(connected: Scene) -> None:
    connected.type(connected.ana, "open")
    reply = connected.ana.submit({"title": "  ", "summary": "Nobody can pay."})
    assert list(reply.errors) == ["title"]


def test_an_event_is_answered_once_however_often_it_comes(connected: Scene) -> None:
    scene = connected
    scene.ana.post("incidents", "@firefighter help")
    scene.slack.wait_until(lambda: mentions(scene), what="the mention is delivered")
    reply = mentions(scene)[0]
    assert reply.acknowledged
    scene.slack.redeliver(reply)
    scene.slack.redeliver(reply)
    assert len(sentences(scene, scene.ana)) == 1


def test_a_form_delivered_twice_declares_once(connected: Scene) -> None:
    connected.type(connected.ana, "open")
    reply = connected.ana.submit({"title": "Search is slow"})
    connected.slack.redeliver(reply)
    connected.quiet()
    assert connected.count() == 1


def test_an_event_that_is_answered_too_late_comes_again_and_changes_nothing(
    connected: Scene,
) -> None:
    scene = connected
    patience = scene.slack.ack_deadline_s, scene.slack.retry_delays_s
    scene.slack.ack_deadline_s, scene.slack.retry_delays_s = 0.0, (0.1, 0.1)
    scene.ana.post("incidents", "@firefighter help")
    scene.slack.wait_until(lambda: len(mentions(scene)) == 3, what="it came three times")
    scene.slack.ack_deadline_s, scene.slack.retry_delays_s = patience
    assert len(sentences(scene, scene.ana)) == 1


def test_a_new_connection_takes_over_when_slack_asks_for_it(connected: Scene) -> None:
    """While one takes over from the other, for about 3 s, slack_sdk reads neither."""
    scene = connected
    tickets = len(scene.slack.calls_of("apps.connections.open"))
    scene.slack.disconnect_sockets()
    scene.slack.wait_until(
        lambda: len(scene.slack.calls_of("apps.connections.open")) > tickets, 20, "it connects anew"
    )
    scene.slack.wait_until(
        lambda: scene.type(scene.ana, "help").acknowledged, 20, "it answers again"
    )
    assert scene.slack.socket_connections == 1
    assert scene.declare().exists
