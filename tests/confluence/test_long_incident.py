"""Five hundred entries by sixty people: one page, and few requests."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.confluence.client import ConfluencePages
from firefighter.domain.ids import UserId
from firefighter.domain.postmortem import Postmortem, Told
from firefighter.playground.confluence import Flavour, LocalConfluence
from tests.confluence.samples import lived, postmortem
from tests.domain.incidents import NOW

PEOPLE = {UserId(f"U{number}"): f"Person {number}" for number in range(60)}


def long(entries: int) -> Postmortem:
    names = list(PEOPLE.values())
    told = tuple(
        Told(NOW + timedelta(minutes=number), f"{names[number % 60]}: looked at host {number}.")
        for number in range(entries)
    )
    return replace(postmortem(lived()), told=told, names=PEOPLE)


@pytest.fixture
def requests_for_creating(wiki: LocalConfluence) -> list[str]:
    """Data Center needs no number of the space."""
    found = ["spaces.list"] if wiki.flavour is Flavour.CLOUD else []
    return [*found, "pages.create", "labels.add"]


def test_it_is_made_with_three_requests_and_refreshed_with_two(
    wiki: LocalConfluence, pages: ConfluencePages, requests_for_creating: list[str]
) -> None:
    page = pages.create(long(500))
    pages.label(page, long(500).incident)
    assert [call.name for call in wiki.calls] == requests_for_creating
    pages.refresh(page, long(501))
    assert [call.name for call in wiki.calls[len(requests_for_creating) :]] == [
        "pages.get",
        "pages.update",
    ]
    body = wiki.page(page.id).body
    assert body.count("looked at host") == 501
    assert "Person 59" in body
