"""Alerts over HTTP, and what people see and decide."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.domain.actors import Program, ProgramKind
from firefighter.domain.alerts import AlertAction
from firefighter.domain.events import AlertRecorded, Linked
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.playground.slack import Message
from firefighter.settings.alerts import AlertingTable, AlertRuleTable
from firefighter.settings.policy import Policy
from tests.adapters.alerts import samples
from tests.adapters.alerts.samples import body_of
from tests.adapters.slack.scenarios.alert_case import Monitoring, monitoring
from tests.adapters.slack.scenarios.incident_case import elements, shown
from tests.adapters.slack.scenarios.scenario import Scenario, open_scenario
from tests.clock import MovedClock
from tests.databases import Databases

POLICY = Policy(
    services=("checkout", "search"),
    alerting=AlertingTable(channel="alerts", severities={"critical": Severity.SEV1}),
    alerts=(AlertRuleTable(action=AlertAction.DECLARE, labels={"severity": "critical"}),),
)
WARNING = {"severity": "warning"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def scenario(request: pytest.FixtureRequest, clock: MovedClock) -> Iterator[Scenario]:
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with (
        databases.fresh() as url,
        open_scenario(policy=POLICY, database_url=url, clock=clock) as opened,
    ):
        opened.slack.add_channel("alerts", members=[opened.ana, opened.ben])
        yield opened


@pytest.fixture
def alertmanager(scenario: Scenario) -> Monitoring:
    return monitoring(scenario)


def later(scenario: Scenario, clock: MovedClock, seconds: float = 10) -> None:
    clock.move_on(timedelta(seconds=seconds))
    scenario.bot.scheduler.wake()
    scenario.settle()


def card(scenario: Scenario) -> Message:
    return [each for each in scenario.slack.messages("alerts") if each.by_bot][-1]


def alert_line(scenario: Scenario) -> str:
    case = scenario.case()
    (line,) = [
        each.text
        for each in scenario.slack.messages(case.incident_channel)
        if "Alertmanager" in each.text
    ]
    return line


def test_alerts_declare_count_and_resolve(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    began = clock.now()
    alertmanager.report(samples.alertmanager([samples.prometheus_alert(began)]))
    case = scenario.case()
    assert "Declared by Alertmanager" in shown(case.announcement)
    assert "Alertmanager declared INC-1 as SEV1." not in "\n".join(case.lines)
    assert alert_line(scenario).startswith(":bell: 1 alert from Alertmanager, ")
    servers = [f"web-{number}" for number in range(1, 28)]
    fired = [samples.prometheus_alert(began, instance=each) for each in servers]
    alertmanager.report(samples.alertmanager(fired))
    later(scenario, clock)
    assert alert_line(scenario).startswith(":bell: 27 alerts from Alertmanager, last ")
    assert ":bell: Alerts from Alertmanager are firing." in shown(case.channel_panel)
    ended = clock.now()
    over = [samples.prometheus_alert(began, ended_at=ended, instance=each) for each in servers]
    alertmanager.report(samples.alertmanager(over))
    assert alert_line(scenario).startswith(
        ":white_check_mark: All 27 alerts from Alertmanager are resolved, last "
    )
    assert "All 27 alerts from Alertmanager are resolved" in shown(case.channel_panel)
    later(scenario, clock, 600)
    case.press(scenario.ana, "step.mitigate")
    assert scenario.ana.view is not None
    (asked,) = [
        each["element"]["initial_date_time"]
        for each in scenario.ana.view.blocks
        if each["type"] == "input" and each["element"]["type"] == "datetimepicker"
    ]
    assert asked == int(ended.timestamp())
    case.send(scenario.ana, note="Rolled back", mitigated=str(asked))
    assert case.incident.milestones[Milestone.MITIGATED] == ended.replace(microsecond=0)
    assert [each.resolved for each in case.timeline if isinstance(each, AlertRecorded)] == [
        False,
        True,
    ]


def test_redelivery_changes_nothing_and_new_alerts_link_the_old_incident(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    payload = samples.alertmanager([samples.prometheus_alert(clock.now())])
    for _ in range(3):
        alertmanager.report(payload)
    case = scenario.case()
    assert scenario.count() == 1
    assert alert_line(scenario).startswith(":bell: 1 alert ")
    case.press(scenario.ana, "step.investigate")
    case.press(scenario.ana, "step.mitigate")
    case.send(scenario.ana, note="Rolled back")
    alertmanager.report(payload)
    assert scenario.count() == 1
    later(scenario, clock)
    alertmanager.report(samples.alertmanager([samples.prometheus_alert(clock.now())]))
    assert scenario.count() == 2
    assert [each.other for each in scenario.case(2).timeline if isinstance(each, Linked)] == [1]


def test_proposed_incident_is_declared_from_its_card(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    alert = samples.prometheus_alert(clock.now(), labels=WARNING)
    alertmanager.report(samples.alertmanager([alert]))
    assert scenario.count() == 0
    posted = card(scenario)
    assert [each["text"]["text"] for each in elements(posted)] == [
        "Declare…",
        "Attach to…",
        "Not an incident",
        "Mute 1 h",
    ]
    assert scenario.ben.press(posted, action_id="declare_alerts").acknowledged
    assert scenario.ben.view is not None
    values = {
        each["element"]["action_id"]: each["element"]
        for each in scenario.ben.view.blocks
        if each["type"] == "input"
    }
    assert values["title"]["initial_value"] == "Checkout returns 500"
    assert values["services"]["initial_options"][0]["value"] == "checkout"
    reply = scenario.ben.submit({"title": "Checkout is down", "severity": "SEV2"})
    assert not reply.errors
    scenario.settle()
    case = scenario.case()
    assert case.incident.declared_by == scenario.ben.id
    assert f"<@{scenario.ben.id}> declared INC-1." in shown(card(scenario))
    assert not elements(card(scenario))
    scenario.ana.press(posted, action_id="dismiss_alerts", stale=True)
    scenario.settle()
    assert f"<@{scenario.ben.id}> declared an incident." in scenario.told(scenario.ana)[-1]
    actors = [each.actor for each in case.timeline if isinstance(each, AlertRecorded)]
    assert actors == [Program(ProgramKind.ALERTS, "Alertmanager").actor]


def test_alert_that_became_critical_offers_to_raise_the_severity(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    began = clock.now()
    alert = samples.prometheus_alert(began, labels=WARNING)
    alertmanager.report(samples.alertmanager([alert]))
    scenario.ben.press(card(scenario), action_id="declare_alerts")
    scenario.ben.submit({"title": "Checkout is down", "severity": "SEV3"})
    scenario.settle()
    case = scenario.case()
    worse = {**alert, "labels": {**alert["labels"], "severity": "critical"}}
    for _ in range(2):
        alertmanager.report(samples.alertmanager([worse]))
    (offer,) = [each for each in case.messages if "by the alert rules" in each.text]
    assert offer.text == (
        ":bell: Alertmanager: Checkout returns 500 is SEV1 by the alert rules (1 alert). "
        "INC-1 is SEV3."
    )
    (button,) = elements(offer)
    assert button["text"]["text"] == "Change severity to SEV1"
    assert scenario.ana.press(offer, action_id=button["action_id"]).acknowledged
    scenario.settle()
    assert case.incident.severity is Severity.SEV1
    assert case.timeline[-1].actor == scenario.ana.id


def test_proposed_incident_is_attached_dismissed_or_muted(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    case = scenario.declare("sev3 Search is slow")

    def proposes(key: str) -> Message:
        alert = samples.prometheus_alert(clock.now(), labels=WARNING)
        alertmanager.report(samples.alertmanager([alert], key=key))
        return card(scenario)

    assert scenario.ana.press(proposes("1"), action_id="attach_alerts").acknowledged
    reply = scenario.ana.submit({"incident": str(case.id)})
    assert not reply.errors, reply
    scenario.settle()
    assert f"<@{scenario.ana.id}> attached it to INC-1." in shown(card(scenario))
    assert any("1 alert from Alertmanager" in each.text for each in case.messages)
    for key, action_id, said in (
        ("2", "dismiss_alerts", f"<@{scenario.ana.id}>: not an incident."),
        ("3", "mute_alerts", f"<@{scenario.ana.id}> muted it until "),
    ):
        assert scenario.ana.press(proposes(key), action_id=action_id).acknowledged
        scenario.settle()
        assert said in shown(card(scenario))
        assert not elements(card(scenario))
    assert scenario.count() == 1


def test_wrong_tokens_and_sources_are_not_found(
    scenario: Scenario, alertmanager: Monitoring, clock: MovedClock
) -> None:
    body = body_of(samples.alertmanager([samples.prometheus_alert(clock.now())]))
    wrong = [
        alertmanager.post(body, token="wrong"),
        alertmanager.post(body, token=alertmanager.token[:-1] + "x"),
        alertmanager.post(body, source="grafana"),
        alertmanager.post(body, source="nothing"),
    ]
    assert [each.status_code for each in wrong] == [404] * 4
    assert {each.text for each in wrong} == {
        "Not found. Check the source and the token in the URL."
    }
    assert scenario.count() == 0


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"", 400, "This is no webhook of Alertmanager. The body is not JSON."),
        (b'{"version": "3"}', 400, "This is no webhook of Alertmanager. version must be "),
        (b"x" * (1024 * 1024 + 1), 413, "The request is larger than 1024 KB."),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    alertmanager: Monitoring, body: bytes, status: int, sentence: str
) -> None:
    answer = alertmanager.post(body)
    assert answer.status_code == status
    assert answer.text.startswith(sentence)
