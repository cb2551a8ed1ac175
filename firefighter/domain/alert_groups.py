"""The alerts of one key: which of them fire, which incident they belong to, and what is next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from firefighter.domain.alert_sources import AlertSource
from firefighter.domain.alerts import (
    ACTION_ORDER,
    Alert,
    AlertAction,
    AlertStatus,
    GroupVerdict,
    Verdict,
)
from firefighter.domain.events import AlertRecorded
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import is_plausible_start
from firefighter.domain.severity import Severity

AlertGroupId = NewType("AlertGroupId", int)

MUTED_FOR = timedelta(hours=1)
"""How long one press keeps proposals of a key away."""

_REMEMBERED = timedelta(days=2)
"""How long a resolved alert is remembered, so that a late report of its firing is known."""

MOST_ALERTS = 2000
"""Of one key that are told apart. Those resolved longest ago are forgotten first."""


@dataclass(frozen=True)
class KnownAlert:
    """The latest that is known of one alert."""

    status: AlertStatus
    started_at: datetime
    changed_at: datetime
    """When it started or was resolved, by the clock of its source."""
    action: AlertAction | None = None
    severity: Severity | None = None
    """The most that the rules said about it since it fires; None before they are known."""


class ProposalState(StrEnum):
    """What became of the proposal to declare an incident."""

    OPEN = "open"
    DECLARED = "declared"
    ATTACHED = "attached"
    DISMISSED = "dismissed"
    """Somebody said that it is no incident."""
    MUTED = "muted"
    RESOLVED = "resolved"
    """All alerts were resolved before anybody decided."""


class Change(StrEnum):
    """What a report of an alert changes."""

    FIRED = "fired"
    RESOLVED = "resolved"
    WORSE = "worse"
    """It fires on, and the rules say more about it than before."""
    NOTHING = "nothing"
    """It was reported before, or something later is known."""


@dataclass(kw_only=True)
class AlertGroup:
    """All alerts of one key of a source."""

    id: AlertGroupId
    source: AlertSource
    key: str
    drill: bool = False
    title: str = ""
    description: str = ""
    link: str = ""
    services: tuple[str, ...] = ()
    severity: str = ""
    """What the rules say; the form to declare it begins with these."""
    alerts: dict[str, KnownAlert] = field(default_factory=dict)
    """By fingerprint."""
    received: int = 0
    """How many alerts fired since it has its incident or its card."""
    started_at: datetime | None = None
    """When the first of these started."""
    last_at: datetime | None = None
    """When the latest of these started."""
    resolved_at: datetime | None = None
    """When the last one was resolved; None while one fires."""
    incident_id: IncidentId | None = None
    """The latest incident of its alerts."""
    noted: bool = False
    """Whether they are only noted on it, so that more severe ones may have one of their own."""
    worst: Severity | None = None
    """The worst severity by the rules since one fires; what was told."""
    proposal: ProposalState | None = None
    proposals: int = 0
    """How many cards were posted."""
    decided_by: UserId | None = None
    muted_until: datetime | None = None

    @property
    def firing(self) -> int:
        return sum(each.status is AlertStatus.FIRING for each in self.alerts.values())

    def take(self, alert: Alert, verdict: Verdict | None = None) -> Change:
        """Takes in one report. Reported twice, or late, it changes nothing."""
        known = self.alerts.get(alert.fingerprint)
        if alert.is_firing:
            fires = known is not None and known.status is AlertStatus.FIRING
            if known and (known.started_at >= alert.started_at or (fires and alert.repeats)):
                is_current = alert.repeats or known.started_at == alert.started_at
                return self._judge_again(known, alert, verdict if fires and is_current else None)
            if not self.firing:
                self._begin_again()
            self._remember(alert, alert.started_at, verdict)
            self._describe(alert)
            self.received += 1
            self.started_at = min(self.started_at or alert.started_at, alert.started_at)
            self.last_at = max(self.last_at or alert.started_at, alert.started_at)
            self.resolved_at = None
            return Change.FIRED
        ended_at = max(alert.ended_at or alert.started_at, alert.started_at)
        if known and (known.started_at > alert.started_at or known.status is alert.status):
            return Change.NOTHING
        self._remember(alert, ended_at)
        if known is None:
            if self.last_at is None:
                self.resolved_at = max(self.resolved_at or ended_at, ended_at)
            return Change.NOTHING
        if not self.firing:
            ended = (each.changed_at for each in self.alerts.values())
            self.resolved_at = max(ended)
        return Change.RESOLVED

    def is_worse(self, severity: Severity) -> bool:
        """Than all that the rules said since one fires."""
        return self.worst is not None and severity < self.worst

    def impact_start(self, now: datetime) -> datetime | None:
        """When impact of an incident that is declared now started, as far as alerts tell."""
        began = self.started_at
        return began if began and is_plausible_start(began, now) else None

    def begin(self, incident_id: IncidentId | None, *, noted: bool = False) -> None:
        """Counts again, for another incident or another card."""
        firing = [each for each in self.alerts.values() if each.status is AlertStatus.FIRING]
        self.incident_id, self.noted = incident_id, noted
        self.received = len(firing)
        starts = [each.started_at for each in firing]
        self.started_at, self.last_at = min(starts, default=None), max(starts, default=None)

    def propose(self) -> bool:
        """Returns whether that needs another card."""
        if self.proposal is ProposalState.OPEN:
            return False
        self.proposal, self.decided_by = ProposalState.OPEN, None
        self.proposals += 1
        self.begin(None)
        return True

    def settle(self, state: ProposalState, by: UserId | None) -> None:
        """Takes the decision about the open proposal."""
        self.proposal, self.decided_by = state, by

    def record(
        self,
        incident: Incident,
        *,
        actor: UserId,
        now: datetime,
        resolved: bool = False,
        braked: bool = False,
        severity: Severity | None = None,
        declares: bool = False,
    ) -> None:
        """Puts it on the timeline of an incident. `actor` is its source, or who attached it."""
        incident.record(
            AlertRecorded(
                actor=actor,
                at=now,
                source=self.source.name,
                title=self.title,
                link=self.link,
                resolved=resolved,
                number=max(self.received, 1),
                braked=braked,
                severity=severity,
                unlikely_start=(
                    self.started_at if declares and self.impact_start(now) is None else None
                ),
            )
        )

    def _begin_again(self) -> None:
        """A decision lasts until all alerts that it was about are resolved."""
        self.worst = None
        if self.proposal is not ProposalState.OPEN:
            self.proposal = None

    def _judge_again(self, known: KnownAlert, alert: Alert, verdict: Verdict | None) -> Change:
        """What the rules said before counts on: only more than all of it is a change."""
        if verdict is None:
            return Change.NOTHING
        judged = _most(known, verdict)
        if judged == known:
            return Change.NOTHING
        self.alerts[alert.fingerprint] = judged
        if known.severity is None:  # reported before this was stored
            return Change.NOTHING
        self._describe(alert)
        return Change.WORSE

    def _describe(self, alert: Alert) -> None:
        self.title, self.link = alert.title, alert.link
        self.description = alert.description

    def _remember(self, alert: Alert, changed_at: datetime, verdict: Verdict | None = None) -> None:
        known = KnownAlert(alert.status, alert.started_at, changed_at)
        self.alerts[alert.fingerprint] = _most(known, verdict) if verdict else known
        oldest = changed_at - _REMEMBERED
        resolved = {
            fingerprint: each.changed_at
            for fingerprint, each in self.alerts.items()
            if each.status is AlertStatus.RESOLVED
        }
        by_age = sorted(resolved, key=lambda fingerprint: resolved[fingerprint])
        superfluous = max(len(self.alerts) - MOST_ALERTS, 0)
        for number, fingerprint in enumerate(by_age):
            if number < superfluous or resolved[fingerprint] < oldest:
                del self.alerts[fingerprint]


def _most(known: KnownAlert, verdict: Verdict) -> KnownAlert:
    """With the stronger action and the worse severity."""
    severity = verdict.severity.severity
    return replace(
        known,
        action=max(known.action or AlertAction.IGNORE, verdict.action, key=ACTION_ORDER.index),
        severity=min(known.severity or severity, severity),
    )


class Outcome(StrEnum):
    """What alerts of one key do now."""

    ADD = "add"
    """Count them on the open incident of their key."""
    NOTE = "note"
    """Attach them to an open incident of their services."""
    PROPOSE = "propose"
    """Post a card, or count them on the one that is open."""
    DECLARE = "declare"
    BRAKE = "brake"
    """Attach them to the one incident that stands for many."""
    NOTHING = "nothing"


class Why(StrEnum):
    """Why that and not what the rules say."""

    RULE = "rule"
    OPEN_INCIDENT = "open_incident"
    """An incident of their key is open."""
    RESOLVED = "resolved"
    """It says that they are resolved, and they have no open incident."""
    MUTED = "muted"
    DISMISSED = "dismissed"
    NO_INCIDENT = "no_incident"
    """There is no open incident to note them on."""
    TOO_MANY = "too_many"
    """The source has declared too many incidents in a short time."""
    KNOWN = "known"
    """They were reported before, or something later is known."""
    NO_DRILL_TEAM = "no_drill_team"
    """They belong to an exercise, and no team for drills is configured."""


@dataclass(frozen=True)
class Circumstances:
    """What else decides."""

    now: datetime
    has_open_incident: bool
    """Of its key."""
    has_incident_of_service: bool
    recent_declarations: int
    """How many incidents, or drills, the source declared within the time of the brake."""
    brake_incidents: int
    has_drill_team: bool = False
    is_worse: bool = False
    """Whether the rules say a worse severity than before, since one fires."""


def next_outcome(
    group: AlertGroup, verdict: GroupVerdict, given: Circumstances
) -> tuple[Outcome, Why]:
    """What the alerts of a group do now, and why. The group has taken them in already."""
    by_rule = _by_rule(group, verdict, given)
    has_own = given.has_open_incident and not (group.noted and by_rule[0] in _OF_THEIR_OWN)
    return (Outcome.ADD, Why.OPEN_INCIDENT) if has_own else by_rule


_OF_THEIR_OWN = frozenset({Outcome.DECLARE, Outcome.BRAKE})
"""What alerts do that were only noted on an incident, when a rule declares one of them."""


def _by_rule(group: AlertGroup, verdict: GroupVerdict, given: Circumstances) -> tuple[Outcome, Why]:
    if not group.firing:
        return Outcome.NOTHING, Why.RESOLVED
    action = _for_drills(verdict.action) if group.drill else verdict.action
    match action:
        case AlertAction.IGNORE:
            return Outcome.NOTHING, Why.RULE
        case AlertAction.NOTE:
            if given.has_incident_of_service:
                return Outcome.NOTE, Why.RULE
            return Outcome.NOTHING, Why.NO_INCIDENT
        case AlertAction.PROPOSE:
            return _proposal(group, given)
        case AlertAction.DECLARE:
            if group.drill and not given.has_drill_team:
                return Outcome.NOTHING, Why.NO_DRILL_TEAM
            if given.recent_declarations >= given.brake_incidents:
                outcome = Outcome.NOTHING if group.drill else Outcome.BRAKE
                return outcome, Why.TOO_MANY
            return Outcome.DECLARE, Why.RULE


def _for_drills(action: AlertAction) -> AlertAction:
    """A card of a drill would ask people whether to declare something real."""
    return AlertAction.NOTE if action is AlertAction.PROPOSE else action


def _proposal(group: AlertGroup, given: Circumstances) -> tuple[Outcome, Why]:
    if group.muted_until and given.now < group.muted_until:
        return Outcome.NOTHING, Why.MUTED
    if group.proposal is ProposalState.DISMISSED and not given.is_worse:
        return Outcome.NOTHING, Why.DISMISSED
    return Outcome.PROPOSE, Why.RULE


@dataclass(frozen=True)
class AlertSummary:
    """The alerts of an incident, for its screens."""

    received: int
    firing: int
    last_at: datetime
    sources: Mapping[str, int]
    """Number of alerts by the name of their source."""
    resolved_at: datetime | None = None
    """When the last one was resolved; None while one fires."""
    link: str = ""
    """The page of the latest one at its source."""
