"""`alerts`: what a payload of a monitoring service would do."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from firefighter.adapters.alerts.datadog import template
from firefighter.adapters.alerts.payloads import Delivery, InvalidPayload
from firefighter.adapters.alerts.sentry import RESOURCE
from firefighter.adapters.alerts.sources import read
from firefighter.adapters.store.database import Database
from firefighter.bootstrap.store import open_store
from firefighter.cli.open_database import current_database
from firefighter.domain.alert_groups import Outcome, Why
from firefighter.domain.alert_sources import ConfiguredSource, SourceKey
from firefighter.domain.alerts import Alert, AlertAction, Verdict, decide
from firefighter.domain.errors import FirefighterError
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import is_plausible_start
from firefighter.domain.rules import Rules
from firefighter.jobs.alerts import requests_of
from firefighter.ports.alerts import StoredAlerts
from firefighter.ports.store import DeliveryId
from firefighter.runtime import SystemClock, missing_file
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings, read_settings
from firefighter.use_cases.alerts import Handled, handle_alerts


def add(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="ACTION")
    attempt = commands.add_parser("try", help="say what a payload would do, and change nothing")
    attempt.add_argument("file", type=Path, metavar="FILE", help="a payload; - for standard input")
    attempt.add_argument(
        "--source", default="alertmanager", help="key of the source; default: alertmanager"
    )
    attempt.add_argument(
        "--resource", default="event_alert", help="Sentry-Hook-Resource of a payload of Sentry"
    )
    attempt.set_defaults(run=run_try)
    shown = commands.add_parser("template", help="print the payload to paste at Datadog")
    shown.set_defaults(run=run_template)


def run_template(_given: argparse.Namespace) -> int:
    print(template())
    return 0


def run_try(given: argparse.Namespace) -> int:
    """1 for a payload that would be refused."""
    settings = read_settings()
    source = _source(settings, given.source)
    delivery = Delivery(_content(given.file), {RESOURCE: given.resource}, SystemClock().now())
    try:
        reading = read(source, delivery)
    except InvalidPayload as error:
        print(f"Refused with status 400: {error}")
        return 1
    for line in _told(settings, source, reading.alerts):
        print(line)
    if not reading.alerts:
        print(reading.note or "It has no alerts.")
    print("Nothing was changed.")
    return 0


def _source(settings: Settings, key: str) -> ConfiguredSource:
    sources = settings.policy.alerting.sources_to_try()
    found = sources.get(SourceKey(key))
    if found is None:
        raise SettingsError(f"Unknown source {key}. Use one of {', '.join(sorted(sources))}.")
    return found


def _content(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error


def _told(settings: Settings, source: ConfiguredSource, alerts: Sequence[Alert]) -> Iterator[str]:
    rules = settings.policy.rules()
    by_key: dict[tuple[str, bool], list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_key[alert.key, alert.drill].append(alert)
    for (key, drill), together in by_key.items():
        yield f"Key {key}{' (drill)' if drill else ''}"
        for alert in together:
            yield from _about(alert, decide(rules.alerts, source.source.key, alert, rules.services))
    if missing_file(settings):
        yield "There is no database yet, so what is open is not considered."
        return
    with current_database(settings, quiet=True) as database:
        for (key, drill), together in by_key.items():
            stored = StoredAlerts(source.source, key, drill, together)
            yield f"{key}: {_outcome(_try(database, rules, stored))}"


def _about(alert: Alert, verdict: Verdict) -> Iterator[str]:
    yield f"  {alert.title} ({alert.status} since {alert.started_at:%Y-%m-%d %H:%M:%S} UTC)"
    rule = f"rule {verdict.rule} matches" if verdict.rule else "no rule matches"
    yield f"    Action: {verdict.action}, because {rule}."
    if verdict.action is AlertAction.IGNORE:
        return
    severity, services = verdict.severity, verdict.services
    why = severity.label or (f"rule {verdict.rule}" if severity.by_rule else "the default")
    yield f"    Severity: {severity.severity}, from {why}."
    if services.services:
        yield (
            f"    Services: {', '.join(services.services)}, from "
            f"{services.label or f'rule {verdict.rule}'}."
        )
    else:
        yield "    Services: none."
    if verdict.page:
        yield f"    Pages: {verdict.page}, if it declares an incident."
    if verdict.stops_exercises:
        which = f"of {', '.join(services.services)}" if services.services else "of every service"
        yield f"    Stops exercises {which}, when it begins to fire."
    if alert.is_firing and not is_plausible_start(alert.started_at, SystemClock().now()):
        yield "    Impact started: not taken from it, because it has fired for more than 30 days."
    for label in services.unknown:
        yield f"    {label} names no known service. Add it to alerting.services."


class _RolledBack(FirefighterError):
    """Ends a transaction that must not be committed."""


def _try(database: Database, rules: Rules, stored: StoredAlerts) -> Handled | None:
    """Handles the alerts as if they were accepted now, and rolls everything back."""
    clock = SystemClock()
    units = open_store(database, rules, clock, lambda: None).units
    handled: Handled | None = None
    with suppress(_RolledBack), units(DeliveryId(f"try:{uuid4()}")) as unit:
        delivery_id = unit.alerts.store(stored, clock.now())
        handled = handle_alerts(unit, rules, delivery_id, clock.now(), requests_of(rules))
        raise _RolledBack
    return handled


def _outcome(handled: Handled | None) -> str:
    if handled is None:
        return "nothing."
    incident = handled.incident
    match handled.outcome:
        case Outcome.DECLARE if incident:
            return f"would declare {_described(incident)}."
        case Outcome.BRAKE if incident:
            return (
                "too many new incidents of the source: would go on the timeline of "
                f"{_described(incident)}."
            )
        case Outcome.ADD if incident:
            offered = f" Its people are offered to raise it to {handled.worse}."
            return (
                f"would be counted on {incident.reference}, which is open for this key."
                f"{offered if handled.worse else ''}"
            )
        case Outcome.NOTE if incident:
            return f"would be noted on {incident.reference}, which is open for its service."
        case Outcome.PROPOSE:
            return "would be proposed in the channel for alerts."
        case _:
            return f"would do nothing: {_NOTHING[handled.why]}."


def _described(incident: Incident) -> str:
    services = f", {', '.join(incident.services)}" if incident.services else ""
    kind = "drill" if incident.is_drill else "incident"
    return f"the {kind} {incident.reference}: {incident.title} ({incident.severity}{services})"


_NOTHING = {
    Why.RULE: "a rule ignores it",
    Why.OPEN_INCIDENT: "an incident is open",
    Why.RESOLVED: "what is resolved starts nothing, and no incident is open for it",
    Why.MUTED: "it is muted",
    Why.DISMISSED: "somebody said that it is no incident",
    Why.NO_INCIDENT: "no incident of its service is open",
    Why.TOO_MANY: "there are too many",
    Why.KNOWN: "it was reported before, or resolved before it was reported",
    Why.NO_DRILL_TEAM: "it belongs to an exercise, and alerting.drill_team is empty",
}
