"""Classifying an incident: people choose, and the timeline's words are only shown."""

import json
from collections.abc import Iterator

import pytest

from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.slack import Person, View
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def scenario(sqlite_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock, wiki) as scenario:
        yield scenario


@pytest.fixture
def case(scenario: Scenario) -> IncidentCase:
    """Mitigated, with a post-mortem page."""
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back 2.14")
    return case


def form_of(scenario: Scenario, case: IncidentCase, person: Person) -> View:
    scenario.type(person, "classify", channel=case.incident_channel.name)
    assert person.view is not None
    return person.view


def test_words_are_shown_and_nothing_is_chosen(scenario: Scenario, case: IncidentCase) -> None:
    channel = case.incident_channel.name
    scenario.type(scenario.ben, "note Out of memory <!here> at the release", channel=channel)
    form = form_of(scenario, case, scenario.ana)
    text = json.dumps(form.body, ensure_ascii=False)
    assert "• deployment: “Rolled back”, “release”" in text
    assert "• capacity: “Out of memory”" in text
    assert "initial_option" not in json.dumps(form.body)
    assert case.incident.failure_class == ""


def test_factors_reach_timeline_page_and_metrics(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    form_of(scenario, case, scenario.ana)
    factors = ["workload", "monitoring gap"]
    case.send(
        scenario.ana, trigger="deployment", failure_class="capacity", contributing_factors=factors
    )
    assert case.incident.contributing_factors == ("workload", "monitoring gap")
    (page,) = wiki.pages
    assert "Contributing factors</th><td>workload, monitoring gap<" in page.body
    assert {"capacity", "workload", "monitoring-gap"} <= set(wiki.labels(page.id))
    reply = scenario.type(scenario.ana, "stats", channel=case.incident_channel.name)
    assert reply.ephemeral is not None
    assert "*Contributing factors*: monitoring gap (1) · workload (1)" in shown(reply.ephemeral)


def test_chosen_factors_are_chosen_again_in_the_form(
    scenario: Scenario, case: IncidentCase
) -> None:
    form_of(scenario, case, scenario.ana)
    case.send(
        scenario.ana, trigger="unknown", failure_class="data", contributing_factors=["network"]
    )
    again = json.dumps(form_of(scenario, case, scenario.ben).body)
    assert again.count("initial_option") == 3
    case.send(scenario.ben, trigger="unknown", failure_class="unknown")
    assert case.incident.contributing_factors == ("network",)


def test_main_class_is_no_contributing_factor_as_well(
    scenario: Scenario, case: IncidentCase
) -> None:
    form_of(scenario, case, scenario.ana)
    reply = case.send(
        scenario.ana, trigger="unknown", failure_class="data", contributing_factors=["data"]
    )
    assert reply.errors == {
        "contributing_factors": (
            "“data” is the failure class already. Choose other contributing factors."
        )
    }
    assert case.incident.failure_class == ""


def test_more_than_four_factors_are_refused(scenario: Scenario, case: IncidentCase) -> None:
    form_of(scenario, case, scenario.ana)
    many = ["network", "hardware", "workload", "testing", "attack"]
    values = {"trigger": "unknown", "failure_class": "data", "contributing_factors": many}
    reply = scenario.ana.submit(values, force=True)
    assert reply.errors == {"contributing_factors": "Choose at most 4 contributing factors."}
    assert case.incident.failure_class == ""
