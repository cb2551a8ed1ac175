"""The endpoint behind every Web API method: authentication, scopes, rate limits and the answer."""

import asyncio
import math
import time
from collections import deque
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from firefighter.playground.slack.arguments import Arguments, parse_body, with_structures
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.faults import (
    Faults,
    RateLimited,
    SlackError,
    apply_fault,
    wait_for_stop,
)
from firefighter.playground.slack.methods.catalogue import FAMILIES
from firefighter.playground.slack.methods.conversations import KINDS
from firefighter.playground.slack.methods.registry import METHODS, Method
from firefighter.playground.slack.records import Call, Json
from firefighter.playground.slack.scopes import allows
from firefighter.playground.slack.workspace import Workspace

MINUTE_S = 60.0

POSTS_EVERY_S = 1.0  # chat.postMessage, for each channel


@dataclass
class RateLimits:
    enforced: bool = False
    _past: dict[str, deque[float]] = field(default_factory=dict)

    def retry_after_s(self, method: Method, channel: str) -> int | None:
        """Returns the seconds to wait, or None if the call is allowed and counted."""
        if not self.enforced:
            return None
        if method.name == "chat.postMessage":
            return self._count(f"{method.name} {channel}", 1, POSTS_EVERY_S)
        if method.calls_a_minute is None:
            return None
        return self._count(method.name, method.calls_a_minute, MINUTE_S)

    def _count(self, what: str, most: int, window_s: float) -> int | None:
        now = time.monotonic()
        past = self._past.setdefault(what, deque())
        while past and now - past[0] >= window_s:
            past.popleft()
        if len(past) >= most:
            return max(1, math.ceil(window_s - (now - past[0])))
        past.append(now)
        return None


assert FAMILIES  # noqa: S101  # importing them is what fills METHODS


@dataclass
class WebApi:
    workspace: Workspace
    stopping: asyncio.Event
    faults: Faults = field(default_factory=Faults)
    rate_limits: RateLimits = field(default_factory=RateLimits)
    latency_s: float = 0.0

    async def endpoint(self, request: Request) -> Response:
        name = request.path_params["method"]
        body = await request.body()
        try:
            content_type = request.headers.get("content-type", "")
            given = with_structures({**request.query_params, **parse_body(content_type, body)})
        except RefusedError as refusal:
            return self._answered(name, {}, refusal.as_json())
        token = _token(request, given)
        await wait_for_stop(self.stopping, self.latency_s)
        return await self._with_faults(request, name, given, token)

    async def _with_faults(self, request: Request, name: str, given: Json, token: str) -> Response:
        match self.faults.next_for(name, given):
            case None:
                return self._do(name, given, token)
            case RateLimited(retry_after_s):
                return self._answered(name, given, _RATELIMITED, 429, retry_after_s)
            case SlackError(error, details):
                return self._answered(name, given, {"ok": False, "error": error, **details})
            case breakdown:
                return await apply_fault(
                    breakdown,
                    request,
                    self.stopping,
                    do=lambda: self._do(name, given, token, cut_off=True),
                    note=lambda status: self._record(name, given, {}, status),
                    says="Something went wrong",
                )

    def _do(self, name: str, given: Json, token: str, *, cut_off: bool = False) -> Response:
        """Runs a call without awaiting, so that no other request interleaves."""
        arguments = Arguments(given)
        try:
            method = self._permitted(name, arguments, token)
            if wait_s := self.rate_limits.retry_after_s(method, arguments.text("channel")):
                return self._answered(name, given, _RATELIMITED, 429, wait_s)
            answer = {"ok": True, **method.handler(self.workspace, arguments)}
        except RefusedError as refusal:
            answer = refusal.as_json()
        return self._answered(name, given, answer, None if cut_off else 200)

    def _permitted(self, name: str, arguments: Arguments, token: str) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise RefusedError("unknown_method", req_method=name)
        if method.caller != "anyone":
            self._refuse_token(method, token)
        for needed in needed_scopes(self.workspace, method, arguments):
            if not allows(self.workspace.scopes, needed):
                provided = ",".join(sorted(self.workspace.scopes))
                raise RefusedError("missing_scope", needed=needed, provided=provided)
        return method

    def _refuse_token(self, method: Method, token: str) -> None:
        tokens = {"bot": self.workspace.bot_token, "app": self.workspace.app_token}
        if not token:
            raise RefusedError("not_authed")
        if token not in tokens.values():
            raise RefusedError("invalid_auth")
        if token != tokens[method.caller]:
            raise RefusedError("not_allowed_token_type")

    def _answered(
        self,
        name: str,
        given: Json,
        answer: Json,
        status: int | None = 200,
        retry_after_s: int | None = None,
    ) -> Response:
        self._record(name, given, answer, status)
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.workspace.scopes))}
        if retry_after_s is not None:
            headers["Retry-After"] = str(retry_after_s)
        return JSONResponse(answer, status or 200, headers)

    def _record(self, name: str, given: Json, answer: Json, status: int | None) -> None:
        arguments = {key: value for key, value in given.items() if key != "token"}
        self.workspace.calls.append(Call(name, arguments, answer, self.workspace.now(), status))
        self.workspace.changed()


_RATELIMITED: Json = {"ok": False, "error": "ratelimited"}


def needed_scopes(workspace: Workspace, method: Method, arguments: Arguments) -> list[str]:
    if method.scope is None:
        return []
    if isinstance(method.scope, str):
        return [method.scope]
    return [method.scope[kind] for kind in _kinds(workspace, method, arguments)]


_LISTS = {"conversations.list", "users.conversations"}
"""Methods that need the scope of each kind of conversation that they are asked for."""


def _kinds(workspace: Workspace, method: Method, arguments: Arguments) -> list[str]:
    if method.name == "conversations.open":
        return ["mpim" if len(arguments.names("users")) > 1 else "im"]
    if method.name == "conversations.create":
        return ["group" if arguments.flag("is_private") else "channel"]
    if method.name in _LISTS:
        types = arguments.names("types") or ["public_channel"]
        return [KINDS[each] for each in types if each in KINDS]
    channel = workspace.channels.get(arguments.text("channel"))
    return [channel.kind if channel else "channel"]


def _token(request: Request, given: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else str(given.get("token", ""))
