"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode."""

import asyncio
import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from firefighter.playground.slack.records import APP_ID, Json
from firefighter.playground.slack.workspace import Workspace

CONNECTIONS_MOST = 10
POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1


@dataclass(frozen=True)
class Retry:
    """Which attempt at a delivery this is, and why there had to be another."""

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
        if len(self.connections) >= CONNECTIONS_MOST:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        await self._serve(socket)

    async def deliver(
        self, kind: str, payload: Json, deadline_s: float, retry: Retry
    ) -> Json | str | None:
        """Send an envelope to any one connection.

        The acknowledgement's payload, "" if it had none, or None if none came.
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
        """Ask every client to connect anew, as Slack does now and then; they close the old ones."""
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
