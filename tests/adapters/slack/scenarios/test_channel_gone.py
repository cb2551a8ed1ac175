"""An incident channel that is archived, deleted or renamed leaves no effect stuck."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import needed_scopes
from firefighter.domain.events import ChannelChanged, ChannelRenamed, ChannelState, RoleChanged
from firefighter.domain.ids import UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.roles import COMMANDER
from firefighter.effects.archiving import UpdateArchiveNotice
from firefighter.effects.cards import PinPanel, PostPanel, RefreshCard
from firefighter.effects.channels import InvitePeople, SetTopic
from firefighter.effects.direct_messages import BriefHolder
from firefighter.effects.effect import Effect
from firefighter.effects.nudges import PostNudge, ResolveNudge
from firefighter.effects.page_subjects import PostPostmortemNotice
from firefighter.effects.postmortem_page import BookmarkPostmortemPage
from firefighter.effects.timeline_messages import NoteMessage
from firefighter.playground.slack import Person
from firefighter.ports.chat import NudgeKind, NudgeResolution
from firefighter.ports.pages import PageChange
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.enqueue import enqueue_effects
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text

TITLE = "sev1 Checkout returns 500"


@pytest.fixture
def case(fresh_scenario: Scenario) -> IncidentCase:
    """In a channel, led by Ben."""
    case = fresh_scenario.declare(TITLE)
    case.press(fresh_scenario.ben, "role.commander")
    return case


@pytest.fixture
def secret(fresh_scenario: Scenario) -> IncidentCase:
    """In a private channel of which Ben is a member and commander."""
    case = fresh_scenario.declare_by_form(
        title="Payroll leaked", severity="SEV1", private="private"
    )
    fresh_scenario.ana.invite(case.incident_channel, fresh_scenario.ben)
    fresh_scenario.settle()
    case.press(fresh_scenario.ben, "role.commander")
    return case


def thread(scenario: Scenario, case: IncidentCase) -> list[str]:
    announced = case.places[Place.ANNOUNCEMENT]
    return [each.text for each in scenario.slack.thread(announced.channel, announced.ts)]


def said_in_channel(scenario: Scenario, case: IncidentCase) -> list[str]:
    said = scenario.slack.messages(case.incident_channel)
    return [each.text for each in said if each.by_bot and each.subtype is None]


def archive(scenario: Scenario, case: IncidentCase, by: Person | None = None) -> None:
    (by or scenario.ana).archive(case.incident_channel)
    scenario.settle()


def last_change(case: IncidentCase) -> ChannelChanged:
    (*_, event) = [each for each in case.timeline if isinstance(each, ChannelChanged)]
    return event


def unheard(scenario: Scenario, action: Callable[[], object]) -> None:
    """Runs an action whose events Slack does not deliver."""
    heard = scenario.slack.subscriptions
    scenario.slack.subscriptions = frozenset()
    action()
    scenario.slack.settle()
    scenario.slack.subscriptions = heard


def test_commander_is_told_once_in_the_thread(fresh_scenario: Scenario, case: IncidentCase) -> None:
    scenario = fresh_scenario
    archive(scenario, case)
    assert thread(scenario, case)[-1] == (
        f":file_cabinet: <@{scenario.ben.id}> <@{scenario.ana.id}> archived the "
        f"{case.reference} channel. Unarchive it in Slack, or continue in this thread."
    )
    event = last_change(case)
    assert (event.actor, event.after) == (scenario.ana.id, ChannelState.ARCHIVED)
    assert f"<#{case.incident_channel.id}> (archived)" in shown(case.announcement)
    case.press(scenario.ben, "step.investigate", on=case.thread_panel)
    assert sum(":file_cabinet:" in each for each in thread(scenario, case)) == 1


def test_work_continues_in_the_thread(fresh_scenario: Scenario, case: IncidentCase) -> None:
    scenario = fresh_scenario
    before = said_in_channel(scenario, case)
    archive(scenario, case)
    case.press(scenario.ben, "step.investigate", on=case.thread_panel)
    assert thread(scenario, case)[-1] == f":mag: <@{scenario.ben.id}> is investigating."
    assert said_in_channel(scenario, case) == before


def test_reopening_without_a_channel_says_where_to_continue(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    case.press(fresh_scenario.ana, "step.decline")
    case.send(fresh_scenario.ana, reason="false_alarm")
    fresh_scenario.ana.archive(case.incident_channel)
    fresh_scenario.settle()
    case.press(fresh_scenario.ana, "step.reopen", on=case.thread_panel)
    case.send(fresh_scenario.ana, note="It is back")
    assert thread(fresh_scenario, case)[-1] == (
        f":repeat: <@{fresh_scenario.ana.id}> reopened it: It is back :file_cabinet: The "
        f"{case.reference} channel was archived. Unarchive it in Slack, or continue in this thread."
    )


@pytest.mark.parametrize("heard", [True, False])
def test_reopening_without_a_private_channel_tells_each_participant_once(
    fresh_scenario: Scenario, secret: IncidentCase, heard: bool
) -> None:
    """Whether the event of the archiving was delivered, or a call fails."""
    scenario = fresh_scenario
    scenario.ana.invite(secret.incident_channel, scenario.dora)
    scenario.settle()
    secret.press(scenario.ben, "step.decline")
    secret.send(scenario.ben, reason="false_alarm")
    if heard:
        archive(scenario, secret)
    else:
        unheard(scenario, lambda: scenario.ana.archive(secret.incident_channel))
    scenario.type(scenario.ben, f"show {secret.reference}")
    said = {person.id: len(person.dms) for person in (scenario.ana, scenario.ben, scenario.dora)}
    (shown_to_ben,) = scenario.ben.ephemerals()[-1:]
    scenario.ben.press(shown_to_ben, action_id="step.reopen")
    reply = secret.send(scenario.ben, note="It is back")
    scenario.slack.redeliver(reply)
    scenario.settle()
    assert secret.incident.status is Status.INVESTIGATING
    for person in (scenario.ana, scenario.dora):
        (told,) = person.dms[said[person.id] :]
        assert told.text.startswith(f":red_circle: *{secret.reference} · SEV1 · Payroll leaked*\n")
        assert f":repeat: <@{scenario.ben.id}> reopened it: It is back" in told.text
        assert "invite me again" in told.text.lower()
    assert not [
        each for each in scenario.ben.dms[said[scenario.ben.id] :] if "reopened" in each.text
    ]
    outsider = scenario.slack.add_person("eve", real_name="Eve")
    assert not outsider.dms


def test_making_it_private_says_what_stays_in_an_archived_channel_and_how_to_fix_it(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    incident_channel = case.incident_channel
    fresh_scenario.ana.archive(incident_channel)
    fresh_scenario.settle()
    fresh_scenario.type(fresh_scenario.ana, f"private {case.reference}")
    assert fresh_scenario.ana.view is not None
    assert "my messages in the old channel" in modal_text(fresh_scenario.ana.view)
    fresh_scenario.ana.close_view()
    fresh_scenario.ana.unarchive(incident_channel)
    fresh_scenario.settle()
    fresh_scenario.type(fresh_scenario.ana, f"private {case.reference}")
    assert "in the old channel and in other incidents" in modal_text(fresh_scenario.ana.view)
    case.send(fresh_scenario.ana)
    left = fresh_scenario.slack.channel(incident_channel.id)
    assert left.is_archived
    said = fresh_scenario.slack.messages(left)
    assert not [each for each in said if each.by_bot and each.subtype is None]


def test_unarchived_channel_is_used_again_and_gets_missed_lines(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario = fresh_scenario
    archive(scenario, case)
    case.press(scenario.ben, "step.investigate", on=case.thread_panel)
    case.rate(scenario.ben, "SEV2", on=case.thread_panel)
    scenario.ana.unarchive(case.incident_channel)
    scenario.settle()
    assert scenario.slack.bot_user_id in case.incident_channel.members
    assert thread(scenario, case)[-1] == (
        f":file_cabinet: <@{scenario.ben.id}> <@{scenario.ana.id}> restored the "
        f"{case.reference} channel. Continue in <#{case.incident_channel.id}>."
    )
    assert "SEV2" in case.incident_channel.topic.value
    assert "SEV2" in shown(case.channel_panel)
    case.press(scenario.ben, "severity.SEV3")
    case.send(scenario.ben, reason="It calms down")
    assert "lowered the severity" in said_in_channel(scenario, case)[-1]


def test_a_deleted_channel_is_released(fresh_scenario: Scenario, case: IncidentCase) -> None:
    scenario, incident_channel = fresh_scenario, case.incident_channel
    scenario.ana.delete_channel(incident_channel)
    scenario.settle()
    assert thread(scenario, case)[-1] == (
        f":file_cabinet: <@{scenario.ben.id}> The {case.reference} channel was deleted. "
        "Continue in this thread."
    )
    assert last_change(case).after is ChannelState.DELETED
    assert incident_channel.id not in shown(case.announcement)
    case.press(scenario.ben, "step.investigate", on=case.thread_panel)
    assert thread(scenario, case)[-1] == f":mag: <@{scenario.ben.id}> is investigating."


def test_rename_is_recorded_with_its_actor(fresh_scenario: Scenario, case: IncidentCase) -> None:
    scenario = fresh_scenario
    scenario.ana.rename(case.incident_channel, "war-room")
    scenario.settle()
    named = [each for each in case.timeline if isinstance(each, ChannelRenamed)]
    assert [(each.actor, each.name) for each in named] == [(scenario.ana.id, "war-room")]
    assert case.incident.channel_name == "war-room"
    assert f"<#{case.incident_channel.id}>" in shown(case.announcement)
    case.press(scenario.ben, "step.investigate")
    assert said_in_channel(scenario, case)[-1] == f":mag: <@{scenario.ben.id}> is investigating."


def test_rename_is_recorded_without_an_actor_where_the_bot_is_no_member(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    """Slack delivers the rename, but not the message that names the actor."""
    scenario = fresh_scenario
    scenario.ana.remove(case.incident_channel)
    case.press(scenario.ben, "step.investigate", on=case.thread_panel)
    scenario.ana.rename(case.incident_channel, "war-room")
    scenario.settle()
    event = case.timeline[-1]
    assert isinstance(event, ChannelRenamed)
    assert (event.actor, event.name) == ("", "war-room")


def test_changes_of_other_channels_are_ignored(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario, before = fresh_scenario, case.timeline
    other = scenario.slack.add_channel("kitchen", members=[scenario.ana])
    scenario.ana.rename(other, "pantry")
    scenario.ana.archive(other)
    scenario.ana.unarchive(other)
    scenario.ana.delete_channel(other)
    scenario.settle()
    assert case.timeline == before


def test_change_after_closing_is_recorded_without_a_notice(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario = fresh_scenario
    case.press(scenario.ben, "step.decline")
    case.send(scenario.ben, reason="false_alarm")
    before, direct = thread(scenario, case), scenario.ben.dms
    archive(scenario, case)
    assert last_change(case).actor == scenario.ana.id
    assert thread(scenario, case) == before
    assert scenario.ben.dms == direct


def test_only_the_commander_is_told_about_a_private_channel(
    fresh_scenario: Scenario, secret: IncidentCase
) -> None:
    scenario = fresh_scenario
    direct = len(scenario.ben.dms)
    archive(scenario, secret)
    (told,) = scenario.ben.dms[direct:]
    assert told.text == (
        f":file_cabinet: <@{scenario.ben.id}> <@{scenario.ana.id}> archived the "
        f"{secret.reference} channel. Unarchive it in Slack and invite me again, or type "
        f"`/incident convert {secret.reference}` in another private channel. Until then, "
        "I can't post about it."
    )
    scenario.type(scenario.ben, f"note {secret.reference} The bakery called")
    scenario.settle()
    scenario.ana.unarchive(secret.incident_channel)
    scenario.ana.invite(secret.incident_channel)
    scenario.settle()
    event = last_change(secret)
    assert (event.actor, event.after) == (scenario.ana.id, ChannelState.OPEN)
    secret.press(scenario.ben, "step.investigate")
    assert said_in_channel(scenario, secret)[-1] == f":mag: <@{scenario.ben.id}> is investigating."


def test_archiving_without_an_event_is_noticed_at_the_next_call(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario = fresh_scenario
    unheard(scenario, lambda: scenario.ana.archive(case.incident_channel))
    case.press(scenario.ben, "step.investigate", on=case.thread_panel)
    event = last_change(case)
    assert (event.actor, event.after) == ("", ChannelState.ARCHIVED)
    said = thread(scenario, case)
    assert f":mag: <@{scenario.ben.id}> is investigating." in said
    assert sum(":file_cabinet:" in each for each in said) == 1


def test_removed_bot_says_so_and_returns_when_invited(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario = fresh_scenario
    scenario.ana.remove(case.incident_channel)
    case.press(scenario.ben, "step.investigate", on=case.thread_panel)
    assert last_change(case).after is ChannelState.OUT_OF_REACH
    assert (
        f":file_cabinet: <@{scenario.ben.id}> I'm no longer in the {case.reference} channel. "
        "Invite me again, or continue in this thread."
    ) in thread(scenario, case)
    scenario.ana.invite(case.incident_channel)
    scenario.settle()
    assert last_change(case).after is ChannelState.OPEN
    case.rate(scenario.ben, "SEV2")
    assert "SEV2" in said_in_channel(scenario, case)[-1]


def test_bot_that_cannot_rejoin_asks_to_be_invited(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario = fresh_scenario
    scenario.slack.grant(set(needed_scopes(find_features())) - {"channels:join"})
    archive(scenario, case)
    scenario.ana.unarchive(case.incident_channel)
    scenario.settle()
    assert last_change(case).after is ChannelState.OUT_OF_REACH
    assert "Invite me again" in thread(scenario, case)[-1]


AT = datetime(2026, 3, 1, tzinfo=UTC)
NOBODY = UserId("U0NOBODY")
LED = RoleChanged(actor=NOBODY, at=AT, role=COMMANDER, before=None, after=NOBODY)
CHANNEL_EFFECTS: list[Effect] = [
    BookmarkPostmortemPage(),
    BriefHolder(LED, Place.CHANNEL),
    InvitePeople((NOBODY,)),
    PinPanel(),
    PostNudge(Place.CHANNEL, NudgeKind.COMMANDER),
    ResolveNudge(NudgeKind.COMMANDER, NudgeResolution.ASKED_AGAIN),
    PostPostmortemNotice(Place.CHANNEL, PageChange.MADE),
    PostPanel(Place.CHANNEL_PANEL),
    RefreshCard(Place.CHANNEL_PANEL),
    SetTopic(),
    UpdateArchiveNotice(),
]


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("effect", CHANNEL_EFFECTS, ids=lambda each: each.kind)
def test_no_effect_of_the_channel_stays_pending(
    fresh_scenario: Scenario, case: IncidentCase, effect: Effect, heard: bool
) -> None:
    """Whether the event of the archiving was delivered, or a call fails."""
    scenario = fresh_scenario
    if heard:
        archive(scenario, case)
    else:
        unheard(scenario, lambda: scenario.ana.archive(case.incident_channel))
    enqueue_effects(
        scenario.bot.context, DeliveryId(f"by hand {effect}"), case.id, effect.request()
    )
    scenario.settle()


def test_changes_of_every_kind_after_archiving_leave_nothing_stuck(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario, panel = fresh_scenario, case.thread_panel
    archive(scenario, case)
    before = said_in_channel(scenario, case)
    case.press(scenario.ben, "step.mitigate", on=panel)
    case.send(scenario.ben, note="Rolled back")
    case.rate(scenario.ben, "SEV2", on=case.thread_panel)
    scenario.type(scenario.ben, f"note {case.reference} The bakery called")
    scenario.type(scenario.ana, f"followup {case.reference}")
    case.send(scenario.ana, text="Add an alarm", owner=scenario.ana.id, due=f"{date(2030, 1, 1)}")
    scenario.type(scenario.ben, f"update {case.reference}")
    case.send(scenario.ben, impact="Nobody can pay", changed="Nothing yet")
    case.press(scenario.ben, "step.start_postmortem", on=case.thread_panel)
    scenario.settle()
    assert said_in_channel(scenario, case) == before
    said = thread(scenario, case)
    assert sum("Nobody can pay" in each for each in said) == 1
    assert any("The bakery called" in each for each in said)
    assert any("Add an alarm" in each for each in said)


def test_a_reaction_just_before_the_channel_was_deleted_is_dropped(
    fresh_scenario: Scenario, case: IncidentCase
) -> None:
    scenario = fresh_scenario
    message = scenario.ana.post(case.incident_channel, "The bakery called")
    scenario.settle()
    archive(scenario, case)
    look = NoteMessage(
        ChannelId(case.incident_channel.id), message.ts, UserId(scenario.ana.id), AT, asked=True
    )
    enqueue_effects(scenario.bot.context, DeliveryId("by hand"), case.id, look.request())
    scenario.settle()
