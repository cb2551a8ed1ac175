from collections.abc import Iterator

import pytest

from firefighter.confluence.apis import Shelf
from firefighter.confluence.calls import Account, Calls
from firefighter.confluence.client import ConfluencePages
from firefighter.effects.gates import Gates
from firefighter.playground.confluence import Flavour, LocalConfluence, Space
from tests.clock import SettableClock
from tests.confluence.samples import ENGLISH


@pytest.fixture(params=Flavour)
def wiki(request: pytest.FixtureRequest) -> Iterator[LocalConfluence]:
    with LocalConfluence(request.param) as running:
        yield running


@pytest.fixture
def space(wiki: LocalConfluence) -> Space:
    return wiki.add_space("OPS", "Operations")


@pytest.fixture
def pages(wiki: LocalConfluence, space: Space, clock: SettableClock) -> ConfluencePages:
    return connect(wiki, clock, Shelf(space.key))


def connect(
    wiki: LocalConfluence, clock: SettableClock, shelf: Shelf, timeout_s: int = 2
) -> ConfluencePages:
    account = Account(wiki.url, wiki.token, wiki.username, timeout_s)
    return ConfluencePages(account, Calls(timeout_s, Gates(), clock), shelf, ENGLISH)
