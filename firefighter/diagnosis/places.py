"""What lies in the bot's own hands: its database, what waits in it, and the keys for paging."""

from firefighter.bootstrap import find_backlog
from firefighter.domain.errors import StoreUnavailable
from firefighter.foundation import SystemClock
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings
from firefighter.store import schema
from firefighter.store.database import Database

_LONG_S = 60
"""Since when a step may have waited before something has to be looked at, in seconds."""


def database(settings: Settings) -> str:
    database = Database(settings.environment.database_url)
    try:
        if schema.is_current(database):
            return f"{database.url.render_as_string()} is up to date."
    except StoreUnavailable as error:
        raise StoreUnavailable(f"It does not answer; check DATABASE_URL. {error}") from error
    finally:
        database.close()
    raise SettingsError("Its schema is not this version's: run `firefighter migrate`.")


def outbox(settings: Settings) -> str:
    database = Database(settings.environment.database_url)
    try:
        backlog = find_backlog(database, SystemClock())
    finally:
        database.close()
    if backlog is None:
        raise SettingsError("It cannot be read before the database is in order.")
    if backlog.parked:
        raise SettingsError(
            f"{_counted(backlog.parked, 'step was', 'steps were')} given up. The control panel of "
            "the incident says why, and has a button to try again; of what belongs to none, the "
            "log of the worker says why: restart the worker once that is mended, and it is tried "
            "again."
        )
    if backlog.given_up:
        raise SettingsError(
            f"{_counted(backlog.given_up, 'appointment', 'appointments')} could not be kept; the "
            "log says why, by their keys."
        )
    waiting = (
        f"{_counted(backlog.pending, 'step waits', 'steps wait')}, "
        f"the oldest for {backlog.oldest_pending_s:.0f} s."
    )
    if backlog.oldest_pending_s > _LONG_S:
        raise SettingsError(
            f"{waiting} Slack asks to wait or does not answer, or no worker runs; the control "
            "panels and the log of the worker say which."
        )
    return waiting if backlog.pending else "Nothing waits."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def paging(settings: Settings) -> str:
    """Nobody is paged to find out: whether a key is the right one shows when it is used."""
    services = settings.policy.paging.services
    if not services:
        return "User groups can be paged. To page who is on call, set [[paging.services]]."
    settings.routing_keys.of(settings.policy.paging)
    named = ", ".join(each.name for each in services)
    return f"{named}: keys are set. {settings.environment.pagerduty_events_url} rings them."
