"""The API over HTTP: who asks, what they may do, and what they sent."""

import asyncio
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from itertools import groupby

from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from firefighter.adapters.api.changing import CHANGING
from firefighter.adapters.api.fields import RequestModel
from firefighter.adapters.api.openapi import document
from firefighter.adapters.api.operation import BASE, NoBody, Operation
from firefighter.adapters.api.problems import (
    RETRY_SOON,
    Problem,
    ProblemKind,
    RefusedRequest,
    invalid,
    problem_of,
)
from firefighter.adapters.api.rates import RequestRates
from firefighter.adapters.api.reading import READING
from firefighter.adapters.api.requests import ApiRequest, Services, etag
from firefighter.adapters.api.training import TRAINING
from firefighter.domain.api_tokens import ApiToken, bearer_secret
from firefighter.domain.errors import AlreadyHandled, FirefighterError
from firefighter.domain.ids import IncidentId
from firefighter.i18n import use_language
from firefighter.ports.api_answers import ApiAnswer
from firefighter.ports.foreground import answering_within
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.api_tokens import find_token

log = logging.getLogger(__name__)

OPERATIONS: tuple[Operation, ...] = (*READING, *CHANGING, *TRAINING)

_JSON, _PROBLEM_JSON = "application/json", "application/problem+json"

_BODY_LIMIT = 65_536
_BODY_TIMEOUT_S = 10.0

_THREADS = 8
"""Fewer than the process has, so that programs do not keep people waiting for one."""
_QUEUE = 100
"""Requests that may wait for a thread."""

_KEY = re.compile(r"[!-~]{1,100}", re.ASCII)
_REFERENCE = re.compile(r"(?:INC-)?(\d{1,18})", re.ASCII | re.IGNORECASE)

_ETAG = r'(?:W/)?"[!#-~]*"'
_IF_MATCH = re.compile(rf"\*|{_ETAG}(?:\s*,\s*{_ETAG})*", re.ASCII)

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True)
class _Sent:
    """A request, read to its end."""

    headers: Mapping[str, str]
    path: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    body: bytes


