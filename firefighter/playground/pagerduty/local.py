"""The local PagerDuty: what its Events API v2 promises, as far as Firefighter needs it.

`alerts` holds the alerts and refuses invalid events.
https://developer.pagerduty.com/docs/events-api-v2-overview
"""

import json

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from firefighter.playground.pagerduty.alerts import SIZE_LIMIT, Alert, AlertStore, Call, Json
from firefighter.playground.slack.faults import Fault, Faults, RateLimited, SlackError, apply_fault
from firefighter.playground.slack.server import HOST, RestartableServer, Server, listen

ENQUEUE = "enqueue"


class LocalPagerDuty(RestartableServer):
    def __init__(self, *, port: int = 0) -> None:
        super().__init__()
        self.faults = Faults()
        """Orders faults for the operation `enqueue`."""
        self._alert_store = AlertStore(self._changes.notify)
        self._port = port
        self._listen()

    def _listen(self) -> None:
        listening = listen(self._port)
        self._port = listening.getsockname()[1]
        self.url = f"http://{HOST}:{self._port}/"
        app = Starlette(
            routes=[Route("/v2/enqueue", self._enqueue, methods=["POST"])],
            exception_handlers={ClientDisconnect: _ignore_disconnect},
        )
        self._server = Server(app, listening)
        self._thread.until_done(self._server.start())

    def add_service(self, name: str) -> str:
        """Its routing key."""
        return self._thread.now(lambda: self._alert_store.add_service(name))

    @property
    def alerts(self) -> list[Alert]:
        """Returns every alert that paged somebody, oldest first."""
        return self._thread.now(lambda: list(self._alert_store.alerts))

    @property
    def calls(self) -> list[Call]:
        """Returns every request, in the order it was answered."""
        return self._thread.now(lambda: list(self._alert_store.calls))

    def resolve(self, alert: Alert) -> None:
        """Somebody on call resolves an alert by hand."""
        event = {"dedup_key": alert.dedup_key, "event_action": "resolve"}

        def resolved() -> None:
            keys = {name: key for key, name in self._alert_store.services.items()}
            self._alert_store.accept({**event, "routing_key": keys[alert.service]})

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
        """A 429 without `Retry-After`, as PagerDuty sends it."""
        match fault:
            case RateLimited():
                self._alert_store.note(event, 429, [])
                return JSONResponse({"status": "throttle exceeded"}, 429)
            case SlackError():
                raise TypeError("PagerDuty knows no errors of Slack.")
            case breakdown:
                return await apply_fault(
                    breakdown,
                    request,
                    self._stopping,
                    do=lambda: self._do(event, cut_off=True),
                    note=lambda status: self._alert_store.note(event, status, []),
                    says="Oops, an error occurred",
                )

    def _do(self, event: Json, *, cut_off: bool = False) -> Response:
        """Runs an event without awaiting, so that no other request interleaves."""
        if errors := self._alert_store.errors_in(event):
            return self._refused(event, errors, cut_off=cut_off)
        key = self._alert_store.accept(event)
        self._alert_store.note(event, None if cut_off else 202, [])
        return JSONResponse(
            {"status": "success", "message": "Event processed", "dedup_key": key}, 202
        )

    def _refused(self, event: Json, errors: list[str], *, cut_off: bool = False) -> Response:
        self._alert_store.note(event, None if cut_off else 400, errors)
        refusal = {"status": "invalid event", "message": "Event object is invalid"}
        return JSONResponse({**refusal, "errors": errors}, 400)


def _parsed(raw: bytes) -> Json | None:
    try:
        event = json.loads(raw)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


async def _ignore_disconnect(_request: Request, _error: Exception) -> Response:
    """The bot was killed during a call."""
    return Response(status_code=400)
