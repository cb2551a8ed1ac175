"""Follow-ups: from a command, a button or a message; listed, changed, done."""

from datetime import timedelta

from firefighter.domain.events import FollowUpChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpState
from firefighter.playground.slack import Person, View
from tests.slack.scenarios.case import Case, elements, shown
from tests.slack.scenarios.scene import Scene, modal_text


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def known(case: Case) -> list[FollowUp]:
    return list(case.incident.follow_ups.values())


def add(scene: Scene, case: Case, **values: object) -> None:
    scene.type(scene.ana, f"followup {case.reference}")
    case.send(scene.ana, **{"text": "Add an alarm", **values})


def choose(scene: Scene, person: Person, label: str, number: int = 1) -> None:
    """Chooses in the menu of one follow-up of the list that is open."""
    action_id = f"follow_up.{number}"
    menu = next(
        block["accessory"]
        for block in top(person).blocks
        if block.get("accessory", {}).get("action_id") == action_id
    )
    values = {each["text"]["text"]: each["value"] for each in menu["options"]}
    assert person.press(top(person), action_id=action_id, value=values[label]).acknowledged
    scene.quiet()


def test_by_command_with_owner_and_day(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.type(scene.ana, f"followup {case.reference} Add an <!here> alarm")
    case.send(scene.ana, owner=scene.ben.id, due="2030-03-09")
    (follow_up,) = known(case)
    assert (follow_up.text, follow_up.owner) == ("Add an <!here> alarm", scene.ben.id)
    assert str(follow_up.due) == "2030-03-09"
    due = "<!date^1899288000^{date_short}|2030-03-09>"
    said = f"Add an &lt;!here&gt; alarm · <@{scene.ben.id}> · due {due}"
    assert case.lines[-1].endswith(f"added a follow-up: {said}")
    assert said in shown(case.room_panel)
    assert said in shown(case.thread_panel)
    assert said not in shown(case.announcement)


def test_by_the_panels_button(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "add_follow_up")
    case.send(scene.ana, text="Add an alarm")
    assert [each.text for each in known(case)] == ["Add an alarm"]
    assert "Add an alarm · nobody yet" in shown(case.panel)


def test_from_a_message_it_leads_back_to_it(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ben.join(case.room)
    message = scene.ben.post(case.room, "We should have an alarm\nfor this")
    scene.ben.message_shortcut("add_follow_up", message)
    case.send(scene.ben, owner=scene.ana.id)
    (follow_up,) = known(case)
    assert follow_up.text == "We should have an alarm for this"
    assert message.ts.replace(".", "") in follow_up.source
    assert "|in the chat>" in shown(case.panel)
    assert sum("follow-up" in line for line in case.lines) == 1


def test_from_a_message_where_the_bot_is_no_member(scene: Scene) -> None:
    case = scene.declare()
    scene.slack.add_channel("elsewhere", private=True, members=[scene.ana], bot=False)
    message = scene.ana.post("elsewhere", "The disk was full")
    scene.ana.message_shortcut("add_follow_up", message)
    case.send(scene.ana, incident=str(case.id))
    case.send(scene.ana, text="Buy a disk")
    (follow_up,) = known(case)
    assert (follow_up.text, follow_up.source) == ("Buy a disk", "")


def test_it_is_changed_done_and_opened_again_in_the_list(scene: Scene) -> None:
    case = scene.declare()
    add(scene, case)
    scene.type(scene.ben, f"followups {case.reference}")
    choose(scene, scene.ben, "Change…")
    case.send(scene.ben, owner=scene.ben.id, ticket="https://tickets.example/7")
    assert known(case)[0].owner == scene.ben.id
    assert "<https://tickets.example/7|ticket>" in modal_text(top(scene.ben))
    choose(scene, scene.ben, "Done")
    assert known(case)[0].state is FollowUpState.DONE
    assert "~Add an alarm~" in modal_text(top(scene.ben))
    assert case.lines[-1].endswith(f"<@{scene.ben.id}> did a follow-up: Add an alarm")
    assert "Add an alarm" not in shown(case.panel)
    choose(scene, scene.ben, "Open again")
    assert known(case)[0].state is FollowUpState.OPEN


def test_dropped_it_is_gone_from_the_panel_and_stays_on_record(scene: Scene) -> None:
    case = scene.declare()
    add(scene, case)
    case.press(scene.ana, "follow_ups")
    choose(scene, scene.ana, "Drop it")
    assert known(case)[0].state is FollowUpState.DROPPED
    assert "Add an alarm" not in shown(case.panel)
    changes = [each for each in case.timeline if isinstance(each, FollowUpChanged)]
    assert [each.after.state for each in changes] == [FollowUpState.OPEN, FollowUpState.DROPPED]


def test_it_can_be_worked_on_when_the_incident_is_closed(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    case.press(scene.ana, "step.close")
    names = [each["action_id"] for each in elements(case.panel)]
    assert "add_follow_up" in names
    add(scene, case)
    assert "Add an alarm" in shown(case.panel)


def test_what_is_late_says_so_in_the_list(scene: Scene) -> None:
    case = scene.declare()
    yesterday = (scene.bot.house.clock.now() - timedelta(days=1)).date()
    add(scene, case, due=yesterday.isoformat())
    scene.type(scene.ana, f"followups {case.reference}")
    assert "*overdue*" in modal_text(top(scene.ana))


def test_the_panel_shows_the_most_urgent_and_says_how_many_more(scene: Scene) -> None:
    case = scene.declare()
    for day in range(1, 8):
        add(scene, case, text=f"Task {day}", due=f"2030-03-0{8 - day}")
    said = shown(case.panel)
    assert said.index("Task 7") < said.index("Task 3")
    assert "Task 2" not in said
    assert "…and 2 more" in said


def test_what_cannot_be_taken_is_said_beside_its_field(scene: Scene) -> None:
    case = scene.declare()
    scene.type(scene.ana, f"followup {case.reference}")
    reply = case.send(scene.ana, text=" \n ")
    assert set(reply.errors) == {"text"}
    assert known(case) == []


def test_pressed_twice_it_is_done_once(scene: Scene) -> None:
    case = scene.declare()
    add(scene, case)
    for person in (scene.ana, scene.ben):
        scene.type(person, f"followups {case.reference}")
    choose(scene, scene.ana, "Done")
    choose(scene, scene.ben, "Done")
    assert "already" in modal_text(top(scene.ben))
    assert sum(isinstance(each, FollowUpChanged) for each in case.timeline) == 2


def test_an_outsider_learns_nothing(scene: Scene) -> None:
    case = scene.declare_by_form(title="Payroll leaked", private="private")
    for command in ("followup", "followups"):
        said = scene.answer(scene.ben, f"{command} {case.reference}")
        assert said == scene.answer(scene.ben, f"{command} INC-99999").replace(
            "INC-99999", case.reference
        )
        assert scene.ben.view is None
