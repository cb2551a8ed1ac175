"""Calling the bot by its name, an event that Slack may deliver again and again."""

from firefighter.playground.slack import Reply
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene


def mention(scene: Scene, thread_ts: str | None = None) -> Reply:
    scene.ana.post("incidents", "@firefighter what can you do?", thread_ts)
    scene.slack.wait_until(lambda: calls_of(scene), what="the mention is delivered")
    scene.quiet()
    return calls_of(scene)[-1]


def calls_of(scene: Scene) -> list[Reply]:
    return [
        reply
        for reply in scene.slack.deliveries
        if reply.payload.get("event", {}).get("type") == "app_mention"
        and reply.payload["event"]["user"] == scene.ana.id
    ]


def test_it_is_answered_with_the_help_for_the_caller_alone(scene: Scene) -> None:
    before = len(scene.everything_said())
    mention(scene)
    (told,) = sentences(scene, scene.ana)
    assert "/incident open" in told
    assert sentences(scene, scene.ben) == []
    assert len(scene.everything_said()) == before + 1


def test_delivered_again_it_is_answered_once(scene: Scene) -> None:
    reply = mention(scene)
    for _ in range(3):
        assert scene.slack.redeliver(reply).acknowledged
    assert scene.slack.resend(reply).status == 200
    assert len(sentences(scene, scene.ana)) == 1


def test_in_a_thread_it_is_answered_in_the_thread(scene: Scene) -> None:
    case = scene.declare()
    mention(scene, case.announcement.ts)
    (told,) = [each for each in scene.ana.ephemerals() if "/incident open" in each.text]
    assert told.thread_ts == case.announcement.ts


def test_other_events_are_acknowledged_and_change_nothing(scene: Scene) -> None:
    before = len(scene.everything_said())
    scene.ana.post("incidents", "Good morning")
    scene.quiet()
    assert all(reply.acknowledged for reply in scene.slack.deliveries)
    assert len(scene.everything_said()) == before + 1
    assert sentences(scene, scene.ana) == []
