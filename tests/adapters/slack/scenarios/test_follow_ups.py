"""Follow-ups: from a command, a button or a message; listed, changed, done."""

from datetime import timedelta

from firefighter.domain.events import FollowUpChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpState
from firefighter.playground.slack import Person, View
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def known(case: IncidentCase) -> list[FollowUp]:
    return list(case.incident.follow_ups.values())


def add(scenario: Scenario, case: IncidentCase, **values: object) -> None:
    scenario.type(scenario.ana, f"followup {case.reference}")
    case.send(scenario.ana, **{"text": "Add an alarm", **values})


def choose(scenario: Scenario, person: Person, label: str, number: int = 1) -> None:
    """Chooses in the menu of one follow-up of the list that is open."""
    action_id = f"follow_up.{number}"
    menu = next(
        block["accessory"]
        for block in top(person).blocks
        if block.get("accessory", {}).get("action_id") == action_id
    )
    values = {each["text"]["text"]: each["value"] for each in menu["options"]}
    assert person.press(top(person), action_id=action_id, value=values[label]).acknowledged
    scenario.settle()


def test_added_by_command_with_owner_and_due_date(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.type(scenario.ana, f"followup {case.reference} Add an <!here> alarm")
    case.send(scenario.ana, owner=scenario.ben.id, due="2030-03-09")
    (follow_up,) = known(case)
    assert (follow_up.text, follow_up.owner) == ("Add an <!here> alarm", scenario.ben.id)
    assert str(follow_up.due) == "2030-03-09"
    said = f"Add an &lt;!here&gt; alarm · <@{scenario.ben.id}> · due 9 Mar 2030"
    assert case.lines[-1].endswith(f"added a follow-up: {said}")
    assert said in shown(case.channel_panel)
    assert said in shown(case.thread_panel)
    assert said not in shown(case.announcement)


def test_added_by_the_panels_button(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "add_follow_up")
    case.send(scenario.ana, text="Add an alarm")
    assert [each.text for each in known(case)] == ["Add an alarm"]
    assert "Add an alarm · unassigned" in shown(case.panel)


def test_added_from_a_message_with_a_link_to_it(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.join(case.incident_channel)
    message = scenario.ben.post(case.incident_channel, "We should have an alarm\nfor this")
    scenario.ben.message_shortcut("add_follow_up", message)
    case.send(scenario.ben, owner=scenario.ana.id)
    (follow_up,) = known(case)
    assert follow_up.text == "We should have an alarm for this"
    assert message.ts.replace(".", "") in follow_up.source
    assert "|in Slack>" in shown(case.panel)
    assert sum("follow-up" in line for line in case.lines) == 1


def test_added_from_a_message_where_the_bot_is_no_member(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.slack.add_channel("elsewhere", private=True, members=[scenario.ana], bot=False)
    message = scenario.ana.post("elsewhere", "The disk was full")
    scenario.ana.message_shortcut("add_follow_up", message)
    case.send(scenario.ana, incident=str(case.id))
    case.send(scenario.ana, text="Buy a disk")
    (follow_up,) = known(case)
    assert (follow_up.text, follow_up.source) == ("Buy a disk", "")


def test_changed_done_and_reopened_in_the_list(scenario: Scenario) -> None:
    case = scenario.declare()
    add(scenario, case)
    scenario.type(scenario.ben, f"followups {case.reference}")
    choose(scenario, scenario.ben, "Edit…")
    classes = {"priority": "P1", "kind": "detect"}
    case.send(scenario.ben, owner=scenario.ben.id, ticket="https://tickets.example/7", **classes)
    assert known(case)[0].owner == scenario.ben.id
    assert "Add an alarm · P1 · Detect · " in modal_text(top(scenario.ben))
    assert "Add an alarm · P1 · Detect · " in shown(case.panel)
    assert "<https://tickets.example/7|ticket>" in modal_text(top(scenario.ben))
    choose(scenario, scenario.ben, "Done")
    assert known(case)[0].state is FollowUpState.DONE
    assert "~Add an alarm~" in modal_text(top(scenario.ben))
    assert case.lines[-1].endswith(f"<@{scenario.ben.id}> completed a follow-up: Add an alarm")
    assert "Add an alarm" not in shown(case.panel)
    choose(scenario, scenario.ben, "Reopen")
    assert known(case)[0].state is FollowUpState.OPEN


def test_dropped_follow_up_is_recorded_and_not_on_the_panel(scenario: Scenario) -> None:
    case = scenario.declare()
    add(scenario, case)
    case.press(scenario.ana, "follow_ups")
    choose(scenario, scenario.ana, "Won't do")
    assert known(case)[0].state is FollowUpState.DROPPED
    assert "Add an alarm" not in shown(case.panel)
    changes = [each for each in case.timeline if isinstance(each, FollowUpChanged)]
    assert [each.after.state for each in changes] == [FollowUpState.OPEN, FollowUpState.DROPPED]


def test_follow_up_of_a_closed_incident_can_be_changed(scenario: Scenario) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.close")
    names = [each["action_id"] for each in elements(case.panel)]
    assert "add_follow_up" in names
    add(scenario, case)
    assert "Add an alarm" in shown(case.panel)


def test_overdue_follow_up_is_marked_in_the_list(scenario: Scenario) -> None:
    case = scenario.declare()
    yesterday = (scenario.bot.context.clock.now() - timedelta(days=1)).date()
    add(scenario, case, due=yesterday.isoformat())
    scenario.type(scenario.ana, f"followups {case.reference}")
    assert "*overdue*" in modal_text(top(scenario.ana))


def test_panel_shows_the_most_urgent_and_the_number_of_others(scenario: Scenario) -> None:
    case = scenario.declare()
    for day in range(1, 8):
        add(scenario, case, text=f"Task {day}", due=f"2030-03-0{8 - day}")
    said = shown(case.panel)
    assert said.index("Task 7") < said.index("Task 3")
    assert "Task 2" not in said
    assert "…and 2 more" in said


def test_invalid_input_is_refused_beside_its_field(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"followup {case.reference}")
    reply = case.send(scenario.ana, text=" \n ")
    assert set(reply.errors) == {"text"}
    assert known(case) == []


def test_done_pressed_twice_is_recorded_once(scenario: Scenario) -> None:
    case = scenario.declare()
    add(scenario, case)
    for person in (scenario.ana, scenario.ben):
        scenario.type(person, f"followups {case.reference}")
    choose(scenario, scenario.ana, "Done")
    choose(scenario, scenario.ben, "Done")
    assert "already" in modal_text(top(scenario.ben))
    assert sum(isinstance(each, FollowUpChanged) for each in case.timeline) == 2


def test_outsider_sees_no_follow_up_of_a_private_incident(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", private="private")
    for command in ("followup", "followups"):
        said = scenario.answer(scenario.ben, f"{command} {case.reference}")
        assert said == scenario.answer(scenario.ben, f"{command} INC-99999").replace(
            "INC-99999", case.reference
        )
        assert scenario.ben.view is None
