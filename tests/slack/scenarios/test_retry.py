"""What Slack refused is given up and said; one press tries it again, once somebody mended it."""

from firefighter.bootstrap import Bot
from firefighter.domain.ids import UserId
from firefighter.effects.learn_members import LearnMembers
from firefighter.effects.tell_person import TellPerson
from firefighter.playground.slack import Person, SlackError
from firefighter.ports.places import ChannelId, Place
from firefighter.slack.blocks.presses import RETRY
from firefighter.store.tables import EffectState
from firefighter.usecases.tell import tell
from tests.slack.scenarios.bots import another_bot
from tests.slack.scenarios.case import Case, shown
from tests.slack.scenarios.scene import Scene
from tests.store.desk import delivery


def test_what_was_given_up_is_tried_again_at_the_press_of_a_button(fresh_scene: Scene) -> None:
    scene = fresh_scene
    case = given_up(scene, "conversations.setTopic")
    assert case.room.topic.value == ""
    scene.slack.faults.clear()
    case.press(scene.ben, RETRY)
    assert told(scene, scene.ben) == ["Trying 1 step again."]
    assert "SEV1" in case.room.topic.value
    assert "Retry now" not in shown(case.room_panel)


def test_pressing_twice_does_nothing_twice(fresh_scene: Scene) -> None:
    scene = fresh_scene
    case = given_up(scene, "pins.add")
    scene.slack.faults.clear()
    old = case.room_panel
    case.press(scene.ben, RETRY)
    case.press(scene.ana, RETRY, on=old)
    assert told(scene, scene.ana) == ["There is nothing left to try again."]
    assert len(scene.slack.pins(case.room)) == 1


def test_what_is_refused_again_is_given_up_again_and_said(fresh_scene: Scene) -> None:
    scene = fresh_scene
    case = given_up(scene, "pins.add")
    tried = tries(scene)
    assert scene.ben.press(case.room_panel, action_id=RETRY).acknowledged
    scene.slack.wait_until(lambda: tries(scene) == 2 * tried, what="it is tried as often again")
    wait_for_button(scene, case)
    assert scene.slack.pins(case.room) == []


def test_what_belongs_to_no_incident_is_tried_again_once_the_bot_is_started_anew(
    fresh_scene: Scene, sqlite_url: str
) -> None:
    """No panel shows it, so that nobody could press a button."""
    scene, bot = fresh_scene, fresh_scene.bot
    scene.slack.faults.answer("chat.postEphemeral", SlackError("restricted_action"), times=None)
    scene.slack.faults.answer("usergroups.users.list", SlackError("missing_scope"), times=None)
    hello = TellPerson(UserId(scene.ana.id), general(scene), "Hello.")
    for lost in (hello, LearnMembers("S1")):
        tell(bot.house, delivery(), lost.request())
    scene.slack.wait_until(lambda: parked(bot) == 2, timeout_s=60, what="both are given up")
    scene.slack.faults.clear()
    with another_bot(scene.slack, sqlite_url) as started:
        scene.slack.wait_until(lambda: not started.outbox.unsettled(), what="both are done")
    assert told(scene, scene.ana)[-1] == "Hello."


def parked(bot: Bot) -> int:
    return bot.outbox.unsettled().get(EffectState.PARKED, 0)


def general(scene: Scene) -> ChannelId:
    return ChannelId(scene.slack.channel("general").id)


def tries(scene: Scene) -> int:
    return sum(call.method == "pins.add" for call in scene.slack.calls)


def given_up(scene: Scene, method: str) -> Case:
    """An incident all of which is done but for one step, which Slack refused each time."""
    scene.slack.faults.answer(method, SlackError("restricted_action"), times=None)
    assert scene.type(scene.ana, "open sev1 Checkout returns 500").acknowledged
    case = scene.case()
    wait_for_button(scene, case)
    return case


def wait_for_button(scene: Scene, case: Case) -> None:
    scene.slack.wait_until(
        lambda: Place.ROOM_PANEL in case.places and "Retry now" in shown(case.room_panel),
        timeout_s=60,
        what="the panel offers another try",
    )


def told(scene: Scene, person: Person) -> list[str]:
    """What she alone was told after pressing."""
    return [
        str(call.arguments["text"])
        for call in scene.slack.calls
        if call.method == "chat.postEphemeral" and call.arguments["user"] == person.id
    ]
