"""The pages' addresses."""

import asyncio
import mimetypes
import threading
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
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

from firefighter.playground.client.deeds import DEEDS
from firefighter.playground.client.guard import Guard
from firefighter.playground.client.installed import Installed
from firefighter.playground.client.look import Look, read_look
from firefighter.playground.client.memory import Memory
from firefighter.playground.client.page import Panel, page
from firefighter.playground.client.reader import Leads, nowhere
from firefighter.playground.client.screen import look_up
from firefighter.playground.client.seeking import datalist, seek
from firefighter.playground.client.visit import Visit
from firefighter.playground.slack import LocalSlack, NotPossibleError
from firefighter.texts import DEFAULT, language_of, speaking

BODY_MOST = 1_000_000
"""Bytes of a form."""

_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""What a file that people or the bot brought may do when it is opened."""

_LOOK_EVERY_S = 0.1
_KEEP_ALIVE_S = 15.0
_STATIC = ("client.css", "client.js", "icon.svg")


def _never_changes() -> object:
    return None


@dataclass(frozen=True)
class Beside:
    """What else the page shows: panels, their own addresses, and when they are to be drawn anew."""

    panels: Sequence[Panel] = ()
    routes: Sequence[BaseRoute] = ()
    version: Callable[[], object] = _never_changes
    leads: Leads = nowhere
    """Where links to what is shown beside Slack lead."""


@dataclass
class Client:
    """Slack's client for everybody in a local Slack."""

    slack: LocalSlack
    installed: Callable[[], Installed] = Installed
    """In the language that is spoken."""
    beside: Beside = field(default_factory=Beside)
    memory: Memory = field(default_factory=Memory)
    closing: threading.Event = field(default_factory=threading.Event)

    def site(self, hosts: Collection[str] | None) -> Starlette:
        """For these host names; None for any."""
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/do/{verb}", self._do, methods=["POST"]),
                Route("/changes", self._changes),
                Route("/files/{file_id}", self._file),
                Route("/options", self._options),
                Route("/static/{name}", _static),
                *self.beside.routes,
            ],
            middleware=[Middleware(Guard, hosts=hosts)],
        )

    async def _page(self, request: Request) -> Response:
        look = self._begun(read_look(request.query_params), request)
        return HTMLResponse(await run_in_threadpool(self._drawn, look))

    def _begun(self, look: Look, request: Request) -> Look:
        """Who comes without a name is the first person who speaks the browser's language."""
        wanted = language_of(request.headers.get("accept-language", "")[:5])
        if look.who or wanted is None:
            return look
        users = (user for user in self.slack.users() if not user.is_bot)
        fitting = (user.handle for user in users if language_of(user.locale) is wanted)
        return look.as_person(next(fitting, ""))

    def _drawn(self, look: Look) -> str:
        screen = look_up(self.slack, look, self.beside.leads)
        with speaking(language_of(screen.person.user.locale) or DEFAULT):
            return page(screen, self.installed(), self.beside.panels, self.memory.told(screen))

    async def _do(self, request: Request) -> Response:
        look, verb = read_look(request.query_params), request.path_params["verb"]
        if verb not in DEEDS:
            return PlainTextResponse("There is no such thing to do.", 404)
        form = await read_form(request)
        if form is None:
            return PlainTextResponse("Too large for a form of these pages.", 413)
        then = await run_in_threadpool(self._done, verb, look, form)
        return RedirectResponse(then.address, 303)

    def _done(self, verb: str, look: Look, form: FormData) -> Look:
        """What cannot be done is told to the person, and nothing else happens."""
        try:
            person = self.slack.person(look.who)
        except NotPossibleError:
            return Look()
        with speaking(language_of(person.user.locale) or DEFAULT):
            try:
                return DEEDS[verb](Visit(self.slack, self.memory, person, look, form)) or look
            except (NotPossibleError, ValueError) as error:
                self.memory.note(person, str(error))
        return look

    async def _changes(self, request: Request) -> Response:
        return StreamingResponse(self._told(request), media_type="text/event-stream")

    async def _told(self, request: Request) -> AsyncIterator[str]:
        """A line whenever there is something new to draw.

        It looks for it, since what lies beside Slack may be another process's.
        """
        seen: object = None
        silent_s = 0.0
        yield "retry: 500\n\n"
        while not self.closing.is_set() and not await request.is_disconnected():
            version = (self.slack.version, await run_in_threadpool(self.beside.version))
            if version != seen:
                seen, silent_s = version, 0.0
                yield f"data: {hash(version)}\n\n"
            elif silent_s > _KEEP_ALIVE_S:
                silent_s = 0.0
                yield ": still here\n\n"
            silent_s += _LOOK_EVERY_S
            await asyncio.sleep(_LOOK_EVERY_S)

    async def _options(self, request: Request) -> Response:
        """What a menu of the form on top offers for what is typed in it."""
        look, asked = read_look(request.query_params), request.query_params
        try:
            offered = await run_in_threadpool(
                lambda: seek(self.slack.person(look.who), asked["field"], asked["typed"])
            )
        except (KeyError, NotPossibleError):
            offered = ()
        return HTMLResponse(datalist(offered))

    async def _file(self, request: Request) -> Response:
        """Its own name decides what it is, and a sandbox keeps it from being anything else."""
        for file in await run_in_threadpool(lambda: self.slack.files):
            if file.id == request.path_params["file_id"]:
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                alone = {"Content-Security-Policy": _ALONE}
                return Response(file.content, media_type=kind, headers=alone)
        return PlainTextResponse("There is no such file.", 404)


async def read_form(request: Request) -> FormData | None:
    """None when it is too large."""
    body = await request.body()
    if len(body) > BODY_MOST:
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
