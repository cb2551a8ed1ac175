"""How Slack brings things to the bot: signed HTTP requests, or a Socket Mode connection.

https://docs.slack.dev/apis/events-api/#error-handling
"""

import asyncio
import json
import secrets
import ssl
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from firefighter.playground.slack.breaking_down import stopped_within
from firefighter.playground.slack.events import ALL_SUBSCRIPTIONS, subscription_of
from firefighter.playground.slack.payloads import event_callback
from firefighter.playground.slack.records import Json, Message
from firefighter.playground.slack.replies import ACK_DEADLINE_S, FORM, Kind, Reply, SentRequest
from firefighter.playground.slack.signing import signed_headers
from firefighter.playground.slack.socket_mode import FIRST, Retry, SocketMode

RETRY_DELAYS_S = (0.0, 60.0, 300.0)  # https://docs.slack.dev/apis/events-api/#retries
USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
SENDING_MOST_S = 30.0  # a raw request may take longer than Slack would wait


def _no_trust() -> ssl.SSLContext:
    """The bot is on this machine; an empty trust store spares loading the real one."""
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
        """Once, and wait for the answer, for as long as Slack waits."""
        if self.request_url is None and self.sockets.is_connected:
            reply = await self._over_socket(kind, payload, origin, retry)
        else:
            body = encoded(kind, payload)
            request = SentRequest(self.signed(body, kind) | retry.headers, body)
            reply = await self._over_http(kind, payload, request, origin, retry)
        return self._logged(reply)

    async def again(self, reply: Reply) -> Reply:
        """One more attempt at the same delivery."""
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
        """Deliver an event, again and again if need be; returns at once."""
        if subscription_of(event) not in self.subscriptions or not self._has_listener:
            return
        payload = event_callback(event, f"Ev{secrets.token_hex(5).upper()}")
        self._start(self._until_acknowledged(payload))

    @property
    def _has_listener(self) -> bool:
        return self.request_url is not None or self.sockets.is_connected

    async def _until_acknowledged(self, payload: Json) -> None:
        reply = await self.deliver("events_api", payload)
        for delay_s in self.retry_delays_s:
            if _is_settled(reply) or await stopped_within(self.stopping, delay_s):
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
        deadline_s = SENDING_MOST_S if kind == "raw" else self.ack_deadline_s
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
                    timeout=None,  # the deadline around it is for the whole exchange
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
    """Any 2xx acknowledges an event, and a failure may ask not to be tried again."""
    if reply.status is None:
        return False
    return httpx.codes.is_success(reply.status) or reply.headers.get("x-slack-no-retry") == "1"


def _retry_of(reply: Reply) -> Retry:
    # https://docs.slack.dev/apis/events-api/#retries
    return Retry(reply.attempt + 1, reply.failure or "http_error")
