"""Pages in drills: simulated, acknowledged there, and real only after a second question."""

from collections.abc import Iterator

import pytest

from firefighter.domain.events import PageAcknowledged, Paged, PagingEnded
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import Message
from firefighter.settings.policy import DrillsTable, OnCallTable, PagingTable, Policy
from tests.adapters.slack.live_text import live_parts
from tests.adapters.slack.scenarios.drill_case import start_drill
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text, open_scenario

SERVICE = "Database | on-call"
PAGING = PagingTable(
    services=(OnCallTable(name=SERVICE, routing_key_env="PAGERDUTY_DATABASE_KEY"),)
)
STRICT = Policy(services=("checkout",), paging=PAGING)
ALLOWING = Policy(services=("checkout",), paging=PAGING, drills=DrillsTable(real_pages=True))
WHY = "The primary is down"


@pytest.fixture
def pagerduty() -> Iterator[LocalPagerDuty]:
    with LocalPagerDuty() as running:
        yield running


@pytest.fixture
def scenario(sqlite_url: str, pagerduty: LocalPagerDuty) -> Iterator[Scenario]:
    with open_scenario(STRICT, sqlite_url, pagerduty=pagerduty) as scenario:
        yield scenario


@pytest.fixture
def allowing(sqlite_url: str, pagerduty: LocalPagerDuty) -> Iterator[Scenario]:
    with open_scenario(ALLOWING, sqlite_url, pagerduty=pagerduty) as scenario:
        yield scenario


def page(case: IncidentCase, scenario: Scenario, whom: str, **values: object) -> None:
    case.press(scenario.ana, "page")
    reply = case.send(scenario.ana, whom=whom, reason=WHY, **values)
    assert not reply.errors, reply.errors


def cards(case: IncidentCase) -> list[Message]:
    messages = case.sandbox.slack.messages(case.incident_channel)
    return [each for each in messages if "*simulated*" in shown(each)]


def test_a_page_is_simulated_and_acknowledged(
    scenario: Scenario, pagerduty: LocalPagerDuty
) -> None:
    case = start_drill(scenario)
    case.press(scenario.ana, "page")
    assert scenario.ana.view is not None
    assert "Simulated: nobody is notified." in str(scenario.ana.view.blocks)
    case.send(scenario.ana, whom=f"service:{SERVICE}", reason=WHY)
    (card,) = cards(case)
    assert SERVICE in shown(card)
    assert WHY in shown(card)
    assert "EXERCISE" in shown(card)
    case.press(scenario.ben, "acknowledge_page", on=card)
    (card,) = cards(case)
    assert f"<@{scenario.ben.id}> acknowledged the simulated page to {SERVICE}" in shown(card)
    assert "acknowledge_page" not in [each["action_id"] for each in elements(card)]
    (acknowledged,) = [each for each in case.timeline if isinstance(each, PageAcknowledged)]
    assert acknowledged.actor == scenario.ben.id
    assert pagerduty.alerts == []
    assert not [each for each in case.timeline if isinstance(each, PagingEnded)]


def test_it_is_acknowledged_once(scenario: Scenario) -> None:
    case = start_drill(scenario)
    page(case, scenario, f"service:{SERVICE}")
    (card,) = cards(case)
    case.press(scenario.ben, "acknowledge_page", on=card)
    case.press(scenario.ana, "acknowledge_page", on=card)
    told = "\n".join(scenario.told(scenario.ana))
    assert f"<@{scenario.ben.id}> acknowledged this page already." in told


def test_a_group_is_named_and_neither_mentioned_nor_invited(scenario: Scenario) -> None:
    sre = scenario.slack.add_usergroup("sre", members=[scenario.dora])
    case = start_drill(scenario)
    page(case, scenario, f"group:{sre.id}")
    (card,) = cards(case)
    assert "@sre" in shown(card)
    for message in case.messages:
        assert not [each for each in live_parts(shown(message)) if sre.id in each]
    assert scenario.dora.id not in case.incident_channel.members


def test_nobody_pages_for_real_where_the_policy_forbids_it(scenario: Scenario) -> None:
    case = start_drill(scenario)
    case.press(scenario.ana, "page")
    assert scenario.ana.view is not None
    assert "real_page" not in str(scenario.ana.view.blocks)


def test_a_real_page_needs_a_second_answer(allowing: Scenario, pagerduty: LocalPagerDuty) -> None:
    scenario = allowing
    case = start_drill(scenario, real_pages=["real_pages"])
    page(case, scenario, f"service:{SERVICE}", real_page=["real_page"])
    assert pagerduty.alerts == []
    assert scenario.ana.view is not None
    assert f"This pages whoever is on call for *{SERVICE}* now" in modal_text(scenario.ana.view)
    case.send(scenario.ana)
    (alert,) = pagerduty.alerts
    assert alert.event["payload"]["summary"].startswith("EXERCISE · ")
    (paged,) = [each for each in case.timeline if isinstance(each, Paged)]
    assert not paged.simulated
    assert cards(case) == []


def test_a_drill_that_allows_no_real_pages_offers_none(allowing: Scenario) -> None:
    case = start_drill(allowing)
    case.press(allowing.ana, "page")
    assert allowing.ana.view is not None
    assert "real_page" not in str(allowing.ana.view.blocks)


def test_a_group_is_never_paged_for_real(allowing: Scenario) -> None:
    sre = allowing.slack.add_usergroup("sre", members=[allowing.dora])
    case = start_drill(allowing, real_pages=["real_pages"])
    case.press(allowing.ana, "page")
    reply = case.send(allowing.ana, whom=f"group:{sre.id}", reason=WHY, real_page=["real_page"])
    assert "A user group has members outside the drill" in str(reply.errors)


def test_nobody_is_paged_in_a_drill_that_is_over(scenario: Scenario) -> None:
    case = start_drill(scenario)
    case.press(scenario.ana, "page")
    case.press(scenario.ben, "stop_drill")
    case.send(scenario.ben)
    reply = case.send(scenario.ana, whom=f"service:{SERVICE}", reason=WHY)
    assert "The drill is over." in str(reply.errors)
    assert cards(case) == []
