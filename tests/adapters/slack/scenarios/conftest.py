"""For scenarios with a Confluence of their own, or in which time has to pass."""

from collections.abc import Iterator

import pytest

from firefighter.demo.sandbox import SPACE
from firefighter.playground.confluence import LocalConfluence
from tests.clock import MovedClock


@pytest.fixture
def wiki() -> Iterator[LocalConfluence]:
    with LocalConfluence() as running:
        running.add_space(SPACE, "Operations")
        yield running


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()
