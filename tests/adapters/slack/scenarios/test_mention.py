"""A mention of the bot is answered once with the help."""

from firefighter.playground.slack import Reply
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.scenario import Scenario


def mention(scenario: Scenario, thread_ts: str | None = None) -> Reply:
    scenario.ana.post("incidents", "@firefighter what can you do?", thread_ts)
    scenario.slack.wait_until(lambda: calls_of(scenario), what="the mention is delivered")
    scenario.settle()
    return calls_of(scenario)[-1]


def calls_of(scenario: Scenario) -> list[Reply]:
    return [
        reply
        for reply in scenario.slack.deliveries
        if reply.payload.get("event", {}).get("type") == "app_mention"
        and reply.payload["event"]["user"] == scenario.ana.id
    ]


def test_mention_is_answered_privately_with_the_help(scenario: Scenario) -> None:
    before = len(scenario.everything_said())
    mention(scenario)
    (told,) = sentences(scenario, scenario.ana)
    assert "/incident open" in told
    assert sentences(scenario, scenario.ben) == []
    assert len(scenario.everything_said()) == before + 1


def test_repeated_delivery_is_answered_once(scenario: Scenario) -> None:
    reply = mention(scenario)
    for _ in range(3):
        assert scenario.slack.redeliver(reply).acknowledged
    assert scenario.slack.resend(reply).status == 200
    assert len(sentences(scenario, scenario.ana)) == 1


def test_mention_in_a_thread_is_answered_there(scenario: Scenario) -> None:
    case = scenario.declare()
    mention(scenario, case.announcement.ts)
    (told,) = [each for each in scenario.ana.ephemerals() if "/incident open" in each.text]
    assert told.thread_ts == case.announcement.ts


def test_other_events_are_acknowledged_and_change_nothing(scenario: Scenario) -> None:
    before = len(scenario.everything_said())
    scenario.ana.post("incidents", "Good morning")
    scenario.settle()
    assert all(reply.acknowledged for reply in scenario.slack.deliveries)
    assert len(scenario.everything_said()) == before + 1
    assert sentences(scenario, scenario.ana) == []
