"""Checks of the database, the outbox and the keys for paging."""

from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.bootstrap.store import find_outbox_backlog
from firefighter.domain.errors import StoreUnavailable
from firefighter.runtime import SystemClock, missing_file
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings

_LATE_AFTER_S = 60
"""Age of the oldest pending effect above which the check fails, in seconds."""


def database(settings: Settings) -> str:
    if path := missing_file(settings):
        if not path.parent.is_dir():
            raise SettingsError(f"There is no folder {path.parent}: create it or set DATABASE_URL.")
        return f"SQLite, no file yet: `firefighter run` creates {path}."
    database = Database(settings.environment.database_url)
    try:
        if schema.is_current(database):
            return f"{database.url.render_as_string()} is up to date."
        if database.is_sqlite:
            return f"{database.url.render_as_string()} is migrated by `firefighter run`."
    except StoreUnavailable as error:
        raise StoreUnavailable(f"No answer; check DATABASE_URL. {error}") from error
    finally:
        database.close()
    raise SettingsError("The schema is not this version's: run `firefighter migrate`.")


def outbox(settings: Settings) -> str:
    if missing_file(settings):
        return "Nothing pending."
    database = Database(settings.environment.database_url)
    try:
        if database.is_sqlite and not schema.is_current(database):
            return "Cannot be read until the database is migrated."
        backlog = find_outbox_backlog(database, SystemClock())
    finally:
        database.close()
    if backlog is None:
        raise SettingsError("Cannot be read until the database is fixed.")
    if backlog.failed:
        raise SettingsError(
            f"{_counted(backlog.failed, 'effect', 'effects')} failed. The incident's control "
            "panel shows the reason and a Retry now button. Effects without an incident are in "
            "the worker's log: fix the cause and restart the worker to retry them."
        )
    if backlog.failed_job_count:
        raise SettingsError(
            f"{_counted(backlog.failed_job_count, 'scheduled job', 'scheduled jobs')} failed; see "
            "the worker's log."
        )
    pending = (
        f"{_counted(backlog.pending, 'effect', 'effects')} pending, "
        f"oldest for {backlog.oldest_pending_s:.0f} s."
        if backlog.pending
        else "Nothing pending."
    )
    if backlog.rate_limited:
        pending += f" Rate limited in the last minute: {', '.join(backlog.rate_limited)}."
    if backlog.oldest_waiting_alert_s > _LATE_AFTER_S:
        waiting = _counted(backlog.alerts_waiting, "delivery", "deliveries")
        raise SettingsError(
            f"{waiting} of alerts not handled, oldest for {backlog.oldest_waiting_alert_s:.0f} s. "
            "No worker is running, or handling it fails: see the worker's log."
        )
    if backlog.oldest_pending_s > _LATE_AFTER_S:
        raise SettingsError(
            f"{pending} Slack is rate limiting or not answering, or no worker is running; see the "
            "control panels and the worker's log."
        )
    return pending


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def paging(settings: Settings) -> str:
    """Checks the form of the keys only: to test them would page people."""
    services = settings.policy.paging.services
    if not services:
        return "User groups only. To page on-call services, set [[paging.services]]."
    settings.routing_keys.of(settings.policy.paging)
    names = ", ".join(service.name for service in services)
    return f"Keys set for {names}, sent to {settings.environment.pagerduty_events_url}."
