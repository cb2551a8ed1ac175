"""Deliveries to the bot, signed over HTTP or through Socket Mode, and the bot's answers."""

import asyncio
import hashlib
import hmac
import itertools
import json
import secrets
import ssl
import time
import uuid
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

import httpx
from starlette.websockets import WebSocket, WebSocketDisconnect

from firefighter.playground.slack.events import (
    ALL_SUBSCRIPTIONS,
    is_ext_shared,
    sending_team,
    subscription_of,
)
from firefighter.playground.slack.faults import wait_for_stop
from firefighter.playground.slack.payloads import event_callback
from firefighter.playground.slack.records import APP_ID, Json, Message, Withheld
from firefighter.playground.slack.scopes import allows, event_scope
from firefighter.playground.slack.workspace import Workspace

# https://docs.slack.dev/authentication/verifying-requests-from-slack


def signature(secret: str, timestamp: int, body: bytes) -> str:
    signed = b"v0:%d:%s" % (timestamp, body)
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_headers(secret: str, timestamp: int, body: bytes) -> dict[str, str]:
    return {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, timestamp, body),
    }


ACK_DEADLINE_S = (
    3.0  # https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
)


Kind = Literal["slash_commands", "interactive", "events_api", "raw"]

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class SentRequest:
    """A delivery, stored so that it can be sent again byte for byte."""

    headers: Mapping[str, str]
    body: bytes


def _nothing_shown(_origin: str) -> list[Message]:
    return []


@dataclass(frozen=True)
class Reply:
    kind: Kind
    payload: Json
    request: SentRequest
    status: int | None  # None: no answer in time, or no connection
    body: Any  # parsed JSON, or text
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: str | None = None  # why there was no answer: "http_timeout" or "connection_failed"
    origin: str = ""  # names the interaction, for what is later sent to its response_url
    attempt: int = 0  # of an event: 0, then 1 to 3 when it is delivered again
    _shown: Callable[[str], list[Message]] = field(default=_nothing_shown, repr=False)

    @property
    def acknowledged(self) -> bool:
        """Whether the answer was 200 within three seconds."""
        return self.status == 200  # noqa: PLR2004  # the HTTP status

    @property
    def timed_out(self) -> bool:
        return self.failure in ("http_timeout", "timeout")

    @property
    def ephemeral(self) -> Message | None:
        """The newest ephemeral answer, from the acknowledgement or later from the response_url."""
        shown = [each for each in self._shown(self.origin) if each.is_ephemeral]
        return shown[-1] if shown else None

    @property
    def errors(self) -> dict[str, str]:
        """The errors of a refused view submission, by block."""
        if isinstance(self.body, dict) and self.body.get("response_action") == "errors":
            return dict(self.body.get("errors", {}))
        return {}


MAX_CONNECTIONS = 10

POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1


@dataclass(frozen=True)
class Retry:
    """The number of this attempt, and the reason for it."""

    attempt: int = 0
    reason: str = ""

    @property
    def headers(self) -> dict[str, str]:
        if not self.attempt:
            return {}
        return {"X-Slack-Retry-Num": str(self.attempt), "X-Slack-Retry-Reason": self.reason}


FIRST = Retry()


