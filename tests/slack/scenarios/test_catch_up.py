"""What is going on, for who comes late."""

from firefighter.playground.slack import Person
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene


def told_in(case: Case, person: Person) -> list[str]:
    return [each.text for each in person.ephemerals(case.room) if not each.origin]


def busy(scene: Scene) -> Case:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "role.commander")
    case.press(scene.ana, "role.scribe")
    case.press(scene.ana, "step.investigate")
    return case


def test_who_joins_the_room_is_told_alone(scene: Scene) -> None:
    case = busy(scene)
    before = case.lines
    scene.dora.join(case.room)
    scene.quiet()
    (text,) = told_in(case, scene.dora)
    assert f"*{case.reference} · SEV1 · Checkout returns 500*" in text
    assert "Investigating. Declared <!date" in text
    assert "Nobody has written down yet what people see." in text
    assert f"<@{scene.ana.id}> is incident commander." in text
    assert ":rotating_light:" in text
    assert f"<@{scene.ana.id}> is now incident commander." in text
    assert "is now scribe" not in text
    assert case.lines == before
    assert told_in(case, scene.ana) == []


def test_delivered_again_it_is_told_once(scene: Scene) -> None:
    case = busy(scene)
    scene.dora.join(case.room)
    scene.quiet()
    joined = next(
        each
        for each in reversed(scene.slack.deliveries)
        if each.payload.get("event", {}).get("type") == "member_joined_channel"
    )
    assert scene.slack.redeliver(joined).acknowledged
    scene.quiet()
    assert len(told_in(case, scene.dora)) == 1


def test_it_can_be_asked_for_from_anywhere(scene: Scene) -> None:
    case = busy(scene)
    answer = scene.answer(scene.ben, f"catchup {case.reference}")
    assert f"{case.reference} · SEV1" in answer


def test_in_the_room_it_needs_no_number(scene: Scene) -> None:
    case = busy(scene)
    assert case.reference in scene.answer(scene.ana, "catchup", case.room.name)


def test_while_nobody_leads_that_is_said(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    assert "Nobody leads yet." in scene.answer(scene.ben, f"catchup {case.reference}")


def test_a_long_story_keeps_its_latest_turns_and_says_what_is_left_out(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    for step in ("mitigate", "reopen") * 4:
        case.press(scene.ana, f"step.{step}")
        case.send(scene.ana, note="So it is")
    answer = scene.answer(scene.ben, f"catchup {case.reference}")
    assert "3 earlier entries" in answer
    assert answer.count("So it is") == 6


def test_it_says_what_the_last_update_said(scene: Scene) -> None:
    case = busy(scene)
    case.press(scene.ana, "update")
    case.send(
        scene.ana,
        impact="One in five payments fails",
        changed="Rolled back <!channel>",
        next_step="Watch the error rate",
        next_by=scene.ben.handle,
        next_in="15",
    )
    answer = scene.answer(scene.ben, f"catchup {case.reference}")
    assert ">One in five payments fails" in answer
    assert "Rolled back &lt;!channel&gt;" in answer
    assert f"Next: Watch the error rate, by <@{scene.ben.id}>" in answer
