"""An incident becomes private, or public, after it was declared."""

import json
from itertools import count

import pytest

from firefighter.domain.events import VisibilityChanged
from firefighter.playground.slack import Person
from firefighter.ports.places import Place
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.pressing import at_once
from tests.slack.scenarios.scene import Scene, everything_in, modal_text

_numbers = count(1)


def secret() -> str:
    """One word that stands nowhere else."""
    return f"bakery{next(_numbers)}x"


def change(scene: Scene, case: Case, name: str, by: Person | None = None) -> None:
    """By the command, and the form that asks first."""
    person = by or scene.ana
    scene.type(person, f"{name} {case.reference}")
    assert person.view is not None, scene.told(person)
    case.send(person)


def changes(case: Case) -> list[bool]:
    return [each.private for each in case.timeline if isinstance(each, VisibilityChanged)]


def seen_by(scene: Scene, person: Person) -> str:
    """All that a person can read in channels, but for Slack's own lines about deeds of the bot."""
    said = [
        message
        for channel in scene.slack.channels()
        if person.sees(channel)
        for message in everything_in(scene, channel)
    ]
    bot = scene.slack.bot_user_id
    kept = [each for each in said if not (each.user == bot and each.subtype)]
    return json.dumps([[each.text, each.blocks] for each in kept]).lower()


def answers_as_about_none(scene: Scene, person: Person, case: Case) -> bool:
    said = scene.answer(person, f"show {case.reference}")
    return said == scene.answer(person, "show INC-99999").replace("INC-99999", case.reference)


