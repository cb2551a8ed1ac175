"""SIGTERM while a post-mortem page is being read from a database that has fallen silent."""

from pathlib import Path
from threading import Thread

import httpx
import pytest

from tests.cli.conftest import Given
from tests.cli.process import running
from tests.store.relay import relayed


@pytest.mark.postgresql
def test_stopping_does_not_wait_for_a_page_that_cannot_be_read(
    tmp_path: Path, given: Given, postgresql_url: str
) -> None:
    with relayed(postgresql_url) as relay:
        given["DATABASE_URL"] = relay.url
        with running("web", "--port", "0", folder=tmp_path, given=given) as bot:
            page = f"{bot.url}/postmortems/any"
            assert httpx.get(page, trust_env=False).status_code == 404
            with relay.silence():
                asking = Thread(target=lambda: httpx.get(page, trust_env=False))
                asking.start()
                assert relay.withheld.wait(10)
                assert bot.stop() == 0
                asking.join()
            assert "Traceback" not in bot.log
