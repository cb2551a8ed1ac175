"""What can be set on a local Slack while it runs: each is one assignment, safe from any thread."""

from firefighter.playground.slack.deliveries import Deliveries
from firefighter.playground.slack.interactions import Interactions
from firefighter.playground.slack.response_urls import ResponseUrls
from firefighter.playground.slack.web_api import WebApi
from firefighter.playground.slack.workspace import Workspace


class Settings:
    _workspace: Workspace
    _deliveries: Deliveries
    _interactions: Interactions
    _response_urls: ResponseUrls
    _web_api: WebApi

    @property
    def request_url(self) -> str | None:
        """Where the bot listens; None leaves a Socket Mode connection, if there is one."""
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
        """How long after each failure an event comes again."""
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
        """How far Slack's clock is ahead of this machine's; signatures stay in real time."""
        return self._workspace.ahead_s

    @ahead_s.setter
    def ahead_s(self, seconds: float) -> None:
        self._workspace.ahead_s = seconds

    def now(self) -> float:
        """The time in Slack, in unix seconds."""
        return self._workspace.now()

    @property
    def enforce_rate_limits(self) -> bool:
        """Slack's tiers for each method, and one chat.postMessage a second for each channel."""
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
