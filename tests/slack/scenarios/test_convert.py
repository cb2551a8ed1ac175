"""A channel that people have already becomes the room of an incident."""

from itertools import count

import pytest

from firefighter.domain.events import Declared, RoomAdopted
from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Channel
from firefighter.ports.places import Place
from firefighter.slack.manifest import needed_scopes
from firefighter.slack.registry import find_features
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.pressing import at_once
from tests.slack.scenarios.scene import Scene, modal_text

_numbers = count(1)


def open_channel(scene: Scene, **how: bool) -> Channel:
    name = f"payments-are-slow-{next(_numbers)}"
    return scene.slack.add_channel(name, members=[scene.ana, scene.dora], **{"bot": False, **how})


def open_channel_about(scene: Scene, topic: str) -> Channel:
    channel = open_channel(scene)
    scene.ana.set_topic(channel, topic)
    return channel


def declare_here(scene: Scene, channel: Channel, words: str = "", **values: object) -> Case:
    """By the form that `/incident convert` opens in the channel."""
    scene.type(scene.ana, f"convert {words}", channel=channel.name)
    reply = scene.ana.submit({"severity": "SEV3", **values})
    assert reply.acknowledged, reply
    assert not reply.errors
    scene.quiet()
    return scene.case(scene.count())


def refused(scene: Scene, channel: Channel, words: str = "") -> str:
    """What Ana reads, in an answer or in place of the form, when she asks."""
    reply = scene.type(scene.ana, f"convert {words}", channel=channel.name)
    if reply.ephemeral:
        return reply.ephemeral.text
    assert scene.ana.view is not None
    assert scene.ana.view.body.get("submit") is None
    said = modal_text(scene.ana.view)
    scene.ana.close_view()
    return said


def test_a_new_incident_is_worked_in_the_channel_where_it_was_declared(scene: Scene) -> None:
    channel = open_channel(scene)
    case = declare_here(scene, channel)
    assert case.room.id == channel.id
    assert case.incident.title == channel.name.replace("-", " ")
    assert scene.slack.bot_user_id in case.room.members
    assert scene.slack.pins(channel) == [case.room_panel]
    assert f"<#{channel.id}>" in shown(case.announcement)
    assert case.lines == [f":rotating_light: <@{scene.ana.id}> declared {case.reference} as SEV3."]
    assert not [each for each in scene.slack.channels() if each.name.startswith("inc-")]


def test_the_form_begins_with_the_channels_name_and_topic(scene: Scene) -> None:
    channel = open_channel_about(scene, "Cards are declined since 9")
    scene.type(scene.ana, "convert", channel=channel.name)
    view = scene.ana.view
    assert view is not None
    fields = {block["block_id"]: block["element"] for block in view.blocks if "element" in block}
    assert fields["title"]["initial_value"] == channel.name.replace("-", " ")
    assert fields["summary"]["initial_value"] == "Cards are declined since 9"
    assert "private" not in fields
    assert "Everybody can read this channel" in modal_text(view)


def test_what_is_typed_after_the_command_is_the_title(scene: Scene) -> None:
    case = declare_here(scene, open_channel(scene), "Cards are declined")
    assert case.incident.title == "Cards are declined"


def test_name_and_topic_stay_peoples(scene: Scene) -> None:
    channel = open_channel_about(scene, "Payments, all questions welcome")
    case = declare_here(scene, channel)
    case.rate(scene.ana, "SEV2")
    assert case.room.topic.value == "Payments, all questions welcome"
    assert case.room.name == channel.name


def test_an_empty_topic_says_what_it_is_about(scene: Scene) -> None:
    case = declare_here(scene, open_channel(scene), "Cards fail")
    assert case.room.topic.value == f"{case.reference} · SEV3 · Cards fail"
    case.rate(scene.ana, "SEV1")
    assert case.room.topic.value == f"{case.reference} · SEV1 · Cards fail"


def test_who_is_in_the_channel_takes_part_and_the_bot_does_not(scene: Scene) -> None:
    case = declare_here(scene, open_channel(scene))
    found = scene.bot.house.records.participants(case.id)
    assert {each.user for each in found} == {scene.ana.id, scene.dora.id}


