"""The webhooks that drills call, and those that are told of events."""

from urllib.parse import urlsplit

from firefighter.adapters.store.webhooks import StoredWebhooks
from firefighter.adapters.webhooks.call_slots import CallSlots
from firefighter.adapters.webhooks.http import HttpWebhooks
from firefighter.adapters.webhooks.signed_calls import CALL, SignedCalls, WebhookTarget
from firefighter.adapters.webhooks.subscribers import HttpSubscribers
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.subscribers import Subscribers, WebhookEndpoint
from firefighter.ports.webhooks import WEBHOOK_SERVICE, Webhooks
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings
from firefighter.settings.webhooks import read_secret


def open_webhooks(settings: Settings, rate_limits: RateLimits, clock: Clock) -> Webhooks:
    """Raises SettingsError when the secret of a webhook is missing or malformed."""
    policy = settings.policy
    tables = policy.drills.webhooks
    targets = {
        name: WebhookTarget(tables[name].url, secret, tables[name].private)
        for name, secret in settings.webhook_secrets.of(tables).items()
    }
    return HttpWebhooks(targets, policy.worker.call_timeout_s, rate_limits, clock)


def open_subscribers(
    settings: Settings, stored: StoredWebhooks, rate_limits: RateLimits, clock: Clock
) -> Subscribers:
    """Raises SettingsError when the secret of a webhook in the settings is missing or malformed."""
    configured = {
        table.name: WebhookTarget(
            table.url,
            settings.webhook_secrets.read(table.secret_env, table.name),
            table.private_network,
        )
        for table in settings.policy.webhooks
    }

    def find_target(webhook: str) -> WebhookTarget | None:
        if webhook in configured:
            return configured[webhook]
        endpoint = stored.endpoint(webhook)
        return None if endpoint is None else _target_of(settings, endpoint)

    worker = settings.policy.worker
    return HttpSubscribers(
        stored.find,
        stored.event,
        find_target,
        SignedCalls(worker.call_timeout_s, clock),
        rate_limits,
        CallSlots(clock),
    )


def _target_of(settings: Settings, endpoint: WebhookEndpoint) -> WebhookTarget:
    """Raises CallRefused while its secret is missing in the environment."""
    try:
        secret = (
            settings.webhook_secrets.read(endpoint.secret_env, endpoint.name)
            if endpoint.secret_env
            else read_secret(endpoint.secret)
        )
    except SettingsError as error:
        raise CallRefused(WEBHOOK_SERVICE, CALL, str(error)) from error
    hosts = settings.policy.webhook_permissions.private_network
    return WebhookTarget(endpoint.url, secret, urlsplit(endpoint.url).hostname in hosts)
