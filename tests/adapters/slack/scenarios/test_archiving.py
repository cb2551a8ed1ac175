"""Some days after an incident is closed its channel is archived, unless people want to keep it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.events import ChannelChanged, ChannelKept, ChannelState
from firefighter.domain.lifecycle import Status
from firefighter.playground.slack import Message
from firefighter.playground.slack.faults import DropAfterDoing, SlackError
from firefighter.ports.snapshot import Place
from firefighter.settings.policy import ChannelsTable, Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock

TITLE = "sev1 Checkout returns 500"
TO_THE_NOTE = timedelta(days=13, minutes=1)
A_DAY = timedelta(days=1, minutes=1)


@pytest.fixture
def scenario(clock: MovedClock, sqlite_url: str) -> Iterator[Scenario]:
    with open_scenario(database_url=sqlite_url, clock=clock) as scenario:
        yield scenario


def close(scenario: Scenario, case: IncidentCase) -> IncidentCase:
    case.press(scenario.ana, "step.decline")
    case.send(scenario.ana, reason="false_alarm")
    assert case.incident.status is Status.CLOSED
    return case


def closed(scenario: Scenario) -> IncidentCase:
    return close(scenario, scenario.declare(TITLE))


def closed_in_private(scenario: Scenario) -> IncidentCase:
    case = scenario.declare_by_form(title="Payroll leaked", severity="SEV3", private="private")
    return close(scenario, case)


def notices(scenario: Scenario, case: IncidentCase) -> list[Message]:
    return [
        each
        for each in scenario.slack.messages(case.incident_channel)
        if ":file_cabinet:" in each.text
    ]


def notice(scenario: Scenario, clock: MovedClock, case: IncidentCase) -> Message:
    """Of the last closing, once its day has come."""
    before = len(notices(scenario, case))
    clock.move_on(TO_THE_NOTE)
    scenario.slack.wait_until(lambda: len(notices(scenario, case)) == before + 1)
    scenario.settle()
    return scenario.slack.message(case.incident_channel, notices(scenario, case)[-1].ts)


def wait_until_archived(scenario: Scenario, case: IncidentCase) -> None:
    scenario.slack.wait_until(lambda: case.incident_channel.is_archived)
    scenario.settle()


def nothing_comes(scenario: Scenario, clock: MovedClock) -> None:
    """What comes last is on time, so whatever was to come before it has come."""
    other = closed(scenario)
    notice(scenario, clock, other)
    clock.move_on(A_DAY)
    wait_until_archived(scenario, other)


@pytest.mark.parametrize("declare", [closed, closed_in_private])
def test_channel_is_notified_one_day_before_it_is_archived(
    scenario: Scenario, clock: MovedClock, declare: Callable[[Scenario], IncidentCase]
) -> None:
    case = declare(scenario)
    told = notice(scenario, clock, case)
    assert told.text.startswith(
        f":file_cabinet: {case.reference} is closed. This channel will be archived"
    )
    assert [each["action_id"] for each in elements(told)] == ["keep_room", "archive_room"]
    assert not case.incident_channel.is_archived
    clock.move_on(A_DAY)
    wait_until_archived(scenario, case)
    event = case.timeline[-1]
    assert isinstance(event, ChannelChanged)
    assert (event.actor, event.after) == ("", ChannelState.ARCHIVED)
    assert not scenario.ana.dms
    assert len(notices(scenario, case)) == 1


def test_keeping_the_channel_is_recorded_and_shown(scenario: Scenario, clock: MovedClock) -> None:
    case = closed(scenario)
    told = notice(scenario, clock, case)
    case.press(scenario.ben, "keep_room", on=told)
    now = scenario.slack.message(case.incident_channel, told.ts)
    assert (
        now.text == f":file_cabinet: <@{scenario.ben.id}> kept this channel. It won't be archived."
    )
    assert elements(now) == []
    assert isinstance(case.timeline[-1], ChannelKept)
    case.press(scenario.ana, "keep_room", on=told)
    assert case.incident.channel_kept_by == scenario.ben.id
    case.press(scenario.ana, "archive_room", on=told)
    assert case.incident_channel.is_archived  # somebody asked for it


def test_kept_channel_is_not_archived(scenario: Scenario, clock: MovedClock) -> None:
    case = closed(scenario)
    case.press(scenario.ben, "keep_room", on=notice(scenario, clock, case))
    nothing_comes(scenario, clock)
    assert not case.incident_channel.is_archived


def test_channel_can_be_archived_at_once(scenario: Scenario, clock: MovedClock) -> None:
    case = closed(scenario)
    case.press(scenario.ben, "archive_room", on=notice(scenario, clock, case))
    assert case.incident_channel.is_archived
    event = case.timeline[-1]
    assert isinstance(event, ChannelChanged)
    assert event.actor == scenario.ben.id


def test_reopening_stops_archiving_and_closing_again_restarts_it(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = closed(scenario)
    told = notice(scenario, clock, case)
    case.press(scenario.ana, "step.reopen")
    case.send(scenario.ana, note="It is back")
    now = scenario.slack.message(case.incident_channel, told.ts)
    assert (
        now.text == f":file_cabinet: {case.reference} was reopened. This channel won't be archived."
    )
    assert elements(now) == []
    case.press(scenario.ana, "archive_room", on=told)
    assert "you can't archive its channel" in scenario.told(scenario.ana)[-1]
    close(scenario, case)
    clock.move_on(A_DAY)  # when it would have been archived
    notice(scenario, clock, case)
    assert not case.incident_channel.is_archived
    clock.move_on(A_DAY)
    wait_until_archived(scenario, case)


def test_notice_comes_one_day_ahead_also_after_an_outage_of_the_bot(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = closed(scenario)
    clock.move_on(timedelta(days=100))
    scenario.slack.wait_until(lambda: len(notices(scenario, case)) == 1)
    scenario.settle()
    assert not case.incident_channel.is_archived
    clock.move_on(A_DAY)
    wait_until_archived(scenario, case)


def test_incident_without_a_channel_has_nothing_to_archive(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = close(scenario, scenario.declare("sev3 Search is slow"))
    nothing_comes(scenario, clock)
    assert not scenario.slack.channel("incidents").is_archived
    assert not any(":file_cabinet:" in line for line in case.lines)


def test_adopted_channel_is_not_archived(scenario: Scenario, clock: MovedClock) -> None:
    channel = scenario.slack.add_channel("payments", members=[scenario.ana], bot=False)
    scenario.type(scenario.ana, "convert Cards are declined", channel=channel.name)
    scenario.ana.submit({"severity": "SEV3"})
    scenario.settle()
    case = close(scenario, scenario.case(scenario.count()))
    assert case.incident_channel.id == channel.id
    nothing_comes(scenario, clock)
    assert notices(scenario, case) == []
    assert not case.incident_channel.is_archived


def test_archiving_can_be_disabled(clock: MovedClock, sqlite_url: str) -> None:
    policy = Policy(services=POLICY.services, channels=ChannelsTable(archive_after_days=0))
    with open_scenario(policy, sqlite_url, clock) as scenario:
        case = closed(scenario)
        clock.move_on(timedelta(days=400))
        later = scenario.declare("sev1 Search is down")
        assert len(later.lines) == 0
        assert notices(scenario, case) == []
        assert not case.incident_channel.is_archived


def test_days_until_archiving_are_configurable(clock: MovedClock, sqlite_url: str) -> None:
    policy = Policy(services=POLICY.services, channels=ChannelsTable(archive_after_days=1))
    with open_scenario(policy, sqlite_url, clock) as scenario:
        case = closed(scenario)
        scenario.slack.wait_until(lambda: len(notices(scenario, case)) == 1)
        clock.move_on(A_DAY)
        wait_until_archived(scenario, case)


def test_channel_archived_by_hand_gets_no_notice(scenario: Scenario, clock: MovedClock) -> None:
    case = closed(scenario)
    scenario.ana.archive(case.incident_channel)
    scenario.settle()
    nothing_comes(scenario, clock)
    assert notices(scenario, case) == []


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("restricted_action", "Slack doesn't let the bot archive the channel (restricted_action)"),
        (
            "cant_archive_required",
            "Slack doesn't let the bot archive the channel (cant_archive_required)",
        ),
        (
            "not_in_channel",
            "The bot can't archive the channel because it isn't a member. Invite it.",
        ),
    ],
)
def test_refused_archiving_is_reported_and_can_be_retried(
    scenario: Scenario, clock: MovedClock, code: str, why: str
) -> None:
    case = closed(scenario)
    told = notice(scenario, clock, case)
    scenario.slack.faults.answer("conversations.archive", SlackError(code), times=None)
    scenario.ben.press(told, action_id="archive_room")
    failed = scenario.bot.outbox.unsettled

    def given_up() -> bool:
        return failed() == {EffectState.FAILED: 1} and why in shown(case.thread_panel)

    scenario.slack.wait_until(given_up)
    scenario.slack.faults.clear()
    case.press(scenario.ben, "retry", on=case.thread_panel)
    assert case.incident_channel.is_archived


@pytest.mark.parametrize("declare", [closed, closed_in_private])
def test_archiving_with_a_lost_answer_is_recorded_once(
    scenario: Scenario, clock: MovedClock, declare: Callable[[Scenario], IncidentCase]
) -> None:
    case = declare(scenario)
    told = notice(scenario, clock, case)
    scenario.slack.faults.answer("conversations.archive", DropAfterDoing())
    case.press(scenario.ana, "archive_room", on=told)
    assert case.incident_channel.is_archived
    assert [each.after for each in case.timeline if isinstance(each, ChannelChanged)] == [
        ChannelState.ARCHIVED
    ]


def test_notice_is_stored_as_a_place(scenario: Scenario, clock: MovedClock) -> None:
    case = closed(scenario)
    told = notice(scenario, clock, case)
    assert case.places[Place.ARCHIVE_NOTICE].ts == told.ts


def make_private(scenario: Scenario, case: IncidentCase) -> None:
    scenario.type(scenario.ana, f"private {case.reference}")
    case.send(scenario.ana)


def test_new_channel_gets_its_own_notice_and_a_full_day(
    scenario: Scenario, clock: MovedClock
) -> None:
    case, later = closed(scenario), closed(scenario)
    notice(scenario, clock, case)
    scenario.slack.wait_until(lambda: len(notices(scenario, later)) == 1)
    scenario.settle()
    old = case.incident_channel
    clock.move_on(timedelta(hours=23))
    make_private(scenario, case)
    assert case.incident_channel.id != old.id
    scenario.slack.wait_until(lambda: len(notices(scenario, case)) == 1)
    scenario.settle()
    clock.move_on(timedelta(hours=1, minutes=1))
    wait_until_archived(scenario, later)
    assert not case.incident_channel.is_archived
    assert len(notices(scenario, case)) == 1
    clock.move_on(A_DAY)
    wait_until_archived(scenario, case)


def test_archive_now_does_not_archive_the_channel_it_moved_to(
    scenario: Scenario, clock: MovedClock
) -> None:
    case = closed(scenario)
    told = notice(scenario, clock, case)
    scenario.slack.faults.answer(
        "conversations.archive", SlackError("restricted_action"), times=None
    )
    scenario.ben.press(told, action_id="archive_room")
    failed = scenario.bot.outbox.unsettled
    scenario.slack.wait_until(lambda: failed() == {EffectState.FAILED: 1})
    scenario.slack.faults.clear()
    make_private(scenario, case)
    scenario.slack.wait_until(lambda: len(notices(scenario, case)) == 1)
    scenario.settle()
    assert not case.incident_channel.is_archived


@pytest.mark.parametrize("days", [1, 100])
def test_a_channel_created_for_a_closed_incident_is_archived_too(
    scenario: Scenario, clock: MovedClock, days: int
) -> None:
    case = close(scenario, scenario.declare("sev3 Search is slow"))
    clock.move_on(timedelta(days=days))
    make_private(scenario, case)
    if days == 1:
        notice(scenario, clock, case)
    scenario.slack.wait_until(lambda: len(notices(scenario, case)) == 1)
    scenario.settle()
    clock.move_on(A_DAY)
    wait_until_archived(scenario, case)
