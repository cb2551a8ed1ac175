"""What answers Slack and browsers: the Bolt app, its dispatch, and the HTTP sites."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_bolt import App
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from firefighter.adapters import charts
from firefighter.adapters.confluence.self_hosted import make_page_server
from firefighter.adapters.http.metrics import Metrics
from firefighter.adapters.http.site import (
    FindPage,
    Reply,
    make_health_site,
    make_site,
)
from firefighter.adapters.slack.inbound.app import make_app
from firefighter.adapters.slack.inbound.dispatch import Dispatch
from firefighter.adapters.slack.inbound.locale_resolver import LocaleResolver
from firefighter.adapters.slack.inbound.parsing import InteractionParser
from firefighter.adapters.slack.inbound.payload_shapes import MalformedRequest
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.inbound.request_verifier import (
    BODY_LIMIT,
    InvalidSignature,
    RequestVerifier,
)
from firefighter.adapters.slack.outbound.calls import Calls, make_client
from firefighter.adapters.slack.outbound.gateway import SlackChat
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.bootstrap.alerts import make_alert_route
from firefighter.bootstrap.changes import make_change_route
from firefighter.bootstrap.experiments import make_experiment_route
from firefighter.bootstrap.scoreboards import find_scoreboard
from firefighter.bootstrap.store import Store, health_check
from firefighter.domain.rules import Rules
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.app_context import AppContext, Clock
from firefighter.ports.chat import Chat
from firefighter.ports.foreground import ForegroundPriority, answering_within
from firefighter.ports.outgoing import OutgoingError
from firefighter.ports.snapshot import Address, PlaceRef
from firefighter.settings.settings import Settings

log = logging.getLogger(__name__)

ANSWER_TIMEOUT_S = 2
"""For the few calls made while a person waits; Slack gives up on us after 3 s."""


ACCOUNT_TIMEOUT_S = 1
"""For who somebody is, which is asked before anything else is done for them."""


def interactive_calls(settings: Settings, clock: Clock, timeout_s: int = ANSWER_TIMEOUT_S) -> Calls:
    """For calls made while a person waits. Raises SettingsError without a token.

    Their rate limits are separate, so that a busy worker does not keep people waiting.
    """
    token = settings.environment.secret("slack_bot_token")
    client = make_client(token, settings.environment.slack_api_url, timeout_s)
    return Calls(client, RateLimits(), clock)


def interactive_chat(settings: Settings, rules: Rules, calls: Calls) -> SlackChat:
    return SlackChat(calls, rules, settings.policy.incidents_channel, charts.png)


def entrance_chat(settings: Settings, rules: Rules, clock: Clock) -> SlackChat:
    """For who somebody is. Raises SettingsError without a token."""
    calls = interactive_calls(settings, clock, ACCOUNT_TIMEOUT_S)
    return interactive_chat(settings, rules, calls)


def known_address(chat: Chat) -> Address:
    """Returns no address while Slack does not tell that of the workspace."""

    def address(place: PlaceRef) -> str:
        try:
            return chat.address(place)
        except OutgoingError as error:
            log.warning("The workspace's address is not known: %s", error)
            return ""

    return address


def make_slack_app(
    chat: Chat,
    calls: Calls,
    context: AppContext,
    foreground: ForegroundPriority,
    metrics: Metrics,
) -> App:
    dispatch = Dispatch(
        find_features(),
        InteractionParser(context, calls, chat),
        context,
        LocaleResolver(context, foreground),
        chat,
        metrics,
    )
    return make_app(dispatch, calls.client, metrics, foreground)


def make_bot_site(
    settings: Settings,
    store: Store,
    context: AppContext,
    app: App,
    metrics: Metrics,
    *,
    api: Sequence[BaseRoute],
) -> Starlette:
    """Answers Slack and programs, shows self-hosted pages, scoreboards, health and metrics."""
    secret = settings.environment.slack_signing_secret
    verifier = RequestVerifier(app, secret.get_secret_value() if secret else None)
    address = settings.environment.firefighter_url
    pages = make_page_server(store.self_hosted_pages, settings.policy.language, address)
    return make_site(
        _SlackEntrance(verifier),
        health_check(store.database),
        metrics.text,
        _with_deadline(pages),
        find_scoreboard(context),
        api=api,
        hooks=[
            make_alert_route(settings, store.api_tokens, context),
            make_change_route(store.api_tokens, context),
            make_experiment_route(store.api_tokens, context),
        ],
    )


def make_worker_site(store: Store, metrics: Metrics) -> Starlette:
    """Health and metrics alone, for a process that does not answer Slack."""
    return make_health_site(health_check(store.database), metrics.text)


_NOT_SIGNED = Reply(401, {}, "The signature is missing, invalid or too old.")


@dataclass(frozen=True)
class _SlackEntrance:
    verifier: RequestVerifier

    def body_limit(self, headers: Mapping[str, str]) -> int:
        return self.verifier.body_limit(headers)

    def too_large(self, headers: Mapping[str, str]) -> Reply:
        if self.body_limit(headers) == BODY_LIMIT:
            return Reply(413, {}, "Request too large.")
        return _NOT_SIGNED

    def answer(self, body: str, headers: Mapping[str, str]) -> Reply:
        try:
            response = self.verifier.answer(body, headers)
        except InvalidSignature:
            return _NOT_SIGNED
        except MalformedRequest:
            return Reply(400, {}, "This is not a request from Slack.")
        sent = response.first_headers_without_set_cookie()
        return Reply(response.status, sent, response.body or "")


def _with_deadline(pages: FindPage) -> FindPage:
    """An unresponsive database must not block the threads that answer Slack."""

    def find(name: str) -> tuple[str, str | bytes] | None:
        with answering_within(DATABASE_TIMEOUT_S):
            return pages(name)

    return find