@dataclass(eq=False)
class Api:
    """Answers requests, each in a thread of its own."""

    services: Services
    rates: RequestRates
    timeout_s: float
    """For the database, as everything that somebody waits for has."""
    _threads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_THREADS))
    _waiting: int = 0

    def routes(self) -> list[BaseRoute]:
        """One for each path; the last one refuses all other paths."""
        by_path = groupby(sorted(OPERATIONS, key=lambda each: each.path), lambda each: each.path)
        paths = [
            Route(f"{BASE}{path}", _Endpoint(self, {each.method: each for each in found}))
            for path, found in by_path
        ]
        described = Route(f"{BASE}/openapi.json", _show_document, methods=["GET"])
        return [described, *paths, Route(f"{BASE}/{{rest:path}}", _Endpoint(self, {}))]

    async def answer(self, operations: Mapping[str, Operation], request: Request) -> Response:
        try:
            operation = _operation(operations, request.method)
            sent = await _read(request, operation)
            return await self._in_thread(operation, sent)
        except Problem as problem:
            return _refusal(problem)

    async def _in_thread(self, operation: Operation, sent: _Sent) -> Response:
        if self._waiting >= _QUEUE:
            raise Problem(ProblemKind.UNAVAILABLE, "Too many requests at once.", (), RETRY_SOON)
        self._waiting += 1
        try:
            async with self._threads:
                return await run_in_threadpool(self._respond, operation, sent)
        finally:
            self._waiting -= 1

    def _respond(self, operation: Operation, sent: _Sent) -> Response:
        with (
            answering_within(self.timeout_s * operation.patience),
            use_language(self.services.context.language),
        ):
            try:
                token = self._token(operation, sent)
                return self._run(operation, self._request(operation, token, sent))
            except Problem as problem:
                return _refusal(problem)
            except FirefighterError as error:
                asked = RefusedRequest(operation.changes, operation.needs_if_match)
                return _refusal(problem_of(error, self.services.sentence(error), asked))
            except Exception:
                log.exception("%s %s failed.", operation.method, operation.path)
                return _refusal(Problem(ProblemKind.INTERNAL))

    def _token(self, operation: Operation, sent: _Sent) -> ApiToken:
        presented = bearer_secret(sent.headers.get("authorization", ""))
        token = find_token(self.services.tokens, self.services.context.clock, presented)
        if token is None:
            challenge = 'Bearer realm="Firefighter"' + (
                ', error="invalid_token"' if presented else ""
            )
            raise Problem(ProblemKind.UNAUTHORIZED, headers={"WWW-Authenticate": challenge})
        if wait_s := self.rates.take(token.id):
            detail = f"This token may send {self.rates.per_minute} requests per minute."
            raise Problem(
                ProblemKind.TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(wait_s)}
            )
        if not token.allows(operation.scope):
            challenge = f'Bearer error="insufficient_scope", scope="{operation.scope}"'
            detail = f"This token needs the scope {operation.scope}."
            raise Problem(ProblemKind.FORBIDDEN, detail, headers={"WWW-Authenticate": challenge})
        return token

    def _request(
        self, operation: Operation, token: ApiToken, sent: _Sent
    ) -> ApiRequest[RequestModel, RequestModel]:
        query = _parse_query(operation.query, sent.query)
        incident_id = _incident_id(sent.path)
        if not operation.changes:
            return ApiRequest(self.services, token, sent.path, incident_id, query, NoBody())
        key, body = sent.headers.get("idempotency-key", ""), _parse_body(operation.body, sent)
        if not _KEY.fullmatch(key):
            raise Problem(ProblemKind.NO_IDEMPOTENCY_KEY)
        if_match = sent.headers.get("if-match", "")
        if operation.needs_if_match and not if_match:
            raise Problem(ProblemKind.IF_MATCH_REQUIRED)
        if operation.needs_if_match and not _IF_MATCH.fullmatch(if_match):
            detail = 'If-Match: Must be the ETag of the incident, such as "3", or *.'
            raise Problem(ProblemKind.MALFORMED, detail)
        return ApiRequest(
            self.services,
            token,
            sent.path,
            incident_id,
            query,
            body,
            delivery=DeliveryId(f"api:{token.actor}:{key}"),
            request_hash=_hash(operation, sent),
            if_match=if_match if operation.needs_if_match else "",
        )

    def _run(
        self, operation: Operation, request: ApiRequest[RequestModel, RequestModel]
    ) -> Response:
        if operation.change:
            return self._change(operation, request)
        if operation.read is None:
            raise TypeError(f"{operation.name} neither reads nor changes.")
        reply = operation.read(request)
        headers = {"ETag": etag(reply.version)} if reply.version is not None else {}
        return Response(reply.body.model_dump_json(), 200, _HEADERS | headers, _JSON)

    def _change(
        self, operation: Operation, request: ApiRequest[RequestModel, RequestModel]
    ) -> Response:
        """Runs it, unless a request with the same key has changed something."""
        before = self.services.answers.find(request.delivery)
        if before is None and operation.change:
            try:
                operation.change(request)
            except AlreadyHandled:
                before = self.services.answers.find(request.delivery)
                if before is None:
                    raise
        if before is None:
            return _answered(request.kept[-1], {})
        if before.request_hash != request.request_hash:
            raise Problem(ProblemKind.KEY_REUSED)
        return _answered(before, {"Idempotent-Replayed": "true"})


@dataclass(frozen=True)
class _Endpoint:
    """An ASGI application for one path, which refuses other methods itself."""

    api: Api
    operations: Mapping[str, Operation]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self.api.answer(self.operations, request)
        except ClientDisconnect:
            return
        await response(scope, receive, send)


