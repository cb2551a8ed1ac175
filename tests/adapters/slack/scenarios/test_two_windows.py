"""Two people with a form open: what the second sees after the first has acted."""

from firefighter.domain.hypotheses import HypothesisNumber
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.playground.slack import Person
from firefighter.settings.policy import PermissionsTable, Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text, open_scenario

NOT_SAVED = "Nothing was saved yet: check, then submit again."


def said(person: Person) -> str:
    assert person.view is not None
    return modal_text(person.view)


def test_a_lower_severity_is_asked_again_from_the_present_one(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "severity.SEV3")
    case.rate(scenario.ben, "SEV2", reason="One region only")
    reply = case.send(scenario.ana, reason="Cache is warm")
    assert not reply.errors
    assert "SEV2" in said(scenario.ana)
    assert f"<@{scenario.ben.id}> lowered the severity from SEV1 to *SEV2*." in said(scenario.ana)
    assert NOT_SAVED in said(scenario.ana)
    case.send(scenario.ana)
    assert case.incident.severity is Severity.SEV3
    assert "Reason: Cache is warm" in case.lines[-1]


def test_a_severity_that_somebody_else_set_is_said_to_be_set(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "severity.SEV3")
    case.rate(scenario.ben, "SEV3", reason="One region only")
    case.send(scenario.ana, reason="Cache is warm")
    assert scenario.ana.view is not None
    assert scenario.ana.view.title == "Already done"
    assert "It's already SEV3." in said(scenario.ana)
    assert f"<@{scenario.ben.id}> lowered" in said(scenario.ana)
    assert ">Cache is warm" in said(scenario.ana)
    assert "submit" not in scenario.ana.view.body
    assert len(case.lines) == 1


def test_a_role_that_somebody_has_by_now_is_said_to_be_given(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "assign")
    case.press(scenario.ben, "role.commander")
    reply = case.send(scenario.ana, role="commander", to=scenario.ben.handle)
    assert not reply.errors
    assert f"<@{scenario.ben.id}> is already incident commander." in said(scenario.ana)


def test_a_role_given_to_its_holder_leaves_the_form_open(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "assign")
    reply = case.send(scenario.ana, role="commander", to=scenario.ana.handle)
    assert not reply.errors
    assert f"<@{scenario.ana.id}> is already incident commander." in said(scenario.ana)
    case.send(scenario.ana, role="commander", to=scenario.ben.handle)
    assert case.incident.commander == scenario.ben.id


def test_a_role_that_was_taken_cannot_be_handed_over_and_the_note_stays(
    scenario: Scenario,
) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "role.commander", "Hand over…")
    case.press(scenario.ben, "assign")
    case.send(scenario.ben, role="commander", to=scenario.dora.handle)
    case.send(scenario.ana, to=scenario.ben.handle, note="Payments are next")
    told = said(scenario.ana)
    assert f"<@{scenario.dora.id}> is. Nothing was changed." in told
    assert f"<@{scenario.ben.id}> made <@{scenario.dora.id}> incident commander" in told
    assert "You typed:\n>Payments are next" in told


def mitigate(case: IncidentCase, person: Person) -> None:
    case.press(person, "step.mitigate")
    case.send(person, note="Rolled back release 2.14")