def test_a_private_channel_makes_the_incident_private(scene: Scene) -> None:
    channel = open_channel(scene, private=True, bot=True)
    scene.type(scene.ana, "convert", channel=channel.name)
    assert scene.ana.view is not None
    assert ":lock:" in modal_text(scene.ana.view)
    case = declare_here(scene, channel)
    assert case.incident.private
    assert set(case.places) == {Place.ROOM, Place.ROOM_PANEL}
    said = scene.answer(scene.ben, f"show {case.reference}")
    assert said == scene.answer(scene.ben, "show INC-99999").replace("INC-99999", case.reference)
    assert scene.answer(scene.dora, f"show {case.reference}") == case.reference


def test_a_known_incident_moves_into_the_channel(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    channel = open_channel(scene)
    scene.type(scene.ana, f"convert {case.reference}", channel=channel.name)
    assert scene.ana.view is not None
    assert f"<#{channel.id}>" in modal_text(scene.ana.view)
    case.send(scene.ana)
    assert case.room.id == channel.id
    assert scene.slack.pins(channel) == [case.room_panel]
    assert f"<#{channel.id}>" in shown(case.announcement)
    line = f":door: <@{scene.ana.id}> made <#{channel.id}> its room."
    assert case.lines == [line, line]
    assert [each.channel for each in case.timeline if isinstance(each, RoomAdopted)] == [channel.id]


def test_a_form_that_is_sent_twice_counts_once(scene: Scene) -> None:
    channel = open_channel(scene)
    scene.type(scene.ana, "convert", channel=channel.name)
    reply = scene.ana.submit({"severity": "SEV3"})
    scene.slack.resend(reply)
    scene.quiet()
    case = scene.case(scene.count())
    assert [type(event) for event in case.timeline] == [Declared]
    assert len([each for each in scene.slack.messages(channel) if each.blocks]) == 2


def test_of_two_at_once_one_gets_the_channel_and_the_other_hears_why(scene: Scene) -> None:
    channel = open_channel(scene)
    before = scene.count()
    for person in (scene.ana, scene.dora):
        scene.type(person, "convert", channel=channel.name)
    replies = at_once(
        lambda: scene.ana.submit({"severity": "SEV3"}),
        lambda: scene.dora.submit({"severity": "SEV3"}),
    )
    scene.quiet()
    assert scene.count() == before + 1
    (loser,) = [reply for reply in replies if reply.errors]
    assert "is the room of an incident already" in next(iter(loser.errors.values()))


def test_a_form_for_an_incident_that_got_a_room_meanwhile_changes_nothing(scene: Scene) -> None:
    case = scene.declare("sev3 Search is slow")
    channel = open_channel(scene)
    scene.type(scene.ana, f"convert {case.reference}", channel=channel.name)
    case.rate(scene.ben, "SEV1", on=case.thread_panel)
    assert case.room.id != channel.id
    case.send(scene.ana)
    assert scene.ana.view is not None
    assert f"{case.reference} has a room already" in modal_text(scene.ana.view)
    assert not [each for each in scene.slack.messages(channel) if each.by_bot]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"private": True}, "/invite @firefighter"),
        ({"shared": True}, "shared with another company"),
        ({"shared": True, "private": True, "bot": True}, "shared with another company"),
    ],
)
def test_an_unfit_channel_is_refused_with_what_to_do(
    scene: Scene, how: dict[str, bool], said: str
) -> None:
    before = scene.count()
    assert said in refused(scene, open_channel(scene, **how))
    assert scene.count() == before


