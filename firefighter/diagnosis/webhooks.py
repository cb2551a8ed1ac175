"""Checks whether webhooks can be called, and receive what happens."""

from collections.abc import Collection, Iterator
from datetime import datetime

from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.webhooks import StoredWebhooks
from firefighter.domain.errors import FirefighterError
from firefighter.runtime import SystemClock, missing_file
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings

_LATE_AFTER_S = 60
"""Age of the oldest waiting event above which the check fails, in seconds."""
_MINUTE_S, _HOUR_S = 60, 3600


def delivery(settings: Settings) -> str:
    configured = [each.name for each in settings.policy.webhooks]
    for table in settings.policy.webhooks:
        settings.webhook_secrets.read(table.secret_env, table.name)
    if missing_file(settings):
        return _summary(configured)
    database = Database(settings.environment.database_url)
    try:
        if not schema.is_current(database):
            return "Cannot be read until the database is migrated."
        clock = SystemClock()
        stored = StoredWebhooks(database, settings.policy.rules(), clock)
        names = [*configured, *(each.name for each in stored.endpoints())]
        if problems := [
            *_missing_secrets(settings, stored),
            *_problems(stored, names, clock.now()),
        ]:
            raise SettingsError(" ".join(problems))
    finally:
        database.close()
    return _summary(names)


def _summary(names: list[str]) -> str:
    if not names:
        return "None. To tell other systems of incidents, see docs/webhooks.md."
    return f"Nothing is late for {', '.join(names)}."


def _missing_secrets(settings: Settings, stored: StoredWebhooks) -> Iterator[str]:
    for each in stored.endpoints():
        if each.secret_env:
            try:
                settings.webhook_secrets.read(each.secret_env, each.name)
            except FirefighterError as error:
                yield str(error)


def _problems(stored: StoredWebhooks, names: Collection[str], now: datetime) -> Iterator[str]:
    for waiting in stored.backlog():
        age_s = (now - waiting.oldest).total_seconds()
        if age_s > _LATE_AFTER_S:
            why = waiting.why or "No worker is running"
            yield f"{waiting.webhook}: {waiting.pending} waiting, oldest for {_age(age_s)}. {why}."
    unsubscribed, undelivered = stored.unsubscribed(), stored.undelivered()
    for name in names:
        if at := unsubscribed.get(name):
            yield (
                f"{name}: unsubscribed since {at:%Y-%m-%d %H:%M} UTC: it answered 410 Gone. "
                f"Remove it, or send events again: `firefighter webhook enable {name}`."
            )
        if number := undelivered.get(name):
            events = "1 event was" if number == 1 else f"{number} events were"
            yield (
                f"{name}: {events} given up after three days. Once it works: "
                f"`firefighter webhook replay --undelivered {name}`."
            )


def _age(age_s: float) -> str:
    if age_s < _HOUR_S:
        return f"{age_s / _MINUTE_S:.0f} min"
    return f"{age_s / _HOUR_S:.0f} h"
