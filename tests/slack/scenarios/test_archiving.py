"""Some days after an incident is closed its room is archived, unless people want to keep it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from firefighter.domain.events import RoomChanged, RoomKept
from firefighter.domain.lifecycle import Status
from firefighter.domain.room import RoomState
from firefighter.playground.slack import Message
from firefighter.playground.slack.faults import DropAfterDoing, SlackError
from firefighter.ports.places import Place
from firefighter.settings.policy import Policy, RoomsTable
from firefighter.store.tables import EffectState
from tests.clock import MovedClock
from tests.slack.scenarios.case import Case, elements, shown
from tests.slack.scenarios.scene import POLICY, Scene, open_scene

TITLE = "sev1 Checkout returns 500"
TO_THE_NOTE = timedelta(days=13, minutes=1)
A_DAY = timedelta(days=1, minutes=1)


@pytest.fixture
def scene(clock: MovedClock, sqlite_url: str) -> Iterator[Scene]:
    with open_scene(database_url=sqlite_url, clock=clock) as scene:
        yield scene


def close(scene: Scene, case: Case) -> Case:
    case.press(scene.ana, "step.cancel")
    case.send(scene.ana, reason="false_alarm")
    assert case.incident.status is Status.CLOSED
    return case


def closed(scene: Scene) -> Case:
    return close(scene, scene.declare(TITLE))


def closed_in_private(scene: Scene) -> Case:
    case = scene.declare_by_form(title="Payroll leaked", severity="SEV3", private="private")
    return close(scene, case)


def notices(scene: Scene, case: Case) -> list[Message]:
    return [each for each in scene.slack.messages(case.room) if ":file_cabinet:" in each.text]


def notice(scene: Scene, clock: MovedClock, case: Case) -> Message:
    """Of the last closing, once its day has come."""
    before = len(notices(scene, case))
    clock.move_on(TO_THE_NOTE)
    scene.slack.wait_until(lambda: len(notices(scene, case)) == before + 1)
    scene.quiet()
    return scene.slack.message(case.room, notices(scene, case)[-1].ts)


def wait_until_archived(scene: Scene, case: Case) -> None:
    scene.slack.wait_until(lambda: case.room.is_archived)
    scene.quiet()


def nothing_comes(scene: Scene, clock: MovedClock) -> None:
    """What comes last is on time, so whatever was to come before it has come."""
    other = closed(scene)
    notice(scene, clock, other)
    clock.move_on(A_DAY)
    wait_until_archived(scene, other)


@pytest.mark.parametrize("declare", [closed, closed_in_private])
def test_the_room_is_told_a_day_before_and_then_archived(
    scene: Scene, clock: MovedClock, declare: Callable[[Scene], Case]
) -> None:
    case = declare(scene)
    told = notice(scene, clock, case)
    assert told.text.startswith(f":file_cabinet: {case.reference} is closed. I archive this room")
    assert [each["action_id"] for each in elements(told)] == ["keep_room", "archive_room"]
    assert not case.room.is_archived
    clock.move_on(A_DAY)
    wait_until_archived(scene, case)
    event = case.timeline[-1]
    assert isinstance(event, RoomChanged)
    assert (event.actor, event.after) == ("", RoomState.ARCHIVED)
    assert not scene.ana.dms
    assert len(notices(scene, case)) == 1


def test_whoever_wants_to_keep_it_keeps_it_for_good(scene: Scene, clock: MovedClock) -> None:
    case = closed(scene)
    told = notice(scene, clock, case)
    case.press(scene.ben, "keep_room", on=told)
    now = scene.slack.message(case.room, told.ts)
    assert now.text == f":file_cabinet: <@{scene.ben.id}> keeps this room: it is not archived."
    assert elements(now) == []
    assert isinstance(case.timeline[-1], RoomKept)
    case.press(scene.ana, "keep_room", on=told)
    assert case.incident.room_kept_by == scene.ben.id
    case.press(scene.ana, "archive_room", on=told)
    assert case.room.is_archived  # somebody asked for it


def test_what_is_kept_is_not_archived(scene: Scene, clock: MovedClock) -> None:
    case = closed(scene)
    case.press(scene.ben, "keep_room", on=notice(scene, clock, case))
    nothing_comes(scene, clock)
    assert not case.room.is_archived


def test_it_can_be_archived_at_once(scene: Scene, clock: MovedClock) -> None:
    case = closed(scene)
    case.press(scene.ben, "archive_room", on=notice(scene, clock, case))
    assert case.room.is_archived
    event = case.timeline[-1]
    assert isinstance(event, RoomChanged)
    assert event.actor == scene.ben.id


def test_reopened_it_stays_and_closed_again_it_is_counted_anew(
    scene: Scene, clock: MovedClock
) -> None:
    case = closed(scene)
    told = notice(scene, clock, case)
    case.press(scene.ana, "step.reopen")
    case.send(scene.ana, note="It is back")
    now = scene.slack.message(case.room, told.ts)
    assert now.text == f":file_cabinet: {case.reference} was reopened, so this room stays."
    assert elements(now) == []
    case.press(scene.ana, "archive_room", on=told)
    assert "nobody can archive its room" in scene.told(scene.ana)[-1]
    close(scene, case)
    clock.move_on(A_DAY)  # when it would have been archived
    notice(scene, clock, case)
    assert not case.room.is_archived
    clock.move_on(A_DAY)
    wait_until_archived(scene, case)


def test_a_bot_that_was_away_still_leaves_a_day(scene: Scene, clock: MovedClock) -> None:
    case = closed(scene)
    clock.move_on(timedelta(days=100))
    scene.slack.wait_until(lambda: len(notices(scene, case)) == 1)
    scene.quiet()
    assert not case.room.is_archived
    clock.move_on(A_DAY)
    wait_until_archived(scene, case)


def test_an_incident_in_a_thread_has_nothing_to_archive(scene: Scene, clock: MovedClock) -> None:
    case = close(scene, scene.declare("sev3 Search is slow"))
    nothing_comes(scene, clock)
    assert not scene.slack.channel("incidents").is_archived
    assert not any(":file_cabinet:" in line for line in case.lines)


def test_a_channel_that_people_had_before_stays_theirs(scene: Scene, clock: MovedClock) -> None:
    channel = scene.slack.add_channel("payments", members=[scene.ana], bot=False)
    scene.type(scene.ana, "convert Cards are declined", channel=channel.name)
    scene.ana.submit({"severity": "SEV3"})
    scene.quiet()
    case = close(scene, scene.case(scene.count()))
    assert case.room.id == channel.id
    nothing_comes(scene, clock)
    assert notices(scene, case) == []
    assert not case.room.is_archived


def test_a_company_may_want_no_room_archived(clock: MovedClock, sqlite_url: str) -> None:
    policy = Policy(services=POLICY.services, rooms=RoomsTable(archive_after_days=0))
    with open_scene(policy, sqlite_url, clock) as scene:
        case = closed(scene)
        clock.move_on(timedelta(days=400))
        later = scene.declare("sev1 Search is down")
        assert len(later.lines) == 0
        assert notices(scene, case) == []
        assert not case.room.is_archived


def test_how_many_days_is_the_companys_choice(clock: MovedClock, sqlite_url: str) -> None:
    policy = Policy(services=POLICY.services, rooms=RoomsTable(archive_after_days=1))
    with open_scene(policy, sqlite_url, clock) as scene:
        case = closed(scene)
        scene.slack.wait_until(lambda: len(notices(scene, case)) == 1)
        clock.move_on(A_DAY)
        wait_until_archived(scene, case)


def test_somebody_who_archived_it_first_spares_the_note(scene: Scene, clock: MovedClock) -> None:
    case = closed(scene)
    scene.ana.archive(case.room)
    scene.quiet()
    nothing_comes(scene, clock)
    assert notices(scene, case) == []


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("restricted_action", "Slack does not let me archive the room (restricted_action)"),
        ("cant_archive_required", "Slack does not let me archive the room (cant_archive_required)"),
        ("not_in_channel", "I am not in the room, so I cannot archive it; invite me, then try"),
    ],
)
def test_what_slack_forbids_is_said_and_can_be_tried_again(
    scene: Scene, clock: MovedClock, code: str, why: str
) -> None:
    case = closed(scene)
    told = notice(scene, clock, case)
    scene.slack.faults.answer("conversations.archive", SlackError(code), times=None)
    scene.ben.press(told, action_id="archive_room")
    parked = scene.bot.outbox.unsettled

    def given_up() -> bool:
        return parked() == {EffectState.PARKED: 1} and why in shown(case.thread_panel)

    scene.slack.wait_until(given_up)
    scene.slack.faults.clear()
    case.press(scene.ben, "retry", on=case.thread_panel)
    assert case.room.is_archived


@pytest.mark.parametrize("declare", [closed, closed_in_private])
def test_what_was_archived_when_we_were_cut_off_is_on_record_once(
    scene: Scene, clock: MovedClock, declare: Callable[[Scene], Case]
) -> None:
    case = declare(scene)
    told = notice(scene, clock, case)
    scene.slack.faults.answer("conversations.archive", DropAfterDoing())
    case.press(scene.ana, "archive_room", on=told)
    assert case.room.is_archived
    assert [each.after for each in case.timeline if isinstance(each, RoomChanged)] == [
        RoomState.ARCHIVED
    ]


def test_the_notice_is_one_of_the_places(scene: Scene, clock: MovedClock) -> None:
    case = closed(scene)
    told = notice(scene, clock, case)
    assert case.places[Place.ARCHIVE_NOTICE].ts == told.ts


def make_private(scene: Scene, case: Case) -> None:
    scene.type(scene.ana, f"private {case.reference}")
    case.send(scene.ana)


def test_a_room_it_moves_into_gets_a_notice_of_its_own_and_a_whole_day(
    scene: Scene, clock: MovedClock
) -> None:
    case, later = closed(scene), closed(scene)
    notice(scene, clock, case)
    scene.slack.wait_until(lambda: len(notices(scene, later)) == 1)
    scene.quiet()
    old = case.room
    clock.move_on(timedelta(hours=23))
    make_private(scene, case)
    assert case.room.id != old.id
    scene.slack.wait_until(lambda: len(notices(scene, case)) == 1)
    scene.quiet()
    clock.move_on(timedelta(hours=1, minutes=1))
    wait_until_archived(scene, later)
    assert not case.room.is_archived
    assert len(notices(scene, case)) == 1
    clock.move_on(A_DAY)
    wait_until_archived(scene, case)


def test_what_is_to_be_archived_at_once_is_not_the_room_it_moved_into(
    scene: Scene, clock: MovedClock
) -> None:
    case = closed(scene)
    told = notice(scene, clock, case)
    scene.slack.faults.answer("conversations.archive", SlackError("restricted_action"), times=None)
    scene.ben.press(told, action_id="archive_room")
    parked = scene.bot.outbox.unsettled
    scene.slack.wait_until(lambda: parked() == {EffectState.PARKED: 1})
    scene.slack.faults.clear()
    make_private(scene, case)
    scene.slack.wait_until(lambda: len(notices(scene, case)) == 1)
    scene.quiet()
    assert not case.room.is_archived


@pytest.mark.parametrize("days", [1, 100])
def test_a_room_that_is_made_for_what_is_over_is_archived_some_day_as_well(
    scene: Scene, clock: MovedClock, days: int
) -> None:
    case = close(scene, scene.declare("sev3 Search is slow"))
    clock.move_on(timedelta(days=days))
    make_private(scene, case)
    if days == 1:
        notice(scene, clock, case)
    scene.slack.wait_until(lambda: len(notices(scene, case)) == 1)
    scene.quiet()
    clock.move_on(A_DAY)
    wait_until_archived(scene, case)
