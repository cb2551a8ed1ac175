"""Paging: a user group by a mention, the on-call responder by PagerDuty."""

from collections.abc import Iterator

import pytest

from firefighter.domain.events import Paged, PagingEnd, PagingEnded
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import DropAfterDoing, Message, Person, SlackError
from firefighter.playground.slack.records import Usergroup
from firefighter.settings.policy import OnCallTable, PagingTable, Policy
from tests.adapters.slack.live_text import live_parts
from tests.adapters.slack.scenarios.concurrent_presses import sentences
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario

SERVICE = "Database on-call"
POLICY = Policy(
    services=("checkout",),
    paging=PagingTable(
        services=(OnCallTable(name=SERVICE, routing_key_env="PAGERDUTY_DATABASE_KEY"),)
    ),
)
WHY = "The primary is down"


@pytest.fixture
def pagerduty() -> Iterator[LocalPagerDuty]:
    with LocalPagerDuty() as running:
        yield running


@pytest.fixture
def scenario(sqlite_url: str, pagerduty: LocalPagerDuty) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, pagerduty=pagerduty) as scenario:
        yield scenario


@pytest.fixture
def sre(scenario: Scenario) -> Usergroup:
    return scenario.slack.add_usergroup("sre", members=[scenario.dora])


def page(case: IncidentCase, person: Person, page_target: str, reason: str = WHY) -> None:
    case.press(person, "page")
    reply = case.send(person, whom=page_target, reason=reason)
    assert not reply.errors


def calls(messages: list[Message]) -> list[str]:
    return [shown(each) for each in messages if ":pager:" in shown(each)]


def offered(person: Person, typed: str = "") -> list[str]:
    return [each["text"]["text"] for each in person.suggest("whom", typed).body["options"]]


def end_of(case: IncidentCase) -> PagingEnded:
    (end,) = [event for event in case.timeline if isinstance(event, PagingEnded)]
    return end


@pytest.mark.usefixtures("sre")
def test_the_menu_offers_who_is_on_call_and_the_groups(scenario: Scenario) -> None:
    empty = scenario.slack.add_usergroup("network")
    old = scenario.slack.add_usergroup("old", members=[scenario.dora])
    scenario.slack.disable_usergroup(old)
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "page")
    on_call = "Database on-call (PagerDuty)"
    assert offered(scenario.ana) == [on_call, "@sre · 1 person", "@network · 0 people"]
    assert offered(scenario.ana, "@SR") == ["@sre · 1 person"]
    assert offered(scenario.ana, "data") == [on_call]
    assert offered(scenario.ana, "moon") == []
    reply = scenario.ana.submit({"whom": f"group:{empty.id}", "reason": WHY})
    assert reply.errors == {"whom": "@network has no members. Choose another group."}


