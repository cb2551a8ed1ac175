"""`webhook`: adds, lists and removes webhooks, and replays events."""

import argparse
import base64
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from firefighter.adapters.store.webhooks import StoredWebhooks
from firefighter.adapters.webhooks.connections import may_be_reached
from firefighter.bootstrap.store import open_store
from firefighter.cli.columns import print_columns
from firefighter.cli.open_database import current_database
from firefighter.domain.webhooks import ALL_EVENTS, Subscription, WebhookEventId, WebhookPermissions
from firefighter.effects.webhook_events import SendWebhookEvent
from firefighter.ports.app_context import Clock
from firefighter.ports.store import DeliveryId, UnitOfWorkFactory
from firefighter.ports.subscribers import UnknownWebhookEvent, WebhookEndpoint
from firefighter.ports.validation import reason
from firefighter.runtime import SystemClock
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings, read_settings
from firefighter.settings.webhooks import PREFIX, ReceiverTable
from firefighter.use_cases.webhooks import NoReceiver, replay_event, replay_undelivered

_SECRET_BYTES = 32


def add(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="ACTION")
    adding = commands.add_parser("add", help="add a webhook; its secret is shown only then")
    adding.set_defaults(run=run_add)
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("url", metavar="URL")
    adding.add_argument(
        "--event",
        action="append",
        dest="events",
        metavar="TYPE",
        help="such as incident.closed or 'incident.*'; may be repeated (default: all)",
    )
    adding.add_argument(
        "--secret-env",
        metavar="VARIABLE",
        help="read the signing secret from this environment variable instead of storing one",
    )
    adding.add_argument(
        "--private-incidents", action="store_true", help="also send private incidents"
    )
    adding.add_argument("--drills", action="store_true", help="also send drills and Game Days")
    listing = commands.add_parser("list", help="list all webhooks and what waits for them")
    listing.set_defaults(run=run_list)
    removing = commands.add_parser("remove", help="remove a webhook; what waits for it is not sent")
    removing.set_defaults(run=run_remove)
    removing.add_argument("name", metavar="NAME")
    enabling = commands.add_parser(
        "enable", help="send events again to a webhook that answered 410 Gone"
    )
    enabling.set_defaults(run=run_enable)
    enabling.add_argument("name", metavar="NAME")
    replaying = commands.add_parser("replay", help="send events again, under their ids")
    replaying.set_defaults(run=run_replay)
    which = replaying.add_mutually_exclusive_group(required=True)
    which.add_argument("event", nargs="?", metavar="ID", help="the webhook-id of one event")
    which.add_argument(
        "--undelivered", metavar="NAME", help="all events that were given up for this webhook"
    )
    replaying.add_argument("--to", default="", metavar="NAME", help="only to this webhook")


@dataclass(frozen=True)
class _Opened:
    settings: Settings
    webhooks: StoredWebhooks
    units: UnitOfWorkFactory
    clock: Clock

    @property
    def permissions(self) -> WebhookPermissions:
        return self.settings.policy.rules().webhook_permissions

    @property
    def configured(self) -> Mapping[str, str]:
        """The addresses of the webhooks in the settings, by name."""
        return {each.name: each.url for each in self.settings.policy.webhooks}


@contextmanager
def _opened() -> Iterator[_Opened]:
    settings, clock = read_settings(), SystemClock()
    with current_database(settings, quiet=True) as database:
        store = open_store(database, settings.policy.rules(), clock, lambda: None)
        yield _Opened(settings, store.webhooks, store.units, clock)


def run_add(given: argparse.Namespace) -> int:
    with _opened() as opened:
        table = _table(given, opened)
        secret = "" if given.secret_env else _new_secret()
        if given.secret_env:
            opened.settings.webhook_secrets.read(given.secret_env, table.name)
        added = opened.webhooks.add(
            WebhookEndpoint(
                name=table.name,
                url=table.url,
                secret=secret,
                secret_env=given.secret_env or "",
                events=table.events,
                private_incidents=table.private_incidents,
                drills=table.drills,
            )
        )
        if not added:
            raise SettingsError(f"There is a webhook {table.name} already. Remove it first.")
    print(f"Added {table.name}. It receives what happens from now on.")
    if secret:
        print(f"Signing secret, shown only now: {secret}")
    return 0


def run_list(_given: argparse.Namespace) -> int:
    with _opened() as opened:
        rows = list(_rows(opened))
    if not rows:
        print("No webhooks. Add one with `bin/firefighter webhook add NAME URL`.")
        return 0
    print_columns(_HEADINGS, *rows)
    return 0


def run_remove(given: argparse.Namespace) -> int:
    with _opened() as opened:
        if given.name in opened.configured:
            raise SettingsError(f"{given.name} is in firefighter.toml. Remove it there.")
        if not opened.webhooks.remove(given.name):
            raise SettingsError(f"There is no webhook {given.name}.")
    print(f"Removed {given.name}.")
    return 0


