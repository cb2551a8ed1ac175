"""Drills by signed requests: started, paused, stopped, ended, and declared to be real."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.domain.drill_events import DrillEnded, DrillEnding, DrillStopped
from firefighter.domain.errors import DrillProblem, DrillRefused
from firefighter.domain.events import Linked
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Kind
from firefighter.ports.store import DeliveryId
from firefighter.settings.policy import Policy
from firefighter.use_cases.drills import stop_drill
from tests.adapters.slack.scenarios.drill_case import drill_of, start_drill
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock

MARK = "EXERCISE"


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


def buttons(case: IncidentCase) -> list[str]:
    return [each["action_id"] for each in elements(case.panel)]


def ends(case: IncidentCase) -> DrillEnding | None:
    """Why it ended, once a job has ended it."""
    case.sandbox.slack.wait_until(lambda: drill_of(case).is_over)
    case.sandbox.wait_until_idle()
    return drill_of(case).ending


def test_a_drill_has_a_channel_its_team_and_the_mark_everywhere(scenario: Scenario) -> None:
    case = start_drill(scenario, team=[scenario.ben, scenario.dora])
    assert case.incident.kind is Kind.DRILL
    assert drill_of(case).plan.team == (scenario.ben.id, scenario.dora.id)
    channel = case.incident_channel
    assert {scenario.ana.id, scenario.ben.id, scenario.dora.id} <= set(channel.members)
    assert channel.name == "inc-1-exercise-prices-differ"
    assert channel.topic.value == "INC-1 · EXERCISE · SEV3 · Prices differ"
    told = [each for each in case.messages if each.blocks]
    assert told
    for message in told:
        assert MARK in message.text, message.text
        assert MARK in shown(message), message.text


def test_form_is_prefilled_with_typed_words(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "drill Prices differ")
    view = scenario.ana.view
    assert view is not None
    assert view.typed["title"]["title"]["value"] == "Prices differ"
    assert MARK in str(view.blocks)


def test_it_starts_from_the_home_tab_and_the_shortcuts_menu(scenario: Scenario) -> None:
    scenario.ana.open_home()
    scenario.settle()
    assert scenario.ana.home is not None
    scenario.ana.press(scenario.ana.home, action_id="start_drill")
    assert scenario.ana.view is not None
    scenario.ben.shortcut("start_drill")
    assert scenario.ben.view is not None


def test_a_drill_without_a_title_is_refused(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "drill Prices differ")
    reply = scenario.ana.submit({"team": [scenario.ben.id], "title": " "})
    assert reply.errors == {"title": "Enter a title: what is wrong, in a few words."}
    assert scenario.count() == 0


def test_drill_invites_no_group_of_the_policy() -> None:
    policy = Policy.model_validate({"severities": {"SEV1": {"invite": ["S0SRE"]}}})
    with open_scenario(policy) as scenario:
        case = start_drill(scenario, severity="SEV1")
        case.rate(scenario.ana, "SEV2")
        case.rate(scenario.ana, "SEV1")
        invited = [
            each.payload["people"]
            for each in scenario.bot.context.records.requested_effects(case.id, "invite_people")
        ]
        assert invited == [[scenario.ana.id], [scenario.ben.id]]


def test_stopping_asks_once_and_names_nobody(scenario: Scenario) -> None:
    case = start_drill(scenario)
    case.press(scenario.dora, "stop_drill", on=case.announcement)
    assert scenario.dora.view is not None
    assert "Nobody in it is told who stopped it." in modal_text(scenario.dora.view)
    assert not drill_of(case).is_over
    case.send(scenario.dora)
    drill = drill_of(case)
    assert (drill.ending, drill.stopped_by) == (DrillEnding.STOPPED, scenario.dora.id)
    assert [event.actor for event in case.timeline if isinstance(event, DrillStopped)] == [""]
    (line,) = [each for each in case.lines if "was stopped" in each]
    assert scenario.dora.id not in "".join(each.text for each in case.messages)
    assert MARK in line
    assert "stop_drill" not in buttons(case)


def test_two_people_stop_it_at_once(scenario: Scenario) -> None:
    case = start_drill(scenario)
    case.press(scenario.ana, "stop_drill")
    case.press(scenario.ben, "stop_drill")
    case.send(scenario.ana)
    case.send(scenario.ben)
    assert drill_of(case).stopped_by == scenario.ana.id
    assert "The drill is over." in "\n".join(scenario.told(scenario.ben))


def test_pausing_stops_the_clock_and_resuming_moves_the_end(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = start_drill(scenario)
    first_end = drill_of(case).ends_at
    clock.move_on(timedelta(minutes=10))
    case.press(scenario.ben, "pause_drill")
    assert "paused since" in shown(case.panel)
    clock.move_on(timedelta(minutes=45))
    case.press(scenario.ben, "resume_drill")
    assert first_end is not None
    new_end = drill_of(case).ends_at
    assert new_end is not None
    assert timedelta(minutes=45) <= new_end - first_end < timedelta(minutes=46)
    assert not drill_of(case).is_over
    clock.move_on(timedelta(minutes=21))
    assert ends(case) is DrillEnding.TIME_OVER


def test_it_ends_by_itself_when_its_time_is_over(scenario: Scenario, clock: MovedClock) -> None:
    case = start_drill(scenario, severity="SEV1")
    clock.move_on(timedelta(minutes=31))
    assert ends(case) is DrillEnding.TIME_OVER
    assert case.incident.update_due is None
    assert f"{MARK} · :checkered_flag: The drill is over: its time is up." in case.lines


def test_a_drill_that_is_over_asks_for_no_commander(scenario: Scenario, clock: MovedClock) -> None:
    case = start_drill(scenario, severity="SEV1")
    clock.move_on(timedelta(minutes=11))
    asks = "has no commander"
    case.sandbox.slack.wait_until(lambda: asks in "".join(case.lines))
    (nudge,) = [each.ts for each in case.messages if asks in each.text]
    case.press(scenario.dora, "stop_drill", on=case.announcement)
    case.send(scenario.dora)
    (resolved,) = [each for each in case.messages if each.ts == nudge]
    assert not elements(resolved)


def test_a_severe_real_incident_ends_every_drill(scenario: Scenario) -> None:
    case, other = start_drill(scenario), start_drill(scenario)
    scenario.declare("sev3 Search is slow")
    assert not drill_of(case).is_over
    real = scenario.declare("sev2 Checkout is down")
    for each in (case, other):
        assert ends(each) is DrillEnding.REAL_INCIDENT
        (ended,) = [event for event in each.timeline if isinstance(event, DrillEnded)]
        assert ended.cause == real.id
        assert real.reference in each.lines[-1]


def test_a_raised_severity_ends_a_drill_too(scenario: Scenario) -> None:
    case = start_drill(scenario)
    scenario.declare("sev3 Search is slow").rate(scenario.ana, "SEV1")
    assert ends(case) is DrillEnding.REAL_INCIDENT


def test_a_real_incident_of_the_same_service_ends_it(scenario: Scenario) -> None:
    case = start_drill(scenario, services=["checkout"])
    other = start_drill(scenario, services=["search"])
    scenario.declare_by_form(title="Checkout is slow", services=["checkout"])
    assert ends(case) is DrillEnding.SAME_SERVICE
    assert not drill_of(other).is_over


def test_a_private_incident_ends_it_without_being_named(scenario: Scenario) -> None:
    case = start_drill(scenario)
    real = scenario.declare_by_form(title="Data leaked", severity="SEV1", private=["private"])
    assert ends(case) is DrillEnding.REAL_INCIDENT
    assert real.reference not in "".join(case.lines)


def test_a_drill_ends_no_other_drill(scenario: Scenario) -> None:
    case = start_drill(scenario)
    start_drill(scenario, severity="SEV1")
    assert not drill_of(case).is_over


def test_closing_its_incident_ends_it(scenario: Scenario) -> None:
    case = start_drill(scenario)
    case.press(scenario.ana, "step.decline")
    case.send(scenario.ana, reason="other", note="Nothing to learn")
    assert drill_of(case).ending is DrillEnding.CLOSED


def test_this_is_real_declares_links_and_pauses(scenario: Scenario) -> None:
    case = start_drill(scenario, summary="The list says 10, the page 12")
    case.press(scenario.ben, "declare_real")
    view = scenario.ben.view
    assert view is not None
    assert MARK not in str(view.blocks)
    assert view.typed["title"]["title"]["value"] == "Prices differ"
    case.send(scenario.ben, severity="SEV3")
    real = scenario.case(2)
    assert real.incident.kind is Kind.REAL
    assert real.incident.summary == "The list says 10, the page 12"
    assert drill_of(case).paused_since is not None
    for here, there in ((case, real), (real, case)):
        linked = [event.other for event in here.timeline if isinstance(event, Linked)]
        assert linked == [there.id]
    for message in (real.announcement, real.thread_panel):
        assert MARK not in message.text
    assert "stop_drill" not in str(real.thread_panel.blocks)


def test_this_is_real_and_severe_ends_the_drill(scenario: Scenario) -> None:
    case = start_drill(scenario)
    case.press(scenario.ben, "declare_real")
    case.send(scenario.ben, severity="SEV1")
    assert ends(case) is DrillEnding.REAL_INCIDENT


def test_commands_about_a_drill_answer_with_the_mark(scenario: Scenario) -> None:
    case = start_drill(scenario)
    channel = case.incident_channel.name
    assert MARK in scenario.answer(scenario.ben, "catchup", channel)
    scenario.type(scenario.ben, "update", channel)
    assert scenario.ben.view is not None
    assert MARK in str(scenario.ben.view.blocks)
    real = scenario.declare("sev1 Search is slow")
    assert MARK not in scenario.answer(scenario.ben, f"catchup {real.reference}")


def test_refusals_in_a_drill_have_the_mark_and_others_do_not(scenario: Scenario) -> None:
    case = start_drill(scenario)
    seen = case.panel
    for _ in range(2):
        scenario.ben.press(seen, action_id="pause_drill", stale=True)
        scenario.settle()
    assert f"{MARK} · The drill is paused. Press *Resume* first." in scenario.told(scenario.ben)
    channel = case.incident_channel.name
    assert scenario.answer(scenario.ben, "severity sev3", channel).startswith(f"{MARK} · It's")
    for person in (scenario.ana, scenario.ben):
        case.press(person, "stop_drill")
    for person in (scenario.ana, scenario.ben):
        case.send(person)
    assert f"{MARK} · The drill is over." in "\n".join(scenario.told(scenario.ben))
    real = scenario.declare("sev3 Search is slow")
    assert MARK not in scenario.answer(scenario.ben, f"severity {real.reference} sev3")


def test_lists_have_drills_only_where_asked(scenario: Scenario) -> None:
    case = start_drill(scenario)
    scenario.declare("sev3 Search is slow")

    def listed(words: str) -> str:
        scenario.type(scenario.ben, f"list {words}")
        assert scenario.ben.view is not None
        return modal_text(scenario.ben.view)

    for words in ("", "all", "sev3", "Prices", "mine"):
        assert case.reference not in listed(words), words
    for words in ("drills", case.reference):
        assert f"{MARK} · {case.reference}" in listed(words), words


def test_the_home_tab_has_a_section_of_its_own(scenario: Scenario) -> None:
    start_drill(scenario)
    scenario.declare("sev3 Search is slow")
    scenario.ben.open_home()
    scenario.settle()
    assert scenario.ben.home is not None
    said = str(scenario.ben.home.blocks)
    assert "1 open incident" in said
    assert "1 open drill" in said
    assert said.index("Search is slow") < said.index(f"{MARK} · INC-1")


def test_a_real_incident_is_not_stopped_as_a_drill(scenario: Scenario) -> None:
    drill = start_drill(scenario)
    real = scenario.declare("sev3 Search is slow")
    with pytest.raises(DrillRefused) as refused:
        stop_drill(scenario.bot.context, DeliveryId("forged"), UserId("U1"), real.id)
    assert refused.value.problem is DrillProblem.NO_DRILL
    assert not drill_of(drill).is_over


def test_a_scenario_gives_title_summary_and_length(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "drill two-prices")
    assert scenario.ana.view is not None
    chosen = scenario.ana.view.typed["scenario"]["scenario"]["selected_option"]
    assert chosen["value"] == "two-prices"
    reply = scenario.ana.submit({"team": [scenario.ben.id]})
    assert not reply.errors, reply.errors
    scenario.settle()
    case = scenario.case()
    plan = drill_of(case).plan
    assert case.incident.title == "The price on the list is not the price on the page"
    assert "garden furniture" in case.incident.summary
    assert plan.length_min == 20
    assert plan.scenario is not None
    assert plan.scenario.id == "two-prices"


def test_typed_title_overrides_the_scenarios(scenario: Scenario) -> None:
    case = start_drill(scenario, scenario="two-prices", title="Our own title", length="45")
    assert case.incident.title == "Our own title"
    assert drill_of(case).plan.length_min == 45


def test_a_scenario_shorter_than_other_drills_keeps_its_length(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "drill closed-doors")
    assert scenario.ana.view is not None
    assert "4 minutes" in str(scenario.ana.view.blocks)
    reply = scenario.ana.submit({"team": [scenario.ben.id]})
    assert not reply.errors, reply.errors
    scenario.settle()
    assert drill_of(scenario.case()).plan.length_min == 4
