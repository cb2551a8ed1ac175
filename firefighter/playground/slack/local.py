"""The local Slack: what https://docs.slack.dev promises, as far as Firefighter needs it.

State is in `workspace`, its records in `records`, the Web API in `methods/` (add a method there),
Block Kit's limits in `limits/`, what the bot is sent in `payloads`, `events` and `deliveries`, what
people see and do in `people`.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from firefighter.playground.slack.deliveries import Deliveries, Kind, Reply, SocketMode
from firefighter.playground.slack.faults import Condition, Faults, always
from firefighter.playground.slack.files import Uploads
from firefighter.playground.slack.interactions import Interactions, Submissions
from firefighter.playground.slack.people import Loop
from firefighter.playground.slack.records import BOT_USER_ID, Message
from firefighter.playground.slack.refusals import documented_refusal
from firefighter.playground.slack.response_urls import ResponseUrls
from firefighter.playground.slack.server import HOST, LocalServer, Server, application, listen
from firefighter.playground.slack.web_api import WebApi
from firefighter.playground.slack.workspace import Workspace
from firefighter.playground.slack.workspace_access import WorkspaceAccess


class Settings:
    _workspace: Workspace
    _deliveries: Deliveries
    _interactions: Interactions
    _response_urls: ResponseUrls
    _web_api: WebApi

    @property
    def request_url(self) -> str | None:
        """Where the bot listens. None leaves a Socket Mode connection, if there is one."""
        return self._deliveries.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._deliveries.request_url = url

    @property
    def subscriptions(self) -> frozenset[str]:
        """The events the app subscribed to, as in its manifest's `bot_events`."""
        return self._deliveries.subscriptions

    @subscriptions.setter
    def subscriptions(self, names: frozenset[str]) -> None:
        self._deliveries.subscriptions = frozenset(names)

    @property
    def ack_deadline_s(self) -> float:
        return self._deliveries.ack_deadline_s

    @ack_deadline_s.setter
    def ack_deadline_s(self, seconds: float) -> None:
        self._deliveries.ack_deadline_s = seconds

    @property
    def retry_delays_s(self) -> tuple[float, ...]:
        """The delays before each retry of an event."""
        return self._deliveries.retry_delays_s

    @retry_delays_s.setter
    def retry_delays_s(self, delays_s: tuple[float, ...]) -> None:
        self._deliveries.retry_delays_s = tuple(delays_s)

    @property
    def trigger_lifetime_s(self) -> float:
        return self._workspace.triggers.lifetime_s

    @trigger_lifetime_s.setter
    def trigger_lifetime_s(self, seconds: float) -> None:
        self._workspace.triggers.lifetime_s = seconds

    @property
    def response_url_lifetime_s(self) -> float:
        return self._response_urls.lifetime_s

    @response_url_lifetime_s.setter
    def response_url_lifetime_s(self, seconds: float) -> None:
        self._response_urls.lifetime_s = seconds

    @property
    def latency_s(self) -> float:
        """How long every Web API call takes."""
        return self._web_api.latency_s

    @latency_s.setter
    def latency_s(self, seconds: float) -> None:
        self._web_api.latency_s = seconds

    @property
    def ahead_s(self) -> float:
        """How far Slack's clock is ahead of this machine's. Signatures use the real time."""
        return self._workspace.ahead_s

    @ahead_s.setter
    def ahead_s(self, seconds: float) -> None:
        self._workspace.ahead_s = seconds

    def now(self) -> float:
        """The time in Slack, in unix seconds."""
        return self._workspace.now()

    @property
    def enforce_rate_limits(self) -> bool:
        """Slack's tier for each method, and one chat.postMessage per second and channel."""
        return self._web_api.rate_limits.enforced

    @enforce_rate_limits.setter
    def enforce_rate_limits(self, enforced: bool) -> None:
        self._web_api.rate_limits.enforced = enforced

    @property
    def should_escape(self) -> bool:
        """Whether slash commands get `<@U…|ana>` for `@ana`: an option of the command."""
        return self._interactions.should_escape

    @should_escape.setter
    def should_escape(self, escaping: bool) -> None:
        self._interactions.should_escape = escaping


