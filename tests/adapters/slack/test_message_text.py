"""The text of messages of people and of monitoring apps."""

import pytest

from firefighter.adapters.slack.message_text import message_text

GRAFANA = {
    "text": "",
    "attachments": [
        {
            "color": "#D63232",
            "title": "[FIRING:1] High error rate",
            "title_link": "https://grafana.example/alert/1",
            "text": "*Summary:* checkout returns 500",
            "fallback": "[FIRING:1] High error rate",
            "footer": "Grafana v10",
        }
    ],
}
DATADOG = {
    "text": "",
    "attachments": [
        {
            "title": "Triggered: latency",
            "text": "p99 above 2 s",
            "fields": [{"title": "Tags", "value": "service:checkout", "short": True}],
        }
    ],
}
SENTRY = {
    "text": "",
    "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "TypeError & more"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "in `cart.js`"}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Project: web"}]},
        {"type": "divider"},
    ],
}
RICH = {
    "blocks": [
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "a < b, ask "},
                        {"type": "user", "user_id": "U0000001"},
                        {"type": "text", "text": " "},
                        {"type": "link", "url": "https://a.example", "text": "here"},
                    ],
                },
                {
                    "type": "rich_text_list",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "text", "text": "one"}],
                        }
                    ],
                },
            ],
        }
    ]
}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (GRAFANA, "[FIRING:1] High error rate\n*Summary:* checkout returns 500"),
        (DATADOG, "Triggered: latency\np99 above 2 s\nTags: service:checkout"),
        (SENTRY, "TypeError &amp; more\nin `cart.js`\nProject: web"),
        (RICH, "a &lt; b, ask <@U0000001> <https://a.example|here>\n• one"),
        ({"text": "", "attachments": [{"fallback": "CRITICAL: disk full"}]}, "CRITICAL: disk full"),
        ({"text": "Look", "attachments": [{"text": "Disk full"}]}, "Look\nDisk full"),
        ({"text": "Look", "attachments": [{"from_url": "https://x", "text": "Preview"}]}, "Look"),
        ({"text": "Hi", "blocks": SENTRY["blocks"]}, "Hi"),
        (
            {"text": "", "files": [{"title": "graph.png"}, {"name": "log.txt"}]},
            "graph.png, log.txt",
        ),
        ({}, ""),
    ],
)
def test_text_is_read_from_all_parts_of_a_message(message: dict[str, object], text: str) -> None:
    assert message_text(message) == text
