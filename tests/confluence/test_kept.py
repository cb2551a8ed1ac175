"""Pages that are kept by the bot itself, and how they are served."""

from dataclasses import replace

import pytest

from firefighter.confluence.kept import KeptPages, serving
from firefighter.ports.pages import PageGone, PageId, PageRef, TitleTaken
from firefighter.store.database import Database
from firefighter.store.pages import StoredPageFiles
from tests.confluence.samples import ENGLISH, lived, postmortem


@pytest.fixture
def files(database: Database) -> StoredPageFiles:
    return StoredPageFiles(database)


@pytest.fixture
def pages(files: StoredPageFiles) -> KeptPages:
    return KeptPages(files, ENGLISH, "https://bot.test/")


def test_a_page_has_an_address_that_nobody_can_guess(pages: KeptPages) -> None:
    page = pages.create(postmortem())
    assert page.url == f"https://bot.test/postmortems/{page.id}"
    assert len(page.id) >= 32


def test_a_second_one_of_the_title_is_refused_and_the_first_is_found(pages: KeptPages) -> None:
    page = pages.create(postmortem())
    with pytest.raises(TitleTaken):
        pages.create(postmortem())
    assert pages.find(postmortem()) == page


def test_it_is_refreshed_and_served_as_html_and_as_markdown(
    pages: KeptPages, files: StoredPageFiles
) -> None:
    page = pages.create(postmortem())
    pages.refresh(page, postmortem(replace(lived(), summary="Nobody could buy.")))
    serve = serving(files, "en")
    html, markdown = serve(page.id), serve(f"{page.id}.md")
    assert html is not None
    assert markdown is not None
    assert html[0] == "text/html"
    assert "<p>Nobody could buy.</p>" in html[1]
    assert markdown[0] == "text/markdown"
    assert "\n## Summary\n\nNobody could buy.\n" in markdown[1]
    assert serve("something-else") is None


def test_a_page_that_is_not_there_is_gone(pages: KeptPages) -> None:
    with pytest.raises(PageGone):
        pages.refresh(PageRef(PageId("none"), "https://bot.test/none"), postmortem())