def test_a_room_and_the_incidents_channel_are_refused(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    other = scene.declare("sev3 Search is slow")
    assert "is the room of an incident already" in refused(scene, case.room)
    incidents = scene.slack.channel("incidents")
    assert "where everybody hears" in refused(scene, incidents, other.reference)
    assert Place.ROOM not in other.places


def test_the_incidents_channel_is_refused_before_anything_was_announced(
    fresh_scene: Scene,
) -> None:
    incidents = fresh_scene.slack.channel("incidents")
    assert "where everybody hears" in refused(fresh_scene, incidents)


def test_an_incident_with_a_room_is_refused_at_once(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    said = refused(scene, open_channel(scene), case.reference)
    assert said == f"{case.reference} has a room already."


def lose_room(scene: Scene, case: Case, how: str) -> Channel:
    room = case.room
    {
        "archived": scene.ana.archive,
        "deleted": scene.ana.delete_channel,
        "closed to us": scene.ana.remove,
    }[how](room)
    if how == "closed to us":
        case.press(scene.ana, "step.investigate", on=case.thread_panel)
    scene.quiet()
    return room


@pytest.mark.parametrize("how", ["archived", "deleted", "closed to us"])
def test_an_incident_whose_room_is_gone_moves_into_another(
    scene_on_either: Scene, how: str
) -> None:
    scene = scene_on_either
    case = scene.declare("sev1 Checkout returns 500")
    old = lose_room(scene, case, how)
    channel = open_channel(scene)
    scene.type(scene.ana, f"convert {case.reference}", channel=channel.name)
    assert scene.ana.view is not None
    assert "Its old room stays as it is" in modal_text(scene.ana.view)
    case.send(scene.ana)
    assert case.room.id == channel.id
    assert case.incident.works_in_room
    assert scene.slack.pins(channel) == [case.room_panel]
    assert f"<#{channel.id}>" in shown(case.announcement)
    line = f":door: <@{scene.ana.id}> made <#{channel.id}> its room."
    assert [each for each in case.lines if each.startswith(":door:")] == [line, line]
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    assert "marked it mitigated" in case.lines[-2]
    if how == "archived":
        before = case.timeline
        scene.ana.unarchive(old)
        scene.quiet()
        assert case.timeline == before


def test_a_room_that_comes_back_before_the_form_is_sent_stays_the_room(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    old = lose_room(scene, case, "archived")
    channel = open_channel(scene)
    scene.type(scene.ana, f"convert {case.reference}", channel=channel.name)
    scene.ana.unarchive(old)
    scene.quiet()
    case.send(scene.ana)
    assert scene.ana.view is not None
    assert f"{case.reference} has a room already" in modal_text(scene.ana.view)
    assert case.room.id == old.id


def test_a_private_incident_moves_only_where_nobody_but_members_reads(scene: Scene) -> None:
    case = scene.declare_by_form(title="Payroll leaked", private="private")
    scene.ana.invite(case.room, scene.ben)
    scene.quiet()
    scene.ana.archive(case.room)
    scene.quiet()
    assert "the incident is private" in refused(scene, open_channel(scene), case.reference)
    channel = open_channel(scene, private=True, bot=True)
    scene.type(scene.ana, f"convert {case.reference}", channel=channel.name)
    assert scene.ana.view is not None
    said = modal_text(scene.ana.view)
    assert "Who is in this channel knows of it then" in said
    assert "announcement" not in said
    case.send(scene.ana)
    assert case.room.id == channel.id
    assert case.lines == [f":door: <@{scene.ana.id}> made <#{channel.id}> its room."]
    assert scene.ben.id in case.room.members
    assert scene.answer(scene.dora, f"show {case.reference}") == case.reference
    case.press(scene.ben, "step.investigate")
    assert case.incident.status is Status.INVESTIGATING


def test_one_that_everybody_knows_of_does_not_move_where_only_members_read(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    lose_room(scene, case, "archived")
    channel = open_channel(scene, private=True, bot=True)
    assert "the incident is not private" in refused(scene, channel, case.reference)


def test_a_direct_message_is_refused(scene: Scene) -> None:
    scene.ana.message_bot("Hello")
    direct = next(each.channel for each in scene.ana.dms)
    reply = scene.ana.command(direct, "/incident", "convert")
    assert reply.ephemeral is not None
    assert "A room has to be a channel" in reply.ephemeral.text


def test_a_slack_that_does_not_let_us_look_is_told_of_and_nothing_is_changed(
    fresh_scene: Scene,
) -> None:
    channel = open_channel(fresh_scene)
    fresh_scene.slack.grant(set(needed_scopes(find_features())) - {"channels:read"})
    assert "missing scope" in refused(fresh_scene, channel)
    assert fresh_scene.count() == 0


def test_an_outsider_cannot_move_a_private_incident(scene: Scene) -> None:
    case = scene.declare_by_form(title="Payroll leaked", private="private")
    channel = open_channel(scene)
    scene.ben.join(channel)
    said = scene.answer(scene.ben, f"convert {case.reference}", channel=channel.name)
    about_none = scene.answer(scene.ben, "convert INC-99999", channel=channel.name)
    assert said == about_none.replace("INC-99999", case.reference)
