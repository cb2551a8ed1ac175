"""The catch-up: the state of an incident in a few lines."""

from datetime import timedelta

from firefighter.domain.milestones import Milestone
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario


def told_in(case: IncidentCase, person: Person) -> list[str]:
    return [each.text for each in person.ephemerals(case.incident_channel) if not each.origin]


def busy(scenario: Scenario) -> IncidentCase:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "role.scribe")
    case.press(scenario.ana, "step.investigate")
    return case


def test_only_the_person_who_joins_the_channel_gets_the_catch_up(scenario: Scenario) -> None:
    case = busy(scenario)
    before = case.lines
    scenario.dora.join(case.incident_channel)
    scenario.settle()
    (text,) = told_in(case, scenario.dora)
    assert f"*{case.reference} · SEV1 · Checkout returns 500*" in text
    assert "Investigating. Declared <!date" in text
    assert "No summary yet." in text
    assert f"<@{scenario.ana.id}> is incident commander." in text
    assert ":rotating_light:" in text
    assert f"<@{scenario.ana.id}> is now incident commander." in text
    assert "is now scribe" not in text
    assert case.lines == before
    assert told_in(case, scenario.ana) == []


def test_repeated_delivery_sends_one_catch_up(scenario: Scenario) -> None:
    case = busy(scenario)
    scenario.dora.join(case.incident_channel)
    scenario.settle()
    joined = next(
        each
        for each in reversed(scenario.slack.deliveries)
        if each.payload.get("event", {}).get("type") == "member_joined_channel"
    )
    assert scenario.slack.redeliver(joined).acknowledged
    scenario.settle()
    assert len(told_in(case, scenario.dora)) == 1


def test_catch_up_is_available_in_any_channel(scenario: Scenario) -> None:
    case = busy(scenario)
    answer = scenario.answer(scenario.ben, f"catchup {case.reference}")
    assert f"{case.reference} · SEV1" in answer


def test_catch_up_in_the_channel_needs_no_number(scenario: Scenario) -> None:
    case = busy(scenario)
    assert case.reference in scenario.answer(scenario.ana, "catchup", case.incident_channel.name)


def test_missing_commander_is_named(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    assert "No incident commander yet." in scenario.answer(
        scenario.ben, f"catchup {case.reference}"
    )


def test_a_long_timeline_is_cut_to_its_latest_entries_and_says_so(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    for step in ("mitigate", "reopen") * 4:
        case.press(scenario.ana, f"step.{step}")
        case.send(scenario.ana, note="So it is")
    answer = scenario.answer(scenario.ben, f"catchup {case.reference}")
    assert "3 earlier entries" in answer
    assert answer.count("So it is") == 6


def test_latest_update_is_included(scenario: Scenario) -> None:
    case = busy(scenario)
    case.press(scenario.ana, "update")
    case.send(
        scenario.ana,
        impact="One in five payments fails",
        changed="Rolled back <!channel>",
        next_step="Watch the error rate",
        next_by=scenario.ben.handle,
        next_in="15",
    )
    answer = scenario.answer(scenario.ben, f"catchup {case.reference}")
    assert ">One in five payments fails" in answer
    assert "Rolled back &lt;!channel&gt;" in answer
    assert f"Next: Watch the error rate, by <@{scenario.ben.id}>" in answer


def test_it_says_when_the_incident_was_declared_although_impact_began_a_week_before(
    scenario: Scenario,
) -> None:
    case = scenario.declare("sev3 Search is slow")
    declared = case.incident.milestones[Milestone.DECLARED]
    began = int((declared - timedelta(days=7)).timestamp())
    case.press(scenario.ana, "milestones")
    case.send(scenario.ana, impact_started=began, detected=began)
    answer = scenario.answer(scenario.ben, f"catchup {case.reference}")
    assert f"Open. Declared <!date^{int(declared.timestamp())}^" in answer
