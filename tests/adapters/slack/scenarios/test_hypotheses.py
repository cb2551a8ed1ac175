"""Hypotheses and decisions: by command, from the panel, and where they are shown."""

import pytest

from firefighter.domain.events import DecisionRecorded, HypothesisChanged
from firefighter.domain.hypotheses import Hypothesis, HypothesisState
from firefighter.playground.slack import Person, View
from tests.adapters.slack.scenarios.concurrent_presses import at_once, sentences
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text

POOL = "The connection pool is exhausted"


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def known(case: IncidentCase) -> list[Hypothesis]:
    return list(case.incident.hypotheses.values())


def states(case: IncidentCase) -> list[HypothesisState]:
    return [each.state for each in known(case)]


def answer(scenario: Scenario, person: Person, text: str, channel: str = "general") -> str:
    told = scenario.answer(person, text, channel)
    scenario.settle()
    return told


def propose(scenario: Scenario, case: IncidentCase, text: str = POOL) -> str:
    return answer(scenario, scenario.ana, f"hypothesis {case.reference} {text}")


def open_list(scenario: Scenario, case: IncidentCase, person: Person) -> View:
    """Through *More…* of the panel."""
    case.press(person, "more")
    assert person.press(top(person), action_id="more.hypotheses").acknowledged
    scenario.settle()
    return top(person)


def options(view: View, number: int = 1) -> dict[str, str]:
    """What the menu of one hypothesis offers: its labels and values."""
    menu = next(
        block["accessory"]
        for block in view.blocks
        if block.get("accessory", {}).get("action_id") == f"hypothesis.{number}"
    )
    return {each["text"]["text"]: each["value"] for each in menu["options"]}


def choose(scenario: Scenario, person: Person, label: str, view: View | None = None) -> None:
    shown_there = view or top(person)
    value = options(shown_there)[label]
    assert person.press(shown_there, action_id="hypothesis.1", value=value).acknowledged
    scenario.settle()


