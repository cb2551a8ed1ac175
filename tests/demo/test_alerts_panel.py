"""Alerts and deployments that the playground sends, to the bot as it runs there."""

import threading
from collections.abc import Iterator

import httpx
import pytest

from firefighter.demo.browser.alerts import ALERTS_PANEL, alerts_panel
from firefighter.demo.browser.environment import BrowserDemo, open_browser_demo
from firefighter.demo.browser.sample_alerts import SAMPLES
from firefighter.demo.browser.site import serve_pages
from firefighter.playground.client.viewer import Location
from firefighter.playground.slack import Message

HERE = Location("ana", "C1")


@pytest.fixture(scope="module")
def demo() -> Iterator[BrowserDemo]:
    with open_browser_demo() as demo:
        yield demo


def in_incidents(demo: BrowserDemo) -> list[Message]:
    return demo.slack.messages(demo.slack.channel("incidents"))


def about(demo: BrowserDemo, words: str) -> list[Message]:
    return [each for each in in_incidents(demo) if words in f"{each.text} {each.blocks}"]


def test_the_panel_says_what_each_would_do(demo: BrowserDemo) -> None:
    drawn = str(alerts_panel(demo.alerts, HERE))
    for name, does in (("Alertmanager", "declares an incident"), ("Grafana", "asks in #incidents")):
        assert does in drawn.split(name)[1].split("</div>", maxsplit=1)[0]


@pytest.mark.parametrize("source", SAMPLES)
def test_the_bot_takes_the_sample_of_each_source(demo: BrowserDemo, source: str) -> None:
    demo.alerts.fire(source)
    sent = demo.alerts.last_sent(source)
    assert sent is not None
    assert (sent.status, sent.state.number) == (202, 1)
    demo.alerts.resolve(source)
    sent = demo.alerts.last_sent(source)
    assert sent is not None
    assert sent.status == 202
    assert sent.state.ended_at is not None


def test_the_certificate_of_amazon_is_fetched_from_its_own_address(demo: BrowserDemo) -> None:
    demo.alerts.fire("aws")
    sent = demo.alerts.last_sent("aws")
    assert sent is not None
    assert sent.status == 202
    assert demo.amazon.certificates_sent >= 1
    demo.slack.wait_until(lambda: about(demo, "Restarts of the sign-in service"), 60)


def test_a_service_is_deployed_now_and_then(demo: BrowserDemo) -> None:
    before = str(alerts_panel(demo.alerts, HERE))
    demo.alerts.deploy_now_and_then(threading.Event(), [0.0, 0.0])
    drawn = str(alerts_panel(demo.alerts, HERE))
    assert "Deployed last: checkout 2." in drawn
    assert before != drawn
    stopping = threading.Event()
    stopping.set()
    demo.alerts.deploy_now_and_then(stopping, [0.0])
    assert str(alerts_panel(demo.alerts, HERE)) == drawn


def test_a_critical_alert_declares_and_the_others_ask(demo: BrowserDemo) -> None:
    demo.alerts.fire("alertmanager")
    demo.slack.wait_until(lambda: about(demo, "One in five payments fails"), 60)
    demo.alerts.fire("grafana")
    demo.slack.wait_until(lambda: about(demo, "Search takes 4 s"), 60)
    assert "INC-" in about(demo, "One in five payments fails")[0].text
    drawn = str(alerts_panel(demo.alerts, HERE))
    assert "sent 1 time · HTTP 202" in drawn
    demo.alerts.fire("grafana")
    assert "sent 2 times · HTTP 202" in str(alerts_panel(demo.alerts, HERE))


def test_buttons_of_the_page_send_and_unknown_ones_are_refused(demo: BrowserDemo) -> None:
    with (
        serve_pages(demo, "127.0.0.1", 0) as address,
        httpx.Client(base_url=address, trust_env=False) as http,
    ):
        answer = http.post("/alerts/deployment/deploy?as=ana&in=C1")
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            f"/?as=ana&in=C1&aside={ALERTS_PANEL}",
        )
        assert http.post("/alerts/opsgenie/fire?as=ana").status_code == 303
        for unknown in ("/alerts/nobody/fire", "/alerts/grafana/explode"):
            assert http.post(unknown).status_code == 404


def test_a_stopped_bot_is_told_of(demo: BrowserDemo) -> None:
    demo.bot.kill()
    demo.alerts.fire("datadog")
    assert "The bot does not answer." in str(alerts_panel(demo.alerts, HERE))
    demo.start_bot()
    demo.alerts.fire("datadog")
    assert "202" in str(alerts_panel(demo.alerts, HERE))
