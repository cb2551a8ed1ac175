"""A refusal reaches the person, wherever they pressed."""

from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene


def test_somebody_who_only_looks_into_a_public_room_is_told(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    assert scene.dora.id not in case.room.members
    case.rate(scene.dora, "SEV1")
    assert sentences(scene, scene.dora) == ["It is SEV1 already."]


def test_somebody_who_only_looks_into_the_incidents_channel_is_told(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    case.rate(scene.dora, "SEV3")
    assert sentences(scene, scene.dora) == ["It is SEV3 already."]


def test_a_panel_shown_where_the_bot_is_no_member_works_and_tells(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    channel = scene.slack.add_channel(f"team-{case.id}", members=[scene.ben], bot=False)
    reply = scene.type(scene.ben, f"show {case.reference}", channel.name)
    assert reply.ephemeral is not None
    case.press(scene.ben, "step.investigate", on=reply.ephemeral)
    assert len(case.lines) == 1
    case.press(scene.ben, "step.investigate", on=reply.ephemeral)
    assert "It is investigating now" in sentences(scene, scene.ben)[-1]


def test_a_panel_shown_in_the_direct_messages_works_and_tells(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    reply = scene.ben.command(scene.ben.dm, "/incident", f"show {case.reference}")
    assert reply.ephemeral is not None
    case.rate(scene.ben, "SEV3", on=reply.ephemeral)
    assert sentences(scene, scene.ben) == ["It is SEV3 already."]


def test_a_refusal_is_for_one_person_only(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    before = scene.everything_said()
    case.rate(scene.ben, "SEV3")
    assert scene.everything_said() == before
    assert sentences(scene, scene.ana) == []
