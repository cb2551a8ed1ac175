"""The Pages port against each kind of Confluence, over HTTP."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firefighter.confluence.apis import Shelf
from firefighter.confluence.client import ConfluencePages
from firefighter.domain.pictures import Picture, Shown
from firefighter.domain.postmortem import Postmortem, Told
from firefighter.domain.severity import Severity
from firefighter.playground.confluence import Flavour, LocalConfluence, Space
from firefighter.playground.slack import (
    DropAfterDoing,
    DropBefore,
    Hang,
    RateLimited,
    ServerError,
)
from firefighter.ports.pages import (
    PageGone,
    PageRef,
    PagesRateLimited,
    PagesRefused,
    PagesUnavailable,
    TitleTaken,
)
from tests.clock import SettableClock
from tests.confluence.conftest import connect
from tests.confluence.samples import lived, postmortem
from tests.domain.incidents import NOW
from tests.pictures import png

TITLE = "INC-42: Checkout returns 500 (2026-03-01)"


def another(summary: str = "Nobody could buy.") -> Postmortem:
    return postmortem(replace(lived(), summary=summary))


@pytest.fixture
def page(pages: ConfluencePages) -> PageRef:
    return pages.create(postmortem())


def meanwhile(wiki: LocalConfluence, name: str, times: int, does: Callable[[], object]) -> None:
    """Somebody does something between our reading a page and our saving it."""
    left = [times]

    def happens(_arguments: object) -> bool:
        left[0] -= 1
        if left[0] >= 0:
            does()
        return False

    wiki.faults.answer(name, DropBefore(), when=happens)


def test_a_page_is_made_under_its_parent(
    wiki: LocalConfluence, space: Space, clock: SettableClock
) -> None:
    parent = wiki.add_page(space, "Post-mortems")
    made = connect(wiki, clock, Shelf("OPS", parent.id)).create(postmortem())
    (page,) = [each for each in wiki.pages if each.title == TITLE]
    assert page.parent_id == parent.id
    assert made.url == f"{wiki.url}/pages/viewpage.action?pageId={page.id}"


def test_a_second_page_of_the_title_is_refused_as_such(pages: ConfluencePages) -> None:
    pages.create(postmortem())
    with pytest.raises(TitleTaken):
        pages.create(postmortem())


def test_what_an_earlier_try_made_is_found_by_its_title(
    wiki: LocalConfluence, pages: ConfluencePages
) -> None:
    assert pages.find(postmortem()) is None
    wiki.faults.answer("pages.create", DropAfterDoing())
    with pytest.raises(PagesUnavailable):
        pages.create(postmortem())
    found = pages.find(postmortem())
    assert found is not None
    assert wiki.page(found.id).title == TITLE


def test_a_page_of_somebody_else_is_not_taken_for_ours(
    wiki: LocalConfluence, space: Space, pages: ConfluencePages
) -> None:
    wiki.add_page(space, TITLE)
    assert pages.find(postmortem()) is None


def test_a_refresh_without_news_only_reads(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    before = len(wiki.calls)
    assert pages.refresh(page, postmortem()) == page
    assert [call.name for call in wiki.calls[before:]] == ["pages.get"]
    assert wiki.page(page.id).version == 1


def test_a_refresh_writes_what_is_new_and_keeps_what_people_wrote(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.edit(page.id, lambda body: body + "<h2>Ana's thoughts</h2><p>Retries &amp; more</p>")
    pages.refresh(page, another())
    now = wiki.page(page.id)
    assert "Nobody could buy." in now.body
    assert now.body.endswith("<h2>Ana's thoughts</h2><p>Retries &amp; more</p>")
    assert (now.version, now.message) == (3, "Kept up to date by Firefighter")


def test_somebody_who_saves_at_the_same_moment_loses_nothing(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    meanwhile(
        wiki, "pages.update", 2, lambda: wiki.edit(page.id, lambda body: body + "<p>Mine</p>")
    )
    pages.refresh(page, another())
    now = wiki.page(page.id)
    assert now.body.count("<p>Mine</p>") == 2
    assert "Nobody could buy." in now.body


def test_where_others_keep_saving_it_is_tried_later(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    meanwhile(wiki, "pages.update", 99, lambda: wiki.edit(page.id, lambda body: body + "<p/>"))
    with pytest.raises(PagesUnavailable, match="keep saving"):
        pages.refresh(page, another())


def test_a_name_that_people_gave_the_page_stays(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.rename(page.id, "The day of the 500s")
    pages.refresh(page, another())
    assert wiki.page(page.id).title == "The day of the 500s"


def test_a_page_that_was_moved_says_so(
    wiki: LocalConfluence, space: Space, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.move(page.id, wiki.add_page(space, "Archive").id)
    moved = pages.refresh(page, postmortem())
    assert moved.parent != page.parent
    assert (moved.id, moved.url) == (page.id, page.url)


def test_a_page_in_the_trash_is_gone(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.trash(page.id)
    with pytest.raises(PageGone):
        pages.refresh(page, postmortem())
    with pytest.raises(PageGone):
        pages.read(page)


def test_the_page_is_read_as_it_is_now(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.edit(page.id, lambda body: body + "<h2>More</h2><p>said</p>")
    assert [part.title for part in pages.read(page).parts][-1] == "More"


def test_labels_are_added_in_one_request_and_outdated_ones_taken_away(
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


def test_a_picture_is_attached_once_and_in_one_version(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    assert not pages.has_attached(page, "graph.png")
    for _time in range(2):
        pages.attach(page, "graph.png", "image/png", b"\x89PNG")
    assert pages.has_attached(page, "graph.png")
    (attached,) = wiki.attachments(page.id)
    assert (attached.content, attached.version) == (b"\x89PNG", 1)


def test_a_refused_attachment_says_why(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.deny("attach")
    with pytest.raises(PagesRefused, match=r"attach a picture.*permission"):
        pages.attach(page, "graph.png", "image/png", b"\x89PNG")


def test_there_is_nothing_to_attach_to_when_the_page_is_gone(
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
def lasting(request: pytest.FixtureRequest) -> Iterator[tuple[LocalConfluence, ConfluencePages]]:
    with LocalConfluence(request.param) as running:
        running.add_space("OPS")
        yield running, connect(running, SettableClock(), Shelf("OPS"), timeout_s=10)


@settings(deadline=None, max_examples=25)
@given(name=NAMES, number=st.integers(min_value=1))
def test_whatever_a_file_is_called_its_attachment_is_shown_on_the_page(
    lasting: tuple[LocalConfluence, ConfluencePages], name: str, number: int
) -> None:
    wiki, pages = lasting
    picture = Picture(file=f"F{number:X}", name=name, alt=name, media_type="image/png")
    shown = Told(NOW, "Look", pictures=(Shown(picture, picture.attachment),))
    page = pages.create(replace(postmortem(lived(f"{uuid4()}")), told=(shown,)))
    pages.attach(page, picture.attachment, "image/png", png())
    assert pages.has_attached(page, picture.attachment)
    drawn = httpx.get(page.url).text
    address = re.search(r'<img src="([^"]+)"', drawn)
    assert address, drawn
    found = httpx.get(f"http://{urlsplit(wiki.url).netloc}{address[1]}")
    assert (found.content, found.headers["content-type"]) == (png(), "image/png")


def test_a_rate_limit_closes_the_gate_and_is_not_waited_out(
    wiki: LocalConfluence, pages: ConfluencePages
) -> None:
    wiki.faults.answer("pages.create", RateLimited(retry_after_s=30))
    with pytest.raises(PagesRateLimited) as caught:
        pages.create(postmortem())
    assert caught.value.retry_after_s == 30


@pytest.mark.parametrize("fault", [ServerError(502), DropBefore(), Hang(seconds=10)], ids=repr)
def test_no_answer_is_told_from_a_refusal(
    wiki: LocalConfluence, space: Space, clock: SettableClock, fault: ServerError | DropBefore
) -> None:
    pages = connect(wiki, clock, Shelf(space.key), timeout_s=1)
    wiki.faults.answer("pages.create", fault)
    with pytest.raises(PagesUnavailable, match="create the page"):
        pages.create(postmortem())


def test_a_refusal_says_why(wiki: LocalConfluence, pages: ConfluencePages) -> None:
    wiki.deny("create")
    with pytest.raises(PagesRefused, match="does not have permission to create"):
        pages.create(postmortem())


def test_a_space_that_is_not_there_is_said(
    wiki: LocalConfluence, space: Space, clock: SettableClock
) -> None:
    assert connect(wiki, clock, Shelf(space.key)).space_name() == "Operations"
    with pytest.raises(PagesRefused, match="space"):
        connect(wiki, clock, Shelf("NONE")).space_name()


def test_a_confluence_that_is_away_is_no_refusal(
    wiki: LocalConfluence, pages: ConfluencePages, page: PageRef
) -> None:
    wiki.go_away()
    with pytest.raises(PagesUnavailable):
        pages.refresh(page, postmortem())
    wiki.come_back()
    assert pages.refresh(page, postmortem()) == page
