"""Alerts that become more severe while they fire, and times that cannot be right."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import AlertGroupRow
from firefighter.domain.alert_groups import ProposalState
from firefighter.domain.alerts import Alert, AlertAction, AlertPolicy, AlertRule
from firefighter.domain.errors import AlertsDecided
from firefighter.domain.events import Linked, SeverityChanged
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.use_cases.alert_cards import declare_proposed, dismiss_proposed, mute_proposed
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.severity import change_severity
from tests.adapters.store.store_client import delivery
from tests.clock import SettableClock
from tests.use_cases.test_alerts import ANA, BOB, CARD, POLICY, Alerting, proposed

LEVELS = replace(
    POLICY,
    severities={"critical": Severity.SEV1, "error": Severity.SEV2, "warning": Severity.SEV3},
    rules=(
        AlertRule(action=AlertAction.IGNORE, labels={"severity": "info"}),
        AlertRule(action=AlertAction.NOTE, labels={"severity": "note"}),
        AlertRule(action=AlertAction.PROPOSE, labels={"severity": "warning"}),
        AlertRule(action=AlertAction.PROPOSE, labels={"severity": "error"}),
        AlertRule(action=AlertAction.DECLARE, labels={"severity": "critical"}),
    ),
)


@pytest.fixture
def alerting(database: Database, clock: SettableClock) -> Alerting:
    return Alerting(database, clock, LEVELS)


def at_level(alert: Alert, level: str) -> Alert:
    """The same alert with the same start, as its source reports it now."""
    return replace(alert, labels={**alert.labels, "severity": level})


def offered(alerting: Alerting) -> list[Severity | None]:
    return [each.severity for each in alerting.recorded(alerting.incident) if each.severity]


def declare_from_card(alerting: Alerting, severity: Severity) -> Incident:
    """Bob decides about the only proposal."""
    declaration = Declaration("Slow", severity)
    ref = proposed(alerting)
    return declare_proposed(alerting.context, delivery(), BOB, ref, declaration, card=CARD)


def declare_by_hand(alerting: Alerting, kind: Kind) -> Incident:
    """Of the service that the alerts are about."""
    declaration = Declaration("Shop is slow", Severity.SEV3, services=("checkout",), kind=kind)
    return declare(alerting.context, delivery(), ANA, declaration)


def test_proposed_alert_that_becomes_critical_declares_one_incident(alerting: Alerting) -> None:
    warning = alerting.firing(severity="warning")
    alerting.report(warning)
    ref = proposed(alerting)
    critical = at_level(warning, "critical")
    for report in (critical, warning, critical, critical):
        alerting.report(report)
    assert alerting.incident.severity is Severity.SEV1
    found = alerting.context.records.proposed_alerts(ref.group_id)
    assert found is not None
    assert (found.group.proposal, found.group.received) == (ProposalState.DECLARED, 1)
    with pytest.raises(AlertsDecided):
        dismiss_proposed(alerting.context, delivery(), BOB, ref, card=CARD)


def test_order_of_levels_does_not_matter(alerting: Alerting) -> None:
    warning = alerting.firing(severity="warning")
    for report in (at_level(warning, "critical"), warning):
        alerting.report(report)
    assert len(alerting.incidents) == 1
    alerting.advance_status(alerting.incident, StepKind.INVESTIGATE, StepKind.MITIGATE)
    for report in (at_level(warning, "critical"), warning, at_level(warning, "critical")):
        alerting.report(report)
    assert len(alerting.incidents) == 1


def test_alert_that_becomes_critical_after_mitigation_declares_and_links(
    alerting: Alerting,
) -> None:
    warning = alerting.firing(severity="warning")
    alerting.report(warning)
    first = declare_from_card(alerting, Severity.SEV3)
    alerting.advance_status(first, StepKind.INVESTIGATE, StepKind.MITIGATE)
    alerting.report(at_level(warning, "critical"))
    _old, new = alerting.incidents
    events = [entry.event for entry in alerting.context.records.timeline(new.id)]
    assert [each.other for each in events if isinstance(each, Linked)] == [first.id]


@pytest.mark.parametrize("drill", [False, True])
def test_noted_alert_that_becomes_critical_declares_beside(
    alerting: Alerting, *, drill: bool
) -> None:
    kind = Kind.DRILL if drill else Kind.REAL
    busy = declare_by_hand(alerting, kind)
    noted = replace(alerting.firing(severity="note"), drill=drill)
    alerting.report(noted)
    assert len(alerting.recorded(busy)) == 1
    critical = at_level(noted, "critical")
    for _ in range(2):
        alerting.report(critical)
    _busy, declared = alerting.incidents
    assert (declared.severity, declared.kind) == (Severity.SEV1, kind)
    assert [each.id for each in alerting.context.records.related(ANA, declared.id)] == [busy.id]


def test_noted_alert_that_may_not_declare_stays_where_it_is(
    database: Database, clock: SettableClock
) -> None:
    alerting = Alerting(database, clock, replace(LEVELS, drill_team=()))
    exercise = declare_by_hand(alerting, Kind.DRILL)
    noted = replace(alerting.firing(severity="note"), drill=True)
    alerting.report(noted)
    alerting.report(at_level(noted, "critical"))
    assert alerting.incident.id == exercise.id
    assert offered(alerting) == [Severity.SEV1]


def test_worse_alert_of_an_open_incident_is_offered_once(alerting: Alerting) -> None:
    warning = alerting.firing(severity="warning")
    alerting.report(warning)
    declare_from_card(alerting, Severity.SEV3)
    for level in ("error", "warning", "error"):
        alerting.report(at_level(warning, level))
    assert offered(alerting) == [Severity.SEV2]
    alerting.report(alerting.firing(name="b", severity="error"))
    assert offered(alerting) == [Severity.SEV2]
    alerting.report(alerting.firing(name="c", severity="critical"))
    assert offered(alerting) == [Severity.SEV2, Severity.SEV1]
    assert alerting.incident.severity is Severity.SEV3
    events = [entry.event for entry in alerting.context.records.timeline(alerting.incident.id)]
    assert not [each for each in events if isinstance(each, SeverityChanged)]
    assert alerting.enqueued("post_line") == 2


def test_severity_that_the_incident_has_is_not_offered(alerting: Alerting) -> None:
    warning = alerting.firing(severity="warning")
    alerting.report(warning)
    declare_from_card(alerting, Severity.SEV1)
    alerting.report(at_level(warning, "critical"))
    assert offered(alerting) == []


def test_dismissed_alert_is_proposed_again_if_it_is_worse(alerting: Alerting) -> None:
    warning = alerting.firing(severity="warning")
    alerting.report(warning)
    dismiss_proposed(alerting.context, delivery(), BOB, proposed(alerting), card=CARD)
    alerting.report(alerting.firing(name="b", severity="warning"))
    assert alerting.enqueued("post_alert_card") == 1
    for _ in range(2):
        alerting.report(at_level(warning, "error"))
    assert alerting.enqueued("post_alert_card") == 2


def test_muted_alert_that_is_worse_waits_unless_it_declares(alerting: Alerting) -> None:
    warning = alerting.firing(severity="warning")
    alerting.report(warning)
    mute_proposed(alerting.context, delivery(), BOB, proposed(alerting), card=CARD)
    alerting.report(at_level(warning, "error"))
    assert alerting.enqueued("post_alert_card") == 1
    alerting.report(at_level(warning, "critical"))
    assert alerting.incident.severity is Severity.SEV1


def test_ignored_alert_that_becomes_critical_declares(alerting: Alerting) -> None:
    quiet = alerting.firing(severity="info")
    alerting.report(quiet)
    alerting.report(at_level(quiet, "critical"))
    alerting.report(quiet)
    assert alerting.incident.severity is Severity.SEV1


def test_alert_of_a_source_that_repeats_with_new_times_is_judged_again(
    alerting: Alerting,
) -> None:
    warning = replace(alerting.firing(severity="warning"), repeats=True)
    alerting.report(warning)
    alerting.report(replace(at_level(warning, "critical"), started_at=alerting.clock.now()))
    assert alerting.incident.milestones[Milestone.IMPACT_STARTED] == warning.started_at


def test_alert_that_was_stored_without_its_severity_declares_nothing_again(
    alerting: Alerting,
) -> None:
    critical = alerting.firing(severity="critical")
    alerting.report(critical)
    alerting.advance_status(alerting.incident, StepKind.INVESTIGATE, StepKind.MITIGATE)
    with alerting.database.writing() as session:
        (row,) = session.scalars(select(AlertGroupRow))
        row.alerts = {
            name: {key: each[key] for key in ("status", "started_at", "changed_at")}
            for name, each in row.alerts.items()
        }
    alerting.report(critical)
    assert len(alerting.incidents) == 1


def test_ignored_resolution_of_a_known_alert_counts(alerting: Alerting) -> None:
    """A source may leave out the level of what is resolved."""
    critical = alerting.firing(severity="critical")
    alerting.report(critical)
    alerting.report(at_level(alerting.resolved(critical), "info"))
    assert [each.resolved for each in alerting.recorded(alerting.incident)] == [False, True]


def test_resolution_starts_nothing_while_others_fire(alerting: Alerting) -> None:
    one, other = alerting.firing(name="a"), alerting.firing(name="b", severity="warning")
    alerting.report(one, other)
    alerting.advance_status(alerting.incident, StepKind.INVESTIGATE, StepKind.MITIGATE)
    alerting.report(alerting.resolved(one))
    assert len(alerting.incidents) == 1


def test_ignored_alerts_leave_no_group(alerting: Alerting) -> None:
    quiet = alerting.firing(severity="info")
    alerting.report(quiet)
    alerting.report(alerting.resolved(quiet))
    with alerting.database.reading() as session:
        assert not session.scalars(select(AlertGroupRow)).all()


@pytest.mark.parametrize(("days", "is_taken"), [(29, True), (31, False), (800, False)])
def test_alert_that_fires_for_long_does_not_tell_when_impact_started(
    alerting: Alerting, days: int, *, is_taken: bool
) -> None:
    old = replace(alerting.firing(), started_at=alerting.clock.now() - timedelta(days=days))
    alerting.report(old)
    milestones = alerting.incident.milestones
    assert milestones.get(Milestone.IMPACT_STARTED) == (old.started_at if is_taken else None)
    if not is_taken:
        assert milestones[Milestone.DETECTED] == milestones[Milestone.DECLARED]
    (recorded,) = alerting.recorded(alerting.incident)
    assert recorded.unlikely_start == (None if is_taken else old.started_at)
    assert alerting.enqueued("post_line") == (0 if is_taken else 1)


SERVICES = tuple(f"s{number}" for number in range(30))
STORM = AlertPolicy(rules=(AlertRule(action=AlertAction.DECLARE),), brake_incidents=1)


def test_storm_has_the_services_of_its_alerts(database: Database, clock: SettableClock) -> None:
    alerting = Alerting(database, clock, STORM, SERVICES)
    for service in SERVICES:
        for name in "ab":
            alerting.report(alerting.firing(f"{service} {name}", service=service))
    _first, storm = alerting.incidents
    assert storm.services == SERVICES[:20]
    assert alerting.enqueued("post_line") == 19


def test_rule_raises_the_severity_without_asking(database: Database, clock: SettableClock) -> None:
    rules = tuple(replace(each, raises_severity=True) for each in LEVELS.rules)
    alerting = Alerting(database, clock, replace(LEVELS, rules=rules))
    warning = alerting.firing(severity="warning")
    alerting.report(warning)
    declare_from_card(alerting, Severity.SEV3)
    for level in ("error", "warning", "error", "critical"):
        alerting.report(at_level(warning, level))
    assert alerting.incident.severity is Severity.SEV1
    assert offered(alerting) == []
    events = [entry.event for entry in alerting.context.records.timeline(alerting.incident.id)]
    raised = [each for each in events if isinstance(each, SeverityChanged)]
    assert [each.after for each in raised] == [Severity.SEV2, Severity.SEV1]
    change_severity(
        alerting.context,
        delivery(),
        ANA,
        alerting.incident.id,
        seen=Severity.SEV1,
        severity=Severity.SEV3,
        reason="One customer only",
    )
    alerting.report(alerting.firing(name="b", severity="critical"))
    assert [each.severity for each in alerting.incidents] == [Severity.SEV3]


def test_alert_that_gets_worse_raises_the_incident_that_stands_for_many(
    database: Database, clock: SettableClock
) -> None:
    rule = AlertRule(action=AlertAction.DECLARE)
    alerting = Alerting(database, clock, replace(LEVELS, rules=(rule,), brake_incidents=1))
    warnings = {key: alerting.firing(key, severity="warning") for key in "abc"}
    for each in warnings.values():
        alerting.report(each)
    _first, storm = alerting.incidents
    assert storm.severity is Severity.SEV3
    alerting.report(at_level(warnings["b"], "critical"))
    assert alerting.incidents[1].severity is Severity.SEV1
    assert not [each for each in alerting.recorded(storm) if each.severity]
