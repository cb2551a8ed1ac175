"""The local PagerDuty: what its Events API v2 promises, as far as Firefighter needs it.

Where things are: which alerts there are in `board`, what is refused in `validating`.
https://developer.pagerduty.com/docs/events-api-v2-overview
"""

import json

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from firefighter.playground.pagerduty.board import Board
from firefighter.playground.pagerduty.records import Alert, Call, Json
from firefighter.playground.pagerduty.validating import SIZE_LIMIT
from firefighter.playground.slack.breaking_down import break_down
from firefighter.playground.slack.faults import Fault, Faults, RateLimited, SlackError
from firefighter.playground.slack.running import Reopening
from firefighter.playground.slack.server import HOST, Server, listen

ENQUEUE = "enqueue"


class LocalPagerDuty(Reopening):
    def __init__(self, *, port: int = 0) -> None:
        super().__init__()
        self.faults = Faults()
        """To order, for the operation `enqueue`."""
        self._board = Board(self._changes.happened)
        self._port = port
        self._listen()

    def _listen(self) -> None:
        listening = listen(self._port)
        self._port = listening.getsockname()[1]
        self.url = f"http://{HOST}:{self._port}/"
        app = Starlette(
            routes=[Route("/v2/enqueue", self._enqueue, methods=["POST"])],
            exception_handlers={ClientDisconnect: _nobody_listens},
        )
        self._server = Server(app, listening)
        self._thread.until_done(self._server.start())

    def add_service(self, name: str) -> str:
        """Its routing key."""
        return self._thread.now(lambda: self._board.add_service(name))

    @property
    def alerts(self) -> list[Alert]:
        """Everything for which people were rung, the oldest first."""
        return self._thread.now(lambda: list(self._board.alerts))

    @property
    def calls(self) -> list[Call]:
        """Every request, in the order they were answered."""
        return self._thread.now(lambda: list(self._board.calls))

    def resolve(self, alert: Alert) -> None:
        """Somebody on call resolves an alert by hand."""
        event = {"dedup_key": alert.dedup_key, "event_action": "resolve"}

        def resolved() -> None:
            keys = {name: key for key, name in self._board.services.items()}
            self._board.take({**event, "routing_key": keys[alert.service]})

        self._thread.now(resolved)

    async def _enqueue(self, request: Request) -> Response:
        raw = await request.body()
        event = _parsed(raw)
        if event is None or len(raw) > SIZE_LIMIT:
            return self._refused({}, ["The event is no JSON object, or it is too large"])
        fault = self.faults.next_for(ENQUEUE, event)
        if fault is None:
            return self._do(event)
        return await self._go_wrong(event, fault, request)

    async def _go_wrong(self, event: Json, fault: Fault, request: Request) -> Response:
        """A 429 does not say how long to wait, as PagerDuty's does not."""
        match fault:
            case RateLimited():
                self._board.note(event, 429, [])
                return JSONResponse({"status": "throttle exceeded"}, 429)
            case SlackError():
                raise TypeError("PagerDuty knows no errors of Slack.")
            case breakdown:
                return await break_down(
                    breakdown,
                    request,
                    self._stopping,
                    do=lambda: self._do(event, cut_off=True),
                    note=lambda status: self._board.note(event, status, []),
                    says="Oops, an error occurred",
                )

    def _do(self, event: Json, *, cut_off: bool = False) -> Response:
        """Everything an event does happens here, in one go, between two awaits."""
        if errors := self._board.refusals(event):
            return self._refused(event, errors, cut_off=cut_off)
        key = self._board.take(event)
        self._board.note(event, None if cut_off else 202, [])
        return JSONResponse(
            {"status": "success", "message": "Event processed", "dedup_key": key}, 202
        )

    def _refused(self, event: Json, errors: list[str], *, cut_off: bool = False) -> Response:
        self._board.note(event, None if cut_off else 400, errors)
        refusal = {"status": "invalid event", "message": "Event object is invalid"}
        return JSONResponse({**refusal, "errors": errors}, 400)


def _parsed(raw: bytes) -> Json | None:
    try:
        event = json.loads(raw)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


async def _nobody_listens(_request: Request, _error: Exception) -> Response:
    """The bot was killed in the middle of a call."""
    return Response(status_code=400)
