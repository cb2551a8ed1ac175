"""Notes, messages chosen from their menu, and the timeline as people read and correct it."""

from datetime import timedelta

import pytest

from firefighter.adapters.slack.blocks.timeline import PAGE_SIZE
from firefighter.domain.events import EntryCorrected, EntryRemoved, NoteTaken
from firefighter.domain.timeline import TimelineViewItem, timeline_view
from firefighter.playground.slack import Person, View
from firefighter.use_cases.timeline import add_note
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text
from tests.adapters.store.store_client import delivery


def passages(case: IncidentCase) -> list[TimelineViewItem]:
    record = case.sandbox.bot.context.records.timeline(case.id)
    return [view_item for view_item in timeline_view(record) if view_item.is_editable]


def texts(case: IncidentCase) -> list[str]:
    return [view_item.text for view_item in passages(case)]


def open_timeline(scenario: Scenario, case: IncidentCase, person: Person) -> View:
    reply = scenario.type(person, f"timeline {case.reference}")
    assert reply.acknowledged, reply
    return top(person)


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def choose(scenario: Scenario, person: Person, label: str, entry: int = -1) -> None:
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
    scenario.settle()


def test_note_by_command(scenario: Scenario) -> None:
    case = scenario.declare()
    said = scenario.answer(scenario.ana, f"note {case.reference} Cache <!channel> flushed")
    assert said == f"Added to the {case.reference} timeline."
    scenario.settle()
    assert texts(case) == ["Cache <!channel> flushed"]
    assert case.lines[-1].endswith("noted: Cache &lt;!channel&gt; flushed")


