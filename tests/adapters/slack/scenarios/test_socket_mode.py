"""The bot over Socket Mode, without a public URL."""

from collections.abc import Iterator

import pytest

from firefighter.demo.sandbox import Sandbox
from firefighter.playground.slack import Reply
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.scenario import Scenario, with_people


@pytest.fixture(scope="module")
def connection(shared_sandbox: Sandbox) -> Iterator[Sandbox]:
    shared_sandbox.slack.request_url = None
    handler = shared_sandbox.bot.socket_mode(shared_sandbox.slack.app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    shared_sandbox.slack.wait_until(
        lambda: shared_sandbox.slack.socket_connections, what="it is connected"
    )
    yield shared_sandbox
    handler.close()  # type: ignore[no-untyped-call]


@pytest.fixture
def connected(connection: Sandbox) -> Scenario:
    return with_people(connection)


def mentions(scenario: Scenario) -> list[Reply]:
    return [
        reply
        for reply in scenario.slack.deliveries
        if reply.payload.get("event", {}).get("type") == "app_mention"
        and reply.payload["event"]["user"] == scenario.ana.id
    ]


def test_a_command_a_press_and_a_form_work(connected: Scenario) -> None:
    scenario = connected
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ben, "role.commander")
    case.press(scenario.ben, "step.mitigate")
    assert scenario.ben.view is not None
    case.send(scenario.ben, note="Rolled back")
    assert len(case.lines) == 2
    assert scenario.answer(scenario.ana, "help").count("/incident") >= 3


def test_shortcuts_searches_and_the_home_tab_work(connected: Scenario) -> None:
    scenario = connected
    case = scenario.declare("sev3 Search is slow")
    assert scenario.ana.message_shortcut("declare_from_message", case.announcement).acknowledged
    scenario.ana.close_view()
    assert scenario.ana.shortcut("declare").acknowledged
    scenario.ana.close_view()
    scenario.type(scenario.ana, "show")
    offered = scenario.ana.suggest("incident", case.reference)
    assert [each["value"] for each in offered.body["options"]] == [str(case.id)]
    scenario.ana.open_home()
    scenario.settle()
    assert scenario.ana.home is not None
    assert case.reference in str(scenario.ana.home.blocks)


def test_a_refused_form_keeps_what_was_typed(connected: Scenario) -> None:
    connected.type(connected.ana, "open")
    reply = connected.ana.submit({"title": "  ", "summary": "Nobody can pay."})
    assert list(reply.errors) == ["title"]


def test_repeated_event_is_answered_once(connected: Scenario) -> None:
    scenario = connected
    scenario.ana.post("incidents", "@firefighter help")
    scenario.slack.wait_until(lambda: mentions(scenario), what="the mention is delivered")
    reply = mentions(scenario)[0]
    assert reply.acknowledged
    scenario.slack.redeliver(reply)
    scenario.slack.redeliver(reply)
    assert len(sentences(scenario, scenario.ana)) == 1


def test_a_form_delivered_twice_declares_once(connected: Scenario) -> None:
    connected.type(connected.ana, "open")
    reply = connected.ana.submit({"title": "Search is slow"})
    connected.slack.redeliver(reply)
    connected.settle()
    assert connected.count() == 1


def test_event_redelivered_after_a_late_acknowledgment_changes_nothing(
    connected: Scenario,
) -> None:
    scenario = connected
    patience = scenario.slack.ack_deadline_s, scenario.slack.retry_delays_s
    scenario.slack.ack_deadline_s, scenario.slack.retry_delays_s = 0.0, (0.1, 0.1)
    scenario.ana.post("incidents", "@firefighter help")
    scenario.slack.wait_until(lambda: len(mentions(scenario)) == 3, what="it came three times")
    scenario.slack.ack_deadline_s, scenario.slack.retry_delays_s = patience
    assert len(sentences(scenario, scenario.ana)) == 1


def test_a_new_connection_takes_over_when_slack_asks_for_it(connected: Scenario) -> None:
    """While one takes over from the other, for about 3 s, slack_sdk reads neither."""
    scenario = connected
    tickets = len(scenario.slack.calls_of("apps.connections.open"))
    scenario.slack.disconnect_sockets()
    scenario.slack.wait_until(
        lambda: len(scenario.slack.calls_of("apps.connections.open")) > tickets,
        20,
        "it connects again",
    )
    scenario.slack.wait_until(
        lambda: scenario.type(scenario.ana, "help").acknowledged, 20, "it answers again"
    )
    assert scenario.slack.socket_connections == 1
    assert scenario.declare().exists