class LocalSlack(WorkspaceAccess, Settings, LocalServer):
    patience_s = 30.0

    def __init__(self, *, signing_secret: str | None = None, port: int = 0) -> None:
        LocalServer.__init__(self)
        listening = listen(port)
        self.url = f"http://{HOST}:{listening.getsockname()[1]}"
        workspace = Workspace(
            url=self.url,
            bot_token=f"xoxb-{secrets.token_hex(12)}",
            app_token=f"xapp-1-{secrets.token_hex(12)}",
            changed=self._changes.notify,
        )
        self._response_urls = ResponseUrls(workspace)
        self._sockets = SocketMode(workspace, self._changes.notify)
        self._web_api = WebApi(workspace, self._stopping)
        app = application(self._web_api, self._response_urls, self._sockets, Uploads(workspace))
        self._server = Server(app, listening)
        self._thread.until_done(self._start(workspace, signing_secret or secrets.token_hex(16)))

    async def _start(self, workspace: Workspace, signing_secret: str) -> None:
        self._deliveries = Deliveries(
            signing_secret=signing_secret,
            sockets=self._sockets,
            stopping=self._stopping,
            changed=self._changes.notify,
            shown=self._shown,
        )
        workspace.notify = self._deliveries.event
        loop = Loop(self._thread.now, self._thread.until_done)
        interactions = Interactions(workspace, self._deliveries, self._response_urls)
        submissions = Submissions(workspace, self._deliveries, self._response_urls)
        WorkspaceAccess.__init__(self, workspace, loop, interactions, submissions)
        await self._server.start()

    async def _stop(self) -> None:
        """Cuts off deliveries in progress as well."""
        await self._deliveries.close()
        await super()._stop()

    @property
    def api_url(self) -> str:
        """For `WebClient(base_url=…)`."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self._workspace.bot_token

    @property
    def app_token(self) -> str:
        return self._workspace.app_token

    @property
    def bot_user_id(self) -> str:
        return BOT_USER_ID

    @property
    def signing_secret(self) -> str:
        return self._deliveries.signing_secret

    @property
    def faults(self) -> Faults:
        return self._web_api.faults

    def install(self, manifest: Mapping[str, Any]) -> None:
        """Installs the app from its manifest: its scopes and events, and no others.

        https://docs.slack.dev/reference/app-manifest
        """
        features = manifest["features"]
        self.grant(manifest["oauth_config"]["scopes"]["bot"])
        self.subscriptions = frozenset(manifest["settings"]["event_subscriptions"]["bot_events"])
        self.should_escape = all(each["should_escape"] for each in features["slash_commands"])
        self._workspace.has_messages_tab = features["app_home"]["messages_tab_enabled"]

    def refuse(
        self,
        method: str,
        error: str,
        *,
        times: int | None = 1,
        when: Condition = always,
    ) -> None:
        """Refuses the next calls of a method with one of the errors that Slack documents for it.

        `times=None` lasts until `faults.clear()`.
        """
        self.faults.answer(method, documented_refusal(method, error), times=times, when=when)

    def grant(self, scopes: Iterable[str]) -> None:
        """Sets the bot's scopes to exactly these."""
        granted = set(scopes)
        self._thread.now(lambda: setattr(self._workspace, "scopes", granted))

    @property
    def deliveries(self) -> list[Reply]:
        """Returns every delivery to the bot and its outcome, oldest first."""
        return self._thread.now(lambda: list(self._deliveries.log))

    @property
    def socket_connections(self) -> int:
        return self._thread.now(lambda: len(self._sockets.connections))

    def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        """Asks every Socket Mode client to reconnect."""
        self._thread.until_done(self._sockets.disconnect(reason))

    def settle(self, timeout_s: float = 30.0) -> None:
        """Waits until no event delivery is in progress."""
        self.wait_until(lambda: not self._deliveries.under_way, timeout_s, "no event is under way")

    def signed(
        self, body: bytes, timestamp: int | None = None, kind: Kind = "interactive"
    ) -> dict[str, str]:
        """Returns the headers Slack would send with a body, now or at another time."""
        return self._deliveries.signed(body, kind, timestamp)

    def send_raw(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Delivers anything at all: unsigned, wrongly signed, too old."""
        return self._thread.until_done(self._deliveries.send_raw(headers, body))

    def resend(self, reply: Reply, headers_extra: Mapping[str, str] | None = None) -> Reply:
        """Sends the same request again byte for byte, as whoever recorded it could."""
        headers = {**reply.request.headers, **(headers_extra or {})}
        return self.send_raw(headers, reply.request.body)

    def redeliver(self, reply: Reply) -> Reply:
        """Delivers the same again, freshly signed, as Slack does after a failure."""
        return self._thread.until_done(self._deliveries.again(reply))

    def _shown(self, origin: str) -> list[Message]:
        def found() -> list[Message]:
            private = self._workspace.ephemerals
            public = (
                each for found in self._workspace.messages.values() for each in found.values()
            )
            return [each for each in (*private, *public) if origin and each.origin == origin]

        return self._thread.now(found)