def test_proposed_tested_and_refuted_by_command(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    told = propose(scenario, case, f"{POOL} <!here>")
    assert told.startswith(f"H1 added to {case.reference}.")
    assert states(case) == [HypothesisState.PROPOSED]
    line = f"proposed H1: {POOL} &lt;!here&gt;"
    assert case.lines[-1] == f":bulb: <@{scenario.ana.id}> {line}"
    assert f"• H1 *Proposed*: {POOL} &lt;!here&gt;" in shown(case.channel_panel)
    assert POOL not in shown(case.announcement)

    channel = case.incident_channel.name
    assert answer(scenario, scenario.ben, "hypothesis H1 testing", channel) == "H1: Testing."
    assert case.lines[-1].endswith(f"is testing H1: {POOL} &lt;!here&gt;")
    done = answer(scenario, scenario.ben, "hypothesis h1 Refuted 3 of 40 in use", channel)
    assert done == "H1: Refuted."
    (refuted,) = known(case)
    assert (refuted.state, refuted.note) == (HypothesisState.REFUTED, "3 of 40 in use")
    assert (refuted.proposed_by, refuted.changed_by) == (scenario.ana.id, scenario.ben.id)
    assert case.lines[-1].endswith("· Found: 3 of 40 in use")
    assert "1 refuted" in shown(case.channel_panel)
    changes = [event for event in case.timeline if isinstance(event, HypothesisChanged)]
    assert [(each.before, each.after.state, each.actor) for each in changes] == [
        (None, HypothesisState.PROPOSED, scenario.ana.id),
        (HypothesisState.PROPOSED, HypothesisState.TESTING, scenario.ben.id),
        (HypothesisState.TESTING, HypothesisState.REFUTED, scenario.ben.id),
    ]


def test_from_the_panel_in_the_list_and_its_forms(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    view = open_list(scenario, case, scenario.ana)
    assert modal_text(view) == f"{case.reference} has no hypotheses."
    assert scenario.ana.press(view, action_id="add_hypothesis").acknowledged
    case.send(scenario.ana, text=POOL)
    assert f"H1  {POOL}\n*Proposed* · <@{scenario.ana.id}>" in modal_text(top(scenario.ana))
    choose(scenario, scenario.ana, "Test")
    assert states(case) == [HypothesisState.TESTING]
    assert set(options(top(scenario.ana))) == {"Confirm…", "Refute…"}
    choose(scenario, scenario.ana, "Confirm…")
    case.send(scenario.ana, note="40 of 40 in use")
    assert states(case) == [HypothesisState.CONFIRMED]
    assert ">40 of 40 in use" in modal_text(top(scenario.ana))
    assert f"• H1 *Confirmed*: {POOL}" in shown(case.panel)
    choose(scenario, scenario.ana, "Test")
    assert states(case) == [HypothesisState.TESTING]
    assert case.lines[-1].endswith(f"is testing H1 again: {POOL}")


def test_without_text_or_with_a_number_alone_the_command_lists_them(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    propose(scenario, case)
    for words in ("hypothesis", "hypotheses", "hypothesis H1"):
        scenario.type(scenario.ben, words, channel=case.incident_channel.name)
        assert POOL in modal_text(top(scenario.ben))
        scenario.ben.close_view()
    assert len(known(case)) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("H1 refuted", "Say what you saw."),
        ("H1 confimed 40 of 40", "Did you mean “confirmed”?"),
        ("H7 testing", "H7 doesn't exist."),
        ("H1 testing", "H1 is already in that state."),
        ("x" * 1001, "Too long (1001/1000 characters)."),
    ],
)
def test_bad_input_gets_a_sentence(scenario: Scenario, typed: str, sentence: str) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    propose(scenario, case)
    channel = case.incident_channel.name
    answer(scenario, scenario.ana, "hypothesis H1 testing", channel)
    before = known(case)
    assert sentence in answer(scenario, scenario.ben, f"hypothesis {typed}", channel)
    assert known(case) == before


def test_settled_hypothesis_has_to_be_tested_again_first(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    propose(scenario, case)
    channel = case.incident_channel.name
    answer(scenario, scenario.ana, "hypothesis H1 refuted 3 of 40", channel)
    told = answer(scenario, scenario.ben, "hypothesis H1 confirmed 40 of 40", channel)
    assert told.startswith("H1 is refuted. To test it again")
    assert known(case)[0].note == "3 of 40"


@pytest.mark.parametrize("typed", ["H2 database is locked", "h2o in the server room"])
def test_words_that_begin_like_a_number_are_a_hypothesis(scenario: Scenario, typed: str) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    answer(scenario, scenario.ana, f"hypothesis {typed}", case.incident_channel.name)
    assert [each.text for each in known(case)] == [typed]


def test_the_second_of_two_sees_the_new_state(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    propose(scenario, case)
    open_list(scenario, case, scenario.ana)
    open_list(scenario, case, scenario.ben)
    choose(scenario, scenario.ben, "Refute…")
    choose(scenario, scenario.ana, "Confirm…")
    case.send(scenario.ana, note="40 of 40 in use")
    scenario.ben.submit({"note": "3 of 40 in use"})
    (told,) = scenario.told(scenario.ben)
    assert "H1 is confirmed." in told
    assert "40 of 40 in use" in told
    assert ">3 of 40 in use" in told
    assert [(each.state, each.note) for each in known(case)] == [
        (HypothesisState.CONFIRMED, "40 of 40 in use")
    ]


def test_of_two_at_once_one_changes_it(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    propose(scenario, case)
    people = [scenario.ana, scenario.ben]
    views = [open_list(scenario, case, person) for person in people]
    values = [options(view)["Test"] for view in views]
    at_once(
        *(
            lambda person=person, view=view, value=value: person.press(
                view, action_id="hypothesis.1", value=value
            )
            for person, view, value in zip(people, views, values, strict=True)
        )
    )
    scenario.settle()
    assert states(case) == [HypothesisState.TESTING]
    changes = [event for event in case.timeline if isinstance(event, HypothesisChanged)]
    assert len(changes) == 2
    told = [scenario.told(person) for person in people]
    assert sum("Its state is testing now." in str(each) for each in told) == 1
    assert not any(sentences(scenario, person) for person in people)


def test_catch_up_and_handover_list_hypotheses(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    propose(scenario, case)
    channel = case.incident_channel.name
    propose(scenario, case, "A bad deployment")
    answer(scenario, scenario.ana, "hypothesis H2 refuted No deployment since Monday", channel)
    answer(scenario, scenario.ana, "decision Fail over to <!here> region B", channel)
    told = answer(scenario, scenario.ben, "catchup", channel)
    assert f"• H1 *Proposed*: {POOL}" in told
    assert "1 refuted" in told
    assert f"by <@{scenario.ana.id}>: Fail over to &lt;!here&gt; region B" in told
    case.press(scenario.ana, "role.commander")
    case.press(scenario.ana, "role.commander", "Hand over…")
    case.send(scenario.ana, to=scenario.ben.handle)
    (briefing,) = [shown(message) for message in scenario.ben.dms if message.by_bot]
    assert f"• H1 *Proposed*: {POOL}" in briefing


def test_a_decision_is_recorded_by_command_and_by_form(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    channel = case.incident_channel.name
    assert answer(scenario, scenario.ana, "decision Roll back to 4.1", channel) == (
        f"Added to the {case.reference} timeline."
    )
    assert case.lines[-1] == f":dart: <@{scenario.ana.id}> decided: Roll back to 4.1"
    case.press(scenario.ben, "more")
    assert scenario.ben.press(top(scenario.ben), action_id="more.decision").acknowledged
    case.send(scenario.ben, text="Keep the sale\nrunning")
    decisions = [event for event in case.timeline if isinstance(event, DecisionRecorded)]
    assert [(each.actor, each.text) for each in decisions] == [
        (scenario.ana.id, "Roll back to 4.1"),
        (scenario.ben.id, "Keep the sale\nrunning"),
    ]
    scenario.type(scenario.ana, "decide", channel=channel)
    assert scenario.ana.submit({"text": "  \n "}).errors == {"text": "Enter the decision."}


def choose_for_entry(scenario: Scenario, label: str) -> None:
    """Chooses in the menu of the newest entry of the timeline that is open."""
    view = top(scenario.ana)
    block = [block for block in view.blocks if "accessory" in block][-1]
    values = {each["text"]["text"]: each["value"] for each in block["accessory"]["options"]}
    scenario.ana.press(
        view, action_id="timeline_entry", block_id=block["block_id"], value=values[label]
    )
    scenario.settle()


def test_a_decision_can_be_corrected_and_removed_on_the_timeline(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    channel = case.incident_channel.name
    answer(scenario, scenario.ana, "decision Roll back to 4.1", channel)
    scenario.type(scenario.ana, "timeline", channel=channel)
    assert ":dart:" in modal_text(top(scenario.ana))
    choose_for_entry(scenario, "Correct…")
    case.send(scenario.ana, text="Roll back to 4.0")
    assert "decided: Roll back to 4.0" in modal_text(top(scenario.ana))
    assert "Roll back to 4.0" in answer(scenario, scenario.ben, "catchup", channel)
    choose_for_entry(scenario, "Remove")
    assert "Roll back to 4" not in answer(scenario, scenario.ben, "catchup", channel)


def test_hypotheses_move_with_a_merge(scenario: Scenario) -> None:
    target, duplicate = scenario.declare("sev1 One"), scenario.declare("sev1 The other")
    propose(scenario, target, "A bad deployment")
    propose(scenario, duplicate)
    before = len(target.lines)
    scenario.type(scenario.ana, f"merge {duplicate.reference}")
    duplicate.send(scenario.ana, duplicate_of=str(target.id))
    assert [(each.label, each.text, each.proposed_by) for each in known(target)] == [
        ("H1", "A bad deployment", scenario.ana.id),
        ("H2", POOL, scenario.ana.id),
    ]
    assert states(duplicate) == [HypothesisState.MOVED]
    (line,) = target.lines[before:]
    assert line.endswith("1 hypothesis moved")
    told = answer(scenario, scenario.ana, f"hypothesis {duplicate.reference} H1 testing")
    assert told == "H1 was moved to the other incident. Change it there."


def test_outsider_sees_no_hypothesis_of_a_private_incident(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", severity="SEV1", private="private")
    propose(scenario, case, "The payroll key leaked")
    answer(scenario, scenario.ana, f"decision {case.reference} Rotate the keys")
    about_it = answer(scenario, scenario.ben, f"hypothesis {case.reference} H1 testing")
    about_none = answer(scenario, scenario.ben, "hypothesis INC-9999 H1 testing")
    assert about_it == about_none.replace("INC-9999", case.reference)
    assert states(case) == [HypothesisState.PROPOSED]
    for message in scenario.everything_said():
        if scenario.ben.can_see(message.channel):
            assert "payroll key" not in shown(message)
            assert "Rotate the keys" not in shown(message)
