"""The Home tab: published when a person opens it, and again after changes."""

from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.scenario import Scenario


def home(person: Person) -> str:
    """The texts of the tab."""
    assert person.home is not None
    texts = []
    for block in person.home.blocks:
        parts = [block.get("text"), *block.get("elements", ())]
        texts += [part["text"] for part in parts if part and isinstance(part["text"], str)]
    return "\n".join(texts)


def at_home(scenario: Scenario, person: Person) -> str:
    person.open_home()
    scenario.settle()
    return home(person)


def test_home_says_that_nothing_is_open(fresh_scenario: Scenario) -> None:
    assert "No open incidents." in at_home(fresh_scenario, fresh_scenario.ben)


def test_home_shows_open_incidents_and_own_roles(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "role.commander")
    mine = at_home(scenario, scenario.ben)
    assert mine.index("Your roles") < mine.index("open")
    assert "You are incident commander." in mine
    assert "Your roles" not in at_home(scenario, scenario.dora)


def test_home_is_redrawn_after_changes(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    at_home(scenario, scenario.ben)
    case = scenario.declare("sev3 Fountain is dry")
    assert f"{case.reference} · SEV3 · Fountain is dry" in home(scenario.ben)
    case.press(scenario.ana, "severity.SEV1")
    case.send(scenario.ana, reason="The fire brigade needs it")
    assert f"{case.reference} · SEV1 · Fountain is dry" in home(scenario.ben)
    case.press(scenario.ana, "step.decline")
    case.send(scenario.ana, reason="false_alarm")
    assert "Fountain" not in home(scenario.ben)


def test_home_is_not_drawn_for_people_who_never_opened_it(scenario: Scenario) -> None:
    scenario.declare()
    assert scenario.dora.home is None


def test_private_incident_is_shown_to_insiders_only(scenario: Scenario) -> None:
    at_home(scenario, scenario.ana)
    at_home(scenario, scenario.ben)
    scenario.declare_by_form(title="Payroll leaked", private="private")
    assert "Payroll leaked" in home(scenario.ana)
    assert "Payroll leaked" not in home(scenario.ben)
    assert "Payroll leaked" not in at_home(scenario, scenario.ben)


def test_incident_can_be_declared_from_home(scenario: Scenario) -> None:
    at_home(scenario, scenario.ben)
    assert scenario.ben.home is not None
    scenario.ben.press(scenario.ben.home, action_id="declare")
    scenario.ben.submit({"title": "Search is slow", "severity": "SEV3"})
    scenario.settle()
    assert scenario.case().incident.declared_by == scenario.ben.id


def test_a_row_opens_its_incident(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Bell rings")
    at_home(scenario, scenario.ben)
    assert scenario.ben.home is not None
    scenario.ben.press(scenario.ben.home, action_id="show", value=f"{case.id}|||")
    assert scenario.ben.view is not None
    assert case.reference in str(scenario.ben.view.blocks)


def test_the_messages_tab_draws_nothing(scenario: Scenario) -> None:
    scenario.dora.message_bot("Hello?")
    scenario.settle()
    assert scenario.dora.home is None


def test_home_shows_own_overdue_follow_ups(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Bell rings")
    for text, owner, due in (
        ("Oil the bell", scenario.ben, "2020-03-09"),
        ("Buy a bell", scenario.ben, "2099-03-09"),
        ("Sell the bell", scenario.ana, "2020-03-09"),
    ):
        scenario.type(scenario.ana, f"followup {case.reference}")
        case.send(scenario.ana, text=text, owner=owner.id, due=due, priority="P0")
    mine = at_home(scenario, scenario.ben)
    due_text = f"P0 · due 9 Mar 2020 · <#{case.incident_channel.id}>"
    assert f"{case.reference} · Oil the bell\n{due_text}" in mine
    assert "Buy a bell" not in mine
    assert "Sell the bell" not in mine
    assert scenario.ben.home is not None
    scenario.ben.press(scenario.ben.home, action_id="follow_ups")
    assert scenario.ben.view is not None
    assert "Oil the bell" in str(scenario.ben.view.blocks)


def test_owner_of_a_follow_up_of_a_private_incident_is_an_insider_and_reminded(
    scenario: Scenario,
) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", private="private")
    scenario.type(scenario.ana, f"followup {case.reference}")
    case.send(scenario.ana, text="Change the locks", owner=scenario.ben.id, due="2020-03-09")
    assert "locks" in at_home(scenario, scenario.ben)
    assert scenario.ben.can_see(case.incident_channel)