@dataclass
class SocketMode:
    workspace: Workspace
    changed: Callable[[], None]
    connections: list[WebSocket] = field(default_factory=list)
    _awaited: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    _turn: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def is_connected(self) -> bool:
        return bool(self.connections)

    async def endpoint(self, socket: WebSocket) -> None:
        """A ticket admits one connection, once."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.workspace.socket_tickets:
            await socket.close(POLICY_VIOLATION)
            return
        self.workspace.socket_tickets.discard(ticket)
        await socket.accept()
        if len(self.connections) >= MAX_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        await self._serve(socket)

    async def deliver(
        self, kind: str, payload: Json, deadline_s: float, retry: Retry
    ) -> Json | str | None:
        """Sends an envelope to any one connection.

        Returns the acknowledgement's payload, "" if it had none, or None if none came.
        """
        envelope_id = str(uuid.uuid4())
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._awaited[envelope_id] = answer
        envelope = _envelope(kind, payload, envelope_id, retry)
        socket = self.connections[next(self._turn) % len(self.connections)]
        try:
            async with asyncio.timeout(deadline_s):
                await socket.send_json(envelope)
                ack = await answer
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            return None
        finally:
            del self._awaited[envelope_id]
        found: Json | str = ack.get("payload") or ""
        return found

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks every client to reconnect, as Slack does; they close the old connections."""
        for socket in list(self.connections):
            await socket.send_json({"type": "disconnect", "reason": reason})

    async def _serve(self, socket: WebSocket) -> None:
        self.connections.append(socket)
        self.changed()
        hello = {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "playground", "approximate_connection_time": 3600},
        }
        try:
            await socket.send_json(hello)
            while True:
                self._acknowledged(await socket.receive_json())
        except WebSocketDisconnect:
            return
        finally:
            self.connections.remove(socket)
            self.changed()

    def _acknowledged(self, ack: Json) -> None:
        answer = self._awaited.get(str(ack.get("envelope_id")))
        if answer is not None and not answer.done():
            answer.set_result(ack)


def _envelope(kind: str, payload: Json, envelope_id: str, retry: Retry) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope |= {"retry_attempt": retry.attempt, "retry_reason": retry.reason}
    return envelope


RETRY_DELAYS_S = (0.0, 60.0, 300.0)  # https://docs.slack.dev/apis/events-api/#retries

USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"

MAX_SENDING_S = 30.0  # a raw request may take longer than Slack would wait


