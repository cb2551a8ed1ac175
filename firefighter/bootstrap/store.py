"""The store behind the ports that read and write the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.adapters.http.metrics import OutboxBacklog
from firefighter.adapters.packs.library import PackLibrary
from firefighter.adapters.store import schema
from firefighter.adapters.store.alerts import waiting_alerts
from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S, Database
from firefighter.adapters.store.experiments import StoredExperimentRecords
from firefighter.adapters.store.game_day_records import StoredGameDayRecords
from firefighter.adapters.store.jobs import StoredJobs, failed_jobs
from firefighter.adapters.store.outbox import StoredOutbox
from firefighter.adapters.store.pages import StoredSelfHostedPages
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.adapters.store.tables import EffectState
from firefighter.adapters.store.teams import StoredTeamRecords
from firefighter.adapters.store.unit_of_work import StoredUnitsOfWork
from firefighter.adapters.store.webhooks import StoredWebhooks
from firefighter.domain.errors import StoreUnavailable
from firefighter.domain.rules import Rules
from firefighter.effects.game_day_plan import plan_game_day
from firefighter.effects.plan import plan_effects
from firefighter.effects.webhook_payloads import game_day_webhook_events, webhook_events
from firefighter.jobs.game_day_plan import plan_game_day_jobs
from firefighter.jobs.plan import plan_jobs
from firefighter.ports.app_context import Clock
from firefighter.ports.foreground import answering_within


@dataclass(frozen=True)
class Store:
    """One class for each port of the database."""

    database: Database
    units: StoredUnitsOfWork
    records: StoredRecords
    game_days: StoredGameDayRecords
    experiments: StoredExperimentRecords
    teams: StoredTeamRecords
    statistics: StoredStatistics
    outbox: StoredOutbox
    jobs: StoredJobs
    scenarios: PackLibrary
    self_hosted_pages: StoredSelfHostedPages
    api_tokens: StoredApiTokens
    webhooks: StoredWebhooks


def open_store(database: Database, rules: Rules, clock: Clock, wake: Callable[[], None]) -> Store:
    """`wake` is called after each commit that may have enqueued work. Connects to nothing yet."""
    units = StoredUnitsOfWork(
        database,
        rules,
        clock,
        plan_effects,
        wake,
        plan_jobs=plan_jobs,
        plan_webhook_events=webhook_events,
        plan_game_day=plan_game_day,
        plan_game_day_jobs=plan_game_day_jobs,
        plan_game_day_webhook_events=game_day_webhook_events,
    )
    return Store(
        database=database,
        units=units,
        records=StoredRecords(database, rules, clock=clock),
        game_days=StoredGameDayRecords(database),
        experiments=StoredExperimentRecords(database),
        teams=StoredTeamRecords(database, rules),
        statistics=StoredStatistics(database, rules, clock),
        outbox=StoredOutbox(database, clock),
        jobs=StoredJobs(database, clock, units),
        scenarios=PackLibrary(StoredScenarioFiles(database, clock)),
        self_hosted_pages=StoredSelfHostedPages(database),
        api_tokens=StoredApiTokens(database),
        webhooks=StoredWebhooks(database, rules, clock),
    )


_RECENT = timedelta(minutes=1)
"""Short rate limits count for that long after their end, so that a reader sees repeated ones."""


def find_outbox_backlog(database: Database, clock: Clock) -> OutboxBacklog | None:
    """None when the database is unavailable."""
    outbox, webhooks = StoredOutbox(database, clock), StoredWebhooks(database, Rules(), clock)
    try:
        with answering_within(DATABASE_TIMEOUT_S):
            unsettled, oldest = outbox.unsettled(), outbox.oldest_unsettled()
            failed_job_count = failed_jobs(database)
            limited = outbox.recent_rate_limits(clock.now() - _RECENT)
            waiting, undelivered = webhooks.backlog(), webhooks.undelivered()
            unsubscribed = webhooks.unsubscribed()
            alerts_waiting, oldest_alert = waiting_alerts(database)
    except StoreUnavailable:
        return None

    def age_s(at: datetime | None) -> float:
        return max((clock.now() - at).total_seconds(), 0.0) if at else 0.0

    return OutboxBacklog(
        pending=unsettled.get(EffectState.PENDING, 0),
        failed=unsettled.get(EffectState.FAILED, 0),
        oldest_pending_s=age_s(oldest),
        failed_job_count=failed_job_count,
        rate_limited=tuple(limited),
        webhook_events_pending=sum(each.pending for each in waiting),
        oldest_webhook_event_s=max((age_s(each.oldest) for each in waiting), default=0.0),
        webhook_events_undelivered=sum(undelivered.values()),
        webhooks_unsubscribed=len(unsubscribed),
        alerts_waiting=alerts_waiting,
        oldest_waiting_alert_s=age_s(oldest_alert),
    )


def health_check(database: Database) -> Callable[[], bool]:
    def is_healthy() -> bool:
        try:
            with answering_within(DATABASE_TIMEOUT_S):
                return schema.is_current(database)
        except StoreUnavailable:
            return False

    return is_healthy
