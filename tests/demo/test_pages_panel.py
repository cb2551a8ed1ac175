from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette

from firefighter.adapters.http.server import Server
from firefighter.demo.browser.pages import open_questions, page_link, page_routes
from firefighter.playground.client.viewer import Location
from firefighter.playground.confluence import LocalConfluence


@pytest.fixture
def confluence() -> Iterator[LocalConfluence]:
    with LocalConfluence() as confluence:
        yield confluence


@pytest.fixture
def http(confluence: LocalConfluence) -> Iterator[httpx.Client]:
    server = Server(Starlette(routes=page_routes(confluence)), "127.0.0.1", 0)
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as http:
        yield http
    server.stop()


def test_page_is_shown_read_only(confluence: LocalConfluence, http: httpx.Client) -> None:
    space = confluence.add_space("OPS")
    page = confluence.add_page(space, "INC-1 & <others>", "<p>Nobody could buy.</p>")
    answer = http.get(f"/pages/{page.id}")
    assert "Nobody could buy." in answer.text
    assert "INC-1 &amp; &lt;others&gt;" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy


def test_missing_page_is_reported(http: httpx.Client) -> None:
    assert http.get("/pages/404").status_code == 404
    assert http.get("/download/attachments/404/chart.png").status_code == 404


def test_a_link_to_a_page_opens_it_beside_slack(confluence: LocalConfluence) -> None:
    location = Location("ana", "C1")
    address = f"{confluence.url}/pages/viewpage.action?pageId=7"
    assert page_link(confluence, location, address) == "/?as=ana&in=C1&aside=pages#page-7"
    assert page_link(confluence, location, "https://example.com/?pageId=7") is None


QUESTION = "<p><em>✎ Who wasn&#39;t told?</em></p>"


def test_answers_are_written_below_their_questions(
    confluence: LocalConfluence, http: httpx.Client
) -> None:
    page = confluence.add_page(confluence.add_space("OPS"), "INC-1", f"<h2>Mine</h2>{QUESTION}")
    assert open_questions(page) == ["Who wasn't told?"]
    given = {"version": str(page.version), "answer-0": "Support & sales.\nAnd Ana."}
    assert http.post(f"/pages/{page.id}/answers?as=ana", data=given).status_code == 303
    answered = confluence.page(page.id)
    assert f"{QUESTION}<p>Support &amp; sales.</p><p>And Ana.</p>" in answered.body
    assert open_questions(answered) == []


def test_answers_to_an_older_version_change_nothing(
    confluence: LocalConfluence, http: httpx.Client
) -> None:
    page = confluence.add_page(confluence.add_space("OPS"), "INC-1", f"<h2>Mine</h2>{QUESTION}")
    given = {"version": str(page.version - 1), "answer-0": "Support."}
    http.post(f"/pages/{page.id}/answers?as=ana", data=given)
    assert confluence.page(page.id).body == page.body
