from collections.abc import Iterator

import pytest

from firefighter.adapters.confluence.client import ConfluencePages
from firefighter.adapters.confluence.rest_api import Account, ConfluenceCalls, PageLocation
from firefighter.effects.call_limits import RateLimits
from firefighter.playground.confluence import Flavour, LocalConfluence, Space
from tests.adapters.confluence.sample_postmortem import ENGLISH
from tests.clock import SettableClock


@pytest.fixture(params=Flavour)
def wiki(request: pytest.FixtureRequest) -> Iterator[LocalConfluence]:
    with LocalConfluence(request.param) as running:
        yield running


@pytest.fixture
def space(wiki: LocalConfluence) -> Space:
    return wiki.add_space("OPS", "Operations")


@pytest.fixture
def pages(wiki: LocalConfluence, space: Space, clock: SettableClock) -> ConfluencePages:
    return connect(wiki, clock, PageLocation(space.key))


def connect(
    wiki: LocalConfluence, clock: SettableClock, location: PageLocation, timeout_s: int = 2
) -> ConfluencePages:
    account = Account(wiki.url, wiki.token, wiki.username, timeout_s)
    return ConfluencePages(
        account, ConfluenceCalls(timeout_s, RateLimits(), clock), location, ENGLISH
    )