def _no_trust() -> ssl.SSLContext:
    """The bot is on this machine. An empty trust store saves loading the real one."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass
class Deliveries:
    signing_secret: str
    sockets: SocketMode
    stopping: asyncio.Event
    changed: Callable[[], None]
    shown: Callable[[str], list[Message]]
    request_url: str | None = None
    ack_deadline_s: float = ACK_DEADLINE_S
    retry_delays_s: tuple[float, ...] = RETRY_DELAYS_S
    subscriptions: frozenset[str] = ALL_SUBSCRIPTIONS
    log: list[Reply] = field(default_factory=list)
    under_way: set[asyncio.Task[None]] = field(default_factory=set)
    _client: httpx.AsyncClient = field(
        default_factory=lambda: httpx.AsyncClient(
            verify=_no_trust(),
            trust_env=False,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )
    )

    async def close(self) -> None:
        for task in list(self.under_way):
            task.cancel()
        await asyncio.gather(*self.under_way, return_exceptions=True)
        await self._client.aclose()

    async def deliver(
        self, kind: Kind, payload: Json, origin: str = "", retry: Retry = FIRST
    ) -> Reply:
        """Delivers once and waits for the answer as long as Slack does."""
        if self.request_url is None and self.sockets.is_connected:
            reply = await self._over_socket(kind, payload, origin, retry)
        else:
            body = encoded(kind, payload)
            request = SentRequest(self.signed(body, kind) | retry.headers, body)
            reply = await self._over_http(kind, payload, request, origin, retry)
        return self._logged(reply)

    async def again(self, reply: Reply) -> Reply:
        """Tries the same delivery again."""
        return await self.deliver(reply.kind, reply.payload, reply.origin, _retry_of(reply))

    async def send_raw(self, headers: Mapping[str, str], body: bytes) -> Reply:
        request = SentRequest(dict(headers), body)
        return self._logged(await self._over_http("raw", {}, request, "", FIRST))

    def signed(self, body: bytes, kind: Kind, timestamp: int | None = None) -> dict[str, str]:
        content_type = "application/json" if kind == "events_api" else FORM
        at = int(time.time()) if timestamp is None else timestamp
        return {
            "Content-Type": content_type,
            "User-Agent": USER_AGENT,
            **signed_headers(self.signing_secret, at, body),
        }

    def event(self, event: Json) -> None:
        """Delivers an event that the app may see, with retries if necessary. Returns at once."""
        if subscription_of(event) not in self.subscriptions or not self._has_listener:
            return
        workspace, needed = self.sockets.workspace, event_scope(event)
        if needed is not None and not allows(workspace.scopes, needed):
            workspace.withheld.append(Withheld(event["type"], needed))
            self.changed()
            return
        payload = event_callback(
            event,
            f"Ev{secrets.token_hex(5).upper()}",
            team=sending_team(workspace, event),
            is_ext_shared=is_ext_shared(workspace, event),
        )
        self._start(self._until_acknowledged(payload))

    @property
    def _has_listener(self) -> bool:
        return self.request_url is not None or self.sockets.is_connected

    async def _until_acknowledged(self, payload: Json) -> None:
        reply = await self.deliver("events_api", payload)
        for delay_s in self.retry_delays_s:
            if _is_settled(reply) or await wait_for_stop(self.stopping, delay_s):
                return
            reply = await self.again(reply)

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self.under_way.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.under_way.discard(task)
        self.changed()

    def _logged(self, reply: Reply) -> Reply:
        self.log.append(reply)
        self.changed()
        return reply

    async def _over_http(
        self, kind: Kind, payload: Json, request: SentRequest, origin: str, retry: Retry
    ) -> Reply:
        deadline_s = MAX_SENDING_S if kind == "raw" else self.ack_deadline_s
        started = time.monotonic()
        status, headers, body, failure = await self._post(request, deadline_s)
        return Reply(
            kind=kind,
            payload=payload,
            request=request,
            status=status,
            body=body,
            headers=headers,
            failure=failure,
            seconds=time.monotonic() - started,
            origin=origin,
            attempt=retry.attempt,
            _shown=self.shown,
        )

    async def _post(
        self, request: SentRequest, deadline_s: float
    ) -> tuple[int | None, dict[str, str], Any, str | None]:
        if self.request_url is None:
            return None, {}, None, "connection_failed"
        try:
            async with asyncio.timeout(deadline_s):
                answer = await self._client.post(
                    self.request_url,
                    content=request.body,
                    headers=dict(request.headers),
                    timeout=None,  # the deadline covers the whole exchange
                )
        except TimeoutError:
            return None, {}, None, "http_timeout"
        except httpx.HTTPError:
            return None, {}, None, "connection_failed"
        return answer.status_code, dict(answer.headers), _parsed(answer), None

    async def _over_socket(self, kind: Kind, payload: Json, origin: str, retry: Retry) -> Reply:
        started = time.monotonic()
        ack = await self.sockets.deliver(kind, payload, self.ack_deadline_s, retry)
        return Reply(
            kind=kind,
            payload=payload,
            request=SentRequest({}, encoded(kind, payload)),
            status=None if ack is None else 200,
            body=ack,
            failure="timeout" if ack is None else None,
            seconds=time.monotonic() - started,
            origin=origin,
            attempt=retry.attempt,
            _shown=self.shown,
        )


def encoded(kind: Kind, payload: Json) -> bytes:
    match kind:
        case "slash_commands":
            return urlencode(payload).encode()
        case "interactive":
            return urlencode({"payload": json.dumps(payload)}).encode()
        case _:
            return json.dumps(payload).encode()


def _parsed(answer: httpx.Response) -> Any:  # noqa: ANN401  # whatever the bot's JSON holds
    if answer.headers.get("content-type", "").startswith("application/json"):
        try:
            return answer.json()
        except ValueError:
            return answer.text
    return answer.text


def _is_settled(reply: Reply) -> bool:
    """Any 2xx acknowledges an event. A failure may ask not to be retried."""
    if reply.status is None:
        return False
    return httpx.codes.is_success(reply.status) or reply.headers.get("x-slack-no-retry") == "1"


def _retry_of(reply: Reply) -> Retry:
    # https://docs.slack.dev/apis/events-api/#retries
    return Retry(reply.attempt + 1, reply.failure or "http_error")
