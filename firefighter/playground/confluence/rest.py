"""The endpoint behind every operation: who asks, what goes wrong to order, what is answered."""

import asyncio
import base64
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from firefighter.playground.confluence.asking import Asked, read
from firefighter.playground.confluence.operations import Operation
from firefighter.playground.confluence.records import Call, Json
from firefighter.playground.confluence.refusal import RefusedError
from firefighter.playground.confluence.wiki import Wiki
from firefighter.playground.slack.breaking_down import break_down
from firefighter.playground.slack.faults import Fault, Faults, RateLimited, SlackError


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
            asked = await read(request, self.base)
            self._refuse_stranger(request)
        except RefusedError as refusal:
            return self._refused(operation, Asked({}, {}, self.base), refusal)
        fault = self.faults.next_for(operation.name, {**asked.query, **asked.body})
        if fault is None:
            return self._do(operation, asked)
        return await self._go_wrong(operation, asked, fault, request)

    async def _go_wrong(
        self, operation: Operation, asked: Asked, fault: Fault, request: Request
    ) -> Response:
        match fault:
            case RateLimited(retry_after_s):
                self._record(operation, asked, 429)
                return Response(status_code=429, headers={"Retry-After": str(retry_after_s)})
            case SlackError():
                raise TypeError("Confluence knows no errors of Slack.")
            case breakdown:
                return await break_down(
                    breakdown,
                    request,
                    self.stopping,
                    do=lambda: self._do(operation, asked, cut_off=True),
                    note=lambda status: self._record(operation, asked, status),
                    says="Oops, an error occurred",
                )

    def _do(self, operation: Operation, asked: Asked, *, cut_off: bool = False) -> Response:
        """Everything an operation does happens here, in one go, between two awaits."""
        try:
            answer = operation.handler(self.wiki, asked)
        except RefusedError as refusal:
            return self._refused(operation, asked, refusal, cut_off=cut_off)
        self._record(operation, asked, None if cut_off else 200)
        return JSONResponse(answer)

    def _refuse_stranger(self, request: Request) -> None:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), self.authorization.encode()):
            raise RefusedError(401, "UNAUTHORIZED", "Unauthorized")

    def _refused(
        self, operation: Operation, asked: Asked, refusal: RefusedError, *, cut_off: bool = False
    ) -> Response:
        self._record(operation, asked, None if cut_off else refusal.status)
        body: Json = refusal.as_v2() if operation.is_v2 else refusal.as_v1()
        return JSONResponse(body, refusal.status)

    def _record(self, operation: Operation, asked: Asked, status: int | None) -> None:
        body = {"items": asked.items} if asked.items else asked.body
        self.wiki.calls.append(Call(operation.name, dict(asked.query), body, status))
        self.wiki.changed()


def basic(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()
