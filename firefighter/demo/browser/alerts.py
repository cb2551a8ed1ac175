"""The panel that sends alerts and deployments to the bot, as other systems would."""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from itertools import cycle
from typing import Any

import httpx
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from firefighter.adapters.alerts.payloads import Delivery
from firefighter.adapters.alerts.sources import read
from firefighter.demo.browser.sample_alerts import SAMPLES, Sample, SampleState
from firefighter.domain.alert_sources import ConfiguredSource, SourceKey
from firefighter.domain.alerts import AlertAction, decide
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.viewer import Location, read_location

ALERTS_PANEL = "alerts"
"""The panel's name."""

_TIMEOUT_S = 15.0
_DEPLOYED_BEFORE = timedelta(minutes=4)

_DEPLOYED = ("search", "checkout", "mobile app")
"""By themselves, in turns."""
_PAUSES_S = (180.0, 420.0, 660.0)

_DOES: Mapping[AlertAction, str] = {
    AlertAction.IGNORE: gettext_noop("ignored"),
    AlertAction.NOTE: gettext_noop("noted on an open incident"),
    AlertAction.PROPOSE: gettext_noop("asks in #incidents"),
    AlertAction.DECLARE: gettext_noop("declares an incident"),
}


@dataclass(frozen=True)
class _Sent:
    state: SampleState
    status: int | None
    """HTTP status; None if nobody answered."""
    answer: str


class AlertSender:
    """Sends what monitoring services and a deployment tool would. Thread-safe."""

    def __init__(
        self,
        address: Callable[[], str],
        *,
        token: str,
        secret: str,
        sources: Mapping[SourceKey, ConfiguredSource],
        rules: Rules,
        clock: Callable[[], datetime],
        sign_as_amazon: Callable[[Any], object],
    ) -> None:
        """`address` is that of the bot, which changes when it starts again.

        `secret` signs what is signed, but for messages of Amazon.
        """
        self._address = address
        self._token = token
        self._secret = secret
        self._sources = sources
        self._rules = rules
        self._clock = clock
        self._sign_as_amazon = sign_as_amazon
        self._lock = threading.Lock()
        self._sent: dict[str, _Sent] = {}
        self._deployments = 0
        self._deployed = ""

    @property
    def version(self) -> tuple[object, ...]:
        return (*self._sent.items(), self._deployments)

    def last_sent(self, source: str) -> _Sent | None:
        return self._sent.get(source)

    def fire(self, source: str) -> None:
        """One more alert each time, until it is resolved."""
        with self._lock:
            last, now = self._sent.get(source), self._clock()
            is_new = last is None or last.state.ended_at is not None
            state = (
                SampleState(now, 1)
                if last is None or is_new
                else replace(last.state, number=last.state.number + 1)
            )
            self._send(source, state)

    def resolve(self, source: str) -> None:
        """Does nothing unless it fires."""
        with self._lock:
            last = self._sent.get(source)
            if last and last.state.ended_at is None:
                self._send(source, replace(last.state, ended_at=self._clock()))

    @property
    def deployed(self) -> str:
        """What was deployed last, with its version; empty for nothing."""
        return self._deployed

    def deploy(self, service: str = "payments", before: timedelta = _DEPLOYED_BEFORE) -> None:
        """Reports a deployment of the service, so long ago."""
        with self._lock:
            self._deployments += 1
            at, title = self._clock() - before, f"{service} 2.{13 + self._deployments}"
            report = {
                "id": f"build-{at.timestamp():.0f}-{self._deployments}",
                "title": title,
                "service": service,
                "environment": "production",
                "actor": "ben",
                "at": at.isoformat(),
                "url": "https://ci.example.com/builds/4711",
            }
            status, _answer = self._post(f"changes/{self._token}", _body(report), {})
            if status == HTTPStatus.ACCEPTED:
                self._deployed = title

    def deploy_now_and_then(
        self, stopping: threading.Event, pauses_s: Iterable[float] | None = None
    ) -> None:
        """Deploys one service after another, until it is told to stop."""
        pauses = cycle(_PAUSES_S) if pauses_s is None else pauses_s
        for service, pause_s in zip(cycle(_DEPLOYED), pauses, strict=False):
            if stopping.wait(pause_s):
                return
            self.deploy(service, timedelta())

    def action(self, source: str) -> AlertAction:
        """What the rules say about the sample."""
        sample, now = SAMPLES[source], self._clock()
        body = self._body_of(sample, SampleState(now, 1))
        headers = {name.lower(): value for name, value in sample.headers(body, "").items()}
        configured = self._sources[SourceKey(source)]
        (alert,) = read(configured, Delivery(body, headers, now)).alerts
        return decide(self._rules.alerts, configured.source.key, alert, self._rules.services).action

    def _send(self, source: str, state: SampleState) -> None:
        sample = SAMPLES[source]
        body = self._body_of(sample, state)
        headers = sample.headers(body, self._secret)
        status, answer = self._post(f"alerts/{source}/{self._token}", body, headers)
        last = self._sent.get(source)
        taken = status == HTTPStatus.ACCEPTED
        self._sent[source] = _Sent(state if taken or last is None else last.state, status, answer)

    def _body_of(self, sample: Sample, state: SampleState) -> bytes:
        payload = sample.payload(state)
        return _body(self._sign_as_amazon(payload) if sample.by_amazon else payload)

    def _post(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int | None, str]:
        try:
            answer = httpx.post(
                f"{self._address()}/hooks/{path}",
                content=body,
                headers={"Content-Type": "application/json", **headers},
                timeout=_TIMEOUT_S,
                trust_env=False,
            )
        except httpx.HTTPError:
            return None, gettext("The bot does not answer.")
        return answer.status_code, answer.text


