"""`run`, `web` and `worker` as processes."""

import signal
from functools import partial
from pathlib import Path

import httpx
import pytest

from firefighter.playground.slack import Hang, LocalSlack, Message, Person, ServerError, SlackError
from firefighter.playground.slack.deliveries import signed_headers
from firefighter.playground.slack.faults import Fault
from tests.adapters.store.tcp_proxy import open_tcp_proxy
from tests.cli.conftest import Given
from tests.cli.process import Running, running, until

SERVING = ("--port", "0")


def listen(slack: LocalSlack, bot: Running) -> None:
    slack.request_url = f"{bot.url}/slack/events"


def declare(slack: LocalSlack, ana: Person) -> None:
    """Declares an incident and waits for the last effect, pinning its panel."""
    reply = ana.command("general", "/incident", "open sev1 Checkout returns 500")
    assert reply.acknowledged, reply
    slack.wait_until(lambda: any("inc-1" in each.name for each in slack.channels()))
    slack.wait_until(lambda: slack.pins("inc-1-checkout-returns-500"))


def announcements(slack: LocalSlack) -> list[Message]:
    return [each for each in slack.messages("incidents") if each.by_bot]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_over_http_stops_on_signal(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, number: signal.Signals
) -> None:
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        listen(slack, bot)
        declare(slack, ana)
        assert bot.stop(number) == 0
        assert "Traceback" not in bot.log
        for secret in (slack.bot_token, slack.signing_secret):
            assert secret not in bot.log
    assert len(announcements(slack)) == 1


def test_run_over_socket_mode_stops_on_signal(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given
) -> None:
    del given["SLACK_SIGNING_SECRET"]
    given["SLACK_APP_TOKEN"] = slack.app_token
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        bot.says("Connected by Socket Mode.")
        declare(slack, ana)
        assert httpx.get(f"{bot.url}/health", trust_env=False).status_code == 200
        assert bot.stop() == 0
        assert "Traceback" not in bot.log
        assert slack.app_token not in bot.log


def test_http_requests_are_refused_under_socket_mode(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given
) -> None:
    del given["SLACK_SIGNING_SECRET"]
    given["SLACK_APP_TOKEN"] = slack.app_token
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        bot.says("Connected by Socket Mode.")
        slack.request_url = None
        command = ana.command("general", "/incident", "help")
        body = command.request.body.replace(b"help", b"open+sev1+Forged")
        headers = slack.signed(body, kind="slash_commands")
        forged = signed_headers("", int(headers["X-Slack-Request-Timestamp"]), body)
        answer = httpx.post(
            f"{bot.url}/slack/events", content=body, headers=headers | forged, trust_env=False
        )
        assert 400 <= answer.status_code < 500


def test_effects_pending_at_restart_are_done_after_it(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given
) -> None:
    with running("web", *SERVING, folder=tmp_path, given=given) as answering:
        listen(slack, answering)
        reply = ana.command("general", "/incident", "open sev1 Checkout returns 500")
        assert reply.acknowledged
        assert answering.stop() == 0
    assert announcements(slack) == []
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        slack.wait_until(lambda: announcements(slack), what="it is announced")
        assert bot.stop() == 0


@pytest.mark.postgresql
def test_web_and_worker_run_as_two_processes(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, postgresql_url: str
) -> None:
    given["DATABASE_URL"] = postgresql_url
    with (
        running("worker", folder=tmp_path, given=given) as working,
        running("web", *SERVING, folder=tmp_path, given=given) as answering,
    ):
        listen(slack, answering)
        declare(slack, ana)
        assert answering.stop() == 0
        assert working.stop() == 0
        assert "Traceback" not in answering.log + working.log
    assert len(announcements(slack)) == 1


def test_worker_serves_only_health_and_metrics(tmp_path: Path, given: Given) -> None:
    with running("worker", *SERVING, folder=tmp_path, given=given) as working:
        get = partial(httpx.get, trust_env=False)
        assert get(f"{working.url}/health").json() == {"status": "ok"}
        log = working.log
        assert get(f"{working.url}/health").json() == {"status": "ok"}
        assert working.log == log  # health checks are not logged
        metrics = f"{working.url}/metrics"
        until(lambda: "firefighter_effects_pending 0.0" in get(metrics).text)  # asked at its start
        assert "firefighter_rate_limited_methods 0.0" in get(metrics).text
        assert get(f"{working.url}/slack/events").status_code == 404
        assert working.stop() == 0


def test_stopping_does_not_wait_for_a_hanging_slack(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given
) -> None:
    slack.faults.answer("chat.postMessage", Hang(30), times=None)
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        listen(slack, bot)
        assert ana.command("general", "/incident", "open sev4 Search is slow").acknowledged
        slack.wait_until(lambda: slack.calls_of("chat.postMessage"), what="it is being posted")
        assert bot.stop() == 0


@pytest.mark.postgresql
def test_stopping_does_not_wait_for_a_hanging_database(
    tmp_path: Path, postgresql_url: str, given: Given
) -> None:
    with open_tcp_proxy(postgresql_url) as tcp_proxy:
        given["DATABASE_URL"] = tcp_proxy.url
        with running("run", *SERVING, folder=tmp_path, given=given) as bot:
            assert httpx.get(f"{bot.url}/health").is_success
            with tcp_proxy.silence():
                assert tcp_proxy.withheld.wait(30)
                assert bot.stop() == 0


def test_taken_port_is_reported(tmp_path: Path, slack: LocalSlack, given: Given) -> None:
    port = slack.url.rpartition(":")[2]
    with running("run", "--port", port, folder=tmp_path, given=given) as bot:
        until(lambda: bot.process.poll() is not None)
        assert bot.process.returncode == 2
        assert f"firefighter: Cannot listen on port {port}: " in bot.log
        assert "Traceback" not in bot.log


@pytest.mark.parametrize("broken", [Hang(30), ServerError(503), SlackError("internal_error")])
def test_bot_starts_during_a_slack_outage_and_works_after_it(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, broken: Fault
) -> None:
    slack.faults.answer("*", broken, times=None)
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        bot.says("Slack is unavailable; effects wait until it is back: ")
        slack.faults.clear()
        listen(slack, bot)
        declare(slack, ana)
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


def test_bot_starts_without_a_connection_to_slack(tmp_path: Path, given: Given) -> None:
    given["SLACK_API_URL"] = "http://127.0.0.1:1/api/"
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        bot.says("Slack is unavailable")
        assert httpx.get(f"{bot.url}/health", trust_env=False).status_code == 200
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


def test_bot_user_is_logged(tmp_path: Path, given: Given) -> None:
    with running("worker", folder=tmp_path, given=given) as bot:
        bot.says("Bot user: firefighter in Playground.")
        assert bot.stop() == 0
