"""People, user groups and channels that Slack names by id only, wherever a text leaves Slack."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from firefighter.adapters.slack.outbound.calls import Calls, make_client
from firefighter.adapters.slack.outbound.profiles import Home, read_profile
from firefighter.domain.ids import UserId
from firefighter.effects.call_limits import RateLimits
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import Message
from firefighter.playground.slack.records import Usergroup
from firefighter.settings.policy import OnCallTable, PagingTable, Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.cli.process import firefighter

SERVICE = "Database on-call"
POLICY = Policy(
    paging=PagingTable(
        services=(OnCallTable(name=SERVICE, routing_key_env="PAGERDUTY_DATABASE_KEY"),)
    ),
)


@pytest.fixture
def pagerduty() -> Iterator[LocalPagerDuty]:
    with LocalPagerDuty() as running:
        yield running


@pytest.fixture
def scenario(
    sqlite_url: str, wiki: LocalConfluence, pagerduty: LocalPagerDuty
) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, wiki=wiki, pagerduty=pagerduty) as scenario:
        yield scenario


TYPED = "@sre, see #general"


@pytest.fixture(autouse=True)
def sre(scenario: Scenario) -> Usergroup:
    return scenario.slack.add_usergroup("sre", members=[scenario.dora])


def post(scenario: Scenario, case: IncidentCase) -> Message:
    """Slack sends the ids of the group and of the channel, without their names."""
    scenario.ben.join(case.incident_channel)
    said = scenario.ben.post(case.incident_channel, TYPED)
    assert TYPED not in said.text
    return said


def test_a_page_names_groups_and_channels(scenario: Scenario, wiki: LocalConfluence) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.react(post(scenario, case), "pushpin")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    (page,) = wiki.pages
    assert TYPED in page.body


def test_an_alert_names_groups_and_channels(scenario: Scenario, pagerduty: LocalPagerDuty) -> None:
    said = scenario.ben.post("general", TYPED)
    scenario.ana.message_shortcut("declare_from_message", said)
    scenario.ana.submit({"severity": "SEV1"})
    scenario.settle()
    case = scenario.case()
    case.press(scenario.ana, "page")
    case.send(scenario.ana, whom=f"service:{SERVICE}", reason="Down")
    (alert,) = pagerduty.alerts
    assert f"SEV1 · {TYPED}: Down" in alert.event["payload"]["summary"]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_names_groups_and_channels(
    scenario: Scenario, sre: Usergroup, sqlite_url: str, tmp_path: Path, form: str
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ben.react(post(scenario, case), "pushpin")
    scenario.settle()
    exported = firefighter(
        "export", "--format", form, folder=tmp_path, given={"DATABASE_URL": sqlite_url}
    )
    assert TYPED in exported.stdout, exported.stderr
    assert sre.id not in exported.stdout


def test_a_private_channel_is_not_named_outside(scenario: Scenario) -> None:
    secret = scenario.slack.add_channel("secret", private=True, members=[scenario.ana])
    unseen = scenario.slack.add_channel("unseen", private=True, bot=False)
    calls = Calls(
        make_client(scenario.slack.bot_token, scenario.slack.api_url),
        RateLimits(),
        scenario.bot.context.clock,
    )
    home = Home.of(calls("auth.test"))
    for channel in (secret, unseen):
        assert read_profile(calls, UserId(channel.id), home).known_name == "private channel"
    assert read_profile(calls, UserId("CHECKOUT500"), home).known_name == "CHECKOUT500"


def test_person_without_any_name_is_shown_by_id(
    scenario: Scenario, wiki: LocalConfluence, sqlite_url: str, tmp_path: Path
) -> None:
    nobody = scenario.slack.add_person("\u200b", real_name=" \u3164 ")
    nobody.join("general")
    nobody.join("incidents")
    case = scenario.declare("sev1 Checkout returns 500", by=nobody)
    scenario.answer(nobody, f"note {case.reference} Cache flushed")
    scenario.settle()
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    (page,) = wiki.pages
    assert f"{nobody.id}: Cache flushed" in page.body
    exported = firefighter("export", folder=tmp_path, given={"DATABASE_URL": sqlite_url})
    assert nobody.id in exported.stdout
