from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette

from firefighter.demo.browser.pages import leads, routes
from firefighter.playground.client.look import Look
from firefighter.playground.confluence import LocalConfluence
from firefighter.web.server import Server


@pytest.fixture
def confluence() -> Iterator[LocalConfluence]:
    with LocalConfluence() as confluence:
        yield confluence


@pytest.fixture
def http(confluence: LocalConfluence) -> Iterator[httpx.Client]:
    server = Server(Starlette(routes=routes(confluence)), "127.0.0.1", 0)
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as http:
        yield http
    server.stop()


def test_a_page_is_shown_and_may_only_be_looked_at(
    confluence: LocalConfluence, http: httpx.Client
) -> None:
    space = confluence.add_space("OPS")
    page = confluence.add_page(space, "INC-1 & <others>", "<p>Nobody could buy.</p>")
    answer = http.get(f"/pages/{page.id}")
    assert "Nobody could buy." in answer.text
    assert "INC-1 &amp; &lt;others&gt;" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy


def test_what_is_not_there_is_said_not_to_be(http: httpx.Client) -> None:
    assert http.get("/pages/404").status_code == 404
    assert http.get("/download/attachments/404/chart.png").status_code == 404


def test_a_link_to_a_page_opens_it_beside_slack(confluence: LocalConfluence) -> None:
    look = Look("ana", "C1")
    address = f"{confluence.url}/pages/viewpage.action?pageId=7"
    assert leads(confluence, look, address) == "/?as=ana&in=C1&aside=pages#page-7"
    assert leads(confluence, look, "https://example.com/?pageId=7") is None
