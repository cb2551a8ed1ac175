"""Slack fails in every way; in the end everything is done exactly once."""

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
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import IncidentCase, severity_buttons, shown
from tests.adapters.slack.scenarios.scenario import Scenario

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


def check(scenario: Scenario, case: IncidentCase) -> None:
    """Exactly one of each thing, whatever happened on the way there."""
    channels = [each for each in scenario.slack.channels() if each.name.startswith("inc-")]
    assert channels == [case.incident_channel]
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]
    assert case.incident_channel.topic.value == f"{case.reference} · SEV1 · Checkout returns 500"
    assert scenario.ana.id in case.incident_channel.members
    marks = Counter(
        message.metadata["event_payload"]["effect"]
        for message in scenario.everything_said()
        if message.metadata
    )
    assert set(marks.values()) == {1}
    assert len(marks) == 3 + len(case.lines)  # the announcement, two panels, and the lines
    kinds = Counter(each.subtype for each in scenario.slack.messages(case.incident_channel))
    assert kinds["channel_topic"] == 1
    assert len(case.lines) == len(case.timeline) - 1


@pytest.mark.parametrize("fault", FAULTS)
def test_every_first_call_fails_and_everything_is_created_once(
    fresh_scenario: Scenario, fault: str
) -> None:
    scenario, slack = fresh_scenario, fresh_scenario.slack
    for method in WRITING:
        slack.faults.answer(method, FAULTS[fault])
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "step.investigate")
    case.rate(scenario.ben, "SEV1", on=severity_buttons(case, case.thread_panel))
    scenario.settle()
    check(scenario, case)
    assert "Investigating" in shown(case.announcement)
    # An ephemeral message leaves nothing to look for, so that one may be shown twice.
    assert set(sentences(scenario, scenario.ben)) == {"It's already SEV1."}


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.create"])
def test_outage_loses_nothing(fresh_scenario: Scenario, method: str) -> None:
    fresh_scenario.slack.faults.answer(method, DropAfterDoing(), times=2)
    case = fresh_scenario.declare("sev1 Checkout returns 500")
    check(fresh_scenario, case)


def test_lines_stay_in_order_when_one_fails(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    case = scenario.declare("sev3 Search is slow")
    failing: Fault = ServerError(503)
    scenario.slack.faults.answer(
        "chat.postMessage", failing, when=lambda call: "investigating" in str(call.get("text"))
    )
    panel = case.panel
    for action in ("step.investigate", "role.commander", "severity.SEV4"):
        case.press_without_waiting(scenario.ana, action, on=panel)
    scenario.ana.submit({"reason": "Few notice"})
    scenario.settle()
    assert ["investigating" in line for line in case.lines] == [True, False, False]
    assert "SEV4" in case.lines[2]


def test_rate_limit_delays_its_method_in_its_channel_only(fresh_scenario: Scenario) -> None:
    scenario, slack = fresh_scenario, fresh_scenario.slack
    announcing = slack.channel("incidents").id
    slack.faults.answer(
        "chat.postMessage",
        RateLimited(retry_after_s=2),
        when=lambda call: call.get("channel") == announcing,
    )
    case = scenario.declare("sev1 Checkout returns 500")
    check(scenario, case)
    posted = [call for call in slack.calls_of("chat.postMessage") if call.answer.get("ok")]
    limited = next(call for call in slack.calls_of("chat.postMessage") if call.status == 429)
    announced = next(call for call in posted if call.arguments["channel"] == announcing)
    elsewhere = next(
        call for call in posted if call.arguments["channel"] == case.incident_channel.id
    )
    assert announced.at - limited.at >= 2
    assert elsewhere.at - limited.at < 2
    for method in ("conversations.create", "conversations.setTopic", "pins.add"):
        assert all(call.at - limited.at < 2 for call in slack.calls_of(method))


def test_rate_limits_of_slack_are_respected(fresh_scenario: Scenario) -> None:
    """Two incidents at once: one message a second in a channel, and everything is made."""
    fresh_scenario.slack.enforce_rate_limits = True
    for title in ("sev3 Search is slow", "sev3 Checkout is slow"):
        fresh_scenario.type(fresh_scenario.ana, f"open {title}")
    fresh_scenario.settle()
    assert len({fresh_scenario.case(n).thread_panel.ts for n in (1, 2)}) == 2


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (ServerError(500), "then try again."),
        (DropBefore(), "then try again."),
        (Hang(), "then try again."),
        (RateLimited(30), "Try again in 30 s."),
    ],
)
def test_form_that_cannot_be_opened_is_reported(
    fresh_scenario: Scenario, fault: Fault, says: str
) -> None:
    scenario = fresh_scenario
    scenario.slack.faults.answer("views.open", fault)
    reply = scenario.type(scenario.ana, "open")
    assert reply.seconds < 3
    assert reply.ephemeral is not None
    assert says in reply.ephemeral.text
    scenario.type(scenario.ana, "open")
    assert scenario.ana.view is not None


def test_form_of_a_button_that_cannot_be_opened_is_reported(
    fresh_scenario: Scenario,
) -> None:
    scenario = fresh_scenario
    case = scenario.declare()
    scenario.slack.faults.answer("views.open", ServerError(500))
    case.press(scenario.ana, "update")
    (told,) = sentences(scenario, scenario.ana)
    assert "then try again." in told
    case.press(scenario.ana, "update")
    assert scenario.ana.view is not None
