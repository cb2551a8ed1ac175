"""What accepts alerts of monitoring services."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from firefighter.bootstrap.hooks import KnownTokens, find_sender, store
from firefighter.domain.alert_sources import ConfiguredSource, SourceKey
from firefighter.domain.api_tokens import Scope, TokenHash, alerts_scope, hash_secret
from firefighter.jobs.alerts import handle_at_once
from firefighter.ports.api_tokens import ApiTokens, InvalidTokenError
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
    return hook_route("/hooks/alerts/{source}/{token}", hook, _BODY_LIMIT, known=hook.known)


@dataclass(frozen=True)
class _Sender:
    source: ConfiguredSource
    secret: str = field(repr=False)
    """The presented token, which was valid a short time ago."""

    @property
    def token(self) -> tuple[TokenHash, Scope]:
        return hash_secret(self.secret), alerts_scope(self.source.source.key)


@dataclass(frozen=True)
class _AlertHook:
    sources: Mapping[SourceKey, ConfiguredSource]
    tokens: ApiTokens
    context: AppContext
    amazon: Amazon
    known_tokens: KnownTokens = field(default_factory=KnownTokens)

    def known(self, path: Mapping[str, str]) -> _Sender | None:
        """Whose token was valid in the last minute. What it sends is stored only if it still is."""
        source = self.sources.get(SourceKey(path["source"]))
        sender = _Sender(source, path["token"]) if source else None
        return sender if sender and self.known_tokens.has(*sender.token) else None

    def admit(self, path: Mapping[str, str]) -> _Sender | Reply:
        """The same refusal for an unknown source and a wrong token."""
        source = self.sources.get(SourceKey(path["source"]))
        if source is None:
            return _NOT_FOUND
        sender = _Sender(source, path["token"])
        refused = self._refused(sender)
        if refused:
            return refused
        self.known_tokens.add(*sender.token)
        return sender

    def answer(self, sender: _Sender, body: bytes, headers: Mapping[str, str]) -> Reply:
        delivery = Delivery(body, headers, self.context.clock.now())
        try:
            verify(sender.source, delivery, self.amazon.check_signature)
            reading = read(sender.source, delivery)
            if reading.alerts:
                return store(lambda: self._accept(sender, reading))
            return self._refused(sender) or self._accept_without_alerts(reading)
        except InvalidSignature:
            return self._refused(sender) or _NOT_SIGNED
        except InvalidPayload as error:
            return self._refused(sender) or Reply(400, {}, str(error))
        except SourceUnavailable as error:
            return Reply(503, {"Retry-After": "30"}, str(error))

    def _refused(self, sender: _Sender) -> Reply | None:
        """Asks the database whether the token is valid now."""
        _token_hash, scope = sender.token
        found = find_sender(self.tokens, self.context, sender.secret, scope, _NOT_FOUND)
        return found if isinstance(found, Reply) else None

    def _accept_without_alerts(self, reading: Reading) -> Reply:
        """Raises SourceUnavailable, InvalidPayload."""
        if reading.confirmation:
            self.amazon.confirm(reading.confirmation)
        return Reply(202, {}, reading.note or "Accepted. It has no alerts.")

    def _accept(self, sender: _Sender, reading: Reading) -> Reply:
        """Checks the token in the transaction that stores the alerts."""
        try:
            accept_alerts(
                self.context,
                sender.source.source,
                reading.alerts,
                reading.delivery_id,
                handle_at_once,
                token_hash=hash_secret(sender.secret),
            )
        except InvalidTokenError:
            return _NOT_FOUND
        number = len(reading.alerts)
        return Reply(202, {}, f"Accepted {number} alert{'' if number == 1 else 's'}.")