def run_enable(given: argparse.Namespace) -> int:
    with _opened() as opened:
        if not opened.webhooks.subscribe_again(given.name):
            raise SettingsError(f"{given.name} is not unsubscribed.")
    print(f"Enabled {given.name}. It receives what happens from now on.")
    return 0


def run_replay(given: argparse.Namespace) -> int:
    with _opened() as opened:
        delivery = DeliveryId(f"replay:{uuid4()}")
        if given.undelivered:
            print(_replay_undelivered(opened, delivery, given.undelivered))
            return 0
        event_id = WebhookEventId(given.event)
        try:
            told = replay_event(opened.units, delivery, event_id, SendWebhookEvent.of, given.to)
        except UnknownWebhookEvent as error:
            raise SettingsError(
                f"There is no event {event_id}. Events are kept for 30 days."
            ) from error
        except NoReceiver as error:
            receiver = f"The webhook {given.to}" if given.to else "No webhook"
            verb = "does not exist or may not" if given.to else "asks for it and may"
            raise SettingsError(f"{receiver} {verb} receive the event {event_id}.") from error
    print(f"The event {event_id} is sent to {', '.join(told)} again.")
    return 0


def _replay_undelivered(opened: _Opened, delivery: DeliveryId, webhook: str) -> str:
    try:
        number = replay_undelivered(opened.units, delivery, webhook, SendWebhookEvent.of)
    except NoReceiver as error:
        raise SettingsError(f"The webhook {webhook} does not exist or is unsubscribed.") from error
    if not number:
        return f"No event was given up for {webhook}."
    events = "1 event is" if number == 1 else f"{number} events are"
    return f"{events} sent to {webhook} again."


def _table(given: argparse.Namespace, opened: _Opened) -> ReceiverTable:
    """Raises SettingsError for what is malformed or not allowed."""
    allowed = opened.permissions
    try:
        table = ReceiverTable.model_validate(
            {
                "name": given.name,
                "url": given.url,
                "events": tuple(given.events or (ALL_EVENTS,)),
                "private_incidents": given.private_incidents,
                "drills": given.drills,
                "private_network": _host(given.url) in allowed.private_network,
            }
        )
    except ValidationError as error:
        raise SettingsError("\n".join(map(_sentence, error.errors()))) from None
    if table.name in opened.configured:
        raise SettingsError(f"{table.name} is in firefighter.toml. Choose another name.")
    host = _host(table.url)
    if not may_be_reached(host, private=table.private_network):
        raise SettingsError(
            f"{host} is an address of the private network, or one that is never called. If it may "
            "be called, add it to webhook_permissions.private_network in firefighter.toml first."
        )
    for asked, name, names in (
        (table.private_incidents, "private_incidents", allowed.private_incidents),
        (table.drills, "drills", allowed.drills),
    ):
        if asked and table.name not in names:
            raise SettingsError(
                f"{table.name} may not receive {name.replace('_', ' ')}. Add it to "
                f"webhook_permissions.{name} in firefighter.toml first."
            )
    return table


def _sentence(error: ErrorDetails) -> str:
    name = error["loc"][0] if error["loc"] else "url"
    return f"{name}: {reason(error)}."


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


_HEADINGS = ("NAME", "KEPT IN", "HOST", "EVENTS", "ALSO", "STATE")


def _rows(opened: _Opened) -> Iterator[tuple[str, ...]]:
    states = dict(_states(opened))
    for table in opened.settings.policy.webhooks:
        yield _row(table.subscription(), "firefighter.toml", table.url, states)
    for each in opened.webhooks.endpoints():
        yield _row(each.subscription(opened.permissions), "database", each.url, states)


def _row(told: Subscription, kept_in: str, url: str, states: Mapping[str, str]) -> tuple[str, ...]:
    """Without the path of the address, which may be a secret."""
    also = ("private incidents", "drills")
    named = [
        each
        for each, is_told in zip(also, (told.private_incidents, told.drills), strict=True)
        if is_told
    ]
    state = states.get(told.webhook, "nothing waits")
    return (
        told.webhook,
        kept_in,
        _host(url),
        ", ".join(told.events),
        ", ".join(named) or "-",
        state,
    )


def _states(opened: _Opened) -> Iterator[tuple[str, str]]:
    """The later ones matter more."""
    now = opened.clock.now()
    for waiting in opened.webhooks.backlog():
        why = f": {waiting.why}" if waiting.why else ""
        yield (
            waiting.webhook,
            f"{waiting.pending} waiting, oldest for {_age(waiting.oldest, now)}{why}",
        )
    for name, number in opened.webhooks.undelivered().items():
        yield name, f"{number} given up"
    for name, at in opened.webhooks.unsubscribed().items():
        yield name, f"unsubscribed since {at:%Y-%m-%d %H:%M} UTC"


def _age(since: datetime, now: datetime) -> str:
    hours, minutes = divmod(int((now - since).total_seconds() // 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
