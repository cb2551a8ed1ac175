"""`/incident open` without a severity: the form."""

import threading

import pytest

from firefighter.domain.severity import Severity
from firefighter.playground.slack import NotPossibleError, Reply, View
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


def opened(scenario: Scenario, words: str = "") -> View:
    scenario.type(scenario.ana, f"open {words}")
    assert scenario.ana.view is not None
    return scenario.ana.view


def field(view: View, name: str) -> dict[str, object]:
    return next(block["element"] for block in view.blocks if block["block_id"] == name)


def test_the_form_asks_five_things(scenario: Scenario) -> None:
    view = opened(scenario)
    assert [block["block_id"] for block in view.blocks] == [
        "title",
        "severity",
        "services",
        "summary",
        "private",
    ]
    labels = [each["text"]["text"] for each in field(view, "severity")["options"]]  # type: ignore[attr-defined]
    assert labels[0] == "SEV1 · Critical: a core function is down"
    services = [each["value"] for each in field(view, "services")["options"]]  # type: ignore[attr-defined]
    assert services == ["checkout", "search"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Checkout returns 500", "Checkout returns 500"),
        ("the severity is unknown", "the severity is unknown"),
        ("several things are down", "several things are down"),
        ("sev checkout", "sev checkout"),
        ("R&D <can't> log in", "R&D <can't> log in"),
        ("1 | 2 | 3", "1 | 2 | 3"),
    ],
)
def test_form_is_prefilled_with_typed_words(scenario: Scenario, words: str, title: str) -> None:
    assert field(opened(scenario, words), "title")["initial_value"] == title


def test_submitted_values_are_recorded(scenario: Scenario) -> None:
    case = scenario.declare_by_form(
        title="Checkout returns 500",
        severity="SEV2",
        services=["checkout", "search"],
        summary="Nobody can pay.",
    )
    incident = case.incident
    assert (incident.title, incident.severity) == ("Checkout returns 500", Severity.SEV2)
    assert incident.services == ("checkout", "search")
    assert incident.summary == "Nobody can pay."
    assert not incident.private
    for fact in ("checkout, search", "Nobody can pay."):
        assert fact in shown(case.announcement)


def test_submitted_form_shows_number_and_channel(scenario: Scenario) -> None:
    case = scenario.declare_by_form()
    assert scenario.ana.view is not None
    assert scenario.ana.view.title == case.reference
    assert f"{case.reference} is declared as SEV3." in modal_text(scenario.ana.view)


def test_blank_title_is_refused_and_other_values_are_kept(
    scenario: Scenario,
) -> None:
    opened(scenario)
    reply = scenario.ana.submit({"title": "   ", "summary": "Nobody can pay."})
    assert list(reply.errors) == ["title"]
    assert scenario.ana.view is not None
    assert scenario.ana.view.typed["summary"]["summary"]["value"] == "Nobody can pay."
    assert scenario.count() == 0


def test_title_is_required_by_slack(scenario: Scenario) -> None:
    opened(scenario)
    with pytest.raises(NotPossibleError):
        scenario.ana.submit({"severity": "SEV1"})


def test_a_form_sent_twice_declares_once(scenario: Scenario) -> None:
    opened(scenario)
    reply = scenario.ana.submit({"title": "Search is slow"})
    again = scenario.slack.resend(reply)
    redelivered = scenario.slack.redeliver(reply)
    assert (again.status, redelivered.status) == (200, 200)
    scenario.settle()
    assert scenario.count() == 1
    announced = [each.text for each in scenario.slack.messages("incidents") if each.by_bot]
    assert [scenario.case().reference in text for text in announced].count(True) == 1


def test_a_form_sent_by_many_requests_at_once_declares_once(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    opened(scenario)
    sent = scenario.ana.submit({"title": "  "})  # refused, so that the same view can be sent again
    assert sent.errors
    replies: list[Reply] = []
    senders = [
        threading.Thread(
            target=lambda: replies.append(scenario.ana.submit({"title": "Search is slow"}))
        )
        for _ in range(5)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    scenario.settle()
    assert [reply.status for reply in replies] == [200] * 5
    assert scenario.count() == 1