def test_nothing_is_left_of_a_thread_incident_for_outsiders(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev3 {word}")
    case.press(scene.ana, "step.investigate")
    assert word in seen_by(scene, scene.ben)
    change(scene, case, "private")
    assert set(case.places) == {Place.ROOM, Place.ROOM_PANEL}
    assert case.room.is_private
    for each in (word, case.reference.lower(), case.room.id.lower()):
        assert each not in seen_by(scene, scene.ben)
    assert answers_as_about_none(scene, scene.ben, case)
    scene.type(scene.ben, "list all")
    assert scene.ben.view is not None
    assert f"*{case.reference} ·" not in str(scene.ben.view.blocks)
    scene.ben.close_view()
    scene.ben.open_home()
    scene.quiet()
    assert scene.ben.home is not None
    assert case.reference not in str(scene.ben.home.blocks)


def test_who_took_part_goes_on_in_the_private_room(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev3 {word}")
    case.press(scene.dora, "step.investigate")
    change(scene, case, "private")
    assert {scene.ana.id, scene.dora.id} <= set(case.room.members)
    assert scene.ben.id not in case.room.members
    assert scene.slack.pins(case.room) == [case.room_panel]
    assert case.lines[-1].startswith(f":lock: <@{scene.ana.id}> made it private")
    case.press(scene.dora, "role.commander")
    assert case.incident.commander == scene.dora.id


def test_who_still_has_something_to_do_for_it_is_let_in(scene: Scene) -> None:
    case = scene.declare(f"sev3 {secret()}")
    for text, owner in (("Fix it", scene.ben), ("Was done", scene.dora)):
        scene.type(scene.ana, f"followup {case.reference}")
        case.send(scene.ana, text=text, owner=owner.id)
    scene.type(scene.ana, f"followups {case.reference}")
    assert scene.ana.view is not None
    scene.ana.press(scene.ana.view, action_id="follow_up.2", value=f"{case.id}|2|done|")
    scene.ana.close_view()
    change(scene, case, "private")
    assert scene.ben.id in case.room.members
    assert scene.dora.id not in case.room.members


def test_what_people_wrote_in_the_thread_stays_beneath_a_deleted_message(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev3 {word}")
    announced = case.announcement
    scene.ben.post("incidents", "Me too", thread_ts=announced.ts)
    change(scene, case, "private")
    left = scene.slack.message("incidents", announced.ts)
    assert left.text == "This message was deleted."
    assert [each.text for each in scene.slack.thread("incidents", announced.ts)] == ["Me too"]


def test_the_message_it_was_declared_from_is_not_told_of_any_more(scene: Scene) -> None:
    word = secret()
    asked = scene.ben.post("incidents", "Who has the bread?")
    scene.ana.message_shortcut("declare_from_message", asked)
    scene.ana.submit({"title": word, "severity": "SEV3"})
    scene.quiet()
    case = scene.case(scene.count())
    assert case.reference.lower() in seen_by(scene, scene.ben)
    change(scene, case, "private")
    assert case.reference.lower() not in seen_by(scene, scene.ben)


def test_the_public_room_is_left_and_says_nothing(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev1 {word}")
    old = case.room
    scene.ben.join(old)
    scene.ben.post(old, "I am here")
    scene.quiet()
    change(scene, case, "private")
    assert case.room.id != old.id
    assert case.room.is_private
    assert scene.ben.id in case.room.members
    left = scene.slack.channel(old.id)
    assert left.is_archived
    assert left.name == f"unused-{old.id.lower()}"
    assert left.topic.value == "This channel is not used any more."
    assert [each.text for each in scene.slack.messages(left) if each.subtype is None] == [
        "I am here"
    ]
    assert word not in seen_by(scene, scene.dora)


def test_a_channel_that_people_had_before_stays_theirs(scene: Scene) -> None:
    word = secret()
    channel = scene.slack.add_channel(
        f"bread-{scene.count()}-{scene.ana.handle}", members=[scene.ana, scene.ben], bot=False
    )
    scene.type(scene.ana, f"convert {word}", channel=channel.name)
    scene.ana.submit({"severity": "SEV3"})
    scene.quiet()
    case = scene.case(scene.count())
    change(scene, case, "private")
    left = scene.slack.channel(channel.id)
    assert (left.is_archived, left.name) == (False, channel.name)
    assert case.room.id != channel.id
    assert not scene.slack.pins(left)
    assert word not in seen_by(scene, scene.dora)


def test_making_it_public_announces_it_and_leaves_the_room_private(scene: Scene) -> None:
    word = secret()
    case = scene.declare_by_form(title=word, private="private")
    room = case.room
    assert answers_as_about_none(scene, scene.ben, case)
    change(scene, case, "public")
    assert set(case.places) == set(Place) - {Place.ARCHIVE_NOTICE}
    assert word in shown(case.announcement)
    assert case.room == scene.slack.channel(room.id)
    assert not scene.ben.sees(case.room)
    assert scene.answer(scene.ben, f"show {case.reference}") == case.reference
    assert f":unlock: <@{scene.ana.id}> made it public" in case.lines[-1]


def test_there_and_back_again(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev3 {word}")
    for name in ("private", "public", "private", "public"):
        change(scene, case, name)
    assert changes(case) == [True, False, True, False]
    assert word in shown(case.announcement)
    announced = [each for each in scene.slack.messages("incidents") if word in each.text]
    assert announced == [case.announcement]


def test_a_room_that_was_private_before_stays(scene: Scene) -> None:
    case = scene.declare_by_form(title=secret(), private="private")
    room, panel = case.room, case.room_panel
    scene.ana.post(room, "The bread is gone")
    change(scene, case, "public")
    case.press(scene.dora, "step.investigate", on=case.thread_panel)
    scene.type(scene.ana, f"private {case.reference}")
    assert scene.ana.view is not None
    assert "private already and stays" in modal_text(scene.ana.view)
    case.send(scene.ana)
    assert (case.room.id, case.room.name) == (room.id, room.name)
    assert case.room_panel.ts == panel.ts
    assert scene.dora.id in case.room.members
    assert case.lines[-1].startswith(f":lock: <@{scene.ana.id}> made it private")
    assert Place.ANNOUNCEMENT not in case.places


def test_the_form_says_what_will_happen_and_nothing_happens_before_it_is_sent(
    scene: Scene,
) -> None:
    word = secret()
    case = scene.declare(f"sev1 {word}")
    scene.type(scene.ana, f"private {case.reference}")
    assert scene.ana.view is not None
    said = modal_text(scene.ana.view)
    assert "I cannot make a public room private" in said
    assert "until an administrator deletes the channel" in said
    scene.ana.close_view()
    scene.quiet()
    assert not changes(case)


def test_sent_twice_or_by_two_at_once_it_changes_once(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev3 {word}")
    for person in (scene.ana, scene.ben):
        scene.type(person, f"private {case.reference}")
    first, second = at_once(scene.ana.submit, scene.ben.submit)
    scene.slack.resend(first)
    scene.slack.resend(second)
    scene.quiet()
    assert changes(case) == [True]
    assert [each.name for each in scene.slack.channels() if word in each.name] == [case.room.name]


def told_of(scene: Scene, case: Case, person: Person) -> str:
    """What somebody reads who asks what happened."""
    told = scene.answer(person, f"catchup {case.reference}")
    scene.type(person, f"timeline {case.reference}")
    assert person.view is not None
    told += json.dumps(person.view.blocks)
    person.close_view()
    return told.lower()


@pytest.mark.parametrize("how", ["merge", "link"])
def test_the_timeline_of_another_does_not_name_it_any_more(scene: Scene, how: str) -> None:
    word = secret()
    other, case = scene.declare("sev3 Search is slow"), scene.declare(f"sev3 {word}")
    scene.type(scene.ana, f"{how} {case.reference} {other.reference}")
    if how == "merge":
        case.send(scene.ana)
    scene.quiet()
    name = case.reference.lower()
    assert name in told_of(scene, other, scene.ben)
    change(scene, case, "private")
    for each in (word, name):
        assert each not in told_of(scene, other, scene.ben)
    change(scene, case, "public")
    assert name in told_of(scene, other, scene.ben)


def test_what_was_merged_into_it_does_not_say_so_any_more(scene: Scene) -> None:
    case, duplicate = scene.declare(f"sev3 {secret()}"), scene.declare("sev3 Search is slow")
    scene.type(scene.ana, f"merge {duplicate.reference} {case.reference}")
    duplicate.send(scene.ana)
    change(scene, case, "private")
    told = told_of(scene, duplicate, scene.ben)
    assert case.reference.lower() not in told
    assert f"<@{scene.ana.id}> cancelled it: duplicate".lower() in told


def test_what_is_so_already_is_refused_at_once(scene: Scene) -> None:
    hidden = scene.declare_by_form(title="Payroll", private="private")
    shown_to_all = scene.declare("sev3 Search is slow")
    for case, name in ((hidden, "private"), (shown_to_all, "public")):
        said = scene.answer(scene.ana, f"{name} {case.reference}")
        assert said == "Nothing was changed: that is so already."


def test_a_stale_panel_of_the_thread_tells_outsiders_nothing(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev3 {word}")
    stale = case.thread_panel
    change(scene, case, "private")
    before = case.timeline
    scene.ben.press(stale, action_id="step.investigate", stale=True)
    scene.quiet()
    assert case.timeline == before
    assert "that you can see" in scene.told(scene.ben)[-1]


def test_it_is_offered_behind_more_whichever_way_it_can_go(scene: Scene) -> None:
    word = secret()
    case = scene.declare(f"sev3 {word}")
    for offered in ("private", "public"):
        case.press(scene.ana, "more")
        assert scene.ana.view is not None
        scene.ana.press(scene.ana.view, action_id=f"more.{offered}")
        case.send(scene.ana)
    assert changes(case) == [True, False]


def test_a_page_stands_in_the_way(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "step.mitigate")
    case.send(scene.ana, note="Rolled back")
    assert case.incident.has_page
    said = scene.answer(scene.ana, f"private {case.reference}")
    assert said.startswith("It has a post-mortem page")
    assert not case.incident.private