def test_a_second_mitigation_is_said_to_be_done_by_whom(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    mitigate(case, scenario.ben)
    reply = case.send(scenario.ana, note="Scaled up")
    assert not reply.errors
    assert scenario.ana.view is not None
    assert scenario.ana.view.title == "Already done"
    told = said(scenario.ana)
    assert f"<@{scenario.ben.id}> marked it mitigated: Rolled back release 2.14" in told
    assert ">Scaled up" in told
    assert case.incident.mitigation == "Rolled back release 2.14"


def test_an_update_after_the_close_says_who_closed_and_keeps_the_text(scenario: Scenario) -> None:
    case = scenario.declare("sev4 Search is slow")
    case.press(scenario.ana, "update")
    mitigate(case, scenario.ben)
    case.press(scenario.ben, "step.close")
    case.send(scenario.ana, impact="Nobody", changed="Index rebuilt")
    told = said(scenario.ana)
    assert "The incident is closed: you can't post an update." in told
    assert f"<@{scenario.ben.id}> closed it." in told
    assert ">Index rebuilt" in told


def test_a_summary_edited_meanwhile_is_shown_before_it_is_replaced(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    for person in (scenario.ana, scenario.ben):
        case.press(person, "describe")
    case.send(scenario.ben, summary="Payments fail in Europe")
    case.send(scenario.ana, summary="Cards are refused")
    assert case.incident.summary == "Payments fail in Europe"
    told = said(scenario.ana)
    assert f"<@{scenario.ben.id}> edited the summary: Payments fail in Europe" in told
    assert NOT_SAVED in told
    case.send(scenario.ana)
    assert case.incident.summary == "Cards are refused"
    assert scenario.ana.view is None


def test_a_field_that_only_the_other_changed_keeps_the_others_value(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    for person in (scenario.ana, scenario.ben):
        case.press(person, "more.edit")
    case.send(scenario.ben, services=["search"])
    reply = case.send(scenario.ana, title="Search returns nothing")
    assert not reply.errors
    assert scenario.ana.view is None
    assert case.incident.title == "Search returns nothing"
    assert case.incident.services == ("search",)


def test_a_title_typed_with_the_command_is_no_earlier_title(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    scenario.type(scenario.ana, f"edit {case.reference} Search returns nothing")
    case.send(scenario.ana)
    assert case.incident.title == "Search returns nothing"


def test_a_finding_shows_what_became_of_the_hypothesis(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.type(scenario.ana, "hypothesis The cache is cold", case.incident_channel.name)
    scenario.type(scenario.ana, "hypothesis", case.incident_channel.name)
    assert scenario.ana.view is not None
    menu = next(b["accessory"] for b in scenario.ana.view.blocks if "accessory" in b)
    refute = next(o["value"] for o in menu["options"] if o["text"]["text"].startswith("Refute"))
    scenario.ana.press(scenario.ana.view, action_id=menu["action_id"], value=refute)
    scenario.type(scenario.ben, "hypothesis H1 testing", case.incident_channel.name)
    scenario.settle()
    case.send(scenario.ana, note="The hit rate is 98 %")
    told = said(scenario.ana)
    assert f"<@{scenario.ben.id}>" in told
    assert NOT_SAVED in told
    case.send(scenario.ana)
    assert case.incident.hypotheses[HypothesisNumber(1)].state == "refuted"


def test_a_refusal_that_names_people_stands_above_the_form() -> None:
    """Slack shows the error of a field as plain text, with ids in place of names."""
    with open_scenario(Policy(permissions=PermissionsTable(close=("U0NOBODY1",)))) as scenario:
        case = scenario.declare("sev4 Search is slow")
        case.press(scenario.ana, "step.decline")
        reply = case.send(scenario.ana, reason="other", note="A test")
        assert not reply.errors
        assert "<@U0NOBODY1>" in said(scenario.ana)
        assert case.incident.status is Status.OPEN


def test_a_list_says_who_was_faster(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    listed = case.open_list(scenario.ana, "choose_severity")
    case.rate(scenario.ben, "SEV2")
    scenario.ana.press(listed, action_id="severity.SEV1")
    scenario.settle()
    assert f"<@{scenario.ben.id}> raised the severity from SEV3 to *SEV2*." in said(scenario.ana)


def test_a_button_of_an_older_panel_says_who_was_faster(scenario: Scenario) -> None:
    case = scenario.declare("sev3 Search is slow")
    outdated = case.panel
    case.press(scenario.ben, "step.investigate")
    case.press(scenario.ana, "step.investigate", on=outdated)
    assert f"<@{scenario.ben.id}> is investigating." in scenario.told(scenario.ana)[-1]
