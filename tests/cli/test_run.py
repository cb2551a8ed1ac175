"""`run`, `web` and `worker` as the processes that they are in production."""

import signal
from functools import partial
from pathlib import Path

import httpx
import pytest

from firefighter.playground.slack import (
    Hang,
    LocalSlack,
    Message,
    Person,
    ServerError,
    SlackError,
)
from firefighter.playground.slack.faults import Fault
from firefighter.playground.slack.signing import signed_headers
from tests.cli.conftest import Given
from tests.cli.process import Running, running, until
from tests.store.relay import relayed

SERVING = ("--port", "0")


def listen(slack: LocalSlack, bot: Running) -> None:
    slack.request_url = f"{bot.url}/slack/events"


def declare(slack: LocalSlack, ana: Person) -> None:
    """Declares an incident and waits until its panel is pinned, which comes last."""
    reply = ana.command("general", "/incident", "open sev1 Checkout returns 500")
    assert reply.acknowledged, reply
    slack.wait_until(lambda: any("inc-1" in each.name for each in slack.channels()))
    slack.wait_until(lambda: slack.pins("inc-1-checkout-returns-500"))


def announcements(slack: LocalSlack) -> list[Message]:
    return [each for each in slack.messages("incidents") if each.by_bot]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_over_http_it_works_until_it_is_told_to_stop(
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


def test_over_socket_mode_it_works_until_it_is_told_to_stop(
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


def test_over_socket_mode_nobody_forges_requests_over_http(
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


def test_what_was_promised_before_a_restart_is_done_after_it(
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
def test_answering_and_working_may_be_two_processes(
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


def test_a_worker_may_be_watched_and_answers_nothing_else(tmp_path: Path, given: Given) -> None:
    with running("worker", *SERVING, folder=tmp_path, given=given) as working:
        get = partial(httpx.get, trust_env=False)
        assert get(f"{working.url}/health").json() == {"status": "ok"}
        said = working.log
        assert get(f"{working.url}/health").json() == {"status": "ok"}
        assert working.log == said  # nothing to say about what is well
        assert "firefighter_effects_pending 0.0" in get(f"{working.url}/metrics").text
        assert get(f"{working.url}/slack/events").status_code == 404
        assert working.stop() == 0


def test_stopping_does_not_wait_for_a_slack_that_hangs(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given
) -> None:
    slack.faults.answer("chat.postMessage", Hang(30), times=None)
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        listen(slack, bot)
        assert ana.command("general", "/incident", "open sev4 Search is slow").acknowledged
        slack.wait_until(lambda: slack.calls_of("chat.postMessage"), what="it is being posted")
        assert bot.stop() == 0


@pytest.mark.postgresql
def test_stopping_does_not_wait_for_a_database_that_says_nothing(
    tmp_path: Path, postgresql_url: str, given: Given
) -> None:
    with relayed(postgresql_url) as relay:
        given["DATABASE_URL"] = relay.url
        with running("run", *SERVING, folder=tmp_path, given=given) as bot:
            assert httpx.get(f"{bot.url}/health").is_success
            with relay.silence():
                assert relay.withheld.wait(30)
                assert bot.stop() == 0


def test_a_port_that_is_taken_is_said_to_be_so(
    tmp_path: Path, slack: LocalSlack, given: Given
) -> None:
    port = slack.url.rpartition(":")[2]
    with running("run", "--port", port, folder=tmp_path, given=given) as bot:
        until(lambda: bot.process.poll() is not None)
        assert bot.process.returncode == 2
        assert f"firefighter: --port {port} cannot be used: " in bot.log
        assert "Traceback" not in bot.log


@pytest.mark.parametrize("broken", [Hang(30), ServerError(503), SlackError("internal_error")])
def test_a_slack_that_is_away_at_the_start_is_said_to_be_so_and_waited_for(
    tmp_path: Path, slack: LocalSlack, ana: Person, given: Given, broken: Fault
) -> None:
    slack.faults.answer("*", broken, times=None)
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        bot.says("Slack cannot be used now, and what is to be done there waits for it: no answer")
        slack.faults.clear()
        listen(slack, bot)
        declare(slack, ana)
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


def test_where_there_is_no_slack_at_all_it_starts_all_the_same(
    tmp_path: Path, given: Given
) -> None:
    given["SLACK_API_URL"] = "http://127.0.0.1:1/api/"
    with running("run", *SERVING, folder=tmp_path, given=given) as bot:
        bot.says("Slack cannot be used now")
        assert httpx.get(f"{bot.url}/health", trust_env=False).status_code == 200
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


def test_it_says_whose_bot_it_is(tmp_path: Path, given: Given) -> None:
    with running("worker", folder=tmp_path, given=given) as bot:
        bot.says("The bot is firefighter in Playground.")
        assert bot.stop() == 0
