"""The worker, the scheduler, and the gateways to external services that effects use."""

from firefighter.adapters import charts
from firefighter.adapters.pagerduty.events_api import PagerDuty
from firefighter.adapters.slack.outbound.calls import Calls, make_client
from firefighter.adapters.slack.outbound.gateway import SlackChat
from firefighter.adapters.store.outbox import ClaimedKinds, StoredOutbox
from firefighter.bootstrap.page_backends import open_page_backends
from firefighter.bootstrap.store import Store
from firefighter.bootstrap.webhooks import open_subscribers, open_webhooks
from firefighter.domain.rules import Rules
from firefighter.effects.call_limits import RateLimits
from firefighter.effects.registry import find_effects
from firefighter.effects.webhook_events import SendWebhookEvent
from firefighter.i18n import Language, use_language
from firefighter.jobs.registry import find_jobs, job_runner
from firefighter.ports.app_context import AppContext, Clock
from firefighter.ports.chat import CHAT
from firefighter.ports.foreground import ForegroundPriority, Meter
from firefighter.ports.gateways import Gateways, bind
from firefighter.ports.pages import PAGES
from firefighter.ports.paging import PAGER, NoPager, Pager
from firefighter.ports.store import DueJob, UnitOfWork
from firefighter.ports.subscribers import SUBSCRIBERS
from firefighter.ports.webhooks import WEBHOOKS
from firefighter.settings.settings import Settings
from firefighter.worker.config import WorkerConfig
from firefighter.worker.effect_runner import EffectRunner
from firefighter.worker.scheduler import Scheduler
from firefighter.worker.worker import Worker


def open_gateways(
    settings: Settings, store: Store, rate_limits: RateLimits, clock: Clock
) -> Gateways:
    """One line for each external service. Raises SettingsError for missing secrets."""
    return Gateways(
        bind(CHAT, _open_chat(settings, rate_limits, clock)),
        bind(PAGES, open_page_backends(settings, store.database, rate_limits, clock)),
        bind(PAGER, _open_pager(settings, rate_limits, clock)),
        bind(WEBHOOKS, open_webhooks(settings, rate_limits, clock)),
    )


def make_worker(
    settings: Settings,
    store: Store,
    context: AppContext,
    foreground: ForegroundPriority,
    meter: Meter,
) -> Worker:
    rate_limits = RateLimits()
    runner = EffectRunner(
        outbox=StoredOutbox(store.database, context.clock, ClaimedKinds.OTHERS),
        context=context,
        gateways=open_gateways(settings, store, rate_limits, context.clock),
        rate_limits=rate_limits,
        kinds=find_effects(),
        meter=meter,
        config=_config(settings, settings.policy.worker.threads),
    )
    return Worker(runner, foreground)


_WEBHOOK_THREADS = 4


def make_webhook_worker(
    settings: Settings,
    store: Store,
    context: AppContext,
    foreground: ForegroundPriority,
    meter: Meter,
) -> Worker:
    """A worker that only tells webhooks of events, so that slow receivers delay nothing else.

    Raises SettingsError when the secret of a webhook in the settings is missing or malformed.
    """
    rate_limits, clock = RateLimits(), context.clock
    subscribers = open_subscribers(settings, store.webhooks, rate_limits, clock)
    runner = EffectRunner(
        outbox=StoredOutbox(store.database, clock, ClaimedKinds.WEBHOOK_EVENTS),
        context=context,
        gateways=Gateways(bind(SUBSCRIBERS, subscribers)),
        rate_limits=rate_limits,
        kinds={SendWebhookEvent.kind: SendWebhookEvent},
        meter=meter,
        config=_config(settings, _WEBHOOK_THREADS),
    )
    return Worker(runner, foreground)


def _config(settings: Settings, threads: int) -> WorkerConfig:
    return WorkerConfig(threads=threads, lease_s=settings.policy.worker.lease_s)


def make_scheduler(
    store: Store, rules: Rules, clock: Clock, language: Language, foreground: ForegroundPriority
) -> Scheduler:
    run = job_runner(find_jobs(), rules, store.scenarios)

    def run_job(unit: UnitOfWork, due: DueJob) -> None:
        with use_language(language):
            run(unit, due)

    return Scheduler(store.jobs, run_job, clock, foreground)


def _open_chat(settings: Settings, rate_limits: RateLimits, clock: Clock) -> SlackChat:
    token = settings.environment.secret("slack_bot_token")
    timeout_s = settings.policy.worker.call_timeout_s
    client = make_client(token, settings.environment.slack_api_url, timeout_s)
    calls, policy = Calls(client, rate_limits, clock), settings.policy
    return SlackChat(calls, policy.rules(), policy.incidents_channel, charts.png)


def _open_pager(settings: Settings, rate_limits: RateLimits, clock: Clock) -> Pager:
    """Raises SettingsError when the routing key of a service is missing or malformed."""
    policy = settings.policy
    if not policy.paging.services:
        return NoPager()
    keys = settings.routing_keys.of(policy.paging)
    url = settings.environment.pagerduty_events_url
    return PagerDuty(url, keys, policy.worker.call_timeout_s, rate_limits, clock)
