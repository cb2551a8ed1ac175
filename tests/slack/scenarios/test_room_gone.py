"""A room that is archived, deleted or renamed by hand is noticed, and nothing is stuck for it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from firefighter.domain.events import RoleChanged, RoomChanged, RoomRenamed
from firefighter.domain.ids import UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.roles import COMMANDER
from firefighter.domain.room import RoomState
from firefighter.effects.bookmark_page import BookmarkPage
from firefighter.effects.brief_holder import BriefHolder
from firefighter.effects.effect import Effect
from firefighter.effects.invite_people import InvitePeople
from firefighter.effects.note_message import NoteMessage
from firefighter.effects.pin_panel import PinPanel
from firefighter.effects.post_nudge import PostNudge
from firefighter.effects.post_page_notice import PostPageNotice
from firefighter.effects.post_panel import PostPanel
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.set_topic import SetTopic
from firefighter.effects.settle_archive_notice import SettleArchiveNotice
from firefighter.playground.slack import Person
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES
from firefighter.ports.chat import PageNews, Wanted
from firefighter.ports.places import ChannelId, Place
from firefighter.ports.store import DeliveryId
from firefighter.usecases.arrange import arrange
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import Scene, modal_text

TITLE = "sev1 Checkout returns 500"


@pytest.fixture
def case(fresh_scene: Scene) -> Case:
    """In a room, led by Ben."""
    case = fresh_scene.declare(TITLE)
    case.press(fresh_scene.ben, "role.commander")
    return case


@pytest.fixture
def secret(fresh_scene: Scene) -> Case:
    """In a private room, in which Ben is as well, and leads."""
    case = fresh_scene.declare_by_form(title="Payroll leaked", severity="SEV1", private="private")
    fresh_scene.ana.invite(case.room, fresh_scene.ben)
    fresh_scene.quiet()
    case.press(fresh_scene.ben, "role.commander")
    return case


def thread(scene: Scene, case: Case) -> list[str]:
    announced = case.places[Place.ANNOUNCEMENT]
    return [each.text for each in scene.slack.thread(announced.channel, announced.ts)]


def said_in_room(scene: Scene, case: Case) -> list[str]:
    said = scene.slack.messages(case.room)
    return [each.text for each in said if each.by_bot and each.subtype is None]


def archive(scene: Scene, case: Case, by: Person | None = None) -> None:
    (by or scene.ana).archive(case.room)
    scene.quiet()


def last_change(case: Case) -> RoomChanged:
    (*_, event) = [each for each in case.timeline if isinstance(each, RoomChanged)]
    return event


def unheard(scene: Scene, deed: Callable[[], object]) -> None:
    """Something that happens while Slack tells the bot of nothing."""
    heard = scene.slack.subscriptions
    scene.slack.subscriptions = frozenset()
    deed()
    scene.slack.settle()
    scene.slack.subscriptions = heard


def test_who_leads_is_told_once_in_the_thread(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    archive(scene, case)
    assert thread(scene, case)[-1] == (
        f":file_cabinet: <@{scene.ben.id}> <@{scene.ana.id}> archived the room of "
        f"{case.reference}. Unarchive it in Slack, or go on in this thread."
    )
    event = last_change(case)
    assert (event.actor, event.after) == (scene.ana.id, RoomState.ARCHIVED)
    assert f"<#{case.room.id}> (archived)" in shown(case.announcement)
    case.press(scene.ben, "step.investigate", on=case.thread_panel)
    assert sum(":file_cabinet:" in each for each in thread(scene, case)) == 1


def test_work_goes_on_in_the_thread(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    before = said_in_room(scene, case)
    archive(scene, case)
    case.press(scene.ben, "step.investigate", on=case.thread_panel)
    assert thread(scene, case)[-1] == f":mag: <@{scene.ben.id}> is investigating."
    assert said_in_room(scene, case) == before


def test_reopened_without_its_room_it_says_where_to_go_on(fresh_scene: Scene, case: Case) -> None:
    case.press(fresh_scene.ana, "step.cancel")
    case.send(fresh_scene.ana, reason="false_alarm")
    fresh_scene.ana.archive(case.room)
    fresh_scene.quiet()
    case.press(fresh_scene.ana, "step.reopen", on=case.thread_panel)
    case.send(fresh_scene.ana, note="It is back")
    assert thread(fresh_scene, case)[-1] == (
        f":repeat: <@{fresh_scene.ana.id}> reopened it: It is back :file_cabinet: The room of "
        f"{case.reference} was archived. Unarchive it in Slack, or go on in this thread."
    )


@pytest.mark.parametrize("heard", [True, False])
def test_reopened_without_its_private_room_its_people_are_told_alone_once(
    fresh_scene: Scene, secret: Case, heard: bool
) -> None:
    """Whether the bot heard of the archiving, or comes upon it."""
    scene = fresh_scene
    scene.ana.invite(secret.room, scene.dora)
    scene.quiet()
    secret.press(scene.ben, "step.cancel")
    secret.send(scene.ben, reason="false_alarm")
    if heard:
        archive(scene, secret)
    else:
        unheard(scene, lambda: scene.ana.archive(secret.room))
    scene.type(scene.ben, f"show {secret.reference}")
    said = {person.id: len(person.dms) for person in (scene.ana, scene.ben, scene.dora)}
    (shown_to_ben,) = scene.ben.ephemerals()[-1:]
    scene.ben.press(shown_to_ben, action_id="step.reopen")
    reply = secret.send(scene.ben, note="It is back")
    scene.slack.redeliver(reply)
    scene.quiet()
    assert secret.incident.status is Status.INVESTIGATING
    for person in (scene.ana, scene.dora):
        (told,) = person.dms[said[person.id] :]
        assert told.text.startswith(f":red_circle: *{secret.reference} · SEV1 · Payroll leaked*\n")
        assert f":repeat: <@{scene.ben.id}> reopened it: It is back" in told.text
        assert "invite me again" in told.text.lower()
    assert not [each for each in scene.ben.dms[said[scene.ben.id] :] if "reopened" in each.text]
    outsider = scene.slack.add_person("eve", real_name="Eve")
    assert not outsider.dms


def test_who_makes_it_private_hears_what_stays_in_an_archived_room_and_how_to_mend_it(
    fresh_scene: Scene, case: Case
) -> None:
    room = case.room
    fresh_scene.ana.archive(room)
    fresh_scene.quiet()
    fresh_scene.type(fresh_scene.ana, f"private {case.reference}")
    assert fresh_scene.ana.view is not None
    assert "what I wrote there stays for everybody" in modal_text(fresh_scene.ana.view)
    fresh_scene.ana.close_view()
    fresh_scene.ana.unarchive(room)
    fresh_scene.quiet()
    fresh_scene.type(fresh_scene.ana, f"private {case.reference}")
    assert "In the old room I delete what I wrote" in modal_text(fresh_scene.ana.view)
    case.send(fresh_scene.ana)
    left = fresh_scene.slack.channel(room.id)
    assert left.is_archived
    said = fresh_scene.slack.messages(left)
    assert not [each for each in said if each.by_bot and each.subtype is None]


def test_unarchived_it_is_used_again_with_what_it_missed(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    archive(scene, case)
    case.press(scene.ben, "step.investigate", on=case.thread_panel)
    case.rate(scene.ben, "SEV2", on=case.thread_panel)
    scene.ana.unarchive(case.room)
    scene.quiet()
    assert scene.slack.bot_user_id in case.room.members
    assert thread(scene, case)[-1] == (
        f":file_cabinet: <@{scene.ben.id}> <@{scene.ana.id}> brought back the room of "
        f"{case.reference}. Work goes on in <#{case.room.id}>."
    )
    assert "SEV2" in case.room.topic.value
    assert "SEV2" in shown(case.room_panel)
    case.press(scene.ben, "severity.SEV3")
    case.send(scene.ben, reason="It calms down")
    assert "lowered the severity" in said_in_room(scene, case)[-1]


def test_a_deleted_room_is_let_go(fresh_scene: Scene, case: Case) -> None:
    scene, room = fresh_scene, case.room
    scene.ana.delete_channel(room)
    scene.quiet()
    assert thread(scene, case)[-1] == (
        f":file_cabinet: <@{scene.ben.id}> The room of {case.reference} was deleted. "
        "Go on in this thread."
    )
    assert last_change(case).after is RoomState.DELETED
    assert room.id not in shown(case.announcement)
    case.press(scene.ben, "step.investigate", on=case.thread_panel)
    assert thread(scene, case)[-1] == f":mag: <@{scene.ben.id}> is investigating."


def test_a_new_name_is_on_record_with_who_gave_it(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    scene.ana.rename(case.room, "war-room")
    scene.quiet()
    named = [each for each in case.timeline if isinstance(each, RoomRenamed)]
    assert [(each.actor, each.name) for each in named] == [(scene.ana.id, "war-room")]
    assert case.incident.room_name == "war-room"
    assert f"<#{case.room.id}>" in shown(case.announcement)
    case.press(scene.ben, "step.investigate")
    assert said_in_room(scene, case)[-1] == f":mag: <@{scene.ben.id}> is investigating."


def test_a_new_name_is_on_record_without_who_gave_it(fresh_scene: Scene, case: Case) -> None:
    """Where the bot is not, Slack tells it of the name, but of no line that says who."""
    scene = fresh_scene
    scene.ana.remove(case.room)
    case.press(scene.ben, "step.investigate", on=case.thread_panel)
    scene.ana.rename(case.room, "war-room")
    scene.quiet()
    event = case.timeline[-1]
    assert isinstance(event, RoomRenamed)
    assert (event.actor, event.name) == ("", "war-room")


def test_what_becomes_of_other_channels_is_nobodys_business(fresh_scene: Scene, case: Case) -> None:
    scene, before = fresh_scene, case.timeline
    other = scene.slack.add_channel("kitchen", members=[scene.ana])
    scene.ana.rename(other, "pantry")
    scene.ana.archive(other)
    scene.ana.unarchive(other)
    scene.ana.delete_channel(other)
    scene.quiet()
    assert case.timeline == before


def test_after_closing_it_is_on_record_and_nobody_is_called(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    case.press(scene.ben, "step.cancel")
    case.send(scene.ben, reason="false_alarm")
    before, direct = thread(scene, case), scene.ben.dms
    archive(scene, case)
    assert last_change(case).actor == scene.ana.id
    assert thread(scene, case) == before
    assert scene.ben.dms == direct


def test_of_a_private_room_who_leads_is_told_alone(fresh_scene: Scene, secret: Case) -> None:
    scene = fresh_scene
    direct = len(scene.ben.dms)
    archive(scene, secret)
    (told,) = scene.ben.dms[direct:]
    assert told.text == (
        f":file_cabinet: <@{scene.ben.id}> <@{scene.ana.id}> archived the room of "
        f"{secret.reference}. Unarchive it in Slack and invite me again, or type "
        f"`/incident convert {secret.reference}` in another private channel; until then I cannot "
        "write about it."
    )
    scene.type(scene.ben, f"note {secret.reference} The bakery called")
    scene.quiet()
    scene.ana.unarchive(secret.room)
    scene.ana.invite(secret.room)
    scene.quiet()
    event = last_change(secret)
    assert (event.actor, event.after) == (scene.ana.id, RoomState.OPEN)
    secret.press(scene.ben, "step.investigate")
    assert said_in_room(scene, secret)[-1] == f":mag: <@{scene.ben.id}> is investigating."


def test_what_the_bot_did_not_hear_it_finds_out(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    unheard(scene, lambda: scene.ana.archive(case.room))
    case.press(scene.ben, "step.investigate", on=case.thread_panel)
    event = last_change(case)
    assert (event.actor, event.after) == ("", RoomState.ARCHIVED)
    said = thread(scene, case)
    assert f":mag: <@{scene.ben.id}> is investigating." in said
    assert sum(":file_cabinet:" in each for each in said) == 1


def test_a_bot_that_was_put_out_says_so_and_comes_back(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    scene.ana.remove(case.room)
    case.press(scene.ben, "step.investigate", on=case.thread_panel)
    assert last_change(case).after is RoomState.OUT_OF_REACH
    assert (
        f":file_cabinet: <@{scene.ben.id}> I am not in the room of {case.reference} any more. "
        "Invite me again, or go on in this thread."
    ) in thread(scene, case)
    scene.ana.invite(case.room)
    scene.quiet()
    assert last_change(case).after is RoomState.OPEN
    case.rate(scene.ben, "SEV2")
    assert "SEV2" in said_in_room(scene, case)[-1]


def test_unarchived_without_the_right_to_join_it_asks_to_be_invited(
    fresh_scene: Scene, case: Case
) -> None:
    scene = fresh_scene
    scene.slack.grant(ALL_BOT_SCOPES - {"channels:join"})
    archive(scene, case)
    scene.ana.unarchive(case.room)
    scene.quiet()
    assert last_change(case).after is RoomState.OUT_OF_REACH
    assert "Invite me again" in thread(scene, case)[-1]


AT = datetime(2026, 3, 1, tzinfo=UTC)
NOBODY = UserId("U0NOBODY")
LED = RoleChanged(actor=NOBODY, at=AT, role=COMMANDER, before=None, after=NOBODY)
ROOM_EFFECTS: list[Effect] = [
    BookmarkPage(),
    BriefHolder(LED, Place.ROOM),
    InvitePeople((NOBODY,)),
    PinPanel(),
    PostNudge(Place.ROOM, Wanted.COMMANDER),
    PostPageNotice(Place.ROOM, PageNews.MADE),
    PostPanel(Place.ROOM_PANEL),
    RefreshCard(Place.ROOM_PANEL),
    SetTopic(),
    SettleArchiveNotice(),
]


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("effect", ROOM_EFFECTS, ids=lambda each: each.kind)
def test_nothing_that_belongs_into_the_room_is_stuck(
    fresh_scene: Scene, case: Case, effect: Effect, heard: bool
) -> None:
    """Whether the bot heard of the archiving, or comes upon it."""
    scene = fresh_scene
    if heard:
        archive(scene, case)
    else:
        unheard(scene, lambda: scene.ana.archive(case.room))
    arrange(scene.bot.house, DeliveryId(f"by hand {effect}"), case.id, effect.request())
    scene.quiet()


def test_changes_of_every_kind_after_archiving_leave_nothing_stuck(
    fresh_scene: Scene, case: Case
) -> None:
    scene, panel = fresh_scene, case.thread_panel
    archive(scene, case)
    before = said_in_room(scene, case)
    case.press(scene.ben, "step.mitigate", on=panel)
    case.send(scene.ben, note="Rolled back")
    case.rate(scene.ben, "SEV2", on=case.thread_panel)
    scene.type(scene.ben, f"note {case.reference} The bakery called")
    scene.type(scene.ana, f"followup {case.reference}")
    case.send(scene.ana, text="Add an alarm", owner=scene.ana.id, due=f"{date(2030, 1, 1)}")
    scene.type(scene.ben, f"update {case.reference}")
    case.send(scene.ben, impact="Nobody can pay", changed="Nothing yet")
    case.press(scene.ben, "step.start_postmortem", on=case.thread_panel)
    scene.quiet()
    assert said_in_room(scene, case) == before
    said = thread(scene, case)
    assert sum("Nobody can pay" in each for each in said) == 1
    assert any("The bakery called" in each for each in said)
    assert any("Add an alarm" in each for each in said)


def test_a_mark_set_just_before_the_room_went_is_let_go(fresh_scene: Scene, case: Case) -> None:
    scene = fresh_scene
    message = scene.ana.post(case.room, "The bakery called")
    scene.quiet()
    archive(scene, case)
    look = NoteMessage(ChannelId(case.room.id), message.ts, UserId(scene.ana.id), AT, asked=True)
    arrange(scene.bot.house, DeliveryId("by hand"), case.id, look.request())
    scene.quiet()
