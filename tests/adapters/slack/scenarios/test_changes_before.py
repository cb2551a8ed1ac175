"""Deployments and other changes before an incident, on its panel and its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.domain.api_tokens import REPORT_CHANGES
from firefighter.playground.confluence import LocalConfluence
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock


@dataclass
class Deploys:
    """What reports changes."""

    scenario: Scenario
    clock: MovedClock
    token: str
    number: int = 0

    def report(self, title: str, *, minutes_ago: float, **members: str) -> None:
        self.number += 1
        at = self.clock.now() - timedelta(minutes=minutes_ago)
        base = str(self.scenario.slack.request_url).removesuffix("/slack/events")
        answer = httpx.post(
            f"{base}/hooks/changes/{self.token}",
            json={
                "id": str(self.number),
                "title": title,
                "service": "checkout",
                "at": at.isoformat(),
                **members,
            },
            trust_env=False,
        )
        assert answer.status_code == 202, answer.text
        self.scenario.settle()


@pytest.fixture
def deploys(database_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Deploys]:
    with open_scenario(POLICY, database_url, clock, wiki) as scenario:
        tokens = StoredApiTokens(scenario.bot.database)
        _token, secret = create_token(tokens, clock, "deploys", [REPORT_CHANGES])
        yield Deploys(scenario, clock, secret)


def declare(deploys: Deploys, severity: str = "SEV3") -> IncidentCase:
    return deploys.scenario.declare_by_form(services=["checkout"], severity=severity)


def test_the_panel_names_changes_of_its_services_before_it(deploys: Deploys) -> None:
    deploys.report(
        "checkout <1.42>",
        minutes_ago=10,
        environment="production",
        actor="ana",
        url="https://ci.example.com/1?a=1&b=2",
    )
    deploys.report("new-prices on", minutes_ago=5, kind="flag")
    deploys.report("search 7", minutes_ago=5, service="search")
    deploys.report("checkout 1.41", minutes_ago=31)
    panel = shown(declare(deploys).panel)
    assert "2 changes in the 30 minutes before" in panel
    first, second = [line for line in panel.splitlines() if line.startswith("• <!date")]
    assert "Feature flag: new-prices on" in first
    link = "<https://ci.example.com/1?a=1&amp;b=2|Deployment>"
    assert f"{link}: checkout &lt;1.42&gt; · production · ana" in second


def test_a_change_that_is_reported_late_comes_onto_the_panel(deploys: Deploys) -> None:
    case = declare(deploys)
    assert "minutes before" not in shown(case.panel)
    deploys.report("checkout 1.42", minutes_ago=3)
    assert "1 change in the 30 minutes before" in shown(case.panel)
    deploys.report("checkout 1.43", minutes_ago=0)
    assert "1.43" not in shown(case.panel)


def test_an_incident_without_services_shows_none(deploys: Deploys) -> None:
    deploys.report("checkout 1.42", minutes_ago=3)
    case = deploys.scenario.declare("sev3 Search is slow")
    assert "minutes before" not in shown(case.panel)


def test_the_postmortem_page_lists_all_of_them(deploys: Deploys, wiki: LocalConfluence) -> None:
    for number in range(5):
        deploys.report(f"checkout 1.4{number}", minutes_ago=10, url="https://ci.example.com/1")
    case = declare(deploys, "SEV1")
    panel = shown(case.panel)
    assert "5 changes in the 30 minutes before" in panel
    assert "…and 2 more" in panel
    ben = deploys.scenario.ben
    case.press(ben, "role.commander")
    case.press(ben, "step.mitigate")
    case.send(ben, note="Rolled back")
    (page,) = wiki.pages
    assert "5 changes in the 30 minutes before" in page.body
    assert page.body.count('<a href="https://ci.example.com/1">Deployment: checkout 1.4') == 5
