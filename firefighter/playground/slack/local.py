"""The local Slack: what https://docs.slack.dev promises, as far as Firefighter needs it.

Where things are: state in `workspace`, its records in `records`, the Web API in `methods/` (add a
method there), Block Kit's limits in `limits/`, what the bot is sent in `payloads`, `events` and
`deliveries`, what people see and do in `people/`.
"""

import secrets
from collections.abc import Iterable, Mapping

from firefighter.playground.slack.deliveries import Deliveries
from firefighter.playground.slack.faults import Faults
from firefighter.playground.slack.interactions import Interactions
from firefighter.playground.slack.people import Loop
from firefighter.playground.slack.records import BOT_USER_ID, Message
from firefighter.playground.slack.replies import Kind, Reply
from firefighter.playground.slack.response_urls import ResponseUrls
from firefighter.playground.slack.running import Running
from firefighter.playground.slack.server import HOST, Server, application, listen
from firefighter.playground.slack.settings import Settings
from firefighter.playground.slack.socket_mode import SocketMode
from firefighter.playground.slack.stage import Stage
from firefighter.playground.slack.submissions import Submissions
from firefighter.playground.slack.uploads import Uploads
from firefighter.playground.slack.web_api import WebApi
from firefighter.playground.slack.workspace import Workspace


class LocalSlack(Stage, Settings, Running):
    patience_s = 30.0

    def __init__(self, *, signing_secret: str | None = None, port: int = 0) -> None:
        Running.__init__(self)
        listening = listen(port)
        self.url = f"http://{HOST}:{listening.getsockname()[1]}"
        workspace = Workspace(
            url=self.url,
            bot_token=f"xoxb-{secrets.token_hex(12)}",
            app_token=f"xapp-1-{secrets.token_hex(12)}",
            changed=self._changes.happened,
        )
        self._response_urls = ResponseUrls(workspace)
        self._sockets = SocketMode(workspace, self._changes.happened)
        self._web_api = WebApi(workspace, self._stopping)
        app = application(self._web_api, self._response_urls, self._sockets, Uploads(workspace))
        self._server = Server(app, listening)
        self._thread.until_done(self._start(workspace, signing_secret or secrets.token_hex(16)))

    async def _start(self, workspace: Workspace, signing_secret: str) -> None:
        self._deliveries = Deliveries(
            signing_secret=signing_secret,
            sockets=self._sockets,
            stopping=self._stopping,
            changed=self._changes.happened,
            shown=self._shown,
        )
        workspace.happened = self._deliveries.event
        loop = Loop(self._thread.now, self._thread.until_done)
        interactions = Interactions(workspace, self._deliveries, self._response_urls)
        submissions = Submissions(workspace, self._deliveries, self._response_urls)
        Stage.__init__(self, workspace, loop, interactions, submissions)
        await self._server.start()

    async def _stop(self) -> None:
        """Deliveries under way are cut off as well."""
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

    def grant(self, scopes: Iterable[str]) -> None:
        """The bot's scopes are these and no others from now on."""
        granted = set(scopes)
        self._thread.now(lambda: setattr(self._workspace, "scopes", granted))

    @property
    def deliveries(self) -> list[Reply]:
        """Everything that was sent to the bot, and how each ended, oldest first."""
        return self._thread.now(lambda: list(self._deliveries.log))

    @property
    def socket_connections(self) -> int:
        return self._thread.now(lambda: len(self._sockets.connections))

    def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask every Socket Mode client to connect anew."""
        self._thread.until_done(self._sockets.disconnect(reason))

    def settle(self, timeout_s: float = 30.0) -> None:
        """Wait until no event is under way to the bot."""
        self.wait_until(lambda: not self._deliveries.under_way, timeout_s, "no event is under way")

    def signed(
        self, body: bytes, timestamp: int | None = None, kind: Kind = "interactive"
    ) -> dict[str, str]:
        """The headers Slack would send with a body, now or at another time."""
        return self._deliveries.signed(body, kind, timestamp)

    def send_raw(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Deliver anything at all: unsigned, wrongly signed, too old."""
        return self._thread.until_done(self._deliveries.send_raw(headers, body))

    def resend(self, reply: Reply, headers_extra: Mapping[str, str] | None = None) -> Reply:
        """Send the same request again, byte for byte: what someone who recorded it could do."""
        headers = {**reply.request.headers, **(headers_extra or {})}
        return self.send_raw(headers, reply.request.body)

    def redeliver(self, reply: Reply) -> Reply:
        """Deliver the same once more, freshly signed, as Slack does after a failure."""
        return self._thread.until_done(self._deliveries.again(reply))

    def _shown(self, origin: str) -> list[Message]:
        def found() -> list[Message]:
            private = self._workspace.ephemerals
            public = (
                each for found in self._workspace.messages.values() for each in found.values()
            )
            return [each for each in (*private, *public) if origin and each.origin == origin]

        return self._thread.now(found)
