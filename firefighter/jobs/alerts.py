"""What accepted alerts do, and when their lines and cards are redrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.alert_groups import AlertGroup, AlertGroupId
from firefighter.domain.alert_sources import AlertSource
from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.effects.alerts import PostAlertCard, RefreshAlertCard, ShowAlerts
from firefighter.effects.cards import home_of
from firefighter.i18n import gettext
from firefighter.jobs.drills import EndDrillsForAlert
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.alerts import AlertDeliveryId
from firefighter.ports.store import EffectRequest, JobRequest
from firefighter.use_cases.alerts import AlertRequests, handle_alerts

REDRAWN_EVERY = timedelta(seconds=5)
"""How often a line or a card is edited at most, however many alerts come."""


@dataclass(frozen=True)
class HandleAlerts(ScheduledJob):
    """Does what the rules say about accepted alerts."""

    delivery_id: AlertDeliveryId

    kind: ClassVar[str] = "handle_alerts"

    @property
    def key(self) -> str:
        return self.delivery_id

    def run(self, context: JobContext) -> None:
        requests = requests_of(context.rules)
        handle_alerts(context.unit, context.rules, self.delivery_id, context.now, requests)


def handle_at_once(delivery_id: AlertDeliveryId, now: datetime) -> JobRequest:
    return HandleAlerts(delivery_id).at(now)


def requests_of(rules: Rules) -> AlertRequests:
    """What follows alerts outside the transaction."""

    def post_card(group: AlertGroup) -> EffectRequest:
        return PostAlertCard(group.id, group.proposals, rules.alerts.channel).request()

    return AlertRequests(post_card, _refresh_card, _refresh_line, _end_drills, _brake_title)


def _brake_title(source: AlertSource) -> str:
    return gettext("Many alerts from {source}", source=source.name)


def _slot(now: datetime) -> datetime:
    """The next time at which something is redrawn; one for all alerts before it."""
    every = REDRAWN_EVERY.total_seconds()
    passed = now.timestamp() % every
    return now.replace(microsecond=0) + timedelta(seconds=int(every - passed) + 1)


def _refresh_card(group_id: AlertGroupId, now: datetime) -> JobRequest:
    slot = _slot(now)
    return RedrawAlertCard(group_id, slot).at(slot)


def _refresh_line(incident_id: IncidentId, now: datetime) -> JobRequest:
    slot = _slot(now)
    return RedrawAlertLine(incident_id, slot).at(slot)


def _end_drills(group: AlertGroup, services: Sequence[str], now: datetime) -> JobRequest:
    job = EndDrillsForAlert(
        alert=group.title,
        group_id=group.id,
        since=now,
        services=tuple(services),
        spared=group.incident_id,
    )
    return job.at(now)


@dataclass(frozen=True)
class RedrawAlertLine(ScheduledJob):
    """Redraws the line that counts an incident's alerts."""

    incident_id: IncidentId
    slot: datetime

    kind: ClassVar[str] = "redraw_alert_line"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.slot.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        context.unit.enqueue(incident.id, ShowAlerts(home_of(incident)).request())


@dataclass(frozen=True)
class RedrawAlertCard(ScheduledJob):
    """Redraws the card that proposes an incident."""

    group_id: AlertGroupId
    slot: datetime

    kind: ClassVar[str] = "redraw_alert_card"

    @property
    def key(self) -> str:
        return f"{self.group_id} {self.slot.isoformat()}"

    def run(self, context: JobContext) -> None:
        context.unit.enqueue(None, RefreshAlertCard(self.group_id).request())


JOBS_OF_ALERTS = (HandleAlerts.kind, RedrawAlertLine.kind, RedrawAlertCard.kind)
"""Kinds whose keys have a UUID or a past time, so that finished jobs can be deleted."""
