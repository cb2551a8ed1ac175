"""Who declares, joins or speaks is on record as a participant, with how much."""

from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import Scene


def messages(case: Case) -> dict[str, int]:
    """How much each participant wrote."""
    found = case.stage.bot.house.records.participants(case.id)
    return {one.user: one.messages for one in found}


def test_who_declares_joins_and_speaks_in_the_room(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ben.join(case.room)
    scene.dora.join(case.room)
    scene.ben.post(case.room, "Payments come back")
    said = scene.ben.post(case.room, "All of them?")
    scene.ben.edit(said, "All of them.")
    scene.quiet()
    assert messages(case) == {scene.ana.id: 0, scene.ben.id: 2, scene.dora.id: 0}


def test_who_speaks_in_the_thread_where_it_is_worked(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    scene.ben.post("incidents", "I see it too", thread_ts=case.announcement.ts)
    scene.ben.post("incidents", "Lunch?")
    scene.quiet()
    assert messages(case) == {scene.ana.id: 0, scene.ben.id: 1}


def test_a_message_delivered_again_counts_once(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ben.join(case.room)
    scene.ben.post(case.room, "Payments come back")
    scene.quiet()
    for heard in scene.slack.deliveries[-3:]:
        scene.slack.redeliver(heard)
    scene.quiet()
    assert messages(case)[scene.ben.id] == 1


def test_who_is_given_a_role_takes_part(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    case.press(scene.ana, "assign")
    case.send(scene.ana, role="scribe:", to=scene.dora.handle)
    assert messages(case) == {scene.ana.id: 0, scene.dora.id: 0}
