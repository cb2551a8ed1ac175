"""The Pages port against each kind of Confluence, over HTTP."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.adapters.confluence.client import ConfluencePages
from firefighter.adapters.confluence.rest_api import Account, ConfluenceCalls, PageLocation
from firefighter.domain.errors import Missing
from firefighter.domain.pictures import PagePicture, Picture
from firefighter.domain.postmortem import Postmortem, TimelineLine
from firefighter.domain.postmortem_checks import Confirmation
from firefighter.domain.severity import Severity
from firefighter.effects.call_limits import RateLimits
from firefighter.playground.confluence import Flavour, LocalConfluence, Space
from firefighter.playground.slack import DropAfterDoing, DropBefore, Hang, RateLimited, ServerError
from firefighter.ports import outgoing
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.ports.pages import (
    PageGone,
    PageId,
    PageRef,
    TitleTaken,
)
from tests.adapters.confluence.conftest import connect
from tests.adapters.confluence.sample_postmortem import ENGLISH, lived, postmortem
from tests.answering_server import FOREIGN_ANSWERS, answering
from tests.clock import SettableClock
from tests.domain.incidents import ANA, NOW
from tests.pictures import png

TITLE = "INC-42: Checkout returns 500 (2026-03-01)"


def another(summary: str = "Nobody could buy.") -> Postmortem:
    return postmortem(replace(lived(), summary=summary))


@pytest.fixture
def page(pages: ConfluencePages) -> PageRef:
    return pages.create(postmortem())


def before_each_call(
    wiki: LocalConfluence, name: str, times: int, action: Callable[[], object]
) -> None:
    """Runs `action` before each of the next calls, between reading and saving a page."""
    remaining = [times]

    def run(_arguments: object) -> bool:
        remaining[0] -= 1
        if remaining[0] >= 0:
            action()
        return False

    wiki.faults.answer(name, DropBefore(), when=run)


def test_page_is_created_under_its_parent(
    wiki: LocalConfluence, space: Space, clock: SettableClock
) -> None:
    parent = wiki.add_page(space, "Post-mortems")
    made = connect(wiki, clock, PageLocation("OPS", parent.id)).create(postmortem())
    (page,) = [each for each in wiki.pages if each.title == TITLE]
    assert page.parent_id == parent.id
    assert made.url == f"{wiki.url}/pages/viewpage.action?pageId={page.id}"


def test_duplicate_title_raises_title_taken(pages: ConfluencePages) -> None:
    pages.create(postmortem())
    with pytest.raises(TitleTaken):
        pages.create(postmortem())


def test_page_of_an_earlier_attempt_is_found(wiki: LocalConfluence, pages: ConfluencePages) -> None:
    assert pages.find(postmortem()) is None
    wiki.faults.answer("pages.create", DropAfterDoing())
    with pytest.raises(Unavailable):
        pages.create(postmortem())
    found = pages.find(postmortem())
    assert found is not None
    assert wiki.page(found.id).title == TITLE


def test_page_of_somebody_else_is_not_found(
    wiki: LocalConfluence, space: Space, pages: ConfluencePages
) -> None:
    wiki.add_page(space, TITLE)
    assert pages.find(postmortem()) is None


def of_another_bot() -> Postmortem:
    """Same number, title and day."""
    ours = postmortem()
    first, *others = ours.timeline
    declared = replace(first.event, at=first.event.at + timedelta(seconds=1))
    return replace(ours, timeline=(replace(first, event=declared), *others))


def test_page_of_another_bot_is_neither_found_nor_changed(
    wiki: LocalConfluence, pages: ConfluencePages
) -> None:
    theirs = pages.create(of_another_bot())
    before = wiki.page(theirs.id).body
    assert pages.find(postmortem()) is None
    ours = pages.create(postmortem())
    assert ours.id != theirs.id
    assert wiki.page(ours.id).title == f"{TITLE} [2]"
    assert wiki.page(theirs.id).body == before
    assert pages.find(postmortem()) == ours
    assert pages.find(of_another_bot()) == theirs


def test_renamed_page_with_our_title_is_not_adopted(
    wiki: LocalConfluence, space: Space, pages: ConfluencePages
) -> None:
    wiki.add_page(space, TITLE, "<p>Minutes</p>")
    made = pages.create(postmortem())
    assert wiki.page(made.id).title == f"{TITLE} [2]"


def test_refresh_without_changes_only_reads(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    before = len(wiki.calls)
    assert pages.refresh(page, postmortem()) == page
    assert [call.name for call in wiki.calls[before:]] == ["pages.get"]
    assert wiki.page(page.id).version == 1


def test_refresh_updates_sections_and_keeps_what_people_wrote(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.edit(page.id, lambda body: body + "<h2>Ana's thoughts</h2><p>Retries &amp; more</p>")
    pages.refresh(page, another())
    now = wiki.page(page.id)
    assert "Nobody could buy." in now.body
    assert now.body.endswith("<h2>Ana's thoughts</h2><p>Retries &amp; more</p>")
    assert (now.version, now.message) == (3, "Kept up to date by Firefighter")


def test_concurrent_edits_are_not_lost(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    before_each_call(
        wiki, "pages.update", 2, lambda: wiki.edit(page.id, lambda body: body + "<p>Mine</p>")
    )
    pages.refresh(page, another())
    now = wiki.page(page.id)
    assert now.body.count("<p>Mine</p>") == 2
    assert "Nobody could buy." in now.body


def test_repeated_conflicts_raise_pages_unavailable(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    before_each_call(
        wiki, "pages.update", 99, lambda: wiki.edit(page.id, lambda body: body + "<p/>")
    )
    with pytest.raises(Unavailable, match="keep saving"):
        pages.refresh(page, another())


def test_renamed_page_keeps_its_title(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.rename(page.id, "The day of the 500s")
    pages.refresh(page, another())
    assert wiki.page(page.id).title == "The day of the 500s"


def test_moved_page_has_another_parent(
    wiki: LocalConfluence, space: Space, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.move(page.id, wiki.add_page(space, "Archive").id)
    moved = pages.refresh(page, postmortem())
    assert moved.parent != page.parent
    assert (moved.id, moved.url) == (page.id, page.url)


def test_trashed_page_raises_page_gone(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.trash(page.id)
    with pytest.raises(PageGone):
        pages.refresh(page, postmortem())
    with pytest.raises(PageGone):
        pages.read(page)


def test_read_returns_the_current_page(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.edit(page.id, lambda body: body + "<h2>More</h2><p>said</p>")
    assert [part.title for part in pages.read(page).parts][-1] == "More"


def test_unanswered_questions_are_listed_as_not_known_until_they_are_answered(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    assert "<th>Not known yet</th><td>Unanswered questions: Impact (2), Timeline, Detection" in (
        wiki.page(page.id).body
    )
    answered = "Alarm latency-p99 rang after 40 s"
    wiki.edit(
        page.id,
        lambda body: re.sub(r"(told us sooner\?</em></p>)", rf"\1<p>{answered}</p>", body),
    )
    pages.refresh(page, postmortem())
    assert "Impact (2), Timeline, Trigger" in wiki.page(page.id).body
    confirmed = replace(lived(), confirmed={Missing.PROMPTS: Confirmation(ANA, NOW)})
    pages.refresh(page, postmortem(confirmed))
    assert "Unanswered questions" not in wiki.page(page.id).body


def test_labels_are_added_in_one_request_and_outdated_ones_removed(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    pages.label(page, replace(lived(), severity=Severity.SEV2, failure_class="data"))
    wiki.label(page.id, "quarterly-review")
    pages.label(page, lived())
    assert wiki.labels(page.id) == [
        "postmortem",
        "checkout",
        "payments",
        "deployment",
        "quarterly-review",
        "sev1",
        "software-defect",
    ]
    assert len(wiki.calls_of("labels.add")) == 2
    assert len(wiki.calls_of("labels.remove")) == 2


def test_picture_is_attached_once_and_in_one_version(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    assert not pages.has_attached(page, "graph.png")
    for _time in range(2):
        pages.attach(page, "graph.png", "image/png", b"\x89PNG")
    assert pages.has_attached(page, "graph.png")
    (attached,) = wiki.attachments(page.id)
    assert (attached.content, attached.version) == (b"\x89PNG", 1)


def test_refused_attachment_states_the_reason(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.deny("attach")
    with pytest.raises(CallRefused, match=r"attach a picture.*permission"):
        pages.attach(page, "graph.png", "image/png", b"\x89PNG")


def test_attaching_to_a_trashed_page_raises_page_gone(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.trash(page.id)
    with pytest.raises(PageGone):
        pages.attach(page, "graph.png", "image/png", b"\x89PNG")
    with pytest.raises(PageGone):
        pages.has_attached(page, "graph.png")


NAMES = st.one_of(
    st.sampled_from(
        [
            "é & \"quotes\" 'too'.png",
            "../../etc/passwd",
            "a\\b\\c.PNG",
            "%2e%2e.png",
            ".png",
            "",
            "🔥.gif",
        ]
    ),
    st.text(max_size=300),
)


@pytest.fixture(scope="module", params=Flavour)
def shared_wiki(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[LocalConfluence, ConfluencePages]]:
    with LocalConfluence(request.param) as running:
        running.add_space("OPS")
        yield running, connect(running, SettableClock(), PageLocation("OPS"), timeout_s=10)


@settings(max_examples=25)
@given(name=NAMES, number=st.integers(min_value=1))
def test_attachment_with_any_file_name_is_shown_on_the_page(
    shared_wiki: tuple[LocalConfluence, ConfluencePages], name: str, number: int
) -> None:
    wiki, pages = shared_wiki
    picture = Picture(file=f"F{number:X}", name=name, alt=name, media_type="image/png")
    shown = TimelineLine(NOW, "Look", pictures=(PagePicture(picture, picture.attachment),))
    page = pages.create(replace(postmortem(lived(f"{uuid4()}")), timeline_lines=(shown,)))
    pages.attach(page, picture.attachment, "image/png", png())
    assert pages.has_attached(page, picture.attachment)
    html = httpx.get(page.url).text
    source = re.search(r'<img src="([^"]+)"', html)
    assert source, html
    response = httpx.get(f"http://{urlsplit(wiki.url).netloc}{source[1]}")
    assert (response.content, response.headers["content-type"]) == (png(), "image/png")


def test_rate_limit_is_raised_and_not_waited_out(
    wiki: LocalConfluence, pages: ConfluencePages
) -> None:
    wiki.faults.answer("pages.create", RateLimited(retry_after_s=30))
    with pytest.raises(outgoing.RateLimited) as caught:
        pages.create(postmortem())
    assert caught.value.retry_after_s == 30


@pytest.mark.parametrize("status", [403, 404])
def test_web_page_of_a_proxy_is_no_refusal(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef, status: int
) -> None:
    wiki.faults.answer("pages.get", ServerError(status))
    with pytest.raises(Unavailable, match=f"HTTP {status}"):
        pages.read(page)
    assert pages.read(page).title == TITLE


@pytest.mark.parametrize("username", ["bot@example.com", ""], ids=["cloud", "data center"])
@pytest.mark.parametrize(("status", "body", "media_type"), FOREIGN_ANSWERS)
def test_answer_that_is_not_from_confluence_is_retried(
    clock: SettableClock, status: int, body: bytes, media_type: str, username: str
) -> None:
    with answering(status, body, media_type) as address:
        account = Account(address, "token", username, 2)
        calls = ConfluenceCalls(2, RateLimits(), clock)
        pages = ConfluencePages(account, calls, PageLocation("OPS"), ENGLISH)
        ours = PageRef(PageId("7"), "", "")
        for call in (
            lambda: pages.read(ours),
            lambda: pages.create(postmortem()),
            lambda: pages.label(ours, lived()),
            lambda: pages.attach(ours, "errors.png", "image/png", png()),
            lambda: pages.has_attached(ours, "errors.png"),
            pages.space_name,
        ):
            with pytest.raises(Unavailable, match=f"HTTP {status}"):
                call()


@pytest.mark.parametrize("fault", [ServerError(502), DropBefore(), Hang(seconds=10)], ids=repr)
def test_missing_response_raises_pages_unavailable(
    wiki: LocalConfluence, space: Space, clock: SettableClock, fault: ServerError | DropBefore
) -> None:
    pages = connect(wiki, clock, PageLocation(space.key), timeout_s=1)
    wiki.faults.answer("pages.create", fault)
    with pytest.raises(Unavailable, match="create the page"):
        pages.create(postmortem())


def test_refusal_states_the_reason(wiki: LocalConfluence, pages: ConfluencePages) -> None:
    wiki.deny("create")
    with pytest.raises(CallRefused, match="does not have permission to create"):
        pages.create(postmortem())


def test_missing_space_is_reported(
    wiki: LocalConfluence, space: Space, clock: SettableClock
) -> None:
    assert connect(wiki, clock, PageLocation(space.key)).space_name() == "Operations"
    with pytest.raises(CallRefused, match="space"):
        connect(wiki, clock, PageLocation("NONE")).space_name()


def test_refresh_works_again_after_an_outage(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.shut_down()
    with pytest.raises(Unavailable):
        pages.refresh(page, postmortem())
    wiki.restart()
    assert pages.refresh(page, postmortem()) == page