def test_a_group_is_invited_to_the_channel_and_mentioned_once_with_the_reason(
    scenario: Scenario, sre: Usergroup
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    assert scenario.dora.id not in case.incident_channel.members
    page(case, scenario.ana, f"group:{sre.id}")
    assert scenario.dora.id in case.incident_channel.members
    (call,) = calls(scenario.slack.messages(case.incident_channel))
    assert call == f":pager: <@{scenario.ana.id}> paged <!subteam^{sre.id}>: {WHY}"
    said = [
        each for each in scenario.slack.messages(case.incident_channel) if f"^{sre.id}" in each.text
    ]
    joined = [
        each
        for each in scenario.slack.messages(case.incident_channel)
        if each.subtype == "channel_join" and each.user == scenario.dora.id
    ]
    assert len(said) == len(joined) == 1
    assert joined[0].ts < said[0].ts
    assert calls(scenario.slack.thread("incidents", case.announcement.ts)) == []


def test_without_a_channel_a_group_is_mentioned_in_the_thread(
    scenario: Scenario, sre: Usergroup
) -> None:
    case = scenario.declare("sev3 Search is slow")
    page(case, scenario.ana, f"group:{sre.id}")
    (call,) = calls(scenario.slack.thread("incidents", case.announcement.ts))
    assert f"<!subteam^{sre.id}>" in call
    assert len(calls(scenario.everything_said())) == 1


def test_group_that_cannot_be_invited_is_mentioned_anyway(
    scenario: Scenario, sre: Usergroup
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.slack.faults.answer("conversations.invite", SlackError("restricted_action"))
    page(case, scenario.ana, f"group:{sre.id}")
    assert len(calls(scenario.slack.messages(case.incident_channel))) == 1


def test_on_call_responder_is_paged_with_summary_and_link(
    scenario: Scenario, pagerduty: LocalPagerDuty
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    page(case, scenario.ana, f"service:{SERVICE}")
    (alert,) = pagerduty.alerts
    assert alert.service == SERVICE
    payload = alert.event["payload"]
    assert payload["summary"] == f"{case.reference} · SEV1 · Checkout returns 500: {WHY}"
    assert payload["severity"] == "critical"
    assert payload["custom_details"] == {"Paged by": "Ana", "Why": WHY}
    assert alert.event["client_url"] == f"{scenario.slack.url}/archives/{case.incident_channel.id}"


def test_accepted_page_is_posted_in_one_line(scenario: Scenario, pagerduty: LocalPagerDuty) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    page(case, scenario.ana, f"service:{SERVICE}")
    taken = f":pager: <@{scenario.ana.id}> paged {SERVICE} via PagerDuty: {WHY}"
    assert calls(scenario.slack.messages(case.incident_channel)) == [taken]
    paged, end = case.timeline[-2:]
    assert isinstance(paged, Paged)
    assert (paged.actor, paged.service, paged.reason) == (scenario.ana.id, SERVICE, WHY)
    assert end_of(case) == end
    assert end_of(case).end is PagingEnd.TAKEN
    assert pagerduty.alerts[0].dedup_key == paged.key


def test_one_press_pages_once_however_often_it_is_delivered(
    scenario: Scenario, pagerduty: LocalPagerDuty
) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ana, "page")
    pagerduty.faults.answer("enqueue", DropAfterDoing())
    reply = case.send(scenario.ana, whom=f"service:{SERVICE}", reason=WHY)
    scenario.slack.resend(reply)
    scenario.slack.redeliver(reply)
    scenario.settle()
    (alert,) = pagerduty.alerts
    assert alert.triggers == 2
    assert len(calls(scenario.slack.messages(case.incident_channel))) == 1


def test_two_presses_page_twice(scenario: Scenario, pagerduty: LocalPagerDuty) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    page(case, scenario.ana, f"service:{SERVICE}")
    page(case, scenario.ben, f"service:{SERVICE}", "Still nobody here")
    assert [alert.triggers for alert in pagerduty.alerts] == [1, 1]


def test_refused_page_tells_the_actor_to_call() -> None:
    """A bot that was given the key of an integration which was removed meanwhile."""
    with LocalPagerDuty() as stranger, open_scenario(POLICY, pagerduty=stranger) as scenario:
        stranger._alert_store.services.clear()
        case = scenario.declare("sev1 Checkout returns 500")
        page(case, scenario.ana, f"service:{SERVICE}")
        (said,) = [line for line in case.lines if "nobody was paged" in line]
        assert said.startswith(f":rotating_light: <@{scenario.ana.id}>, *nobody was paged*")
        assert "(Invalid routing key). Call them" in said
        assert end_of(case).end is PagingEnd.REFUSED
        assert len(stranger.calls) == 1
        assert shown(case.panel).count("action failed") == 0


def test_mitigation_resolves_the_alerts(scenario: Scenario, pagerduty: LocalPagerDuty) -> None:
    case = scenario.declare("sev3 Search is slow")
    page(case, scenario.ana, f"service:{SERVICE}")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Failed over")
    assert [alert.status for alert in pagerduty.alerts] == ["resolved"]
    page(case, scenario.ana, f"service:{SERVICE}")
    case.press(scenario.ana, "step.close")
    assert [alert.status for alert in pagerduty.alerts] == ["resolved", "resolved"]


def test_page_of_a_private_incident_has_its_number_and_the_typed_reason_only(
    scenario: Scenario, pagerduty: LocalPagerDuty, sre: Usergroup
) -> None:
    case = scenario.declare_by_form(
        title="Payroll leaked", summary="On a pastebin", severity="SEV1", private=["private"]
    )
    case.press(scenario.ana, "page")
    assert scenario.ana.view is not None
    assert "This incident is private." in str(scenario.ana.view.blocks)
    case.send(scenario.ana, whom=f"service:{SERVICE}", reason=WHY)
    (alert,) = pagerduty.alerts
    assert alert.event["payload"]["summary"] == f"{case.reference}: {WHY}"
    for secret in (
        "payroll",
        "pastebin",
        case.incident_channel.id.lower(),
        "ana",
        scenario.ana.id.lower(),
    ):
        assert secret not in str(pagerduty.calls).lower()
    page(case, scenario.ana, f"group:{sre.id}")
    assert scenario.dora.id in case.incident_channel.members
    outside = [
        each for each in scenario.everything_said() if each.channel != case.incident_channel.id
    ]
    assert calls(outside) == []


def test_what_was_typed_pings_nobody(scenario: Scenario, sre: Usergroup) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    bait = "<!channel> <https://evil.example|our bank>"
    page(case, scenario.ana, f"group:{sre.id}", bait)
    page(case, scenario.ana, f"service:{SERVICE}", bait)
    by_group, by_service = calls(scenario.slack.messages(case.incident_channel))
    assert live_parts(by_group) == {f"@{scenario.ana.id}", f"!subteam^{sre.id}"}
    assert live_parts(by_service) == {f"@{scenario.ana.id}"}


def test_command_prefills_the_reason(scenario: Scenario) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    scenario.ana.join(case.incident_channel)
    scenario.type(scenario.ana, f"page {WHY}", case.incident_channel.name)
    assert scenario.ana.view is not None
    assert scenario.ana.view.typed["reason"]["reason"]["value"] == WHY
    assert "SEV1: sent as critical." in str(scenario.ana.view.blocks)


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"reason": "  "}, "reason", "Enter a reason, in one line."),
        (
            {"whom": "service:Moon"},
            "whom",
            ("Moon can no longer be paged. Choose another responder."),
        ),
        ({"whom": "group:S0GONE"}, "whom", "This user group no longer exists. Choose another one."),
    ],
)
def test_invalid_target_is_refused_beside_the_field(
    scenario: Scenario, values: dict[str, str], field: str, says: str
) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "page")
    reply = case.send(scenario.ana, **{"whom": f"service:{SERVICE}", "reason": WHY, **values})
    assert reply.errors == {field: says}
    assert len(case.timeline) == 1


