"""Pages that are kept by the bot itself, and how they are served."""

from dataclasses import replace

import pytest

from firefighter.confluence.kept import KeptPages, serving
from firefighter.domain.pictures import Picture, Shown
from firefighter.domain.postmortem import Postmortem, Told
from firefighter.ports.pages import PageGone, PageId, PageRef, TitleTaken
from firefighter.store.database import Database
from firefighter.store.pages import StoredPageFiles
from tests.confluence.samples import ENGLISH, lived, postmortem
from tests.domain.incidents import NOW
from tests.pictures import png


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
    serve = serving(files, "en", "https://bot.test/")
    html, markdown = serve(page.id), serve(f"{page.id}.md")
    assert html is not None
    assert markdown is not None
    assert html[0] == "text/html"
    assert "<p>Nobody could buy.</p>" in html[1]
    assert markdown[0] == "text/markdown"
    assert "\n## Summary\n\nNobody could buy.\n" in markdown[1]
    assert serve("something-else") is None


def shows(picture: Picture) -> Postmortem:
    told = Told(NOW, "Look", pictures=(Shown(picture, picture.attachment),))
    return replace(postmortem(), told=(told,))


def test_a_picture_is_served_beside_its_page_and_only_while_the_page_shows_it(
    pages: KeptPages, files: StoredPageFiles
) -> None:
    serve = serving(files, "en", "https://bot.test/")
    graph = Picture(file="F1", name="Graph!.png", alt="Errors *climb*", media_type="image/png")
    page = pages.create(postmortem())
    assert not pages.has_attached(page, graph.attachment)
    for _time in range(2):
        pages.attach(page, graph.attachment, "image/png", png())
    assert pages.has_attached(page, graph.attachment)
    address = f"{page.id}/{graph.attachment}"
    assert serve(address) is None
    pages.refresh(page, shows(graph))
    assert serve(address) == ("image/png", png())
    html, markdown = serve(page.id), serve(f"{page.id}.md")
    assert html is not None
    assert markdown is not None
    assert f'<img src="{address}" alt="Errors *climb*" width="600">' in str(html[1])
    link = f"![Errors \\*climb\\*](<https://bot.test/postmortems/{address}>)"
    assert link in str(markdown[1])
    pages.refresh(page, postmortem())
    assert serve(address) is None


def test_no_other_pages_picture_is_served(pages: KeptPages, files: StoredPageFiles) -> None:
    serve = serving(files, "en", "https://bot.test/")
    graph = Picture(file="F1", media_type="image/png")
    page = pages.create(shows(graph))
    assert serve(f"{page.id}/{graph.attachment}") is None
    pages.attach(page, graph.attachment, "image/png", png())
    assert serve(f"{page.id}/{graph.attachment}") is not None
    assert serve(f"{page.id}/../{page.id}/{graph.attachment}") is None
    assert serve(f"other/{graph.attachment}") is None


def test_a_page_that_is_not_there_is_gone(pages: KeptPages) -> None:
    nowhere = PageRef(PageId("none"), "https://bot.test/none")
    with pytest.raises(PageGone):
        pages.refresh(nowhere, postmortem())
    with pytest.raises(PageGone):
        pages.attach(nowhere, "graph.png", "image/png", png())
