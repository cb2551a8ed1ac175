from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from firefighter.demo.browser.open import serving
from firefighter.demo.browser.showroom import Showroom, open_showroom
from tests.browser.chromium import PATIENCE_MS, find_chromium, launched
from tests.browser.desk import Desk

Sit = Callable[[str], Desk]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = find_chromium()
    if program is None:
        pytest.skip("There is no Chromium here: install the package chromium to run these tests.")
    with launched(program) as browser:
        yield browser


@pytest.fixture
def showroom() -> Iterator[Showroom]:
    with open_showroom() as showroom:
        yield showroom


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def sit(showroom: Showroom, context: BrowserContext) -> Iterator[Sit]:
    """Somebody opens the playground in a page of her own; no page may have an error."""
    errors: list[str] = []

    def opened(handle: str) -> Desk:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        desk = Desk(page, address)
        desk.sit_down(handle)
        return desk

    with serving(showroom, "127.0.0.1", 0) as address:
        yield opened
        for page in context.pages:
            page.close()
    assert errors == []
