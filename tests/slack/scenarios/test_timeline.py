"""Notes, messages chosen from their menu, and the timeline as people read and correct it."""

from datetime import timedelta

import pytest

from firefighter.domain.events import EntryCorrected, EntryRemoved, NoteTaken
from firefighter.domain.story import Passage, story
from firefighter.playground.slack import Person, View
from firefighter.slack.blocks.timeline import PAGE
from firefighter.usecases.take_note import take_note
from tests.slack.scenarios.case import Case
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene, modal_text
from tests.store.desk import delivery


def passages(case: Case) -> list[Passage]:
    record = case.stage.bot.house.records.timeline(case.id)
    return [passage for passage in story(record) if passage.has_words]


def texts(case: Case) -> list[str]:
    return [passage.text for passage in passages(case)]


def open_timeline(scene: Scene, case: Case, person: Person) -> View:
    reply = scene.type(person, f"timeline {case.reference}")
    assert reply.acknowledged, reply
    return top(person)


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def choose(scene: Scene, person: Person, label: str, entry: int = -1) -> None:
    """Chooses in the menu of one of the entries shown."""
    menus = [block["accessory"] for block in top(person).blocks if "accessory" in block]
    values = {each["text"]["text"]: each["value"] for each in menus[entry]["options"]}
    block = [block for block in top(person).blocks if "accessory" in block][entry]
    reply = person.press(
        top(person),
        action_id="timeline_entry",
        block_id=block["block_id"],
        value=values[label],
    )
    assert reply.acknowledged, reply
    scene.quiet()


def test_a_note_in_one_line(scene: Scene) -> None:
    case = scene.declare()
    said = scene.answer(scene.ana, f"note {case.reference} Cache <!channel> flushed")
    assert said == f"It is on the timeline of {case.reference}."
    scene.quiet()
    assert texts(case) == ["Cache <!channel> flushed"]
    assert case.lines[-1].endswith("noted: Cache &lt;!channel&gt; flushed")


