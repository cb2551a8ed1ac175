"""The pages' addresses, who may request them, and what a page may do."""

import asyncio
import mimetypes
import threading
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from urllib.parse import parse_qsl, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, Headers, MutableHeaders, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firefighter.i18n import DEFAULT, language_of, use_language
from firefighter.playground.client.actions import ACTIONS, ClientState, UserAction
from firefighter.playground.client.fields import datalist, suggest_options
from firefighter.playground.client.installed_app import InstalledApp
from firefighter.playground.client.page import Panel, page
from firefighter.playground.client.screen import load_screen
from firefighter.playground.client.viewer import LinkResolver, Location, no_link, read_location
from firefighter.playground.slack import LocalSlack, NotPossibleError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Guard:
    def __init__(self, app: ASGIApp, hosts: Collection[str] | None) -> None:
        """`hosts` are the names it is served under, or None for any."""
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal:
            return await PlainTextResponse(refusal, 403)(scope, receive, send)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        return await self._app(scope, receive, send_with_headers)

    def _refusal(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname
        if self._hosts is not None and name not in self._hosts:
            return f"This is not served as {name}."
        origin = headers.get("origin")
        if method == "POST" and origin is not None and urlsplit(origin).netloc != host:
            return "A form of another site cannot be sent here."
        return None


MAX_BODY = 1_000_000
"""The size limit of a form, in bytes."""


_SANDBOX_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What an uploaded file may do when it is opened."""


_POLL_INTERVAL_S = 0.1

_KEEP_ALIVE_S = 15.0

_STATIC = ("client.css", "client.js", "icon.svg")


def _no_version() -> object:
    return None


@dataclass(frozen=True)
class Extension:
    """What else the page shows: panels, their addresses, and when to redraw them."""

    panels: Sequence[Panel] = ()
    routes: Sequence[BaseRoute] = ()
    version: Callable[[], object] = _no_version
    link_resolver: LinkResolver = no_link
    """Where links to content beside Slack lead."""


@dataclass
class Client:
    """Slack's client for everyone in a local Slack."""

    slack: LocalSlack
    installed: Callable[[], InstalledApp] = InstalledApp
    """In the current language."""
    extension: Extension = field(default_factory=Extension)
    state: ClientState = field(default_factory=ClientState)
    closing: threading.Event = field(default_factory=threading.Event)

    def site(self, hosts: Collection[str] | None) -> Starlette:
        """For these host names, or any if None."""
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/do/{verb}", self._do, methods=["POST"]),
                Route("/changes", self._changes),
                Route("/files/{file_id}", self._file),
                Route("/options", self._options),
                Route("/static/{name}", _static),
                *self.extension.routes,
            ],
            middleware=[Middleware(Guard, hosts=hosts)],
        )

    async def _page(self, request: Request) -> Response:
        location = self._begun(read_location(request.query_params), request)
        return HTMLResponse(await run_in_threadpool(self._drawn, location))

    def _begun(self, location: Location, request: Request) -> Location:
        """A visitor without a name is the first person who speaks the browser's language."""
        wanted = language_of(request.headers.get("accept-language", "")[:5])
        if location.handle or wanted is None:
            return location
        users = (user for user in self.slack.users() if not user.is_bot)
        fitting = (user.handle for user in users if language_of(user.locale) is wanted)
        return location.as_person(next(fitting, ""))

    def _drawn(self, location: Location) -> str:
        screen = load_screen(self.slack, location, self.extension.link_resolver)
        with use_language(language_of(screen.person.user.locale) or DEFAULT):
            return page(
                screen, self.installed(), self.extension.panels, self.state.person_state(screen)
            )

    async def _do(self, request: Request) -> Response:
        location, verb = read_location(request.query_params), request.path_params["verb"]
        if verb not in ACTIONS:
            return PlainTextResponse("There is no such thing to do.", 404)
        form = await read_form(request)
        if form is None:
            return PlainTextResponse("Too large for a form of these pages.", 413)
        then = await run_in_threadpool(self._done, verb, location, form)
        return RedirectResponse(then.address, 303)

    def _done(self, verb: str, location: Location, form: FormData) -> Location:
        """What cannot be done is explained to the person and changes nothing."""
        try:
            person = self.slack.person(location.handle)
        except NotPossibleError:
            return Location()
        with use_language(language_of(person.user.locale) or DEFAULT):
            try:
                return (
                    ACTIONS[verb](UserAction(self.slack, self.state, person, location, form))
                    or location
                )
            except (NotPossibleError, ValueError) as error:
                self.state.note(person, str(error))
        return location

    async def _changes(self, request: Request) -> Response:
        return StreamingResponse(self._told(request), media_type="text/event-stream")

    async def _told(self, request: Request) -> AsyncIterator[str]:
        """Sends a line whenever there is something new to draw.

        It polls, since the content beside Slack may belong to another process.
        """
        seen: object = None
        silent_s = 0.0
        yield "retry: 500\n\n"
        while not self.closing.is_set() and not await request.is_disconnected():
            version = (self.slack.version, await run_in_threadpool(self.extension.version))
            if version != seen:
                seen, silent_s = version, 0.0
                yield f"data: {hash(version)}\n\n"
            elif silent_s > _KEEP_ALIVE_S:
                silent_s = 0.0
                yield ": still here\n\n"
            silent_s += _POLL_INTERVAL_S
            await asyncio.sleep(_POLL_INTERVAL_S)

    async def _options(self, request: Request) -> Response:
        """Returns the suggestions for what is typed into a menu of the top form."""
        location, asked = read_location(request.query_params), request.query_params
        try:
            offered = await run_in_threadpool(
                lambda: suggest_options(
                    self.slack.person(location.handle), asked["field"], asked["typed"]
                )
            )
        except (KeyError, NotPossibleError):
            offered = ()
        return HTMLResponse(datalist(offered))

    async def _file(self, request: Request) -> Response:
        """The content type follows the file's name, and a sandbox restricts it."""
        for file in await run_in_threadpool(lambda: self.slack.files):
            if file.id == request.path_params["file_id"]:
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                alone = {"Content-Security-Policy": _SANDBOX_POLICY}
                return Response(file.content, media_type=kind, headers=alone)
        return PlainTextResponse("There is no such file.", 404)


async def read_form(request: Request) -> FormData | None:
    """Returns None when it is too large."""
    body = await request.body()
    if len(body) > MAX_BODY:
        return None
    fields: list[tuple[str, UploadFile | str]] = []
    fields += parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    return FormData(fields)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return PlainTextResponse("There is no such file.", 404)
    content = (files("firefighter.playground.client") / "static" / name).read_bytes()
    return Response(content, media_type=mimetypes.guess_type(name)[0])