def test_in_the_channel_all_words_are_the_note(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.answer(scenario.ana, "note INC-7 looks like it", case.incident_channel.name)
    scenario.settle()
    assert texts(case) == ["INC-7 looks like it"]


def test_note_by_form_has_a_time(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"note {case.reference}")
    at = int((scenario.bot.context.clock.now() - timedelta(hours=1)).timestamp())
    case.send(scenario.ana, text="Deploy of 2.14", at=at)
    (view_item,) = passages(case)
    assert (view_item.text, int(view_item.at.timestamp())) == ("Deploy of 2.14", at)
    assert isinstance(view_item.event, NoteTaken)


def test_future_time_is_refused_and_the_form_stays(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.type(scenario.ana, f"note {case.reference}")
    at = int((scenario.bot.context.clock.now() + timedelta(hours=1)).timestamp())
    reply = case.send(scenario.ana, text="It will break", at=at)
    assert set(reply.errors) == {"at"}
    assert scenario.ana.view is not None
    assert texts(case) == []


def test_message_is_added_from_its_menu(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.join(case.incident_channel)
    message = scenario.ben.post(case.incident_channel, "It is the cache")
    assert scenario.ben.message_shortcut("add_to_timeline", message).acknowledged
    assert f"Added to the {case.reference} timeline." in sentences(scenario, scenario.ben)
    assert texts(case) == ["It is the cache"]
    scenario.ben.edit(message, "It was the cache")
    scenario.settle()
    assert texts(case) == ["It was the cache"]


def test_a_message_of_the_bot_is_not_added_and_the_reply_says_so(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    entries = len(case.timeline)
    assert scenario.ana.message_shortcut("add_to_timeline", case.channel_panel).acknowledged
    (told,) = sentences(scenario, scenario.ana)
    assert told.startswith("Not added: this message is mine.")
    assert case.reference in told
    assert len(case.timeline) == entries


def test_message_is_added_where_the_bot_is_no_member(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.slack.add_channel("ops", private=True, members=[scenario.ana], bot=False)
    message = scenario.ana.post("ops", "The <db> is full")
    assert scenario.ana.message_shortcut("add_to_timeline", message).acknowledged
    case.send(scenario.ana, incident=str(case.id))
    said = modal_text(top(scenario.ana))
    assert said.startswith(f"Adding the message to the {case.reference} timeline.")
    assert texts(case) == ["The <db> is full"]


def test_a_message_of_the_bot_chosen_elsewhere_is_reported_as_not_added(
    scenario: Scenario,
) -> None:
    case = scenario.declare()
    case.press(scenario.ana, "role.scribe")
    briefing = scenario.ana.dms[-1]
    entries = len(case.timeline)
    assert scenario.ana.message_shortcut("add_to_timeline", briefing).acknowledged
    case.send(scenario.ana, incident=str(case.id))
    assert "Added" not in modal_text(top(scenario.ana))
    assert scenario.ana.dms[-1].text.startswith("Not added: this message is mine.")
    assert len(case.timeline) == entries


def test_timeline_is_in_order(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout <returns> 500")
    case.press(scenario.ana, "step.investigate")
    scenario.ben.join(case.incident_channel)
    message = scenario.ben.post(case.incident_channel, "It is the <cache>, @" + scenario.ana.handle)
    scenario.ana.react(message, "pushpin")
    scenario.settle()
    shown = modal_text(open_timeline(scenario, case, scenario.ana))
    declared, investigating, said = (
        shown.index("declared INC-"),
        shown.index("is investigating"),
        shown.index("It is the &lt;cache&gt;"),
    )
    assert declared < investigating < said
    assert f"<@{scenario.ben.id}>: It is the &lt;cache&gt;, <@{scenario.ana.id}>" in shown
    assert "|in Slack>" in shown


def test_pages_are_turned_in_place(scenario: Scenario) -> None:
    case = scenario.declare()
    for number in range(PAGE_SIZE + 4):
        add_note(
            scenario.bot.context, delivery(), case.incident.declared_by, case.id, f"Note {number}"
        )
    view = open_timeline(scenario, case, scenario.ana)
    assert "Note 23" in modal_text(view)
    scenario.ana.press(view, action_id="turn_timeline.earlier")
    assert "Note 23" not in modal_text(top(scenario.ana))
    assert "declared" in modal_text(top(scenario.ana))
    scenario.ana.press(top(scenario.ana), action_id="turn_timeline.later")
    assert "Note 23" in modal_text(top(scenario.ana))
    assert len(scenario.ana.views) == 1


def test_a_corrected_entry_is_shown_in_the_list_below(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.answer(scenario.ana, f"note {case.reference} Cash flushed")
    scenario.settle()
    open_timeline(scenario, case, scenario.ben)
    choose(scenario, scenario.ben, "Correct…")
    at = int((scenario.bot.context.clock.now() - timedelta(hours=2)).timestamp())
    case.send(scenario.ben, text="Cache flushed", at=at)
    assert texts(case) == ["Cache flushed"]
    assert isinstance(case.timeline[-1], EntryCorrected)
    assert case.timeline[-1].actor == scenario.ben.id
    shown = modal_text(top(scenario.ben))
    assert "Cache flushed" in shown
    assert "_(corrected)_" in shown
    assert shown.index("Cache flushed") < shown.index("declared")


def test_correcting_the_text_does_not_move_the_entry(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.answer(scenario.ana, f"note {case.reference} Cash flushed")
    before = passages(case)[0].at
    open_timeline(scenario, case, scenario.ana)
    choose(scenario, scenario.ana, "Correct…")
    case.send(scenario.ana, text="Cache flushed")
    assert [(each.text, each.at) for each in passages(case)] == [("Cache flushed", before)]


def test_recorded_event_can_be_moved_but_not_reworded(scenario: Scenario) -> None:
    case = scenario.declare()
    open_timeline(scenario, case, scenario.ana)
    choose(scenario, scenario.ana, "Correct…", entry=0)
    names = [block["block_id"] for block in top(scenario.ana).blocks if block["type"] == "input"]
    assert names == ["at"]


def test_entry_is_removed(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.answer(scenario.ana, f"note {case.reference} Wrong window")
    open_timeline(scenario, case, scenario.ana)
    choose(scenario, scenario.ana, "Remove")
    assert texts(case) == []
    assert isinstance(case.timeline[-1], EntryRemoved)
    assert "Wrong window" not in modal_text(top(scenario.ana))


def test_changing_a_removed_entry_is_refused(scenario: Scenario) -> None:
    case = scenario.declare()
    scenario.answer(scenario.ana, f"note {case.reference} Wrong window")
    open_timeline(scenario, case, scenario.ana)
    open_timeline(scenario, case, scenario.ben)
    choose(scenario, scenario.ana, "Remove")
    choose(scenario, scenario.ben, "Remove")
    assert "no longer on the timeline" in modal_text(top(scenario.ben))


def test_note_added_from_the_timeline_is_shown_there(scenario: Scenario) -> None:
    case = scenario.declare()
    view = open_timeline(scenario, case, scenario.ana)
    scenario.ana.press(view, action_id="note")
    case.send(scenario.ana, text="Cache flushed")
    assert "Cache flushed" in modal_text(top(scenario.ana))


@pytest.mark.parametrize("command", ["note {} I was here", "timeline {}"])
def test_outsider_sees_no_timeline_of_a_private_incident(scenario: Scenario, command: str) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", private="private")
    said = scenario.answer(scenario.ben, command.format(case.reference))
    assert said == scenario.answer(scenario.ben, command.format("INC-99999")).replace(
        "INC-99999", case.reference
    )
    assert scenario.ben.view is None
    assert texts(case) == []
