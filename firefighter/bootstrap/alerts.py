"""What accepts alerts of monitoring services."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.routing import Route

from firefighter.adapters.alerts.amazon import Amazon
from firefighter.adapters.alerts.payloads import (
    Delivery,
    InvalidPayload,
    InvalidSignature,
    Reading,
    SourceUnavailable,
)
from firefighter.adapters.alerts.sources import read, verify
from firefighter.adapters.http.hooks import hook_route
from firefighter.adapters.http.site import Reply
from firefighter.bootstrap.hooks import find_sender, store
from firefighter.domain.alert_sources import ConfiguredSource, SourceKey
from firefighter.domain.api_tokens import alerts_scope
from firefighter.jobs.alerts import handle_at_once
from firefighter.ports.api_tokens import ApiTokens
from firefighter.ports.app_context import AppContext
from firefighter.settings.settings import Settings
from firefighter.use_cases.alerts import accept_alerts

_BODY_LIMIT = 1024 * 1024
"""Bytes. A group of a thousand alerts of Alertmanager is half as large."""

_NOT_FOUND = Reply(404, {}, "Not found. Check the source and the token in the URL.")
_NOT_SIGNED = Reply(401, {}, "The signature is missing or wrong. Check the secret.")


def make_alert_route(
    settings: Settings, tokens: ApiTokens, context: AppContext, amazon: Amazon | None = None
) -> Route:
    """Raises SettingsError when the secret of a source is missing."""
    sources = settings.alert_secrets.sources(settings.policy.alerting)
    hook = _AlertHook(sources, tokens, context, amazon or Amazon(context.clock))
    return hook_route("/hooks/alerts/{source}/{token}", hook, _BODY_LIMIT)


@dataclass(frozen=True)
class _AlertHook:
    sources: Mapping[SourceKey, ConfiguredSource]
    tokens: ApiTokens
    context: AppContext
    amazon: Amazon

    def admit(self, path: Mapping[str, str]) -> ConfiguredSource | Reply:
        """The same refusal for an unknown source and a wrong token."""
        source = self.sources.get(SourceKey(path["source"]))
        if source is None:
            return _NOT_FOUND
        scope = alerts_scope(source.source.key)
        found = find_sender(self.tokens, self.context, path["token"], scope, _NOT_FOUND)
        return found if isinstance(found, Reply) else source

    def answer(self, source: ConfiguredSource, body: bytes, headers: Mapping[str, str]) -> Reply:
        delivery = Delivery(body, headers, self.context.clock.now())
        try:
            verify(source, delivery, self.amazon.check_signature)
            reading = read(source, delivery)
            if reading.confirmation:
                self.amazon.confirm(reading.confirmation)
        except InvalidSignature:
            return _NOT_SIGNED
        except InvalidPayload as error:
            return Reply(400, {}, str(error))
        except SourceUnavailable as error:
            return Reply(503, {"Retry-After": "30"}, str(error))
        if not reading.alerts:
            return Reply(202, {}, reading.note or "Accepted. It has no alerts.")
        return store(lambda: self._accept(source, reading))

    def _accept(self, source: ConfiguredSource, reading: Reading) -> Reply:
        accept_alerts(
            self.context, source.source, reading.alerts, reading.delivery_id, handle_at_once
        )
        number = len(reading.alerts)
        return Reply(202, {}, f"Accepted {number} alert{'' if number == 1 else 's'}.")
