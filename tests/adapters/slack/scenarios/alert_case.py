"""Monitoring that sends alerts to the bot of a scenario over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.domain.api_tokens import alerts_scope
from firefighter.use_cases.api_tokens import create_token
from tests.adapters.alerts.samples import body_of
from tests.adapters.slack.scenarios.scenario import Scenario


@dataclass(frozen=True)
class Monitoring:
    scenario: Scenario
    token: str
    source: str = "alertmanager"

    def send(self, payload: object, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.post(body_of(payload), headers)

    def post(
        self,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        *,
        token: str = "",
        source: str = "",
    ) -> httpx.Response:
        url = self.url_of(source or self.source, token or self.token)
        return httpx.post(url, content=body, headers=dict(headers or {}), trust_env=False)

    @property
    def url(self) -> str:
        return self.url_of(self.source, self.token)

    def url_of(self, source: str, token: str) -> str:
        base = str(self.scenario.slack.request_url).removesuffix("/slack/events")
        return f"{base}/hooks/alerts/{source}/{token}"

    def report(self, payload: object, headers: Mapping[str, str] | None = None) -> None:
        """Sends alerts and waits until all that follows is done."""
        answer = self.send(payload, headers)
        assert answer.status_code == 202, answer.text
        self.scenario.settle()


def monitoring(scenario: Scenario, source: str = "alertmanager") -> Monitoring:
    tokens, clock = StoredApiTokens(scenario.bot.database), scenario.bot.context.clock
    _token, secret = create_token(tokens, clock, "monitoring", [alerts_scope(source)])
    return Monitoring(scenario, secret, source)