def test_in_the_room_the_whole_line_is_the_note(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.answer(scene.ana, "note INC-7 looks like it", case.room.name)
    scene.quiet()
    assert texts(case) == ["INC-7 looks like it"]


def test_a_note_by_form_says_when(scene: Scene) -> None:
    case = scene.declare()
    scene.type(scene.ana, f"note {case.reference}")
    at = int((scene.bot.house.clock.now() - timedelta(hours=1)).timestamp())
    case.send(scene.ana, text="Deploy of 2.14", at=at)
    (passage,) = passages(case)
    assert (passage.text, int(passage.at.timestamp())) == ("Deploy of 2.14", at)
    assert isinstance(passage.event, NoteTaken)


def test_a_time_to_come_is_refused_and_the_form_stays(scene: Scene) -> None:
    case = scene.declare()
    scene.type(scene.ana, f"note {case.reference}")
    at = int((scene.bot.house.clock.now() + timedelta(hours=1)).timestamp())
    reply = case.send(scene.ana, text="It will break", at=at)
    assert set(reply.errors) == {"at"}
    assert scene.ana.view is not None
    assert texts(case) == []


def test_a_message_from_its_menu(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    scene.ben.join(case.room)
    message = scene.ben.post(case.room, "It is the cache")
    assert scene.ben.message_shortcut("add_to_timeline", message).acknowledged
    assert f"It is on the timeline of {case.reference}." in sentences(scene, scene.ben)
    assert texts(case) == ["It is the cache"]
    scene.ben.edit(message, "It was the cache")
    scene.quiet()
    assert texts(case) == ["It was the cache"]


def test_a_message_where_the_bot_is_no_member(scene: Scene) -> None:
    case = scene.declare()
    scene.slack.add_channel("ops", private=True, members=[scene.ana], bot=False)
    message = scene.ana.post("ops", "The <db> is full")
    assert scene.ana.message_shortcut("add_to_timeline", message).acknowledged
    case.send(scene.ana, incident=str(case.id))
    assert modal_text(top(scene.ana)) == f"It is on the timeline of {case.reference}."
    assert texts(case) == ["The <db> is full"]


def test_the_timeline_tells_what_happened_in_order(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout <returns> 500")
    case.press(scene.ana, "step.investigate")
    scene.ben.join(case.room)
    message = scene.ben.post(case.room, "It is the <cache>, @" + scene.ana.handle)
    scene.ana.react(message, "pushpin")
    scene.quiet()
    shown = modal_text(open_timeline(scene, case, scene.ana))
    declared, investigating, said = (
        shown.index("declared INC-"),
        shown.index("is investigating"),
        shown.index("It is the &lt;cache&gt;"),
    )
    assert declared < investigating < said
    assert f"<@{scene.ben.id}>: It is the &lt;cache&gt;, <@{scene.ana.id}>" in shown
    assert "|in the chat>" in shown


def test_pages_are_turned_in_place(scene: Scene) -> None:
    case = scene.declare()
    for number in range(PAGE + 4):
        take_note(scene.bot.house, delivery(), case.incident.declared_by, case.id, f"Note {number}")
    view = open_timeline(scene, case, scene.ana)
    assert "Note 23" in modal_text(view)
    scene.ana.press(view, action_id="turn_timeline.earlier")
    assert "Note 23" not in modal_text(top(scene.ana))
    assert "declared" in modal_text(top(scene.ana))
    scene.ana.press(top(scene.ana), action_id="turn_timeline.later")
    assert "Note 23" in modal_text(top(scene.ana))
    assert len(scene.ana.views) == 1


def test_an_entry_is_corrected_and_the_page_beneath_shows_it(scene: Scene) -> None:
    case = scene.declare()
    scene.answer(scene.ana, f"note {case.reference} Cash flushed")
    scene.quiet()
    open_timeline(scene, case, scene.ben)
    choose(scene, scene.ben, "Correct…")
    at = int((scene.bot.house.clock.now() - timedelta(hours=2)).timestamp())
    case.send(scene.ben, text="Cache flushed", at=at)
    assert texts(case) == ["Cache flushed"]
    assert isinstance(case.timeline[-1], EntryCorrected)
    assert case.timeline[-1].actor == scene.ben.id
    shown = modal_text(top(scene.ben))
    assert "Cache flushed" in shown
    assert "_(corrected)_" in shown
    assert shown.index("Cache flushed") < shown.index("declared")


def test_words_alone_are_corrected_without_moving_the_entry(scene: Scene) -> None:
    case = scene.declare()
    scene.answer(scene.ana, f"note {case.reference} Cash flushed")
    before = passages(case)[0].at
    open_timeline(scene, case, scene.ana)
    choose(scene, scene.ana, "Correct…")
    case.send(scene.ana, text="Cache flushed")
    assert [(each.text, each.at) for each in passages(case)] == [("Cache flushed", before)]


def test_what_the_bot_saw_can_be_moved_and_not_reworded(scene: Scene) -> None:
    case = scene.declare()
    open_timeline(scene, case, scene.ana)
    choose(scene, scene.ana, "Correct…", entry=0)
    names = [block["block_id"] for block in top(scene.ana).blocks if block["type"] == "input"]
    assert names == ["at"]


def test_an_entry_is_taken_off(scene: Scene) -> None:
    case = scene.declare()
    scene.answer(scene.ana, f"note {case.reference} Wrong window")
    open_timeline(scene, case, scene.ana)
    choose(scene, scene.ana, "Take off the timeline")
    assert texts(case) == []
    assert isinstance(case.timeline[-1], EntryRemoved)
    assert "Wrong window" not in modal_text(top(scene.ana))


def test_an_entry_that_is_gone_is_refused_in_a_sentence(scene: Scene) -> None:
    case = scene.declare()
    scene.answer(scene.ana, f"note {case.reference} Wrong window")
    open_timeline(scene, case, scene.ana)
    open_timeline(scene, case, scene.ben)
    choose(scene, scene.ana, "Take off the timeline")
    choose(scene, scene.ben, "Take off the timeline")
    assert "not on the timeline any more" in modal_text(top(scene.ben))


def test_a_note_from_the_timeline_shows_there(scene: Scene) -> None:
    case = scene.declare()
    view = open_timeline(scene, case, scene.ana)
    scene.ana.press(view, action_id="note")
    case.send(scene.ana, text="Cache flushed")
    assert "Cache flushed" in modal_text(top(scene.ana))


@pytest.mark.parametrize("command", ["note {} I was here", "timeline {}"])
def test_an_outsider_learns_nothing(scene: Scene, command: str) -> None:
    case = scene.declare_by_form(title="Payroll leaked", private="private")
    said = scene.answer(scene.ben, command.format(case.reference))
    assert said == scene.answer(scene.ben, command.format("INC-99999")).replace(
        "INC-99999", case.reference
    )
    assert scene.ben.view is None
    assert texts(case) == []
