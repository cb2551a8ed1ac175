"""Alerts in the shapes in which well-known monitoring apps post them.

Each shape follows the app's public documentation, which its docstring links.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from firefighter.playground.slack.records import Json


@dataclass(frozen=True)
class Alert:
    app: str
    """The name under which it posts."""
    text: str = ""
    attachments: Sequence[Json] = ()
    blocks: Sequence[Json] = ()
    by_webhook: bool = False
    """Whether it posts by an incoming webhook: subtype `bot_message`, without a user."""


GRAFANA = Alert(
    "Grafana",
    attachments=(
        {
            "color": "#D63232",
            "title": "[FIRING:1] High error rate (checkout)",
            "title_link": "https://grafana.example.com/alerting/grafana/abc/view",
            "text": "**Firing**\n\nValue: A=7.2\nLabels:\n - alertname = High error rate\n"
            " - service = checkout\nAnnotations:\n - summary = 7 % of requests fail\n",
            "fallback": "[FIRING:1] High error rate (checkout)",
            "footer": "Grafana v11.2.0",
            "footer_icon": "https://grafana.com/static/assets/img/fav32.png",
            "ts": 1_764_500_000,
        },
    ),
)
"""https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/configure-slack/."""

ALERTMANAGER = Alert(
    "AlertManager",
    by_webhook=True,
    attachments=(
        {
            "color": "danger",
            "title": "[FIRING:2] InstanceDown (node prod)",
            "title_link": "http://alertmanager.example.com/#/alerts?receiver=slack",
            "text": "",
            "fallback": "[FIRING:2] InstanceDown (node prod) | http://alertmanager.example.com",
            "fields": [
                {"title": "severity", "value": "critical", "short": True},
                {"title": "instance", "value": "db-1:9100", "short": True},
            ],
            "mrkdwn_in": ["fallback", "pretext", "text"],
        },
    ),
)
"""https://prometheus.io/docs/alerting/latest/configuration/#slack_config."""

DATADOG = Alert(
    "Datadog",
    attachments=(
        {
            "color": "#d9534f",
            "title": "Triggered: [P1] p99 latency is high on search",
            "title_link": "https://app.datadoghq.com/monitors/123",
            "text": "p99 of `search` is above 2 s. @slack-alerts\n\nThe monitor was last triggered "
            "at Mon Nov 30 2026 09:00:00 UTC.",
            "fields": [
                {"title": "Tags", "value": "service:search, env:prod", "short": True},
                {"title": "Notified", "value": "@slack-alerts", "short": True},
            ],
            "fallback": "Triggered: [P1] p99 latency is high on search",
            "image_url": "https://p.datadoghq.com/snapshot/view/dd-snapshots-prod/1.png",
        },
    ),
)
"""https://docs.datadoghq.com/integrations/slack/."""

PAGERDUTY = Alert(
    "PagerDuty",
    text="",
    blocks=(
        {
            "type": "section",
            "text": {
                "type": "mrkdwn",
                "text": ":red_circle: *Triggered* <https://acme.pagerduty.com/incidents/Q1"
                "|#4711>: Queue of mails is growing",
            },
        },
        {
            "type": "section",
            "fields": [
                {"type": "mrkdwn", "text": "*Service:*\n<https://acme.pagerduty.com/s/1|Mail>"},
                {"type": "mrkdwn", "text": "*Urgency:*\nHigh"},
            ],
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "acknowledge",
                    "text": {"type": "plain_text", "text": "Acknowledge"},
                    "value": "Q1",
                }
            ],
        },
    ),
)
"""https://support.pagerduty.com/main/docs/slack-user-guide."""

SENTRY = Alert(
    "Sentry",
    attachments=(
        {
            "color": "#E03E2F",
            "fallback": "[web] TypeError: Cannot read properties of undefined",
            "blocks": [
                {
                    "type": "section",
                    "block_id": '{"issue":4321}',
                    "text": {
                        "type": "mrkdwn",
                        "text": ":red_circle: <https://acme.sentry.io/issues/4321|*TypeError*>\n"
                        "```Cannot read properties of undefined (reading 'total')```",
                    },
                },
                {
                    "type": "context",
                    "elements": [{"type": "mrkdwn", "text": "Project: web    Alert: Errors"}],
                },
            ],
        },
    ),
)
"""https://docs.sentry.io/organization/integrations/notification-incidents/slack/."""

CLOUDWATCH = Alert(
    "Amazon Q Developer",
    attachments=(
        {
            "color": "d13212",
            "fallback": 'CloudWatch Alarm | "orders-5xx" in eu-west-1',
            "title": ":rotating_light: CloudWatch Alarm | orders-5xx | eu-west-1",
            "text": "Threshold crossed: 3 datapoints were greater than the threshold (10.0).",
            "fields": [{"title": "Alarm state", "value": "ALARM", "short": True}],
        },
    ),
)
"""https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html."""

OPSGENIE = Alert(
    "Opsgenie",
    by_webhook=True,
    text="",
    attachments=(
        {
            "color": "#BF2600",
            "pretext": "New alert: <https://opsgenie.example.com/a/9|#9> Disk is full on db-2",
            "fields": [{"title": "Priority", "value": "P1", "short": True}],
            "fallback": "New alert #9: Disk is full on db-2",
        },
    ),
)
"""https://support.atlassian.com/opsgenie/docs/integrate-opsgenie-with-slack-app/."""

STATUS_TEXT = Alert("UptimeRobot", text="Monitor is DOWN: shop.example.com", by_webhook=True)
"""Plain text: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks."""

ALERTS: Sequence[Alert] = (
    GRAFANA,
    ALERTMANAGER,
    DATADOG,
    PAGERDUTY,
    SENTRY,
    CLOUDWATCH,
    OPSGENIE,
    STATUS_TEXT,
)
