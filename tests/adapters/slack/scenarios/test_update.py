"""Updates: asked for in a form, told in the channel and in the announcement's thread."""

from datetime import timedelta

import pytest

from firefighter.domain.events import UpdatePosted
from firefighter.playground.slack import Message
from tests.adapters.slack.live_text import live_parts
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text

NEWS = {
    "impact": "One in five payments fails",
    "changed": "Rolled back release 2.14",
    "next_in": "15",
}


def post(scenario: Scenario, case: IncidentCase, **values: object) -> None:
    case.press(scenario.ben, "update")
    reply = case.send(scenario.ben, **{**NEWS, **values})
    assert not reply.errors


def test_what_is_typed_after_the_command_stands_in_the_form(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    for words, channel in (
        ("update still looking", case.incident_channel.name),
        (f"update {case.reference} still looking", "general"),
    ):
        scenario.type(scenario.ana, words, channel)
        view = scenario.ana.view
        assert view is not None
        assert case.reference in view.title
        fields = [each["element"] for each in view.blocks if each.get("block_id") == "changed"]
        assert [each["initial_value"] for each in fields] == ["still looking"]
        scenario.ana.close_view()


def test_a_command_that_takes_a_number_only_says_so(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert scenario.answer(scenario.ana, f"show {case.reference} please") == (
        f"This command takes nothing after the number: `/incident show {case.reference}`."
    )
    assert scenario.answer(scenario.ana, "show me") == (
        "Not an incident number. Use a number such as `INC-42`."
    )


def updates_in(messages: list[Message]) -> list[str]:
    return [shown(each) for each in messages if "*Update on INC-" in shown(each)]


def in_thread(scenario: Scenario, case: IncidentCase) -> list[str]:
    return updates_in(scenario.slack.thread("incidents", case.announcement.ts))


def in_channel(scenario: Scenario, case: IncidentCase) -> list[str]:
    return updates_in(scenario.slack.messages(case.incident_channel))


def test_an_update_is_posted_in_the_channel_and_in_the_announcement_s_thread(
    scenario: Scenario,
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    post(scenario, case, next_step="Watch the error rate", next_by=scenario.ana.handle)
    (told,) = in_channel(scenario, case)
    assert in_thread(scenario, case) == [told]
    for part in ("One in five payments fails", "Rolled back release 2.14", "Watch the error rate"):
        assert part in told
    assert f"by <@{scenario.ben.id}>" in told
    assert f"Owner: <@{scenario.ana.id}>. Next update by <!date^" in told


def test_update_of_an_incident_without_a_channel_is_posted_once(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    post(scenario, case)
    assert len(in_thread(scenario, case)) == 1


def test_updates_of_a_private_incident_stay_in_its_channel(scenario: Scenario) -> None:
    case = scenario.declare_by_form(private=["private"])
    case.press(scenario.ana, "update")
    case.send(scenario.ana, **{**NEWS, "impact": "Our board cannot pay"})
    assert len(in_channel(scenario, case)) == 1
    for message in scenario.everything_said():
        assert message.channel == case.incident_channel.id or "Our board" not in shown(message)


def test_the_announcement_shows_impact_and_next_update_by_an_edit(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    before = case.announcement.ts
    said = len(scenario.slack.messages("incidents"))
    post(scenario, case)
    assert case.announcement.ts == before
    assert len(scenario.slack.messages("incidents")) == said
    assert "*Impact*\nOne in five payments fails" in shown(case.announcement)
    assert "Next update by" in shown(case.announcement)
    assert "Next update by" in shown(case.panel)


def test_update_is_recorded_with_the_time_of_the_next(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    post(scenario, case, next_step="Watch it", next_by=scenario.ana.handle)
    event = case.timeline[-1]
    assert isinstance(event, UpdatePosted)
    assert (event.next_step, event.next_by) == ("Watch it", scenario.ana.id)
    assert event.next_update == event.at + timedelta(minutes=15)
    assert case.incident.latest_update == event
    assert case.incident.update_due == event.next_update


def test_form_is_prefilled_with_known_values_and_the_severitys_interval(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    post(scenario, case)
    case.press(scenario.ana, "update")
    assert scenario.ana.view is not None
    assert scenario.ana.view.typed["impact"]["impact"]["value"] == "One in five payments fails"
    chosen = scenario.ana.view.typed["next_in"]["next_in"]["selected_option"]
    assert chosen["text"]["text"] == "In 30 minutes"


def test_next_update_is_optional(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    post(scenario, case, next_in="none")
    assert case.incident.update_due is None
    (told,) = in_channel(scenario, case)
    assert "No update scheduled." in told
    assert "Next update" not in shown(case.announcement)


@pytest.mark.parametrize("field", ["impact", "changed"])
def test_empty_update_is_refused_beside_the_field(scenario: Scenario, field: str) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ben, "update")
    reply = case.send(scenario.ben, **{**NEWS, field: "  "})
    assert list(reply.errors) == [field]
    assert len(case.timeline) == 1


def test_an_update_sent_twice_is_posted_once(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "update")
    reply = case.send(scenario.ben, **NEWS)
    scenario.slack.resend(reply)
    scenario.slack.redeliver(reply)
    scenario.settle()
    assert len(in_channel(scenario, case)) == len(in_thread(scenario, case)) == 1


def test_what_was_typed_pings_nobody(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    bait = "<!channel> <https://evil.example|our bank>"
    post(scenario, case, impact=bait, changed=bait, next_step=bait)
    (told,) = in_channel(scenario, case)
    ours = {f"@{scenario.ben.id}"}
    assert {part for part in live_parts(told) if not part.startswith("!date")} <= ours


def test_a_form_that_was_open_when_the_incident_closed_is_refused(scenario: Scenario) -> None:
    case = scenario.declare("sev4 Search is slow")
    case.press(scenario.ben, "update")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.close")
    case.send(scenario.ben, **NEWS)
    assert scenario.ben.view is not None
    assert "closed" in modal_text(scenario.ben.view)
    assert case.incident.latest_update is None
