"""The endpoint behind every operation: parsing, authentication, faults and the response."""

import asyncio
import base64
import email
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from firefighter.playground.confluence.errors import RefusedError, invalid
from firefighter.playground.confluence.records import Call, Json
from firefighter.playground.confluence.wiki import Wiki
from firefighter.playground.slack.faults import Fault, Faults, RateLimited, SlackError, apply_fault


@dataclass(frozen=True)
class Upload:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class ApiRequest:
    path: Mapping[str, str]
    query: Mapping[str, str]
    base: str
    """The base address of Confluence's links."""
    body: Json = field(default_factory=dict)
    items: list[Json] = field(default_factory=list)
    """A body that is a list."""
    upload: Upload | None = None

    @property
    def id(self) -> str:
        return self.path["id"]

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.query.get(name, default))
        except ValueError as error:
            raise invalid(f"{name} is no number") from error

    def storage(self) -> str:
        """The body to be saved. Both APIs nest it the same way."""
        body = self.body.get("body") or {}
        storage = body.get("storage", body) if isinstance(body, dict) else {}
        if storage.get("representation") != "storage":
            raise invalid("Provided value for 'body.representation' is not 'storage'")
        return str(storage.get("value", ""))


async def read_request(request: Request, base: str) -> ApiRequest:
    """Raises RefusedError when it is neither JSON nor an upload."""
    raw, content_type = await request.body(), request.headers.get("content-type", "")
    path, query = dict(request.path_params), dict(request.query_params)
    if content_type.startswith("multipart/form-data"):
        _refuse_unguarded(request)
        return ApiRequest(path, query, base, upload=_uploaded(content_type, raw))
    try:
        given = json.loads(raw) if raw else {}
    except ValueError as error:
        raise RefusedError(400, "INVALID_JSON", "The request body is no JSON") from error
    if isinstance(given, list):
        return ApiRequest(path, query, base, items=given)
    return ApiRequest(path, query, base, body=given)


def _refuse_unguarded(request: Request) -> None:
    """https://developer.atlassian.com/server/confluence/enable-xsrf-protection-for-your-app/."""
    if request.headers.get("x-atlassian-token") not in {"no-check", "nocheck"}:
        raise RefusedError(403, "XSRF", "XSRF check failed")


def _uploaded(content_type: str, raw: bytes) -> Upload:
    parsed = email.message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw)
    parts: list[Message] = [part for part in parsed.walk() if part.get_filename()]
    if not parts:
        raise invalid("At least one attachment file is required")
    content = parts[0].get_payload(decode=True)
    return Upload(
        str(parts[0].get_filename()),
        parts[0].get_content_type(),
        content if isinstance(content, bytes) else b"",
    )


Handler = Callable[[Wiki, ApiRequest], Json]


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    handler: Handler

    @property
    def is_v2(self) -> bool:
        return self.path.startswith("/api/v2/")


OPERATIONS: list[Operation] = []


def operation(name: str, method: str, path: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        OPERATIONS.append(Operation(name, method, path, handler))
        return handler

    return register


@dataclass
class Rest:
    wiki: Wiki
    stopping: asyncio.Event
    authorization: str
    base: str
    faults: Faults = field(default_factory=Faults)

    def endpoint(self, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            return await self._answer(operation, request)

        return answer

    async def _answer(self, operation: Operation, request: Request) -> Response:
        try:
            api_request = await read_request(request, self.base)
            self._refuse_stranger(request)
        except RefusedError as refusal:
            return self._refused(operation, ApiRequest({}, {}, self.base), refusal)
        fault = self.faults.next_for(operation.name, {**api_request.query, **api_request.body})
        if fault is None:
            return self._do(operation, api_request)
        return await self._go_wrong(operation, api_request, fault, request)

    async def _go_wrong(
        self, operation: Operation, api_request: ApiRequest, fault: Fault, request: Request
    ) -> Response:
        match fault:
            case RateLimited(retry_after_s):
                self._record(operation, api_request, 429)
                return Response(status_code=429, headers={"Retry-After": str(retry_after_s)})
            case SlackError():
                raise TypeError("Confluence knows no errors of Slack.")
            case breakdown:
                return await apply_fault(
                    breakdown,
                    request,
                    self.stopping,
                    do=lambda: self._do(operation, api_request, cut_off=True),
                    note=lambda status: self._record(operation, api_request, status),
                    says="Oops, an error occurred",
                )

    def _do(
        self, operation: Operation, api_request: ApiRequest, *, cut_off: bool = False
    ) -> Response:
        """Runs an operation without awaiting, so that no other request interleaves."""
        try:
            answer = operation.handler(self.wiki, api_request)
        except RefusedError as refusal:
            return self._refused(operation, api_request, refusal, cut_off=cut_off)
        self._record(operation, api_request, None if cut_off else 200)
        return JSONResponse(answer)

    def _refuse_stranger(self, request: Request) -> None:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), self.authorization.encode()):
            raise RefusedError(401, "UNAUTHORIZED", "Unauthorized")

    def _refused(
        self,
        operation: Operation,
        api_request: ApiRequest,
        refusal: RefusedError,
        *,
        cut_off: bool = False,
    ) -> Response:
        self._record(operation, api_request, None if cut_off else refusal.status)
        body: Json = refusal.as_v2() if operation.is_v2 else refusal.as_v1()
        return JSONResponse(body, refusal.status)

    def _record(self, operation: Operation, api_request: ApiRequest, status: int | None) -> None:
        body = {"items": api_request.items} if api_request.items else api_request.body
        self.wiki.calls.append(Call(operation.name, dict(api_request.query), body, status))
        self.wiki.changed()


def basic_auth(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()
