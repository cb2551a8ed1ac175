"""SIGTERM while the database does not answer, or while another thread receives the signal."""

from pathlib import Path
from threading import Thread

import httpx
import pytest

from firefighter.playground.slack import LocalSlack, Person
from tests.adapters.store.tcp_proxy import open_tcp_proxy
from tests.cli.conftest import Given
from tests.cli.process import ROOT, running


@pytest.mark.postgresql
def test_stopping_does_not_wait_for_a_page_request(
    tmp_path: Path, given: Given, postgresql_url: str
) -> None:
    with open_tcp_proxy(postgresql_url) as tcp_proxy:
        given["DATABASE_URL"] = tcp_proxy.url
        with running("web", "--port", "0", folder=tmp_path, given=given) as bot:
            page = f"{bot.url}/postmortems/any"
            assert httpx.get(page, trust_env=False).status_code == 404
            with tcp_proxy.silence():
                client = Thread(target=lambda: httpx.get(page, trust_env=False))
                client.start()
                assert tcp_proxy.withheld.wait(10)
                assert bot.stop() == 0
                client.join()
            assert "Traceback" not in bot.log


ANOTHER_THREAD_RECEIVES = """
import signal, threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
"""
"""As under a debugger or profiler: the signal does not interrupt the wait of the main thread."""


def test_process_stops_although_another_thread_receives_the_signal(
    tmp_path: Path, given: Given, slack: LocalSlack, ana: Person
) -> None:
    tmp_path.joinpath("sitecustomize.py").write_text(ANOTHER_THREAD_RECEIVES, encoding="utf-8")
    given["PYTHONPATH"] = f"{tmp_path}:{ROOT}"
    with running("run", "--port", "0", folder=tmp_path, given=given) as bot:
        slack.request_url = f"{bot.url}/slack/events"
        slack.wait_until(lambda: slack.calls_of("auth.test"), what="the bot has started")
        assert ana.command("general", "/incident", "open sev3 Search is slow").acknowledged
        slack.wait_until(lambda: slack.messages("incidents"), timeout_s=60, what="it works")
        assert bot.stop() == 0