def test_disabled_group_is_refused_by_name(scenario: Scenario, sre: Usergroup) -> None:
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "page")
    scenario.slack.disable_usergroup(sre)
    reply = case.send(scenario.ana, whom=f"group:{sre.id}", reason=WHY)
    assert reply.errors == {"whom": "@sre is disabled. Choose another group."}


def test_closed_incident_cannot_page(scenario: Scenario, pagerduty: LocalPagerDuty) -> None:
    case = scenario.declare("sev4 Search is slow")
    case.press(scenario.ben, "page")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    case.press(scenario.ana, "step.close")
    case.send(scenario.ben, whom=f"service:{SERVICE}", reason=WHY)
    (told,) = scenario.told(scenario.ben)
    assert "you can't page anyone" in told
    assert f"<@{scenario.ana.id}> closed it." in told
    assert pagerduty.calls == []
    assert "page" not in [each["action_id"] for each in elements(case.panel)]
    assert sentences(scenario, scenario.ben) == []


def test_a_workspace_without_user_groups_can_page_who_is_on_call(scenario: Scenario) -> None:
    scenario.slack.faults.answer("usergroups.list", SlackError("plan_upgrade_required"))
    case = scenario.declare("sev3 Search is slow")
    case.press(scenario.ana, "page")
    assert offered(scenario.ana) == ["Database on-call (PagerDuty)"]
