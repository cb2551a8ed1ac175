"""The panel with the pages of the local Confluence, where their questions can be answered."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from markupsafe import escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from firefighter.adapters.confluence.page_parser import parse_page
from firefighter.adapters.confluence.template_functions import PROMPT_SIGN
from firefighter.demo.browser.environment import SPACE_NAME, BrowserDemo
from firefighter.i18n import gettext
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.viewer import Location, read_location
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.confluence.records import Attachment, Page
from firefighter.playground.confluence.viewing import page_html

PAGES_PANEL = "pages"
"""The panel's name."""


_SANDBOX_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox allow-popups"
)
"""Pages written by people may only be viewed."""


def pages_panel(demo: BrowserDemo, location: Location) -> Html:
    found = sorted(demo.confluence.pages, key=lambda page: int(page.id), reverse=True)
    title = h("header", h("h2", gettext("Confluence")))
    if not found:
        return many(
            title,
            h("p", gettext("No pages yet. An incident's post-mortem creates one."), class_="hint"),
        )
    return many(title, [_page_details(page, location, is_open=page is found[0]) for page in found])


def _page_details(page: Page, location: Location, *, is_open: bool) -> Html:
    address = f"/pages/{page.id}"
    frame = h(
        "iframe",
        src=f"{address}?version={page.version}",
        title=page.title,
        loading="lazy",
        sandbox="",
    )
    alone = h("a", gettext("Open in a new tab"), href=address, target="_blank")
    summary = h("summary", page.title)
    answers = _answers(page, location)
    return h(
        "details", summary, alone, answers, frame, open=is_open, class_="page", id=f"page-{page.id}"
    )


def _answers(page: Page, location: Location) -> Html | None:
    """A field for each open question, in place of Confluence's editor."""
    questions = open_questions(page)
    if not questions:
        return None
    fields = [
        h("label", question, h("textarea", name=f"answer-{number}", id=f"{page.id}-{number}"))
        for number, question in enumerate(questions)
    ]
    save = h("button", gettext("Save to the page"), class_="button")
    asked = h("input", type="hidden", name="version", value=str(page.version))
    summary = h("summary", gettext("Answer the questions"))
    form = h(
        "form",
        asked,
        fields,
        save,
        method="post",
        action=f"/pages/{page.id}/answers?{location.query}",
        class_="answers",
    )
    return h("details", summary, form, id=f"answers-{page.id}")


def open_questions(page: Page) -> list[str]:
    parts = parse_page(page.title, page.body).parts
    return [question for part in parts for question in part.questions]


def with_answers(body: str, answers: Mapping[str, str]) -> str:
    """Writes each answer below its question; an empty one changes nothing."""
    for question, answer in answers.items():
        asked = f"{PROMPT_SIGN} {escape(question)}</em></p>"
        lines = [line.strip() for line in answer.splitlines() if line.strip()]
        written = "".join(f"<p>{escape(line)}</p>" for line in lines)
        body = body.replace(asked, asked + written, 1)
    return body


def page_link(confluence: LocalConfluence, location: Location, address: str) -> str | None:
    """Links to a page of this Confluence open it in the panel."""
    page_id = address.removeprefix(f"{confluence.url}/pages/viewpage.action?pageId=")
    if not page_id.isdigit():
        return None
    return f"{location.with_panel(PAGES_PANEL).address}#page-{page_id}"


def page_routes(confluence: LocalConfluence) -> tuple[Route, ...]:
    async def view(request: Request) -> Response:
        drawn = await run_in_threadpool(_page_html, confluence, request.path_params["id"])
        if drawn is None:
            return PlainTextResponse("There is no such page.", 404)
        return HTMLResponse(drawn, headers={"Content-Security-Policy": _SANDBOX_POLICY})

    async def download(request: Request) -> Response:
        page_id, name = request.path_params["id"], request.path_params["name"]
        found = await run_in_threadpool(_attachment, confluence, page_id, name)
        if found is None:
            return PlainTextResponse("There is no such file.", 404)
        alone = {"Content-Security-Policy": _SANDBOX_POLICY}
        return Response(found.content, media_type=found.media_type, headers=alone)

    async def answer(request: Request) -> Response:
        location = read_location(request.query_params)
        typed = dict(parse_qsl((await request.body()).decode()))
        await run_in_threadpool(_write, confluence, request.path_params["id"], location, typed)
        return RedirectResponse(location.with_panel(PAGES_PANEL).address, 303)

    return (
        Route("/pages/{id}", view),
        Route("/pages/{id}/answers", answer, methods=["POST"]),
        Route("/download/attachments/{id}/{name}", download),
    )


def _write(
    confluence: LocalConfluence, page_id: str, location: Location, typed: Mapping[str, str]
) -> None:
    """Does nothing if the page changed since the questions were shown: they may be others now."""
    page = next((each for each in confluence.pages if each.id == page_id), None)
    if page is None or typed.get("version") != str(page.version):
        return
    questions = enumerate(open_questions(page))
    answers = {question: typed.get(f"answer-{number}", "") for number, question in questions}
    if any(answer.strip() for answer in answers.values()):
        confluence.edit(page_id, lambda body: with_answers(body, answers), by=location.handle)


def _page_html(confluence: LocalConfluence, page_id: str) -> str | None:
    for page in confluence.pages:
        if page.id == page_id:
            attached = [each.name for each in confluence.attachments(page_id)]
            return page_html(page, SPACE_NAME, confluence.labels(page_id), attached)
    return None


def _attachment(confluence: LocalConfluence, page_id: str, name: str) -> Attachment | None:
    if page_id not in (page.id for page in confluence.pages):
        return None
    return next((each for each in confluence.attachments(page_id) if each.name == name), None)
