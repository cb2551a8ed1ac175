"""A timeline of 500 entries by 60 people still takes few requests."""

from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.adapters.confluence.client import ConfluencePages
from firefighter.domain.ids import UserId
from firefighter.domain.postmortem import Postmortem, TimelineLine
from firefighter.playground.confluence import Flavour, LocalConfluence
from tests.adapters.confluence.sample_postmortem import lived, postmortem
from tests.domain.incidents import NOW

PEOPLE = {UserId(f"U{number}"): f"Person {number}" for number in range(60)}


def long(entries: int) -> Postmortem:
    names = list(PEOPLE.values())
    timeline_lines = tuple(
        TimelineLine(
            NOW + timedelta(minutes=number), f"{names[number % 60]}: looked at host {number}."
        )
        for number in range(entries)
    )
    return replace(postmortem(lived()), timeline_lines=timeline_lines, names=PEOPLE)


@pytest.fixture
def requests_for_creating(wiki: LocalConfluence) -> list[str]:
    """Only Cloud needs the space's id."""
    spaces = ["spaces.list"] if wiki.flavour is Flavour.CLOUD else []
    return [*spaces, "pages.create", "labels.add"]


def test_long_page_is_created_with_three_requests_and_refreshed_with_two(
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
