"""Slack fails in every way it can; in the end there is exactly one of each thing."""

from collections import Counter

import pytest

from firefighter.playground.slack import (
    DropAfterDoing,
    DropBefore,
    Hang,
    RateLimited,
    ServerError,
    SlackError,
)
from firefighter.playground.slack.faults import Fault
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene

WRITING = (
    "conversations.create",
    "chat.postMessage",
    "pins.add",
    "conversations.setTopic",
    "conversations.invite",
    "chat.update",
    "chat.postEphemeral",
)
FAULTS: dict[str, Fault] = {
    "answers with a page of its proxy": ServerError(500),
    "is away for a moment": SlackError("service_unavailable"),
    "drops the connection": DropBefore(),
    "drops the connection after doing it": DropAfterDoing(),
    "hangs for a moment after doing it": Hang(0.3, after_doing=True),
    "wants us to wait": RateLimited(retry_after_s=1),
}


def check(scene: Scene, case: Case) -> None:
    """Exactly one of each thing, whatever happened on the way there."""
    rooms = [each for each in scene.slack.channels() if each.name.startswith("inc-")]
    assert rooms == [case.room]
    assert scene.slack.pins(case.room) == [case.room_panel]
    assert case.room.topic.value == f"{case.reference} · SEV1 · Checkout returns 500"
    assert scene.ana.id in case.room.members
    marks = Counter(
        message.metadata["event_payload"]["effect"]
        for message in scene.everything_said()
        if message.metadata
    )
    assert set(marks.values()) == {1}
    assert len(marks) == 3 + len(case.lines)  # the announcement, two panels, and the lines
    kinds = Counter(each.subtype for each in scene.slack.messages(case.room))
    assert kinds["channel_topic"] == 1
    assert len(case.lines) == len(case.timeline) - 1


@pytest.mark.parametrize("fault", FAULTS)
def test_every_first_call_fails_and_everything_is_made_once(fresh_scene: Scene, fault: str) -> None:
    scene, slack = fresh_scene, fresh_scene.slack
    for method in WRITING:
        slack.faults.answer(method, FAULTS[fault])
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "step.investigate")
    case.rate(scene.ben, "SEV1", on=case.thread_panel)
    scene.quiet()
    check(scene, case)
    assert "Investigating" in shown(case.announcement)
    # An ephemeral message leaves nothing to look for, so that one may be shown twice.
    assert set(sentences(scene, scene.ben)) == {"It is SEV1 already."}


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.create"])
def test_failing_for_a_while_loses_nothing(fresh_scene: Scene, method: str) -> None:
    fresh_scene.slack.faults.answer(method, DropAfterDoing(), times=2)
    case = fresh_scene.declare("sev1 Checkout returns 500")
    check(fresh_scene, case)


def test_lines_stay_in_order_when_one_fails(fresh_scene: Scene) -> None:
    scene = fresh_scene
    case = scene.declare("sev3 Search is slow")
    failing: Fault = ServerError(503)
    scene.slack.faults.answer(
        "chat.postMessage", failing, when=lambda call: "investigating" in str(call.get("text"))
    )
    panel = case.panel
    for action in ("step.investigate", "role.commander", "severity.SEV4"):
        scene.ana.press(panel, action_id=action, stale=True)
    scene.ana.submit({"reason": "Few notice"})
    scene.quiet()
    assert ["investigating" in line for line in case.lines] == [True, False, False]
    assert "SEV4" in case.lines[2]


def test_a_limit_delays_that_method_in_that_channel_only(fresh_scene: Scene) -> None:
    scene, slack = fresh_scene, fresh_scene.slack
    announcing = slack.channel("incidents").id
    slack.faults.answer(
        "chat.postMessage",
        RateLimited(retry_after_s=2),
        when=lambda call: call.get("channel") == announcing,
    )
    case = scene.declare("sev1 Checkout returns 500")
    check(scene, case)
    posted = [call for call in slack.calls_of("chat.postMessage") if call.answer.get("ok")]
    limited = next(call for call in slack.calls_of("chat.postMessage") if call.status == 429)
    announced = next(call for call in posted if call.arguments["channel"] == announcing)
    elsewhere = next(call for call in posted if call.arguments["channel"] == case.room.id)
    assert announced.at - limited.at >= 2
    assert elsewhere.at - limited.at < 2
    for method in ("conversations.create", "conversations.setTopic", "pins.add"):
        assert all(call.at - limited.at < 2 for call in slack.calls_of(method))


def test_the_limits_of_slack_itself_are_kept(fresh_scene: Scene) -> None:
    """Two incidents at once: one message a second in a channel, and everything is made."""
    fresh_scene.slack.enforce_rate_limits = True
    for title in ("sev3 Search is slow", "sev3 Checkout is slow"):
        fresh_scene.type(fresh_scene.ana, f"open {title}")
    fresh_scene.quiet()
    assert len({fresh_scene.case(n).thread_panel.ts for n in (1, 2)}) == 2


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (ServerError(500), "try once more."),
        (DropBefore(), "try once more."),
        (Hang(), "try once more."),
        (RateLimited(30), "Slack asks me to wait for 30 s."),
    ],
)
def test_a_form_that_cannot_be_opened_is_said_to_be_so(
    fresh_scene: Scene, fault: Fault, says: str
) -> None:
    scene = fresh_scene
    scene.slack.faults.answer("views.open", fault)
    reply = scene.type(scene.ana, "open")
    assert reply.seconds < 3
    assert reply.ephemeral is not None
    assert says in reply.ephemeral.text
    scene.type(scene.ana, "open")
    assert scene.ana.view is not None


def test_a_form_of_a_button_that_cannot_be_opened_is_said_to_be_so(fresh_scene: Scene) -> None:
    scene = fresh_scene
    case = scene.declare()
    scene.slack.faults.answer("views.open", ServerError(500))
    case.press(scene.ana, "step.mitigate")
    (told,) = sentences(scene, scene.ana)
    assert "try once more." in told
    case.press(scene.ana, "step.mitigate")
    assert scene.ana.view is not None
