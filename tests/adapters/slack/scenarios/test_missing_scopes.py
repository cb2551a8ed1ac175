"""Each scope of the manifest is needed: without it, one thing that people do fails."""

from collections.abc import Callable, Mapping

import pytest

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import needed_scopes
from firefighter.playground.slack import Draft, DropAfterDoing, NotPossibleError
from firefighter.ports.snapshot import Place
from tests.adapters.slack.scenarios.scenario import Scenario
from tests.pictures import png

Flow = Callable[[Scenario], None]


def declare_with_channel(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "open sev1 Checkout returns 500")


def declare_private(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "open")
    scenario.ana.submit({"title": "Leak", "severity": "SEV3", "private": "private"})


def adopt_a_channel(scenario: Scenario) -> None:
    scenario.slack.add_channel("payments", members=[scenario.ana], bot=False)
    scenario.type(scenario.ana, "convert", channel="payments")
    scenario.ana.submit({"severity": "SEV3"})


def mention_the_bot(scenario: Scenario) -> None:
    scenario.ana.post("general", "@firefighter help")


def react_and_pin(scenario: Scenario) -> None:
    message = scenario.ana.post("incidents", "Error rate climbs")
    scenario.ana.react(message, "pushpin")
    scenario.ana.pin(message)


def delete_a_picture(scenario: Scenario) -> None:
    message = scenario.ana.post("incidents", "Look", files=[Draft("graph.png", png())])
    scenario.ana.delete_file(message, "graph.png")


def search_for_a_group(scenario: Scenario) -> None:
    scenario.declare()
    scenario.type(scenario.ana, "page INC-1")
    scenario.ana.suggest("whom", "data")


def change_a_profile(scenario: Scenario) -> None:
    scenario.slack.change_person(scenario.ana, real_name="Ana Maria")


def ask_for_the_digest(scenario: Scenario) -> None:
    scenario.type(scenario.ana, "digest")


def ask_for_the_digest_while_answers_are_lost(scenario: Scenario) -> None:
    scenario.slack.faults.answer(
        "chat.postMessage", DropAfterDoing(), when=lambda call: call["channel"].startswith("D")
    )
    ask_for_the_digest(scenario)


def mitigate_a_severe_incident(scenario: Scenario) -> None:
    """Creates its post-mortem page, which is bookmarked."""
    scenario.type(scenario.ana, "open sev1 Checkout returns 500")
    case = scenario.case()
    scenario.slack.wait_until(lambda: Place.CHANNEL_PANEL in case.places, what="its panel")
    case.press_without_waiting(scenario.ana, "step.mitigate")
    scenario.ana.submit({"note": "Rolled back"})


def type_a_command(scenario: Scenario) -> None:
    with pytest.raises(NotPossibleError, match="not a valid command"):
        scenario.type(scenario.ana, "help")


FLOWS: Mapping[str, Flow] = {
    "app_mentions:read": mention_the_bot,
    "bookmarks:read": mitigate_a_severe_incident,
    "bookmarks:write": mitigate_a_severe_incident,
    "channels:history": declare_with_channel,
    "channels:join": adopt_a_channel,
    "channels:manage": declare_with_channel,
    "channels:read": declare_with_channel,
    "chat:write": declare_with_channel,
    "commands": type_a_command,
    "files:read": delete_a_picture,
    "files:write": ask_for_the_digest,
    "groups:history": declare_private,
    "groups:read": declare_private,
    "groups:write": declare_private,
    "im:history": ask_for_the_digest_while_answers_are_lost,
    "im:write": ask_for_the_digest,
    "pins:read": react_and_pin,
    "pins:write": declare_with_channel,
    "reactions:read": react_and_pin,
    "usergroups:read": search_for_a_group,
    "users:read": change_a_profile,
}


def test_each_scope_of_the_manifest_has_a_flow() -> None:
    assert sorted(FLOWS) == needed_scopes(find_features())


@pytest.mark.parametrize("scope", needed_scopes(find_features()))
def test_flow_fails_without_its_scope(fresh_scenario: Scenario, scope: str) -> None:
    scenario = fresh_scenario
    scenario.slack.grant(set(needed_scopes(find_features())) - {scope})
    FLOWS[scope](scenario)
    if scope != "commands":
        scenario.slack.wait_until(
            lambda: scope in missed(scenario), timeout_s=60, what=f"{scope} is missed"
        )


def missed(scenario: Scenario) -> set[str]:
    """The scopes for want of which a call was refused or an event withheld."""
    refused = {
        each.answer["needed"]
        for each in scenario.slack.calls
        if each.answer.get("error") == "missing_scope"
    }
    return refused | {each.scope for each in scenario.slack.withheld}
