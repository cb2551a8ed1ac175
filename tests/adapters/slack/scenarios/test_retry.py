"""Failed effects are shown on the panel, and *Retry now* retries them."""

from firefighter.adapters.slack.blocks.action_ids import RETRY
from firefighter.adapters.store.tables import EffectState
from firefighter.bootstrap import Bot
from firefighter.domain.ids import UserId
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.effects.people import RefreshMembers
from firefighter.playground.slack import Person, SlackError
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.use_cases.enqueue import enqueue_reply
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.adapters.slack.scenarios.second_bot import another_bot
from tests.adapters.store.store_client import delivery


def test_failed_effects_are_retried_by_the_button(
    fresh_scenario: Scenario,
) -> None:
    scenario = fresh_scenario
    case = given_up(scenario, "conversations.setTopic")
    assert case.incident_channel.topic.value == ""
    scenario.slack.faults.clear()
    case.press(scenario.ben, RETRY)
    assert told(scenario, scenario.ben) == ["Retrying 1 action."]
    assert "SEV1" in case.incident_channel.topic.value
    assert "Retry now" not in shown(case.channel_panel)


def test_pressing_retry_twice_repeats_nothing(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    case = given_up(scenario, "pins.add")
    scenario.slack.faults.clear()
    old = case.channel_panel
    case.press(scenario.ben, RETRY)
    case.press(scenario.ana, RETRY, on=old)
    assert told(scenario, scenario.ana) == ["Nothing to retry."]
    assert len(scenario.slack.pins(case.incident_channel)) == 1


def test_retry_that_fails_again_is_reported(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    case = given_up(scenario, "pins.add")
    tried = tries(scenario)
    assert scenario.ben.press(case.channel_panel, action_id=RETRY).acknowledged
    scenario.slack.wait_until(
        lambda: tries(scenario) == 2 * tried, what="it is tried as often again"
    )
    wait_for_button(scenario, case)
    assert scenario.slack.pins(case.incident_channel) == []


def test_effects_without_an_incident_are_retried_at_startup(
    fresh_scenario: Scenario, sqlite_url: str
) -> None:
    """No panel shows it, so that nobody could press a button."""
    scenario, bot = fresh_scenario, fresh_scenario.bot
    scenario.slack.faults.answer("chat.postEphemeral", SlackError("restricted_action"), times=None)
    scenario.slack.faults.answer("usergroups.users.list", SlackError("missing_scope"), times=None)
    hello = ReplyPrivately(UserId(scenario.ana.id), general(scenario), "Hello.")
    for lost in (hello, RefreshMembers("S1")):
        enqueue_reply(bot.context, delivery(), lost.request())
    scenario.slack.wait_until(lambda: failed(bot) == 2, timeout_s=60, what="both are given up")
    scenario.slack.faults.clear()
    with another_bot(scenario.slack, sqlite_url) as started:
        scenario.slack.wait_until(lambda: not started.outbox.unsettled(), what="both are done")
    assert told(scenario, scenario.ana)[-1] == "Hello."


def failed(bot: Bot) -> int:
    return bot.outbox.unsettled().get(EffectState.FAILED, 0)


def general(scenario: Scenario) -> ChannelId:
    return ChannelId(scenario.slack.channel("general").id)


def tries(scenario: Scenario) -> int:
    return sum(call.method == "pins.add" for call in scenario.slack.calls)


def given_up(scenario: Scenario, method: str) -> IncidentCase:
    """An incident with one failed effect, which Slack refused each time."""
    scenario.slack.faults.answer(method, SlackError("restricted_action"), times=None)
    assert scenario.type(scenario.ana, "open sev1 Checkout returns 500").acknowledged
    case = scenario.case()
    wait_for_button(scenario, case)
    return case


def wait_for_button(scenario: Scenario, case: IncidentCase) -> None:
    scenario.slack.wait_until(
        lambda: Place.CHANNEL_PANEL in case.places and "Retry now" in shown(case.channel_panel),
        timeout_s=60,
        what="the panel offers another try",
    )


def told(scenario: Scenario, person: Person) -> list[str]:
    """What she alone was told after pressing."""
    return [
        str(call.arguments["text"])
        for call in scenario.slack.calls
        if call.method == "chat.postEphemeral" and call.arguments["user"] == person.id
    ]
