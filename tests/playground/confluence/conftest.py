"""A local Confluence of each flavour, and the clients of the real library."""

import warnings
from collections.abc import Iterator

import pytest
from atlassian import ConfluenceServer, ConfluenceV2

from firefighter.playground.confluence import Flavour, LocalConfluence, Space


@pytest.fixture
def wiki() -> Iterator[LocalConfluence]:
    with LocalConfluence() as running:
        yield running


@pytest.fixture
def space(wiki: LocalConfluence) -> Space:
    return wiki.add_space("OPS", "Operations")


@pytest.fixture
def cloud(wiki: LocalConfluence) -> Iterator[ConfluenceV2]:
    """Its constructor warns of methods that we do not call."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client = ConfluenceV2(
            wiki.url, wiki.username, wiki.token, timeout=5, retry_with_header=False
        )
    with client:
        yield client


@pytest.fixture
def old_api(wiki: LocalConfluence) -> Iterator[ConfluenceServer]:
    """Labels and attachments of Cloud, which only v1 can change."""
    with ConfluenceServer(  # type: ignore[no-untyped-call]
        wiki.url, wiki.username, wiki.token, timeout=5, retry_with_header=False
    ) as client:
        yield client


@pytest.fixture
def data_center() -> Iterator[LocalConfluence]:
    with LocalConfluence(Flavour.DATA_CENTER) as running:
        running.add_space("OPS", "Operations")
        yield running


@pytest.fixture
def server(data_center: LocalConfluence) -> Iterator[ConfluenceServer]:
    with ConfluenceServer(  # type: ignore[no-untyped-call]
        data_center.url, token=data_center.token, timeout=5, retry_with_header=False
    ) as client:
        yield client
