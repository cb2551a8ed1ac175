"""The local Confluence: what its REST APIs promise, as far as Firefighter needs it.

`wiki` holds the rules of both APIs, `records` the data, `v1` and `v2` the APIs, and `viewing` the
pages as a browser shows them.
"""

import secrets
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from firefighter.playground.confluence import v1, v2
from firefighter.playground.confluence.errors import RefusedError
from firefighter.playground.confluence.records import Attachment, Call, Page, Space
from firefighter.playground.confluence.rest import OPERATIONS, Rest, basic_auth
from firefighter.playground.confluence.viewing import list_html, page_html
from firefighter.playground.confluence.wiki import Wiki
from firefighter.playground.slack.faults import Faults
from firefighter.playground.slack.server import HOST, RestartableServer, Server, listen

APIS = (v1, v2)
"""Importing them fills OPERATIONS."""

T = TypeVar("T")


class Flavour(StrEnum):
    CLOUD = "cloud"
    """Cloud: pages by v2 under `/wiki`, with an API token; the rest by v1."""
    DATA_CENTER = "data_center"
    """Data Center: everything by v1, with a personal token."""


class LocalConfluence(RestartableServer):
    def __init__(self, flavour: Flavour = Flavour.CLOUD, *, port: int = 0) -> None:
        super().__init__()
        self.flavour = flavour
        self.username = "bot@example.com" if flavour is Flavour.CLOUD else ""
        self.token = secrets.token_hex(12)
        self._wiki = Wiki(changed=self._changes.notify)
        self._port = port
        self._listen()

    def _listen(self) -> None:
        listening = listen(self._port)
        self._port = listening.getsockname()[1]
        root = "/wiki" if self.flavour is Flavour.CLOUD else ""
        self.url = f"http://{HOST}:{self._port}{root}"
        authorization = (
            basic_auth(self.username, self.token) if self.username else f"Bearer {self.token}"
        )
        self._rest = Rest(self._wiki, self._stopping, authorization, self.url)
        self._server = Server(self._application(root), listening)
        self._thread.until_done(self._server.start())

    def _application(self, root: str) -> Starlette:
        routes = [
            Route(root + each.path, self._rest.endpoint(each), methods=[each.method])
            for each in OPERATIONS
            if not (each.is_v2 and self.flavour is Flavour.DATA_CENTER)
            and not (each.path.startswith("/rest/api/content") and self._is_gone(each.name))
        ]
        return Starlette(
            routes=[
                *routes,
                Route(root + "/pages/viewpage.action", self._view),
                Route("/download/attachments/{id}/{name}", self._download),
                Route(root or "/", self._list),
            ]
        )

    def _is_gone(self, name: str) -> bool:
        """Cloud's v1 pages: https://developer.atlassian.com/cloud/confluence/changelog/."""
        return self.flavour is Flavour.CLOUD and name.startswith("pages.")

    @property
    def faults(self) -> Faults:
        """Orders faults by operation name: `pages.create`, `labels.add`, …; `*` is any."""
        return self._rest.faults

    def add_space(self, key: str, name: str = "Space") -> Space:
        def added() -> Space:
            space_id, home_id = self._wiki.new_id(), self._wiki.new_id()
            space = Space(space_id, key, name, home_id)
            self._wiki.spaces[space_id] = space
            self._wiki.pages[home_id] = Page(home_id, space_id, name, "", None, "admin")
            return space

        return self._now(added)

    def deny(self, *permissions: str) -> None:
        """Denies the bot `view`, `create`, `edit` or `attach`; no argument allows everything."""
        self._now(lambda: setattr(self._wiki, "denied", set(permissions)))

    def add_page(self, space: Space, title: str, body: str = "<p>Text</p>") -> Page:
        """A page that somebody else wrote."""
        return self._now(lambda: self._wiki.create(space.id, title, body, None, author="ana"))

    def edit(self, page_id: str, change: Callable[[str], str], by: str = "ana") -> Page:
        """Somebody edits a page in the browser."""

        def edited() -> Page:
            page = self._wiki.page(page_id)
            body = change(page.body)
            return self._wiki.update(
                page_id, title=page.title, body=body, version=page.version + 1, author=by
            )

        return self._now(edited)

    def rename(self, page_id: str, title: str, by: str = "ana") -> None:
        def renamed() -> None:
            page = self._wiki.page(page_id)
            self._wiki.update(
                page_id, title=title, body=page.body, version=page.version + 1, author=by
            )

        self._now(renamed)

    def trash(self, page_id: str) -> None:
        self._now(lambda: self._wiki.trash(page_id))

    def restore(self, page_id: str) -> None:
        self._now(lambda: self._wiki.restore(page_id))

    def move(self, page_id: str, parent_id: str) -> None:
        self._now(lambda: self._wiki.move(page_id, parent_id))

    @property
    def pages(self) -> list[Page]:
        """Returns all pages outside the trash, without the spaces' home pages."""
        found = self._now(lambda: list(self._wiki.pages.values()))
        return [each for each in found if each.parent_id and each.status == "current"]

    def page(self, page_id: str) -> Page:
        return self._now(lambda: self._wiki.pages[page_id])

    def label(self, page_id: str, name: str) -> None:
        """Somebody labels a page by hand."""
        self._now(lambda: self._wiki.add_labels(page_id, [name]))

    def labels(self, page_id: str) -> list[str]:
        return self._now(lambda: list(self._wiki.labels.get(page_id, ())))

    def attachments(self, page_id: str) -> list[Attachment]:
        return self._now(lambda: self._wiki.attached(page_id))

    @property
    def calls(self) -> list[Call]:
        """Returns every REST request, in the order it was answered."""
        return self._now(lambda: list(self._wiki.calls))

    def calls_of(self, name: str) -> list[Call]:
        return [each for each in self.calls if each.name == name]

    def _now(self, action: Callable[[], T]) -> T:
        return self._thread.now(action)

    async def _view(self, request: Request) -> Response:
        try:
            page = self._wiki.page(request.query_params.get("pageId", ""))
        except RefusedError:
            return PlainTextResponse("Page not found", 404)
        space = self._wiki.spaces[page.space_id]
        labels = self._wiki.labels.get(page.id, [])
        attached = {each.name for each in self._wiki.attached(page.id)}
        return HTMLResponse(page_html(page, space.name, labels, attached))

    async def _list(self, _request: Request) -> Response:
        return HTMLResponse(
            list_html([each for each in self._wiki.pages.values() if each.parent_id])
        )

    async def _download(self, request: Request) -> Response:
        """Returns an attachment of an existing page, with the media type it was uploaded with."""
        for each in self._wiki.attached(request.path_params["id"]):
            if each.name == request.path_params["name"]:
                return Response(each.content, media_type=each.media_type)
        return PlainTextResponse("Not found", 404)