async def _show_document(_request: Request) -> Response:
    text = await run_in_threadpool(document_text)
    return Response(text, 200, {"Cache-Control": "max-age=300"}, _JSON)


@cache
def document_text() -> str:
    """Made once: it takes 60 ms, and anybody may ask for it."""
    return json.dumps(document(OPERATIONS), indent=2, ensure_ascii=False)


def _operation(operations: Mapping[str, Operation], method: str) -> Operation:
    if not operations:
        raise Problem(ProblemKind.NOT_FOUND)
    operation = operations.get("GET" if method == "HEAD" else method)
    if operation is None:
        raise Problem(
            ProblemKind.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(sorted(operations))}
        )
    return operation


async def _read(request: Request, operation: Operation) -> _Sent:
    body = b""
    if operation.changes:
        try:
            async with asyncio.timeout(_BODY_TIMEOUT_S):
                body = await _body(request)
        except TimeoutError:
            raise Problem(ProblemKind.REQUEST_TIMEOUT, headers={"Connection": "close"}) from None
    headers = {name.lower(): value for name, value in request.headers.items()}
    return _Sent(headers, request.path_params, request.query_params.multi_items(), body)


async def _body(request: Request) -> bytes:
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > _BODY_LIMIT:
            raise Problem(ProblemKind.TOO_LARGE, headers={"Connection": "close"})
    return bytes(raw)


def _parse_query(model: type[RequestModel], sent: Sequence[tuple[str, str]]) -> RequestModel:
    """A parameter may be repeated only where several values are meant."""
    lists = {name for name, each in model.model_fields.items() if each.default == []}
    values: dict[str, object] = {}
    for name, value in sent:
        if name in lists:
            values[name] = [*_list(values.get(name)), value]
        elif name in values:
            raise Problem(ProblemKind.MALFORMED, f"{name}: Given twice.")
        else:
            values[name] = value
    try:
        return model.model_validate(values, strict=False)
    except ValidationError as error:
        raise invalid(ProblemKind.MALFORMED, error) from error


def _list(values: object) -> list[object]:
    return values if isinstance(values, list) else []


def _parse_body(model: type[RequestModel], sent: _Sent) -> RequestModel:
    media_type = sent.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != _JSON:
        raise Problem(ProblemKind.NOT_JSON)
    try:
        return model.model_validate_json(sent.body)
    except ValidationError as error:
        malformed = any(each["type"] == "json_invalid" for each in error.errors())
        raise invalid(ProblemKind.MALFORMED if malformed else ProblemKind.INVALID, error) from error


def _incident_id(path: Mapping[str, str]) -> IncidentId:
    if "reference" not in path:
        return IncidentId(0)
    found = _REFERENCE.fullmatch(path["reference"])
    if found is None:
        raise Problem(ProblemKind.NOT_FOUND, "There is no such incident. Write it as INC-42.")
    return IncidentId(int(found[1]))


def _hash(operation: Operation, sent: _Sent) -> str:
    """Of what was asked for, whatever the order of keys and the white space."""
    asked = [operation.name, dict(sent.path), json.loads(sent.body), sent.headers.get("if-match")]
    return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _answered(answer: ApiAnswer, headers: Mapping[str, str]) -> Response:
    told = {"ETag": etag(answer.version), **headers}
    if answer.status == HTTPStatus.CREATED and (
        reference := _REFERENCE_IN_BODY.search(answer.body)
    ):
        told["Location"] = f"{BASE}/incidents/{reference[1]}"
    return Response(answer.body, answer.status, {**_HEADERS, **told}, _JSON)


_REFERENCE_IN_BODY = re.compile(r'"reference":"(INC-\d+)"')


def _refusal(problem: Problem) -> Response:
    body: BaseModel = problem.body
    headers = {**_HEADERS, **problem.headers}
    return Response(body.model_dump_json(), problem.kind.status, headers, _PROBLEM_JSON)
