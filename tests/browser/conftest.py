from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from firefighter.demo.browser.environment import BrowserDemo, open_browser_demo
from firefighter.demo.browser.site import serve_pages
from tests.browser.browser_session import BrowserSession
from tests.browser.chromium import PATIENCE_MS, find_chromium, launched

OpenBrowser = Callable[[str], BrowserSession]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = find_chromium()
    if program is None:
        pytest.skip("There is no Chromium here: install the package chromium to run these tests.")
    with launched(program) as browser:
        yield browser


@pytest.fixture
def demo() -> Iterator[BrowserDemo]:
    with open_browser_demo() as demo:
        yield demo


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def open_browser(demo: BrowserDemo, context: BrowserContext) -> Iterator[OpenBrowser]:
    """Somebody opens the playground in a page of her own; no page may have an error."""
    errors: list[str] = []

    def opened(handle: str) -> BrowserSession:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        session = BrowserSession(page, address)
        session.sign_in(handle)
        return session

    with serve_pages(demo, "127.0.0.1", 0) as address:
        yield opened
        for page in context.pages:
            page.close()
    assert errors == []
