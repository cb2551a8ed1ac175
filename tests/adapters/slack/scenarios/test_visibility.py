"""An incident becomes private, or public, after it was declared."""

import json
from itertools import count

import pytest

from firefighter.domain.events import VisibilityChanged
from firefighter.playground.slack import Person
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.concurrent_presses import at_once
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, everything_in, modal_text

_numbers = count(1)
_LASTING = {Place.ANNOUNCEMENT, Place.THREAD_PANEL, Place.CHANNEL, Place.CHANNEL_PANEL}


def secret() -> str:
    """A word that appears nowhere else."""
    return f"bakery{next(_numbers)}x"


def change(scenario: Scenario, case: IncidentCase, name: str, by: Person | None = None) -> None:
    """By the command, and the form that asks first."""
    person = by or scenario.ana
    scenario.type(person, f"{name} {case.reference}")
    assert person.view is not None, scenario.told(person)
    case.send(person)


def changes(case: IncidentCase) -> list[bool]:
    return [each.private for each in case.timeline if isinstance(each, VisibilityChanged)]


def seen_by(scenario: Scenario, person: Person) -> str:
    """All that a person can read in channels, without Slack's messages about the bot's actions."""
    said = [
        message
        for channel in scenario.slack.channels()
        if person.can_see(channel)
        for message in everything_in(scenario, channel)
    ]
    bot = scenario.slack.bot_user_id
    kept = [each for each in said if not (each.user == bot and each.subtype)]
    return json.dumps([[each.text, each.blocks] for each in kept]).lower()


def answers_as_about_none(scenario: Scenario, person: Person, case: IncidentCase) -> bool:
    said = scenario.answer(person, f"show {case.reference}")
    return said == scenario.answer(person, "show INC-99999").replace("INC-99999", case.reference)


