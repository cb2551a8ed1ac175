"""Confluence's pages in the same place: a panel that lists them, and the pages themselves."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from firefighter.demo.browser.showroom import SPACE_NAME, Showroom
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.look import Look
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.confluence.records import Attachment, Page
from firefighter.playground.confluence.viewing import page_html
from firefighter.texts import say

PAGES = "pages"
"""The panel's name."""

_ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox allow-popups"
"""What a page that people wrote may do: be looked at."""


def pages(showroom: Showroom, _look: Look) -> Html:
    found = sorted(showroom.confluence.pages, key=lambda page: int(page.id), reverse=True)
    title = h("header", h("h2", say("Confluence")))
    if not found:
        return many(
            title, h("p", say("No page yet: an incident's post-mortem makes one."), class_="hint")
        )
    return many(title, [_shown(page, is_open=page is found[0]) for page in found])


def _shown(page: Page, *, is_open: bool) -> Html:
    address = f"/pages/{page.id}"
    frame = h(
        "iframe",
        src=f"{address}?version={page.version}",
        title=page.title,
        loading="lazy",
        sandbox="",
    )
    alone = h("a", say("Open alone"), href=address, target="_blank")
    summary = h("summary", page.title)
    return h("details", summary, alone, frame, open=is_open, class_="page", id=f"page-{page.id}")


def leads(confluence: LocalConfluence, look: Look, address: str) -> str | None:
    """A link to a page of this Confluence opens it in the panel."""
    page_id = address.removeprefix(f"{confluence.url}/pages/viewpage.action?pageId=")
    if not page_id.isdigit():
        return None
    return f"{look.with_aside(PAGES).address}#page-{page_id}"


def routes(confluence: LocalConfluence) -> tuple[Route, ...]:
    async def view(request: Request) -> Response:
        drawn = await run_in_threadpool(_drawn, confluence, request.path_params["id"])
        if drawn is None:
            return PlainTextResponse("There is no such page.", 404)
        return HTMLResponse(drawn, headers={"Content-Security-Policy": _ALONE})

    async def download(request: Request) -> Response:
        page_id, name = request.path_params["id"], request.path_params["name"]
        found = await run_in_threadpool(_attached, confluence, page_id, name)
        if found is None:
            return PlainTextResponse("There is no such file.", 404)
        alone = {"Content-Security-Policy": _ALONE}
        return Response(found.content, media_type=found.media_type, headers=alone)

    return (
        Route("/pages/{id}", view),
        Route("/download/attachments/{id}/{name}", download),
    )


def _drawn(confluence: LocalConfluence, page_id: str) -> str | None:
    for page in confluence.pages:
        if page.id == page_id:
            attached = [each.name for each in confluence.attachments(page_id)]
            return page_html(page, SPACE_NAME, confluence.labels(page_id), attached)
    return None


def _attached(confluence: LocalConfluence, page_id: str, name: str) -> Attachment | None:
    if page_id not in (page.id for page in confluence.pages):
        return None
    return next((each for each in confluence.attachments(page_id) if each.name == name), None)
