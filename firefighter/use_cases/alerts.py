"""Alerts: accepting them, and doing what the rules say. Each happens once, whatever is killed."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.alert_groups import (
    AlertGroup,
    AlertGroupId,
    Change,
    Circumstances,
    Outcome,
    ProposalState,
    Why,
    next_outcome,
)
from firefighter.domain.alert_sources import AlertSource
from firefighter.domain.alerts import (
    Alert,
    AlertAction,
    GroupVerdict,
    Verdict,
    decide,
    decide_together,
)
from firefighter.domain.api_tokens import TokenHash
from firefighter.domain.drill import Drill, DrillPlan
from firefighter.domain.errors import InvalidField
from firefighter.domain.events import Details, Linked, Relation
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.paging import PageTarget, paging_key
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.title import split_title
from firefighter.ports.alerts import AlertDeliveryId, StoredAlerts
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, EffectRequest, JobRequest, UnitOfWork

MOST_SERVICES = 20
"""Of an incident that stands for many."""


def accept_alerts(
    context: AppContext,
    source: AlertSource,
    alerts: Sequence[Alert],
    delivery_id: str,
    handle: Callable[[AlertDeliveryId, datetime], JobRequest],
    *,
    token_hash: TokenHash | None = None,
) -> None:
    """Stores alerts, and schedules what handles them. From the commit on, they take effect once.

    `delivery_id` is the source's own; empty if it has none: then a repetition is known by what its
    alerts say. With `token_hash`, the same transaction checks that the token is still valid.
    Raises AlreadyHandled, InvalidTokenError.
    """
    now = context.clock.now()
    by_key: dict[tuple[str, bool], list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_key[alert.key, alert.drill].append(alert)
    with context.units(_delivery(source, delivery_id)) as unit:
        for (key, drill), together in by_key.items():
            stored = unit.alerts.store(StoredAlerts(source, key, drill, together), now, token_hash)
            unit.schedule(handle(stored, now))


def _delivery(source: AlertSource, delivery_id: str) -> DeliveryId | None:
    if not delivery_id:
        return None
    own = hashlib.sha256(delivery_id.encode("utf-8", "surrogatepass")).hexdigest()
    return DeliveryId(f"alerts:{source.key}:{own}")


@dataclass(frozen=True)
class AlertRequests:
    """What follows alerts outside the transaction."""

    post_card: Callable[[AlertGroup], EffectRequest]
    refresh_card: Callable[[AlertGroupId, datetime], JobRequest]
    refresh_line: Callable[[IncidentId, datetime], JobRequest]
    end_drills: Callable[[AlertGroup, Sequence[str], datetime], JobRequest]
    """Ends the drills of services, or all of them."""
    brake_title: Callable[[AlertSource], str]
    """Title of the incident that stands for many."""


@dataclass(frozen=True)
class Handled:
    """What alerts of one key did, and why that."""

    outcome: Outcome
    why: Why
    incident: Incident | None = None
    """The incident that they are on now."""
    worse: Severity | None = None
    """The severity that people on it are told, since it is worse than its own."""


def handle_alerts(
    unit: UnitOfWork,
    rules: Rules,
    delivery_id: AlertDeliveryId,
    now: datetime,
    requests: AlertRequests,
) -> Handled | None:
    """Does what the rules say about accepted alerts. None if they are handled already."""
    stored = unit.alerts.take(delivery_id)
    return _Handling(unit, rules, now, requests, stored).run() if stored else None


@dataclass(frozen=True)
class _ChangedAlerts:
    """The alerts that a rule does not ignore, and what they change."""

    fired: Sequence[Verdict]
    worse: Sequence[Verdict]
    """Of those that fire on, and are more severe than before."""
    resolved: int


class _Handling:
    """Handles the alerts of one key in one transaction, in which their source is locked."""

    def __init__(
        self,
        unit: UnitOfWork,
        rules: Rules,
        now: datetime,
        requests: AlertRequests,
        stored: StoredAlerts,
    ) -> None:
        self._unit = unit
        self._rules = rules
        self._now = now
        self._requests = requests
        self._source = stored.source
        self._alerts = stored.alerts
        self._judged = [(each, self._judge(each)) for each in stored.alerts]
        is_ignored = all(each.action is AlertAction.IGNORE for _, each in self._judged)
        self._group = unit.alerts.group(stored, is_new_kept=not is_ignored)
        self._has_relevant_alerts = not is_ignored

    def run(self) -> Handled:
        group = self._group
        was_resolved = not group.firing
        changed = self._take_in()
        if group.id:
            self._unit.alerts.put(group)
        handled = self._handle(changed, was_resolved=was_resolved)
        self._stop_exercises(changed)
        return handled

    def _handle(self, changed: _ChangedAlerts, *, was_resolved: bool) -> Handled:
        verdict = decide_together((*changed.fired, *changed.worse))
        if verdict:
            return self._act(verdict, changed, was_resolved=was_resolved)
        if changed.resolved:
            return self._resolve(changed)
        return Handled(Outcome.NOTHING, Why.KNOWN if self._has_relevant_alerts else Why.RULE)

    def _stop_exercises(self, changed: _ChangedAlerts) -> None:
        """An alert of no known service may concern any exercise, so it ends all of them."""
        stopping = [each for each in (*changed.fired, *changed.worse) if each.stops_exercises]
        if not stopping:
            return
        named = [self._known(each.services.services) for each in stopping]
        services = sorted({name for names in named for name in names}) if all(named) else []
        self._unit.schedule(self._requests.end_drills(self._group, services, self._now))

    def _resolve(self, changed: _ChangedAlerts) -> Handled:
        """What was resolved starts nothing, whatever else of its key still fires."""
        incidents = self._lock_candidates(None)
        if incidents.own and incidents.own.status.is_active:
            self._add(incidents.own, changed, was_resolved=False)
            return Handled(Outcome.ADD, Why.OPEN_INCIDENT, incidents.own)
        self._settle_proposal()
        return Handled(Outcome.NOTHING, Why.RESOLVED)

    def _act(
        self, verdict: GroupVerdict, changed: _ChangedAlerts, *, was_resolved: bool
    ) -> Handled:
        group, is_worse = self._group, self._group.is_worse(verdict.severity)
        self._keep(verdict)
        incidents = self._lock_candidates(verdict)
        own = incidents.own if incidents.own and incidents.own.status.is_active else None
        given = self._circumstances(own, incidents, is_worse=is_worse)
        outcome, why = next_outcome(group, verdict, given)
        incident: Incident | None = None
        worse: Severity | None = None
        match outcome:
            case Outcome.ADD if own:
                incident = own
                if is_worse:  # people may have lowered it since, and know better
                    self._raise_by_rule(own, verdict, incidents.braked)
                worse = verdict.severity if is_worse and verdict.severity < own.severity else None
                self._add(own, changed, was_resolved=was_resolved, worse=worse)
            case Outcome.NOTE if incidents.of_service:
                incident = incidents.of_service
                self._attach(incident, noted=True)
            case Outcome.PROPOSE:
                self._propose()
            case Outcome.DECLARE:
                incident = self._declare(verdict, incidents.own)
            case Outcome.BRAKE:
                incident = self._brake(verdict, incidents.braked)
            case _:
                self._settle_proposal()
        return Handled(outcome, why, incident, worse)

    def _judge(self, alert: Alert) -> Verdict:
        return decide(self._rules.alerts, self._source.key, alert, self._rules.services)

    def _take_in(self) -> _ChangedAlerts:
        """Alerts that a rule ignores do nothing, but that a known one is resolved counts."""
        fired, worse, resolved = [], [], 0
        for alert, verdict in self._judged:
            is_known = alert.fingerprint in self._group.alerts
            if verdict.action is AlertAction.IGNORE and (alert.is_firing or not is_known):
                continue
            match self._group.take(alert, verdict):
                case Change.FIRED:
                    fired.append(verdict)
                case Change.WORSE:
                    worse.append(verdict)
                case Change.RESOLVED:
                    resolved += 1
                case Change.NOTHING:
                    pass
        return _ChangedAlerts(fired, worse, resolved)

    def _keep(self, verdict: GroupVerdict) -> None:
        """For the form that declares an incident of them."""
        group = self._group
        group.services = self._known(verdict.services)
        group.severity = verdict.severity
        group.worst = min(group.worst or verdict.severity, verdict.severity)

    def _known(self, services: Sequence[str]) -> tuple[str, ...]:
        """Without those that were removed from the configuration."""
        return tuple(each for each in services if each in self._rules.services)

    def _lock_candidates(self, verdict: GroupVerdict | None) -> "_Candidates":
        """Locks every incident that may be concerned, in order of their numbers."""
        alerts, group = self._unit.alerts, self._group
        own = group.incident_id and alerts.original_of(group.incident_id)
        of_service = braked = None
        if verdict and group.firing:
            if verdict.action is AlertAction.NOTE or (
                group.drill and verdict.action is AlertAction.PROPOSE
            ):
                services = self._known(verdict.services)
                of_service = alerts.active_incident(services, drill=group.drill)
            if verdict.action is AlertAction.DECLARE and not group.drill:
                braked = alerts.braked_incident(self._source.key)
        wanted = sorted({each for each in (own, of_service, braked) if each})
        found = {each: self._unit.incidents.get(each) for each in wanted}
        return _Candidates(
            own=found[own] if own else None,
            of_service=_if_active(found[of_service]) if of_service else None,
            braked=_if_active(found[braked]) if braked else None,
        )

    def _circumstances(
        self, own: Incident | None, incidents: "_Candidates", *, is_worse: bool
    ) -> Circumstances:
        policy = self._rules.alerts
        return Circumstances(
            now=self._now,
            has_open_incident=own is not None,
            has_incident_of_service=incidents.of_service is not None,
            recent_declarations=self._unit.alerts.declared_since(
                self._source.key, self._now - policy.brake_within, drill=self._group.drill
            ),
            brake_incidents=policy.brake_incidents,
            has_drill_team=bool(policy.drill_team),
            is_worse=is_worse,
        )

    def _add(
        self,
        incident: Incident,
        changed: _ChangedAlerts,
        *,
        was_resolved: bool,
        worse: Severity | None = None,
    ) -> None:
        """The timeline tells when they begin and when all are resolved; the line counts them.

        Also when they become more severe than the incident, which people raise if they agree.
        """
        self._group.incident_id = incident.id
        if worse or (changed.fired and was_resolved):
            self._record(incident, severity=worse)
        elif changed.resolved and not self._group.firing:
            self._record(incident, resolved=True)
        self._unit.schedule(self._requests.refresh_line(incident.id, self._now))

    def _attach(self, incident: Incident, *, braked: bool = False, noted: bool = False) -> None:
        self._group.begin(incident.id, noted=noted)
        self._settle(ProposalState.ATTACHED)
        self._record(incident, braked=braked)

    def _record(
        self,
        incident: Incident,
        *,
        resolved: bool = False,
        braked: bool = False,
        severity: Severity | None = None,
        declares: bool = False,
    ) -> None:
        self._group.record(
            incident,
            actor=self._source.actor,
            now=self._now,
            resolved=resolved,
            braked=braked,
            severity=severity,
            declares=declares,
        )

    def _propose(self) -> None:
        if self._group.propose():
            self._unit.alerts.put_card(self._group, None)
            self._unit.enqueue(None, self._requests.post_card(self._group))
        else:
            self._refresh_card()

    def _refresh_card(self) -> None:
        self._unit.schedule(self._requests.refresh_card(self._group.id, self._now))

    def _settle_proposal(self) -> None:
        """Once all are resolved, nobody needs to decide any more."""
        if not self._group.firing:
            self._settle(ProposalState.RESOLVED)

    def _settle(self, state: ProposalState) -> None:
        if self._group.proposal is ProposalState.OPEN:
            self._group.settle(state, None)
            self._refresh_card()

    def _declare(self, verdict: GroupVerdict, before: Incident | None) -> Incident:
        group = self._group
        group.begin(None)
        group.worst = verdict.severity
        incident = self._new_incident(
            group.title, summary_of(group), verdict, self._known(verdict.services)
        )
        if group.drill:
            plan = DrillPlan(self._rules.alerts.drill_team)
            drill = Drill.start(incident, plan, actor=self._source.actor, now=self._now)
            self._unit.drills.add(drill)
        group.incident_id = incident.id
        self._settle(ProposalState.DECLARED)
        self._record(incident, declares=True)
        self._page(incident, verdict)
        if before:
            self._link(incident, before)
        self._declared(incident, braked=False)
        return incident

    def _brake(self, verdict: GroupVerdict, incident: Incident | None) -> Incident:
        """One incident stands for the many, as severe as the most severe of them."""
        if incident is None:
            title = self._requests.brake_title(self._source)
            incident = self._new_incident(title, "", verdict, self._known(verdict.services))
            self._page(incident, verdict)
        else:
            if verdict.severity < incident.severity:
                self._raise(incident, verdict.severity)
            self._add_services(incident, verdict)
        self._attach(incident, braked=True)
        self._declared(incident, braked=True)
        return incident

    def _page(self, incident: Incident, verdict: GroupVerdict) -> None:
        """Once for each new incident. In a drill nobody is notified."""
        for service in self._rules.on_call:
            if service.name in verdict.pages:
                incident.page_oncall(
                    PageTarget(service=service.name, simulated=incident.is_drill),
                    incident.title,
                    key=paging_key(incident.id, f"alerts {service.name}"),
                    provider=service.provider,
                    actor=self._source.actor,
                    now=self._now,
                )

    def _raise_by_rule(
        self, incident: Incident, verdict: GroupVerdict, braked: Incident | None
    ) -> None:
        """If a rule says so, or it is the incident that is as severe as the worst of many."""
        stands_for_many = braked is not None and braked.id == incident.id
        severity = verdict.severity if stands_for_many else verdict.raises_to
        if severity and severity < incident.severity:
            self._raise(incident, severity)

    def _raise(self, incident: Incident, severity: Severity) -> None:
        policy = self._rules.policy(severity)
        incident.change_severity(
            severity,
            policy,
            seen=incident.severity,
            reason="",
            actor=self._source.actor,
            now=self._now,
        )

    def _add_services(self, incident: Incident, verdict: GroupVerdict) -> None:
        """Those of the alerts that it stands for, as far as a form can show them."""
        services = tuple(dict.fromkeys((*incident.services, *self._known(verdict.services))))
        details = Details(incident.title, services[: max(MOST_SERVICES, len(incident.services))])
        if details.services != incident.services:
            incident.edit(details, actor=self._source.actor, now=self._now)

    def _declared(self, incident: Incident, *, braked: bool) -> None:
        self._unit.alerts.declared(self._source.key, incident.id, self._now, braked=braked)

    def _new_incident(
        self, title: str, summary: str, verdict: GroupVerdict, services: tuple[str, ...]
    ) -> Incident:
        title, summary = self._visible(title, summary)
        incident = Incident.declare(
            incident_id=self._unit.incidents.next_id(),
            kind=Kind.DRILL if self._group.drill else Kind.REAL,
            title=title,
            summary=summary,
            severity=verdict.severity,
            policy=self._rules.policy(verdict.severity),
            services=services,
            private=False,
            actor=self._source.actor,
            now=self._now,
            started_at=self._group.impact_start(self._now),
        )
        self._unit.incidents.add(incident)
        return incident

    def _visible(self, title: str, summary: str) -> tuple[str, str]:
        """A title that nobody can see must not keep an incident from being declared."""
        try:
            return split_title(title, summary)
        except InvalidField:
            return split_title(f"Alert of {self._source.key}", summary)

    def _link(self, incident: Incident, before: Incident) -> None:
        """The incident of the same alerts that was mitigated before."""
        self._unit.links.put(incident.id, before.id, Relation.RELATED)
        for here, there in ((incident, before), (before, incident)):
            if not there.private:
                here.record(
                    Linked(
                        actor=self._source.actor,
                        at=self._now,
                        other=there.id,
                        relation=Relation.RELATED,
                    )
                )


@dataclass(frozen=True)
class _Candidates:
    """Incidents that alerts may concern, locked."""

    own: Incident | None
    """The latest of their key, in any status."""
    of_service: Incident | None
    braked: Incident | None


def _if_active(incident: Incident) -> Incident | None:
    """It may have been mitigated before it was locked."""
    return incident if incident.status.is_active else None


def summary_of(group: AlertGroup) -> str:
    """The summary of an incident that is declared of alerts."""
    return "\n\n".join(filter(None, (group.description, group.link)))