def test_outsiders_find_nothing_of_an_incident_without_a_channel(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare(f"sev3 {word}")
    case.press(scenario.ana, "step.investigate")
    assert word in seen_by(scenario, scenario.ben)
    change(scenario, case, "private")
    assert set(case.places) == {Place.CHANNEL, Place.CHANNEL_PANEL}
    assert case.incident_channel.is_private
    for each in (word, case.reference.lower(), case.incident_channel.id.lower()):
        assert each not in seen_by(scenario, scenario.ben)
    assert answers_as_about_none(scenario, scenario.ben, case)
    scenario.type(scenario.ben, "list all")
    assert scenario.ben.view is not None
    assert f"*{case.reference} ·" not in str(scenario.ben.view.blocks)
    scenario.ben.close_view()
    scenario.ben.open_home()
    scenario.settle()
    assert scenario.ben.home is not None
    assert case.reference not in str(scenario.ben.home.blocks)


def test_participants_continue_in_the_private_channel(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare(f"sev3 {word}")
    case.press(scenario.dora, "step.investigate")
    change(scenario, case, "private")
    assert {scenario.ana.id, scenario.dora.id} <= set(case.incident_channel.members)
    assert scenario.ben.id not in case.incident_channel.members
    assert scenario.slack.pins(case.incident_channel) == [case.channel_panel]
    assert case.lines[-1].startswith(f":lock: <@{scenario.ana.id}> made it private")
    case.press(scenario.dora, "role.commander")
    assert case.incident.commander == scenario.dora.id


def test_owners_of_open_follow_ups_are_invited(scenario: Scenario) -> None:
    case = scenario.declare(f"sev3 {secret()}")
    for text, owner in (("Fix it", scenario.ben), ("Was done", scenario.dora)):
        scenario.type(scenario.ana, f"followup {case.reference}")
        case.send(scenario.ana, text=text, owner=owner.id)
    scenario.type(scenario.ana, f"followups {case.reference}")
    assert scenario.ana.view is not None
    scenario.ana.press(scenario.ana.view, action_id="follow_up.2", value=f"{case.id}|2|done|")
    scenario.ana.close_view()
    change(scenario, case, "private")
    assert scenario.ben.id in case.incident_channel.members
    assert scenario.dora.id not in case.incident_channel.members


def test_messages_of_people_in_the_thread_stay_below_a_deleted_message(
    scenario: Scenario,
) -> None:
    word = secret()
    case = scenario.declare(f"sev3 {word}")
    announced = case.announcement
    scenario.ben.post("incidents", "Me too", thread_ts=announced.ts)
    change(scenario, case, "private")
    left = scenario.slack.message("incidents", announced.ts)
    assert left.text == "This message was deleted."
    assert [each.text for each in scenario.slack.thread("incidents", announced.ts)] == ["Me too"]


def test_reply_to_the_source_message_is_deleted(scenario: Scenario) -> None:
    word = secret()
    asked = scenario.ben.post("incidents", "Who has the bread?")
    scenario.ana.message_shortcut("declare_from_message", asked)
    scenario.ana.submit({"title": word, "severity": "SEV3"})
    scenario.settle()
    case = scenario.case(scenario.count())
    assert case.reference.lower() in seen_by(scenario, scenario.ben)
    change(scenario, case, "private")
    assert case.reference.lower() not in seen_by(scenario, scenario.ben)


def test_the_public_channel_is_left_without_messages(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare(f"sev1 {word}")
    old = case.incident_channel
    scenario.ben.join(old)
    scenario.ben.post(old, "I am here")
    scenario.settle()
    change(scenario, case, "private")
    assert case.incident_channel.id != old.id
    assert case.incident_channel.is_private
    assert scenario.ben.id in case.incident_channel.members
    left = scenario.slack.channel(old.id)
    assert left.is_archived
    assert left.name == f"unused-{old.id.lower()}"
    assert left.topic.value == "This channel is not used any more."
    assert [each.text for each in scenario.slack.messages(left) if each.subtype is None] == [
        "I am here"
    ]
    assert word not in seen_by(scenario, scenario.dora)


def test_adopted_channel_is_left_when_the_incident_becomes_private(scenario: Scenario) -> None:
    word = secret()
    channel = scenario.slack.add_channel(
        f"bread-{scenario.count()}-{scenario.ana.handle}",
        members=[scenario.ana, scenario.ben],
        bot=False,
    )
    scenario.type(scenario.ana, f"convert {word}", channel=channel.name)
    scenario.ana.submit({"severity": "SEV3"})
    scenario.settle()
    case = scenario.case(scenario.count())
    change(scenario, case, "private")
    left = scenario.slack.channel(channel.id)
    assert (left.is_archived, left.name) == (False, channel.name)
    assert case.incident_channel.id != channel.id
    assert not scenario.slack.pins(left)
    assert word not in seen_by(scenario, scenario.dora)


def test_making_it_public_announces_it_and_keeps_the_channel_private(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare_by_form(title=word, private="private")
    incident_channel = case.incident_channel
    assert answers_as_about_none(scenario, scenario.ben, case)
    change(scenario, case, "public")
    assert set(case.places) == _LASTING
    assert word in shown(case.announcement)
    assert case.incident_channel == scenario.slack.channel(incident_channel.id)
    assert not scenario.ben.can_see(case.incident_channel)
    assert scenario.answer(scenario.ben, f"show {case.reference}") == case.reference
    assert f":unlock: <@{scenario.ana.id}> made it public" in case.lines[-1]


def test_private_and_public_again(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare(f"sev3 {word}")
    for name in ("private", "public", "private", "public"):
        change(scenario, case, name)
    assert changes(case) == [True, False, True, False]
    assert word in shown(case.announcement)
    announced = [each for each in scenario.slack.messages("incidents") if word in each.text]
    assert announced == [case.announcement]


def test_private_channel_is_kept(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title=secret(), private="private")
    incident_channel, panel = case.incident_channel, case.channel_panel
    scenario.ana.post(incident_channel, "The bread is gone")
    change(scenario, case, "public")
    case.press(scenario.dora, "step.investigate", on=case.thread_panel)
    scenario.type(scenario.ana, f"private {case.reference}")
    assert scenario.ana.view is not None
    assert "its private channel" in modal_text(scenario.ana.view)
    case.send(scenario.ana)
    assert (case.incident_channel.id, case.incident_channel.name) == (
        incident_channel.id,
        incident_channel.name,
    )
    assert case.channel_panel.ts == panel.ts
    assert scenario.dora.id in case.incident_channel.members
    assert case.lines[-1].startswith(f":lock: <@{scenario.ana.id}> made it private")
    assert Place.ANNOUNCEMENT not in case.places


def test_form_lists_the_consequences_and_changes_nothing_until_submitted(
    scenario: Scenario,
) -> None:
    word = secret()
    case = scenario.declare(f"sev1 {word}")
    scenario.type(scenario.ana, f"private {case.reference}")
    assert scenario.ana.view is not None
    said = modal_text(scenario.ana.view)
    assert "a new private channel" in said
    assert "until an administrator deletes it" in said
    scenario.ana.close_view()
    scenario.settle()
    assert not changes(case)


def test_changing_twice_or_by_two_at_once_changes_once(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare(f"sev3 {word}")
    for person in (scenario.ana, scenario.ben):
        scenario.type(person, f"private {case.reference}")
    first, second = at_once(scenario.ana.submit, scenario.ben.submit)
    scenario.slack.resend(first)
    scenario.slack.resend(second)
    scenario.settle()
    assert changes(case) == [True]
    assert [each.name for each in scenario.slack.channels() if word in each.name] == [
        case.incident_channel.name
    ]


def told_of(scenario: Scenario, case: IncidentCase, person: Person) -> str:
    """What somebody reads who asks what happened."""
    told = scenario.answer(person, f"catchup {case.reference}")
    scenario.type(person, f"timeline {case.reference}")
    assert person.view is not None
    told += json.dumps(person.view.blocks)
    person.close_view()
    return told.lower()


@pytest.mark.parametrize("how", ["merge", "link"])
def test_timelines_of_other_incidents_no_longer_name_it(scenario: Scenario, how: str) -> None:
    word = secret()
    other, case = scenario.declare("sev3 Search is slow"), scenario.declare(f"sev3 {word}")
    scenario.type(scenario.ana, f"{how} {case.reference} {other.reference}")
    if how == "merge":
        case.send(scenario.ana)
    scenario.settle()
    name = case.reference.lower()
    assert name in told_of(scenario, other, scenario.ben)
    change(scenario, case, "private")
    for each in (word, name):
        assert each not in told_of(scenario, other, scenario.ben)
    change(scenario, case, "public")
    assert name in told_of(scenario, other, scenario.ben)


def test_incidents_merged_into_it_no_longer_name_it(scenario: Scenario) -> None:
    case, duplicate = scenario.declare(f"sev3 {secret()}"), scenario.declare("sev3 Search is slow")
    scenario.type(scenario.ana, f"merge {duplicate.reference} {case.reference}")
    duplicate.send(scenario.ana)
    change(scenario, case, "private")
    told = told_of(scenario, duplicate, scenario.ben)
    assert case.reference.lower() not in told
    assert f"<@{scenario.ana.id}> declined it: duplicate".lower() in told


def test_current_visibility_is_refused_at_once(scenario: Scenario) -> None:
    hidden = scenario.declare_by_form(title="Payroll", private="private")
    shown_to_all = scenario.declare("sev3 Search is slow")
    for case, name in ((hidden, "private"), (shown_to_all, "public")):
        said = scenario.answer(scenario.ana, f"{name} {case.reference}")
        assert said == "That's already the case. Nothing was changed."


def test_outdated_panel_in_the_thread_reveals_nothing(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare(f"sev3 {word}")
    stale = case.thread_panel
    change(scenario, case, "private")
    before = case.timeline
    scenario.ben.press(stale, action_id="step.investigate", stale=True)
    scenario.settle()
    assert case.timeline == before
    assert "you don't have access" in scenario.told(scenario.ben)[-1]


def test_more_offers_the_visibility_that_the_incident_lacks(scenario: Scenario) -> None:
    word = secret()
    case = scenario.declare(f"sev3 {word}")
    for offered in ("private", "public"):
        case.press(scenario.ana, "more")
        assert scenario.ana.view is not None
        scenario.ana.press(scenario.ana.view, action_id=f"more.{offered}")
        case.send(scenario.ana)
    assert changes(case) == [True, False]


def test_incident_with_a_page_keeps_its_visibility(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    assert case.incident.has_postmortem_page
    said = scenario.answer(scenario.ana, f"private {case.reference}")
    assert said.startswith("Its post-mortem page was created")
    assert not case.incident.private
