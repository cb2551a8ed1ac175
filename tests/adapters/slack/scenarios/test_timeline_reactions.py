"""A reaction or a pin adds a message to the timeline, in the channel and in the thread."""

from collections.abc import Callable

import pytest

from firefighter.domain.events import MessageDropped, MessageNoted, MessageReworded
from firefighter.domain.timeline import timeline_view
from firefighter.playground.slack import Message, Person, RateLimited, Reply, ServerError
from firefighter.settings.policy import Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario

Act = Callable[[Person, Message], None]


def react(person: Person, message: Message) -> None:
    person.react(message, "pushpin")


def unreact(person: Person, message: Message) -> None:
    person.unreact(message, "pushpin")


def pin(person: Person, message: Message) -> None:
    person.pin(message)


def unpin(person: Person, message: Message) -> None:
    person.unpin(message)


def in_channel(
    scenario: Scenario, text: str = "It is the <cache> & co"
) -> tuple[IncidentCase, Message]:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.join(case.incident_channel)
    return case, scenario.ben.post(case.incident_channel, text)


def in_thread(
    scenario: Scenario, text: str = "It is the <cache> & co"
) -> tuple[IncidentCase, Message]:
    case = scenario.declare("sev3 Search is slow")
    return case, scenario.ben.post("incidents", text, case.announcement.ts)


def texts(case: IncidentCase) -> list[str]:
    record = case.sandbox.bot.context.records.timeline(case.id)
    return [view_item.text for view_item in timeline_view(record) if view_item.is_editable]


def delivered(scenario: Scenario, kind: str) -> list[Reply]:
    events = [(reply, reply.payload.get("event", {})) for reply in scenario.slack.deliveries]
    return [reply for reply, event in events if event.get("type") == kind]


@pytest.mark.parametrize("place", [in_channel, in_thread])
@pytest.mark.parametrize(("mark", "unmark"), [(react, unreact), (pin, unpin)])
def test_reaction_adds_the_message_and_removing_it_removes_the_message(
    scenario: Scenario,
    place: Callable[[Scenario], tuple[IncidentCase, Message]],
    mark: Act,
    unmark: Act,
) -> None:
    case, message = place(scenario)
    mark(scenario.ana, message)
    scenario.settle()
    assert texts(case) == ["It is the <cache> & co"]
    (event,) = [each for each in case.timeline if isinstance(each, MessageNoted)]
    assert (event.actor, event.author) == (scenario.ana.id, scenario.ben.id)
    assert f"{event.at.timestamp():.6f}" == message.ts
    assert f"/archives/{message.channel}/" in event.permalink
    assert message.ts.replace(".", "") in event.permalink
    unmark(scenario.ana, message)
    scenario.settle()
    assert texts(case) == []
    assert isinstance(case.timeline[-1], MessageDropped)


def test_message_stays_while_one_reaction_is_left(scenario: Scenario) -> None:
    case, message = in_channel(scenario)
    react(scenario.ana, message)
    react(scenario.ben, message)
    pin(scenario.ana, message)
    scenario.settle()
    unreact(scenario.ana, message)
    unpin(scenario.ana, message)
    scenario.settle()
    assert texts(case) == ["It is the <cache> & co"]
    unreact(scenario.ben, message)
    scenario.settle()
    assert texts(case) == []


@pytest.mark.parametrize("place", [in_channel, in_thread])
def test_edited_message_is_updated_and_deleted_message_is_removed(
    scenario: Scenario, place: Callable[[Scenario], tuple[IncidentCase, Message]]
) -> None:
    case, message = place(scenario)
    react(scenario.ana, message)
    scenario.settle()
    scenario.ben.edit(message, "It was the cache")
    scenario.settle()
    assert texts(case) == ["It was the cache"]
    assert isinstance(case.timeline[-1], MessageReworded)
    scenario.ben.delete(message)
    scenario.settle()
    assert texts(case) == []


def test_an_edit_of_another_message_leaves_no_trace(scenario: Scenario) -> None:
    case, message = in_channel(scenario)
    scenario.ben.edit(message, "Never mind")
    scenario.settle()
    assert texts(case) == []


def test_another_reaction_and_other_channels_do_not_count(scenario: Scenario) -> None:
    case, message = in_channel(scenario)
    scenario.ana.react(message, "eyes")
    react(scenario.ana, scenario.ana.post("general", "Lunch?"))
    react(scenario.ana, scenario.ana.post("incidents", "Is anybody here?"))
    scenario.settle()
    assert texts(case) == []


def test_own_messages_of_the_bot_are_not_added(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "step.investigate")
    line = scenario.slack.messages(case.incident_channel)[-1]
    react(scenario.ana, line)
    pin(scenario.ana, line)
    scenario.settle()
    assert texts(case) == []


def test_repeated_delivery_is_recorded_once(scenario: Scenario) -> None:
    case, message = in_channel(scenario)
    react(scenario.ana, message)
    scenario.slack.settle()
    for reply in delivered(scenario, "reaction_added"):
        assert scenario.slack.redeliver(reply).acknowledged
    scenario.settle()
    assert sum(isinstance(each, MessageNoted) for each in case.timeline) == 1


def test_reaction_removed_before_the_read_adds_nothing(scenario: Scenario) -> None:
    case, message = in_channel(scenario)
    scenario.slack.faults.answer("conversations.replies", RateLimited(retry_after_s=1))
    react(scenario.ana, message)
    scenario.slack.settle()
    unreact(scenario.ana, message)
    scenario.settle()
    assert not any(isinstance(each, MessageNoted | MessageDropped) for each in case.timeline)


def test_a_mark_is_acknowledged_while_slack_answers_nothing_and_is_not_lost(
    scenario: Scenario,
) -> None:
    case, message = in_channel(scenario)
    scenario.slack.faults.answer("conversations.replies", ServerError(), times=None)
    react(scenario.ana, message)
    scenario.slack.settle()
    assert delivered(scenario, "reaction_added")[-1].acknowledged
    assert texts(case) == []
    scenario.slack.faults.clear()
    scenario.settle()
    assert texts(case) == ["It is the <cache> & co"]


def test_reaction_is_configurable(sqlite_url: str) -> None:
    policy = Policy(**{**POLICY.model_dump(), "timeline_reaction": "memo"})
    with open_scenario(policy, sqlite_url) as scenario:
        case, message = in_channel(scenario)
        react(scenario.ana, message)
        scenario.settle()
        assert texts(case) == []
        scenario.ana.react(message, "memo")
        scenario.settle()
        assert texts(case) == ["It is the <cache> & co"]