def _body(payload: object) -> bytes:
    return json.dumps(payload).encode()


def alerts_panel(sender: AlertSender, location: Location) -> Html:
    rows = [_row(sender, source, sample, location) for source, sample in SAMPLES.items()]
    last = gettext("Deployed last: {title}", title=sender.deployed) if sender.deployed else ""
    deployment = h(
        "div",
        h(
            "span",
            gettext("Payments was deployed 4 minutes ago."),
            h("br"),
            h("small", last or gettext("A service is deployed now and then by itself.")),
            class_="grow",
        ),
        _button(location, "deployment", "deploy", gettext("Report it")),
        class_="row",
    )
    return many(
        h("header", h("h2", gettext("Alerts"))),
        h(
            "p",
            gettext("Send what monitoring services send, and see in Slack what it does."),
            class_="hint",
        ),
        h("section", rows, class_="switches"),
        h("section", h("h3", gettext("Changes")), deployment, class_="switches"),
    )


def _row(sender: AlertSender, source: str, sample: Sample, location: Location) -> Html:
    last = sender.last_sent(source)
    is_firing = last is not None and last.state.ended_at is None
    said = h(
        "span",
        h("b", sample.name),
        h("br"),
        h("small", _told(last) if last else gettext(_DOES[sender.action(source)])),
        class_="grow",
    )
    resolve = _button(location, source, "resolve", gettext("Resolve")) if is_firing else None
    fire = _button(location, source, "fire", gettext("Once more") if is_firing else gettext("Fire"))
    dot = h("span", class_="dot bad" if is_firing else "dot good", aria_hidden="true")
    return h("div", dot, said, fire, resolve, class_="row")


def _told(last: _Sent) -> str:
    number = last.state.number
    sent = ngettext("sent {number} time", "sent {number} times", number)
    state = gettext("resolved") if last.state.ended_at else sent
    answer = last.answer if last.status is None else f"HTTP {last.status}"
    return f"{state} · {answer}"


def _button(location: Location, what: str, verb: str, label: str) -> Html:
    button = h("button", label, class_="button")
    return h("form", button, method="post", action=f"/alerts/{what}/{verb}?{location.query}")


def alert_route(sender: AlertSender) -> Route:
    verbs: Mapping[str, Callable[[str], None]] = {
        "fire": sender.fire,
        "resolve": sender.resolve,
        "deploy": lambda _what: sender.deploy(),
    }

    async def send(request: Request) -> Response:
        what, verb = request.path_params["what"], request.path_params["verb"]
        if verb not in verbs or (verb != "deploy" and what not in SAMPLES):
            return PlainTextResponse("There is no such alert.", 404)
        await run_in_threadpool(verbs[verb], what)
        location = read_location(request.query_params)
        return RedirectResponse(location.with_panel(ALERTS_PANEL).address, 303)

    return Route("/alerts/{what}/{verb}", send, methods=["POST"])
