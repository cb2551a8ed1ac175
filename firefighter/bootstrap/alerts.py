"""What accepts alerts of monitoring services."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.routing import Route

from firefighter.adapters.alerts.payloads import Delivery, InvalidPayload, InvalidSignature
from firefighter.adapters.alerts.sources import read, verify
from firefighter.adapters.http.alerts import alert_route
from firefighter.adapters.http.site import Reply
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.domain.alert_sources import ConfiguredSource, SourceKey
from firefighter.domain.api_tokens import alerts_scope
from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.jobs.alerts import handle_at_once
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import answering_within
from firefighter.settings.settings import Settings
from firefighter.use_cases.alerts import accept_alerts
from firefighter.use_cases.api_tokens import find_token_for

_NOT_FOUND = Reply(404, {}, "Not found. Check the source and the token in the URL.")
_NOT_SIGNED = Reply(401, {}, "The signature is missing or wrong. Check the secret.")
_UNAVAILABLE = Reply(
    503, {"Retry-After": "30"}, "The database is unavailable. Try again in a minute."
)
_REPEATED = Reply(202, {}, "Accepted before. Nothing changes.")


def make_alert_route(settings: Settings, tokens: ApiTokens, context: AppContext) -> Route:
    """Raises SettingsError when the secret of a source is missing."""
    sources = settings.alert_secrets.sources(settings.policy.alerting)
    return alert_route(_AlertEntrance(sources, tokens, context))


@dataclass(frozen=True)
class _AlertEntrance:
    sources: Mapping[SourceKey, ConfiguredSource]
    tokens: ApiTokens
    context: AppContext

    def refusal(self, source: str, token: str) -> Reply | None:
        """The same for an unknown source and a wrong token."""
        if source not in self.sources:
            return _NOT_FOUND
        try:
            with answering_within(DATABASE_TIMEOUT_S):
                found = find_token_for(self.tokens, self.context.clock, token, alerts_scope(source))
        except StoreUnavailable:
            return _UNAVAILABLE
        return None if found else _NOT_FOUND

    def answer(self, source: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        configured = self.sources[SourceKey(source)]
        delivery = Delivery(body, headers, self.context.clock.now())
        try:
            verify(configured, delivery)
            reading = read(configured, delivery)
        except InvalidSignature:
            return _NOT_SIGNED
        except InvalidPayload as error:
            return Reply(400, {}, str(error))
        if not reading.alerts:
            return Reply(202, {}, reading.note or "Accepted. It has no alerts.")
        try:
            with answering_within(DATABASE_TIMEOUT_S):
                accept_alerts(
                    self.context,
                    configured.source,
                    reading.alerts,
                    reading.delivery_id,
                    handle_at_once,
                )
        except AlreadyHandled:
            return _REPEATED
        except StoreUnavailable:
            return _UNAVAILABLE
        number = len(reading.alerts)
        return Reply(202, {}, f"Accepted {number} alert{'' if number == 1 else 's'}.")
