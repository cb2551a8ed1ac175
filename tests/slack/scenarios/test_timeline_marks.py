"""A reaction or a pin puts a message on the timeline, wherever the incident is worked."""

from collections.abc import Callable

import pytest

from firefighter.domain.events import MessageDropped, MessageNoted, MessageReworded
from firefighter.domain.story import story
from firefighter.playground.slack import Message, Person, RateLimited, Reply, ServerError
from firefighter.settings.policy import Policy
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.scene import POLICY, Scene, open_scene

Act = Callable[[Person, Message], None]


def react(person: Person, message: Message) -> None:
    person.react(message, "pushpin")


def unreact(person: Person, message: Message) -> None:
    person.unreact(message, "pushpin")


def pin(person: Person, message: Message) -> None:
    person.pin(message)


def unpin(person: Person, message: Message) -> None:
    person.unpin(message)


def in_room(scene: Scene, text: str = "It is the <cache> & co") -> tuple[Case, Message]:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ben.join(case.room)
    return case, scene.ben.post(case.room, text)


def in_thread(scene: Scene, text: str = "It is the <cache> & co") -> tuple[Case, Message]:
    case = scene.declare("sev3 Search is slow")
    return case, scene.ben.post("incidents", text, case.announcement.ts)


def texts(case: Case) -> list[str]:
    record = case.stage.bot.house.records.timeline(case.id)
    return [passage.text for passage in story(record) if passage.has_words]


def delivered(scene: Scene, kind: str) -> list[Reply]:
    events = [(reply, reply.payload.get("event", {})) for reply in scene.slack.deliveries]
    return [reply for reply, event in events if event.get("type") == kind]


@pytest.mark.parametrize("place", [in_room, in_thread])
@pytest.mark.parametrize(("mark", "unmark"), [(react, unreact), (pin, unpin)])
def test_a_mark_puts_it_on_and_taking_it_away_takes_it_off(
    scene: Scene, place: Callable[[Scene], tuple[Case, Message]], mark: Act, unmark: Act
) -> None:
    case, message = place(scene)
    mark(scene.ana, message)
    scene.quiet()
    assert texts(case) == ["It is the <cache> & co"]
    (event,) = [each for each in case.timeline if isinstance(each, MessageNoted)]
    assert (event.actor, event.author) == (scene.ana.id, scene.ben.id)
    assert f"{event.at.timestamp():.6f}" == message.ts
    assert f"/archives/{message.channel}/" in event.permalink
    assert message.ts.replace(".", "") in event.permalink
    unmark(scene.ana, message)
    scene.quiet()
    assert texts(case) == []
    assert isinstance(case.timeline[-1], MessageDropped)


def test_it_stays_as_long_as_anybody_marks_it(scene: Scene) -> None:
    case, message = in_room(scene)
    react(scene.ana, message)
    react(scene.ben, message)
    pin(scene.ana, message)
    scene.quiet()
    unreact(scene.ana, message)
    unpin(scene.ana, message)
    scene.quiet()
    assert texts(case) == ["It is the <cache> & co"]
    unreact(scene.ben, message)
    scene.quiet()
    assert texts(case) == []


@pytest.mark.parametrize("place", [in_room, in_thread])
def test_an_edit_is_followed_and_a_deletion_takes_it_off(
    scene: Scene, place: Callable[[Scene], tuple[Case, Message]]
) -> None:
    case, message = place(scene)
    react(scene.ana, message)
    scene.quiet()
    scene.ben.edit(message, "It was the cache")
    scene.quiet()
    assert texts(case) == ["It was the cache"]
    assert isinstance(case.timeline[-1], MessageReworded)
    scene.ben.delete(message)
    scene.quiet()
    assert texts(case) == []


def test_an_edit_of_another_message_leaves_no_trace(scene: Scene) -> None:
    case, message = in_room(scene)
    scene.ben.edit(message, "Never mind")
    scene.quiet()
    assert texts(case) == []


def test_another_reaction_and_other_channels_do_not_count(scene: Scene) -> None:
    case, message = in_room(scene)
    scene.ana.react(message, "eyes")
    react(scene.ana, scene.ana.post("general", "Lunch?"))
    react(scene.ana, scene.ana.post("incidents", "Is anybody here?"))
    scene.quiet()
    assert texts(case) == []


def test_what_the_bot_said_is_not_put_on_a_second_time(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    case.press(scene.ana, "step.investigate")
    line = scene.slack.messages(case.room)[-1]
    react(scene.ana, line)
    pin(scene.ana, line)
    scene.quiet()
    assert texts(case) == []


def test_delivered_again_it_is_on_record_once(scene: Scene) -> None:
    case, message = in_room(scene)
    react(scene.ana, message)
    scene.slack.settle()
    for reply in delivered(scene, "reaction_added"):
        assert scene.slack.redeliver(reply).acknowledged
    scene.quiet()
    assert sum(isinstance(each, MessageNoted) for each in case.timeline) == 1


def test_taken_away_before_anybody_looked_it_never_was_there(scene: Scene) -> None:
    case, message = in_room(scene)
    scene.slack.faults.answer("conversations.replies", RateLimited(retry_after_s=1))
    react(scene.ana, message)
    scene.slack.settle()
    unreact(scene.ana, message)
    scene.quiet()
    assert not any(isinstance(each, MessageNoted | MessageDropped) for each in case.timeline)


def test_a_mark_is_acknowledged_while_slack_answers_nothing_and_is_not_lost(scene: Scene) -> None:
    case, message = in_room(scene)
    scene.slack.faults.answer("conversations.replies", ServerError(), times=None)
    react(scene.ana, message)
    scene.slack.settle()
    assert delivered(scene, "reaction_added")[-1].acknowledged
    assert texts(case) == []
    scene.slack.faults.clear()
    scene.quiet()
    assert texts(case) == ["It is the <cache> & co"]


def test_the_reaction_is_the_companys_choice(sqlite_url: str) -> None:
    policy = Policy(**{**POLICY.model_dump(), "timeline_reaction": "memo"})
    with open_scene(policy, sqlite_url) as scene:
        case, message = in_room(scene)
        react(scene.ana, message)
        scene.quiet()
        assert texts(case) == []
        scene.ana.react(message, "memo")
        scene.quiet()
        assert texts(case) == ["It is the <cache> & co"]
