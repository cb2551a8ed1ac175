"""The incidents channel takes no posts: the declarer is told, and it is announced later."""

from collections.abc import Callable

import pytest

from firefighter.playground.slack import SlackError
from firefighter.playground.slack.records import Json
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.adapters.slack.scenarios.second_bot import another_bot


def kick(scenario: Scenario) -> None:
    scenario.ana.remove("incidents")


def let_back_in(scenario: Scenario) -> None:
    scenario.ana.invite("incidents")


def archive(scenario: Scenario) -> None:
    scenario.ana.archive("incidents")


def unarchive(scenario: Scenario) -> None:
    scenario.ana.unarchive("incidents")
    scenario.ana.invite("incidents")


def declare_unannounced(scenario: Scenario, words: str = "sev3 Search is slow") -> IncidentCase:
    assert scenario.type(scenario.ana, f"open {words}").acknowledged
    case = scenario.case(scenario.count())
    scenario.slack.wait_until(
        lambda: any(case.reference in each.text for each in scenario.ana.dms),
        timeout_s=60,
        what="the declarer is told",
    )
    return case


def wait_for_announcement(scenario: Scenario, case: IncidentCase) -> None:
    scenario.slack.wait_until(
        lambda: {Place.ANNOUNCEMENT, Place.THREAD_PANEL} <= set(case.places),
        timeout_s=60,
        what="the incident is announced",
    )


@pytest.mark.parametrize(("close", "reopen"), [(kick, let_back_in), (archive, unarchive)])
def test_unannounced_incident_is_announced_when_the_channel_is_back(
    fresh_scenario: Scenario,
    close: Callable[[Scenario], None],
    reopen: Callable[[Scenario], None],
) -> None:
    scenario = fresh_scenario
    close(scenario)
    case = declare_unannounced(scenario)
    (told,) = [each.text for each in scenario.ana.dms]
    assert told.startswith(f":warning: {case.reference} is declared but not announced")
    assert "not_in_channel" in told
    assert Place.ANNOUNCEMENT not in case.places
    reopen(scenario)
    wait_for_announcement(scenario, case)


def test_declarer_of_an_incident_with_a_channel_is_sent_there(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    kick(scenario)
    declare_unannounced(scenario, "sev1 Checkout returns 500")
    case = scenario.case()
    scenario.slack.wait_until(
        lambda: Place.CHANNEL_PANEL in case.places, timeout_s=60, what="the channel has its panel"
    )
    (told,) = [each.text for each in scenario.ana.dms if "not announced" in each.text]
    assert f"<#{case.incident_channel.id}>" in told


def wait_for_answer(scenario: Scenario, reference: str) -> str:
    """Returns what Slack shows below the command."""
    marker = f"{reference} is declared but not announced"
    scenario.slack.wait_until(
        lambda: any(marker in each.text for each in scenario.ana.ephemerals()),
        timeout_s=60,
        what="the command is answered again",
    )
    return next(each.text for each in scenario.ana.ephemerals() if marker in each.text)


def test_declarer_is_told_below_the_command_too(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    kick(scenario)
    case = declare_unannounced(scenario)
    assert "not_in_channel" in wait_for_answer(scenario, case.reference)


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("conversations.open", "token_revoked"),
        ("conversations.open", "user_not_visible"),
        ("chat.postMessage", "messages_tab_disabled"),
    ],
)
def test_declarer_is_told_when_direct_messages_fail_as_well(
    fresh_scenario: Scenario, method: str, error: str
) -> None:
    scenario = fresh_scenario
    kick(scenario)
    scenario.slack.refuse(method, error, times=None, when=to_a_person)
    assert scenario.type(scenario.ana, "open sev3 Search is slow").acknowledged
    wait_for_answer(scenario, scenario.case().reference)
    assert scenario.ana.dms == []


def to_a_person(arguments: Json) -> bool:
    return "users" in arguments or str(arguments["channel"]).startswith("D")


def test_next_declaration_says_at_once_that_nobody_is_told(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    kick(scenario)
    declare_unannounced(scenario)
    answer = scenario.answer(scenario.ben, "open sev3 Checkout is slow")
    assert "I can't post in the incidents channel" in answer
    assert "not_in_channel" in answer


def test_unannounced_incident_is_announced_after_a_restart(
    fresh_scenario: Scenario, sqlite_url: str
) -> None:
    scenario = fresh_scenario
    refused = SlackError("restricted_action")
    scenario.slack.faults.answer(
        "chat.postMessage",
        refused,
        times=None,
        when=lambda arguments: arguments["channel"] == scenario.slack.channel("incidents").id,
    )
    case = declare_unannounced(scenario)
    scenario.slack.faults.clear()
    with another_bot(scenario.slack, sqlite_url):
        wait_for_announcement(scenario, case)


def test_new_channel_with_the_name_of_the_archived_one_is_used(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    scenario.declare("sev3 Search is slow")
    scenario.ana.rename("incidents", "incidents-old")
    scenario.ana.archive("incidents-old")
    case = declare_unannounced(scenario)
    scenario.slack.add_channel("incidents", members=[scenario.ana], bot=False)
    scenario.ana.invite("incidents")
    wait_for_announcement(scenario, case)
    assert case.places[Place.ANNOUNCEMENT].channel == scenario.slack.channel("incidents").id
