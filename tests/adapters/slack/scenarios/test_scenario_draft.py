"""Making a scenario from a closed incident, by command and by *More…*."""

import pytest

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.reader import read_scenario
from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


@pytest.fixture
def case(scenario: Scenario) -> IncidentCase:
    """A closed incident, about which ben wrote a note that names ana."""
    case = scenario.declare("sev4 Search is slow")
    mention = f"<@{scenario.ana.id}>"
    scenario.answer(scenario.ben, f"note {case.reference} {mention} restarted the index")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Moved the index")
    case.press(scenario.ana, "step.close")
    assert case.incident.status is Status.CLOSED
    return case


def draft_in(text: str) -> str:
    """The file that a person copies out of the blocks of code."""
    return "".join(text.split("```")[1::2]).replace("&lt;", "<").replace("&amp;", "&")


def shown_to(scenario: Scenario, person: Person, words: str) -> str:
    """The text of the modal that a command opens."""
    assert scenario.type(person, words).acknowledged
    assert person.view is not None
    return modal_text(person.view)


def test_the_draft_is_a_valid_scenario_without_names(
    scenario: Scenario, case: IncidentCase
) -> None:
    text = shown_to(scenario, scenario.ben, f"scenario {case.reference}")
    complete = read_scenario(draft_in(text), "draft.toml", Vocabulary())
    assert complete.scenario.title.in_language("en") == "Search is slow"
    assert complete.sealed.solution.in_language("en") == "Moved the index"
    (inject,) = complete.sealed.injects
    assert inject.text.in_language("en") == "a colleague restarted the index"
    assert scenario.ana.id not in text


def test_more_shows_it_too(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ben, "more")
    assert scenario.ben.view is not None
    scenario.ben.press(scenario.ben.view, action_id="more.scenario")
    assert scenario.ben.view.title == f"Scenario: {case.reference}"
    assert 'title = "Search is slow"' in draft_in(modal_text(scenario.ben.view))


def test_an_open_incident_is_refused_and_not_offered(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    answer = scenario.answer(scenario.ana, f"scenario {case.reference}")
    assert answer == "The incident is open: you can't make a scenario from it. Nothing was changed."
    case.press(scenario.ana, "more")
    assert scenario.ana.view is not None
    assert "Make a scenario" not in modal_text(scenario.ana.view)


def test_a_private_incident_does_not_exist_for_others(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", severity="SEV4", private="private")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Locked the share")
    case.press(scenario.ana, "step.close")
    hidden = scenario.answer(scenario.ben, f"scenario {case.reference}")
    assert "doesn't exist" in hidden
    assert "Payroll leaked" in shown_to(scenario, scenario.ana, f"scenario {case.reference}")
