"""A French person in an English workspace: private answers are French, shared messages English."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import needed_scopes
from firefighter.domain.ids import UserId
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import severity_buttons
from tests.adapters.slack.scenarios.scenario import Scenario

HELP_IN_FRENCH, HELP_IN_ENGLISH = "Afficher cette aide.", "Show this help."


def with_chloe(scenario: Scenario) -> tuple[Scenario, Person]:
    number = len(scenario.slack.calls)
    chloe = scenario.slack.add_person(
        f"chloe{number}", real_name="Chloé", locale="fr-FR", tz="Europe/Paris"
    )
    chloe.join("general")
    chloe.join("incidents")
    return replace(scenario, declared_before=scenario.declared_before + scenario.count()), chloe


def with_a_stranger(scenario: Scenario) -> tuple[Scenario, Person]:
    """Nothing is heard of her: the bot asks who somebody is as soon as they join a channel."""
    heard, scenario.slack.subscriptions = scenario.slack.subscriptions, frozenset()
    scenario, chloe = with_chloe(scenario)
    scenario.slack.settle()
    scenario.slack.subscriptions = heard
    return scenario, chloe


def until(scenario: Scenario, true: Callable[[], bool]) -> None:
    """What is asked about somebody is asked in the background, after they were answered."""
    pause, deadline = threading.Event(), time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        scenario.settle()
        pause.wait(0.01)


def known(scenario: Scenario, person: Person) -> bool:
    return UserId(person.id) in scenario.bot.context.records.people([UserId(person.id)])


def acquainted(scenario: Scenario) -> tuple[Scenario, Person]:
    scenario, chloe = with_chloe(scenario)
    scenario.answer(chloe, "help")
    until(scenario, lambda: known(scenario, chloe))
    return scenario, chloe


def test_unknown_person_is_answered_in_the_workspaces_language_then_in_their_own(
    scenario: Scenario,
) -> None:
    scenario, chloe = with_a_stranger(scenario)
    assert HELP_IN_ENGLISH in scenario.answer(chloe, "help")
    until(scenario, lambda: known(scenario, chloe))
    assert HELP_IN_FRENCH in scenario.answer(chloe, "help")
    assert HELP_IN_ENGLISH in scenario.answer(scenario.ben, "help")


def test_forms_and_refusals_are_in_the_persons_language(scenario: Scenario) -> None:
    scenario, chloe = acquainted(scenario)
    scenario.type(chloe, "open")
    assert chloe.view is not None
    assert chloe.view.title == "Déclarer un incident"
    case = scenario.declare("sev3 Search is slow")
    case.press(chloe, "severity.SEV3", on=severity_buttons(case, case.panel))
    assert sentences(scenario, chloe)[-1] == "L\u2019incident est déjà en SEV3."


def test_lines_are_in_the_workspaces_language(scenario: Scenario) -> None:
    scenario, chloe = acquainted(scenario)
    case = scenario.declare("sev3 La recherche est lente", by=chloe)
    case.press(chloe, "step.investigate")
    assert case.lines == [f":mag: <@{chloe.id}> is investigating."]
    assert "Statut" not in str(case.announcement.blocks)


def test_changed_language_applies_to_the_next_answers(scenario: Scenario) -> None:
    scenario, chloe = acquainted(scenario)
    scenario.slack.change_person(chloe, locale="en-GB", tz="Europe/London", real_name="Chloe")
    until(scenario, lambda: HELP_IN_ENGLISH in scenario.answer(chloe, "help"))
    (person,) = scenario.bot.context.records.people([UserId(chloe.id)]).values()
    assert (person.real_name, person.time_zone) == ("Chloe", "Europe/London")


def test_profiles_of_people_without_requests_are_not_loaded(scenario: Scenario) -> None:
    noor = scenario.slack.add_person(f"noor{len(scenario.slack.calls)}", real_name="Noor")
    scenario.slack.change_person(noor, locale="fr-FR")
    scenario.answer(scenario.dora, "help")
    until(scenario, lambda: known(scenario, scenario.dora))
    assert not known(scenario, noor)


def test_person_whose_profile_is_unavailable_is_answered(fresh_scenario: Scenario) -> None:
    fresh_scenario.slack.grant(set(needed_scopes(find_features())) - {"users:read"})
    scenario, chloe = with_chloe(fresh_scenario)
    for _ in range(2):
        assert HELP_IN_ENGLISH in scenario.answer(chloe, "help")
        scenario.settle()
    assert not known(scenario, chloe)
