"""The only place where concrete classes meet.

- `store`: the classes behind the ports of the database.
- `worker`: the worker and the gateways that effects use (Slack, Confluence, PagerDuty).
- `webhooks`: the webhooks that drills call, and those that are told of events.
- `alerts`, `changes`, `experiments`: what accepts alerts, outside changes and results of chaos
  experiments; `hooks` is what all need.
- `web`: what answers Slack's requests and serves HTTP.
- `api`: what the REST API needs.
- `page_backends`, `confluence`, `paging`: how the gateways of pages and paging are opened.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from starlette.applications import Starlette

from firefighter.adapters.http.metrics import Metrics
from firefighter.adapters.slack.inbound.accounts import AccountFinder
from firefighter.adapters.slack.outbound.user_groups import CachedUserGroups
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S, Database
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.bootstrap.api import make_api_routes
from firefighter.bootstrap.page_backends import open_page_reader
from firefighter.bootstrap.store import find_outbox_backlog, open_store
from firefighter.bootstrap.web import (
    entrance_chat,
    interactive_calls,
    interactive_chat,
    known_address,
    make_bot_site,
    make_slack_app,
    make_worker_site,
)
from firefighter.bootstrap.worker import make_scheduler, make_webhook_worker, make_worker
from firefighter.domain.errors import AlreadyHandled, StoreUnavailable
from firefighter.jobs.channels import check_channels
from firefighter.jobs.digest import first_planning
from firefighter.jobs.exercises import next_planning
from firefighter.jobs.retention import next_deletion
from firefighter.jobs.teams import next_check
from firefighter.jobs.user_groups import refresh_groups
from firefighter.ports.app_context import AppContext, Clock
from firefighter.ports.foreground import ForegroundPriority, answering_within
from firefighter.ports.store import DeliveryId
from firefighter.runtime import SystemClock
from firefighter.settings.settings import Settings
from firefighter.use_cases.enqueue import retry_all_effects, schedule
from firefighter.worker.scheduler import Scheduler
from firefighter.worker.worker import Worker

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bot:
    """Everything wired, nothing started."""

    database: Database
    context: AppContext
    outbox: StoredOutbox
    worker: Worker
    webhook_worker: Worker
    scheduler: Scheduler
    app: App
    site: Starlette
    health_site: Starlette
    """Health and metrics alone, for a process that does not answer Slack."""

    def start_working(self) -> None:
        """Starts the worker and the scheduler in their threads. Raises StoreUnavailable."""
        with answering_within(DATABASE_TIMEOUT_S):
            self._plan_digests()
            self._plan_deletion()
            self._plan_team_checks()
            self._retry_failed()
            self._refresh_groups_and_channels()
        self.worker.start()
        self.webhook_worker.start()
        self.scheduler.start()

    def begin_stop(self) -> None:
        """Takes no new effects. `stop_s` counts from here."""
        self.worker.begin_stop()
        self.webhook_worker.begin_stop()

    def stop_working(self) -> None:
        """Takes no new work, and waits for effects in progress for up to `stop_s` seconds."""
        self.scheduler.stop()
        self.webhook_worker.begin_stop()
        self.worker.stop()
        self.webhook_worker.stop()

    def socket_mode(self, app_token: str) -> SocketModeHandler:
        """A connection to Slack that needs no public address; not yet opened."""
        client = WebClient(base_url=self.app.client.base_url)
        return SocketModeHandler(self.app, app_token, web_client=client)

    def _plan_digests(self) -> None:
        """Schedules the first planning; each planning schedules the next."""
        context = self.context
        if context.rules.managers:
            now = context.clock.now()
            with suppress(AlreadyHandled):
                schedule(context, first_planning(now).request(not_before=now))

    def _plan_deletion(self) -> None:
        """Each deletion schedules the next; a known one is ignored."""
        try:
            with suppress(AlreadyHandled):
                schedule(self.context, next_deletion(self.context.clock.now()))
        except StoreUnavailable as error:
            log.warning("Old records are deleted after the next start: %s", error)

    def _plan_team_checks(self) -> None:
        """Each check and planning schedules the next; a known one is ignored."""
        context = self.context
        now, rules = context.clock.now(), context.rules
        try:
            for request in (next_check(now, rules), next_planning(now, rules)):
                with suppress(AlreadyHandled):
                    schedule(context, request)
        except StoreUnavailable as error:
            log.warning("Teams are looked at after the next start: %s", error)

    def _retry_failed(self) -> None:
        """Retries failed effects: a restart usually follows a fix."""
        try:
            retried = self.outbox.retry_without_incident()
            retry_all_effects(self.context, DeliveryId(f"start:{uuid4()}"))
        except StoreUnavailable as error:
            log.warning("Failed effects are not retried: %s", error)
        else:
            if retried:
                log.info("Retrying %s failed effects without an incident.", retried)

    def _refresh_groups_and_channels(self) -> None:
        """Members, settings and channels may have changed while the bot was not running."""
        try:
            with self.context.units(DeliveryId(f"start:{uuid4()}")) as unit:
                refresh_groups(unit, self.context.rules, self.context.clock.now())
                check_channels(unit, self.context.clock.now())
        except StoreUnavailable as error:
            log.warning("Groups and channels are not refreshed, the last known are used: %s", error)


def assemble(settings: Settings, database: Database, clock: Clock | None = None) -> Bot:
    """Raises SettingsError when a secret is missing."""
    rules, clock = settings.policy.rules(), clock or _clock(settings)
    calls, foreground = interactive_calls(settings, clock), ForegroundPriority()
    metrics = Metrics(lambda: find_outbox_backlog(database, clock))

    def wake() -> None:
        worker.wake()
        webhook_worker.wake()
        scheduler.wake()

    store, chat = open_store(database, rules, clock, wake), interactive_chat(settings, rules, calls)
    entrance = entrance_chat(settings, rules, clock)
    context = AppContext(
        units=store.units,
        records=store.records,
        clock=clock,
        rules=rules,
        statistics=store.statistics,
        scenarios=store.scenarios,
        game_days=store.game_days,
        experiments=store.experiments,
        teams=store.teams,
        groups=CachedUserGroups(calls, clock),
        account_of=AccountFinder(store.records, clock, entrance.profile),
        members_of=entrance.members,
        page_reader=open_page_reader(settings, database, clock),
        address=known_address(chat),
        language=settings.policy.language,
        site_url=settings.environment.firefighter_url,
    )
    worker = make_worker(settings, store, context, foreground, metrics)
    webhook_worker = make_webhook_worker(settings, store, context, foreground, metrics)
    scheduler = make_scheduler(store, rules, clock, context.language, foreground)
    app = make_slack_app(chat, calls, context, foreground, metrics)
    api = make_api_routes(store, context, chat, settings.policy.api.requests_per_minute)
    return Bot(
        database=database,
        context=context,
        outbox=store.outbox,
        worker=worker,
        webhook_worker=webhook_worker,
        scheduler=scheduler,
        app=app,
        site=make_bot_site(settings, store, context, app, metrics, api=api),
        health_site=make_worker_site(store, metrics),
    )


def _clock(settings: Settings) -> SystemClock:
    return SystemClock(timedelta(seconds=settings.environment.firefighter_clock_ahead_s))
