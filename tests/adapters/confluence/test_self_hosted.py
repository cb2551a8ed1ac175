"""Self-hosted pages, and how they are served."""

from dataclasses import replace

import pytest

from firefighter.adapters.confluence.self_hosted import SelfHostedPages, make_page_server
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.pages import StoredSelfHostedPages
from firefighter.domain.pictures import PagePicture, Picture
from firefighter.domain.postmortem import Postmortem, TimelineLine
from firefighter.ports.pages import PageGone, PageId, PageRef, TitleTaken
from tests.adapters.confluence.sample_postmortem import ENGLISH, lived, postmortem
from tests.domain.incidents import NOW
from tests.pictures import png


@pytest.fixture
def files(database: Database) -> StoredSelfHostedPages:
    return StoredSelfHostedPages(database)


@pytest.fixture
def pages(files: StoredSelfHostedPages) -> SelfHostedPages:
    return SelfHostedPages(files, ENGLISH, "https://bot.test/")


def test_page_has_an_unguessable_url(pages: SelfHostedPages) -> None:
    page = pages.create(postmortem())
    assert page.url == f"https://bot.test/postmortems/{page.id}"
    assert len(page.id) >= 32


def test_duplicate_title_is_refused_and_the_page_is_found(
    pages: SelfHostedPages,
) -> None:
    page = pages.create(postmortem())
    with pytest.raises(TitleTaken):
        pages.create(postmortem())
    assert pages.find(postmortem()) == page


def test_page_is_refreshed_and_served_as_html_and_markdown(
    pages: SelfHostedPages, files: StoredSelfHostedPages
) -> None:
    page = pages.create(postmortem())
    pages.refresh(page, postmortem(replace(lived(), summary="Nobody could buy.")))
    serve = make_page_server(files, "en", "https://bot.test/")
    html, markdown = serve(page.id), serve(f"{page.id}.md")
    assert html is not None
    assert markdown is not None
    assert html[0] == "text/html"
    assert "<p>Nobody could buy.</p>" in html[1]
    assert markdown[0] == "text/markdown"
    assert "\n## Summary\n\nNobody could buy.\n" in markdown[1]
    assert serve("something-else") is None


def with_picture(picture: Picture) -> Postmortem:
    line = TimelineLine(NOW, "Look", pictures=(PagePicture(picture, picture.attachment),))
    return replace(postmortem(), timeline_lines=(line,))


def test_picture_is_served_only_while_the_page_shows_it(
    pages: SelfHostedPages, files: StoredSelfHostedPages
) -> None:
    serve = make_page_server(files, "en", "https://bot.test/")
    graph = Picture(file="F1", name="Graph!.png", alt="Errors *climb*", media_type="image/png")
    page = pages.create(postmortem())
    assert not pages.has_attached(page, graph.attachment)
    for _time in range(2):
        pages.attach(page, graph.attachment, "image/png", png())
    assert pages.has_attached(page, graph.attachment)
    address = f"{page.id}/{graph.attachment}"
    assert serve(address) is None
    pages.refresh(page, with_picture(graph))
    assert serve(address) == ("image/png", png())
    html, markdown = serve(page.id), serve(f"{page.id}.md")
    assert html is not None
    assert markdown is not None
    assert f'<img src="{address}" alt="Errors *climb*" width="600">' in str(html[1])
    link = f"![Errors \\*climb\\*](<https://bot.test/postmortems/{address}>)"
    assert link in str(markdown[1])
    pages.refresh(page, postmortem())
    assert serve(address) is None


def test_picture_of_another_page_is_not_served(
    pages: SelfHostedPages, files: StoredSelfHostedPages
) -> None:
    serve = make_page_server(files, "en", "https://bot.test/")
    graph = Picture(file="F1", media_type="image/png")
    page = pages.create(with_picture(graph))
    assert serve(f"{page.id}/{graph.attachment}") is None
    pages.attach(page, graph.attachment, "image/png", png())
    assert serve(f"{page.id}/{graph.attachment}") is not None
    assert serve(f"{page.id}/../{page.id}/{graph.attachment}") is None
    assert serve(f"other/{graph.attachment}") is None


def test_missing_page_raises_page_gone(pages: SelfHostedPages) -> None:
    nowhere = PageRef(PageId("none"), "https://bot.test/none")
    with pytest.raises(PageGone):
        pages.refresh(nowhere, postmortem())
    with pytest.raises(PageGone):
        pages.attach(nowhere, "graph.png", "image/png", png())
