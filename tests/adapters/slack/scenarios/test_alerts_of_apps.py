"""*Declare incident* on the message of a monitoring app opens a filled form."""

from typing import Any

import pytest

from firefighter.domain.events import MessageNoted
from firefighter.playground.slack import Person
from firefighter.playground.slack import monitoring_apps as apps
from firefighter.playground.slack.monitoring_apps import ALERTS, Alert
from tests.adapters.slack.scenarios.scenario import Scenario

SAYS: dict[str, str] = {
    apps.GRAFANA.app: "[FIRING:1] High error rate (checkout)",
    apps.ALERTMANAGER.app: "[FIRING:2] InstanceDown (node prod) severity: critical instance:",
    apps.DATADOG.app: "Triggered: [P1] p99 latency is high on search",
    apps.PAGERDUTY.app: ":red_circle: *Triggered* #4711: Queue of mails is growing",
    apps.SENTRY.app: ":red_circle: *TypeError* ```Cannot read properties of undefined",
    apps.CLOUDWATCH.app: ":rotating_light: CloudWatch Alarm | orders-5xx | eu-west-1",
    apps.OPSGENIE.app: "New alert: #9 Disk is full on db-2",
    apps.STATUS_TEXT.app: "Monitor is DOWN: shop.example.com",
}

ADDRESSES: dict[str, str] = {
    apps.PAGERDUTY.app: " (https://acme.pagerduty.com/incidents/Q1)",
    apps.SENTRY.app: " (https://acme.sentry.io/issues/4321)",
    apps.OPSGENIE.app: " (https://opsgenie.example.com/a/9)",
}
"""Of what an alert links; the timeline keeps them, a title does not."""


def initial(person: Person, name: str) -> str:
    assert person.view is not None
    (block,) = (each for each in person.view.blocks if each["block_id"] == name)
    element: dict[str, Any] = block["element"]
    return str(element.get("initial_value", ""))


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.app)
def test_declaring_from_an_alert_opens_a_filled_form(scenario: Scenario, alert: Alert) -> None:
    message = scenario.slack.post_alert("incidents", alert)
    assert scenario.ana.message_shortcut("declare_from_message", message).acknowledged
    says = SAYS[alert.app]
    title = initial(scenario.ana, "title")
    assert title.startswith(says)
    scenario.ana.submit({"severity": "SEV3"})
    scenario.settle()
    assert scenario.case().incident.title == title
    (told,) = scenario.slack.thread("incidents", message.ts)
    assert scenario.case().reference in told.text


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.app)
def test_alert_is_added_to_the_timeline_with_its_words(scenario: Scenario, alert: Alert) -> None:
    case = scenario.declare("sev1 Checkout returns 500")
    message = scenario.slack.post_alert(case.incident_channel, alert)
    assert scenario.ana.message_shortcut("add_to_timeline", message).acknowledged
    scenario.settle()
    noted = case.timeline[-1]
    assert isinstance(noted, MessageNoted)
    address = ADDRESSES.get(alert.app, "")
    assert address in noted.text
    assert " ".join(noted.text.replace(address, "", 1).split()).startswith(SAYS[alert.app])
