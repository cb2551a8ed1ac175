from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from firefighter.adapters.slack.blocks import review as blocks
from firefighter.adapters.slack.blocks.block_kit import Block, actions
from firefighter.domain.ids import UserId
from firefighter.domain.review import MOST_REVIEWERS, Review
from firefighter.domain.rules import Rules
from firefighter.ports.pages import PageId, PageRef
from firefighter.ports.postmortem_messages import ReviewRequest, ReviewStage
from firefighter.ports.snapshot import Snapshot
from tests.domain.incidents import LATER, NOW

REVIEWERS = tuple(UserId(f"U{number}") for number in range(MOST_REVIEWERS))


def reviewed(snapshot: Snapshot) -> Iterator[Snapshot]:
    """Without a review, and with one in each state, by as many people as there may be."""
    page = PageRef(PageId("1"), "https://3.example/4")
    partly: Mapping[UserId, datetime] = {REVIEWERS[0]: NOW}
    review = Review(snapshot.incident.declared_by, NOW, REVIEWERS, date(2026, 3, 9), partly)
    everybody = dict.fromkeys(REVIEWERS, LATER)
    for each in (None, review, replace(review, due=None), replace(review, approvals=everybody)):
        incident = replace(snapshot.incident, review=each)
        yield replace(snapshot, incident=incident, postmortem_page=page)


def review_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for each in reviewed(snapshot):
        yield blocks.review_form(each.incident, NOW.date())
        yield blocks.review_form(each.incident, None, "more")


def page_summary(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    yield from map(blocks.page_summary, reviewed(snapshot))


def review_summary(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for each in reviewed(snapshot):
        yield blocks.review_summary(each.incident, REVIEWERS[-1])


def ask_button(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for each in reviewed(snapshot):
        yield [actions([blocks.ask_button(each.incident)])]


def review_requests(snapshot: Snapshot) -> Iterator[ReviewRequest]:
    """To somebody who approved, who has not, and who is no longer asked."""
    for each in reviewed(snapshot):
        for reviewer in (REVIEWERS[0], REVIEWERS[-1], snapshot.incident.declared_by):
            yield from (ReviewRequest(reviewer, each, stage) for stage in ReviewStage)


def review_request(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for each in review_requests(snapshot):
        yield blocks.review_request(each)[1]
