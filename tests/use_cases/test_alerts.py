"""What accepted alerts do, on both databases: once, whatever is repeated, killed or concurrent."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from firefighter.adapters.store.api_tokens import StoredApiTokens
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.jobs import StoredJobs
from firefighter.adapters.store.tables import (
    AlertDeclarationRow,
    AlertDeliveryRow,
    AlertGroupRow,
    EffectRow,
    IncidentRow,
    JobRow,
)
from firefighter.domain.actors import Program, ProgramKind
from firefighter.domain.alert_groups import AlertGroupId, ProposalState
from firefighter.domain.alert_sources import AlertSource, SourceKey
from firefighter.domain.alerts import Alert, AlertAction, AlertPolicy, AlertRule, AlertStatus
from firefighter.domain.api_tokens import alerts_scope, hash_secret
from firefighter.domain.drill_events import DrillStarted
from firefighter.domain.errors import (
    AlertsDecided,
    AlreadyHandled,
    InvalidField,
    NotAllowedInStatus,
)
from firefighter.domain.events import (
    AlertRecorded,
    Declared,
    Linked,
    Paged,
    Relation,
    SeverityChanged,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.effects.alerts import RefreshAlertCard
from firefighter.effects.paging import PageOncallService
from firefighter.jobs.alerts import HandleAlerts, handle_at_once
from firefighter.jobs.registry import find_jobs, job_runner
from firefighter.jobs.retention import DeleteOldRecords
from firefighter.ports.api_tokens import InvalidTokenError
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import JobFailed
from firefighter.use_cases.alert_cards import (
    ProposalRef,
    attach_proposed,
    declare_proposed,
    dismiss_proposed,
    mute_proposed,
)
from firefighter.use_cases.alerts import accept_alerts
from firefighter.use_cases.api_tokens import create_token
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.status import change_status
from firefighter.use_cases.visibility import make_private
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import delivery
from tests.clock import SettableClock
from tests.use_cases.contexts import RULES, build_context, build_units

ANA, BOB = UserId("U0ANA"), UserId("U0BOB")
SOURCE = AlertSource(SourceKey("alertmanager"), "Alertmanager")
ACTOR = Program(ProgramKind.ALERTS, "Alertmanager").actor
POLICY = AlertPolicy(
    rules=(
        AlertRule(action=AlertAction.IGNORE, labels={"severity": "info"}),
        AlertRule(action=AlertAction.NOTE, labels={"severity": "note"}),
        AlertRule(action=AlertAction.DECLARE, labels={"severity": "critical"}),
    ),
    severities={"critical": Severity.SEV2},
    brake_incidents=3,
    drill_team=(ANA,),
)


class Alerting:
    """A source of alerts, and the worker's jobs."""

    def __init__(
        self,
        database: Database,
        clock: SettableClock,
        policy: AlertPolicy,
        services: tuple[str, ...] = RULES.services,
    ) -> None:
        self.database, self.clock = database, clock
        self.rules = replace(RULES, alerts=policy, services=services)
        self.context: AppContext = replace(build_context(database, clock), rules=self.rules)
        self.jobs = StoredJobs(database, clock, build_units(database, clock))
        self.run_job = job_runner(find_jobs(), self.rules, self.context.scenarios)

    def accept(self, *alerts: Alert, delivery_id: str = "") -> None:
        accept_alerts(self.context, SOURCE, alerts, delivery_id, handle_at_once)

    def work(self) -> None:
        while self.jobs.run_next(self.run_job):
            pass

    def report(self, *alerts: Alert) -> None:
        """Accepts and handles alerts, a second after the last ones."""
        self.clock.advance(1)
        self.accept(*alerts)
        self.work()

    def firing(self, key: str = "k", name: str = "a", **labels: str) -> Alert:
        return Alert(
            key=key,
            fingerprint=name,
            status=AlertStatus.FIRING,
            title=f"Checkout returns {key}",
            started_at=self.clock.now() - timedelta(minutes=2),
            description="12 % of requests fail.",
            link="https://prometheus.example.com/graph",
            labels={"severity": "critical", "service": "checkout", **labels},
        )

    def resolved(self, alert: Alert) -> Alert:
        return replace(alert, status=AlertStatus.RESOLVED, ended_at=self.clock.now())

    @property
    def incidents(self) -> Sequence[Incident]:
        with self.database.reading() as session:
            ids = session.scalars(select(IncidentRow.id).order_by(IncidentRow.id)).all()
        return [self.context.records.snapshot(IncidentId(each)).incident for each in ids]

    @property
    def incident(self) -> Incident:
        (only,) = self.incidents
        return only

    def recorded(self, incident: Incident) -> list[AlertRecorded]:
        entries = self.context.records.timeline(incident.id)
        return [each.event for each in entries if isinstance(each.event, AlertRecorded)]

    def enqueued(self, kind: str) -> int:
        with self.database.reading() as session:
            count = select(func.count()).where(EffectRow.kind == kind)
            return session.scalar(count) or 0

    def jobs_of(self, kind: str) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).where(JobRow.kind == kind)) or 0

    def advance_status(self, incident: Incident, *steps: StepKind) -> None:
        for kind in steps:
            step = Step(kind, note="Rolled back", decline_reason=DeclineReason.FALSE_ALARM)
            change_status(self.context, delivery(), ANA, incident.id, step)


@pytest.fixture
def alerting(database: Database, clock: SettableClock) -> Alerting:
    return Alerting(database, clock, POLICY)


def test_alert_declares_an_incident(alerting: Alerting) -> None:
    alert = alerting.firing()
    alerting.report(alert)
    incident = alerting.incident
    assert (incident.title, incident.severity) == ("Checkout returns k", Severity.SEV2)
    assert incident.services == ("checkout",)
    assert incident.summary == "12 % of requests fail.\n\nhttps://prometheus.example.com/graph"
    assert (incident.declared_by, incident.commander) == (ACTOR, None)
    assert incident.milestones == {
        Milestone.IMPACT_STARTED: alert.started_at,
        Milestone.DETECTED: alert.started_at,
        Milestone.DECLARED: alerting.clock.now(),
    }
    declared, recorded = (each.event for each in alerting.context.records.timeline(incident.id))
    assert isinstance(declared, Declared)
    assert (declared.actor, recorded) == (
        ACTOR,
        AlertRecorded(
            actor=ACTOR,
            at=alerting.clock.now(),
            source="Alertmanager",
            title="Checkout returns k",
            link="https://prometheus.example.com/graph",
        ),
    )
    assert not alerting.context.records.participants(incident.id)
    assert alerting.enqueued("post_announcement") == 1


def test_more_alerts_are_counted_and_not_told_one_by_one(alerting: Alerting) -> None:
    alerts = [alerting.firing(name=str(number)) for number in range(27)]
    alerting.report(alerts[0])
    told = len(alerting.context.records.timeline(alerting.incident.id))
    for alert in alerts[1:]:
        alerting.report(alert)
    snapshot = alerting.context.records.snapshot(alerting.incident.id)
    assert snapshot.alerts is not None
    assert (snapshot.alerts.received, snapshot.alerts.firing) == (27, 27)
    assert snapshot.alerts.sources == {"Alertmanager": 27}
    assert len(alerting.context.records.timeline(alerting.incident.id)) == told
    alerting.clock.advance(10)
    alerting.work()
    # Nothing posts here, so the first waits and covers all others.
    assert alerting.enqueued("show_alerts") == 1
    assert 2 <= alerting.jobs_of("redraw_alert_line") <= 1 + 27 // 5


def test_all_resolved_is_told_once_with_the_time(alerting: Alerting) -> None:
    one, other = alerting.firing(name="a"), alerting.firing(name="b")
    alerting.report(one, other)
    alerting.report(alerting.resolved(one))
    assert [each.resolved for each in alerting.recorded(alerting.incident)] == [False]
    last = alerting.resolved(other)
    alerting.report(last)
    alerting.report(last)
    assert [each.resolved for each in alerting.recorded(alerting.incident)] == [False, True]
    snapshot = alerting.context.records.snapshot(alerting.incident.id)
    assert snapshot.alerts is not None
    assert snapshot.alerts.resolved_at == last.ended_at


def test_mitigation_takes_the_time_of_the_last_resolution(alerting: Alerting) -> None:
    alert = alerting.firing()
    alerting.report(alert)
    ended = alerting.resolved(alert)
    alerting.report(ended)
    alerting.clock.advance(600)
    step = Step(StepKind.MITIGATE, note="Rolled back", mitigated_at=ended.ended_at)
    change_status(alerting.context, delivery(), ANA, alerting.incident.id, step)
    assert alerting.incident.milestones[Milestone.MITIGATED] == ended.ended_at


@pytest.mark.parametrize("times", [2, 3])
def test_repeated_deliveries_change_nothing(alerting: Alerting, times: int) -> None:
    alert = alerting.firing()
    for _ in range(times):
        alerting.report(alert)
    for _ in range(times):
        with suppress(AlreadyHandled):
            alerting.accept(alerting.firing(key="other"), delivery_id="d-1")
        alerting.work()
    assert [each.title[-5:] for each in alerting.incidents] == ["rns k", "other"]
    assert [len(alerting.recorded(each)) for each in alerting.incidents] == [1, 1]


def test_after_mitigation_a_new_incident_links_the_old_one(alerting: Alerting) -> None:
    alert = alerting.firing()
    alerting.report(alert)
    alerting.report(alerting.resolved(alert))
    alerting.advance_status(alerting.incident, StepKind.INVESTIGATE, StepKind.MITIGATE)
    alerting.clock.advance(3600)
    alerting.report(alerting.firing())
    old, new = alerting.incidents
    assert [each.relation for each in alerting.context.records.related(ANA, new.id)] == [
        Relation.RELATED
    ]
    for here, there in ((old, new), (new, old)):
        events = [entry.event for entry in alerting.context.records.timeline(here.id)]
        assert [each.other for each in events if isinstance(each, Linked)] == [there.id]


def test_alerts_of_a_duplicate_go_to_its_original(alerting: Alerting) -> None:
    original = declare(
        alerting.context, delivery(), ANA, Declaration("Shop is down", Severity.SEV2)
    )
    alerting.report(alerting.firing())
    duplicate = alerting.incidents[1]
    step = Step(StepKind.DECLINE, decline_reason=DeclineReason.DUPLICATE, duplicate_of=original.id)
    change_status(alerting.context, delivery(), ANA, duplicate.id, step)
    alerting.report(alerting.firing(name="b"))
    assert len(alerting.incidents) == 2
    snapshot = alerting.context.records.snapshot(original.id)
    assert snapshot.alerts is not None
    assert snapshot.alerts.received == 2


def test_ignored_alerts_leave_nothing(alerting: Alerting) -> None:
    alerting.report(alerting.firing(severity="info"))
    assert not alerting.incidents
    with alerting.database.reading() as session:
        assert not session.scalars(select(AlertDeliveryRow)).all()


PAGING = replace(POLICY, rules=(AlertRule(action=AlertAction.DECLARE, page="Database on-call"),))


def pages(alerting: Alerting, incident: Incident) -> list[Paged]:
    entries = alerting.context.records.timeline(incident.id)
    return [each.event for each in entries if isinstance(each.event, Paged)]


def test_rule_pages_once_for_each_incident_that_it_declares(
    database: Database, clock: SettableClock
) -> None:
    alerting = Alerting(database, clock, PAGING)
    for name in ("a", "b", "a"):
        alerting.report(alerting.firing(name=name))
    (paged,) = pages(alerting, alerting.incident)
    assert (paged.actor, paged.service, paged.provider) == (ACTOR, "Database on-call", "PagerDuty")
    assert (paged.reason, paged.simulated) == ("Checkout returns k", False)
    assert alerting.enqueued(PageOncallService.kind) == 1
    alerting.report(alerting.firing("other"))
    one, other = alerting.incidents
    (again,) = pages(alerting, other)
    assert again.key != paged.key
    assert len(pages(alerting, one)) == 1


def test_storm_pages_once_for_what_it_brakes(database: Database, clock: SettableClock) -> None:
    alerting = Alerting(database, clock, PAGING)
    for key in range(7):
        alerting.report(alerting.firing(f"k{key}"))
    assert [len(pages(alerting, each)) for each in alerting.incidents] == [1, 1, 1, 1]


def test_rule_pages_nobody_for_a_drill(database: Database, clock: SettableClock) -> None:
    alerting = Alerting(database, clock, PAGING)
    alerting.report(replace(alerting.firing(), drill=True))
    (paged,) = pages(alerting, alerting.incident)
    assert paged.simulated
    assert alerting.enqueued(PageOncallService.kind) == 0


def test_on_call_service_that_was_removed_is_not_paged(
    database: Database, clock: SettableClock
) -> None:
    removed = replace(PAGING.rules[0], page="Mainframe")
    alerting = Alerting(database, clock, replace(PAGING, rules=(removed,)))
    alerting.report(alerting.firing())
    assert pages(alerting, alerting.incident) == []


def test_invisible_title_does_not_keep_an_incident_from_being_declared(
    alerting: Alerting,
) -> None:
    alerting.report(replace(alerting.firing(), title="\u2800"))
    assert alerting.incident.title == "Alert of alertmanager"


def test_note_goes_to_the_open_incident_of_the_service(alerting: Alerting) -> None:
    alerting.report(alerting.firing(key="early", severity="note"))
    assert not alerting.incidents
    declared = declare(
        alerting.context,
        delivery(),
        ANA,
        Declaration("Shop is down", Severity.SEV3, services=("checkout",)),
    )
    alerting.report(alerting.firing(key="late", severity="note"))
    alerting.report(alerting.firing(key="other", severity="note", service="payments"))
    assert [each.title for each in alerting.recorded(declared)] == ["Checkout returns late"]


def test_note_is_not_put_on_a_private_incident(alerting: Alerting) -> None:
    secret = declare(
        alerting.context,
        delivery(),
        ANA,
        Declaration("Leak", Severity.SEV3, services=("checkout",), private=True),
    )
    alerting.report(alerting.firing(severity="note"))
    assert not alerting.recorded(secret)


def test_storm_becomes_one_incident(alerting: Alerting) -> None:
    for number in range(8):
        alerting.report(alerting.firing(key=str(number)))
    assert [each.title for each in alerting.incidents] == [
        "Checkout returns 0",
        "Checkout returns 1",
        "Checkout returns 2",
        "Many alerts from Alertmanager",
    ]
    storm = alerting.incidents[-1]
    assert [(each.title[-1], each.braked) for each in alerting.recorded(storm)] == [
        (str(number), True) for number in range(3, 8)
    ]
    alerting.clock.advance(11 * 60)
    alerting.report(alerting.firing(key="later"))
    assert alerting.incidents[-1].title == "Checkout returns later"


def test_storm_is_as_severe_as_its_worst_alert(alerting: Alerting) -> None:
    for number in range(4):
        alerting.report(alerting.firing(key=str(number)))
    storm = alerting.incidents[-1]
    assert storm.severity is Severity.SEV2
    rules = (AlertRule(action=AlertAction.DECLARE, severity=Severity.SEV1),)
    worse = Alerting(alerting.database, alerting.clock, replace(POLICY, rules=rules))
    worse.report(worse.firing(key="worst"))
    assert alerting.incidents[-1].severity is Severity.SEV1
    events = [entry.event for entry in alerting.context.records.timeline(storm.id)]
    assert [each.actor for each in events if isinstance(each, SeverityChanged)] == [ACTOR]


def test_drills_have_a_brake_of_their_own(alerting: Alerting) -> None:
    for number in range(6):
        alerting.report(replace(alerting.firing(key=f"drill-{number}"), drill=True))
    assert [each.kind for each in alerting.incidents] == [Kind.DRILL] * 3
    for number in range(3):
        alerting.report(alerting.firing(key=f"real-{number}"))
    assert [each.title for each in alerting.incidents[3:]] == [
        f"Checkout returns real-{number}" for number in range(3)
    ]
    alerting.report(alerting.firing(key="real-3"))
    storm = alerting.incidents[-1]
    assert (storm.kind, storm.services) == (Kind.REAL, ("checkout",))


def test_drill_alert_makes_a_drill_only(alerting: Alerting) -> None:
    real = declare(
        alerting.context,
        delivery(),
        ANA,
        Declaration("Shop is down", Severity.SEV3, services=("checkout",)),
    )
    drill = partial(replace, drill=True)
    alerting.report(drill(alerting.firing(severity="note")))
    alerting.report(drill(alerting.firing(severity="odd")))
    assert not alerting.recorded(real)
    alerting.report(drill(alerting.firing()))
    exercise = alerting.incidents[-1]
    assert exercise.kind is Kind.DRILL
    started = [each.event for each in alerting.context.records.timeline(exercise.id)]
    assert [each.team for each in started if isinstance(each, DrillStarted)] == [(ANA,)]
    alerting.report(alerting.firing())
    assert [each.kind for each in alerting.incidents] == [Kind.REAL, Kind.DRILL, Kind.REAL]


def proposed(alerting: Alerting) -> ProposalRef:
    with alerting.database.reading() as session:
        row = session.scalars(select(AlertGroupRow)).one()
        return ProposalRef(AlertGroupId(row.id), row.proposals)


CARD = RefreshAlertCard(AlertGroupId(1)).request()


def test_proposal_is_posted_once_and_counts(alerting: Alerting) -> None:
    for name in "abc":
        alerting.report(alerting.firing(name=name, severity="odd"))
    assert not alerting.incidents
    assert alerting.enqueued("post_alert_card") == 1
    found = alerting.context.records.proposed_alerts(proposed(alerting).group_id)
    assert found is not None
    assert (found.group.received, found.group.proposal) == (3, ProposalState.OPEN)
    assert (found.group.services, found.group.severity) == (("checkout",), Severity.SEV3)


def test_declaring_from_a_card_takes_its_alerts(alerting: Alerting) -> None:
    alert = alerting.firing(severity="odd")
    alerting.report(alert)
    declaration = Declaration("Shop is down", Severity.SEV2)
    incident = declare_proposed(
        alerting.context, delivery(), BOB, proposed(alerting), declaration, card=CARD
    )
    assert incident.declared_by == BOB
    assert incident.milestones[Milestone.IMPACT_STARTED] == alert.started_at
    alerting.report(alerting.firing(name="b", severity="odd"))
    snapshot = alerting.context.records.snapshot(incident.id)
    assert snapshot.alerts is not None
    assert snapshot.alerts.received == 2
    assert len(alerting.incidents) == 1


def test_attaching_a_card_to_an_incident(alerting: Alerting) -> None:
    incident = declare(
        alerting.context, delivery(), ANA, Declaration("Shop is down", Severity.SEV3)
    )
    alerting.report(alerting.firing(severity="odd"))
    ref = proposed(alerting)
    attach_proposed(alerting.context, delivery(), BOB, ref, incident.id, card=CARD)
    (recorded,) = alerting.recorded(incident)
    assert (recorded.actor, recorded.source) == (BOB, "Alertmanager")
    found = alerting.context.records.proposed_alerts(ref.group_id)
    assert found is not None
    assert (found.group.proposal, found.group.decided_by) == (ProposalState.ATTACHED, BOB)


def test_alerts_are_not_attached_where_they_do_not_belong(alerting: Alerting) -> None:
    secret = declare(
        alerting.context, delivery(), ANA, Declaration("Leak", Severity.SEV3, private=True)
    )
    exercise = declare(
        alerting.context, delivery(), ANA, Declaration("Fire", Severity.SEV3, kind=Kind.DRILL)
    )
    over = declare(alerting.context, delivery(), ANA, Declaration("Old", Severity.SEV3))
    alerting.advance_status(over, StepKind.INVESTIGATE, StepKind.MITIGATE)
    alerting.report(alerting.firing(severity="odd"))
    ref = proposed(alerting)
    for incident, refusal in (
        (secret, InvalidField),
        (exercise, InvalidField),
        (over, NotAllowedInStatus),
    ):
        with pytest.raises(refusal):
            attach_proposed(alerting.context, delivery(), BOB, ref, incident.id, card=CARD)
    found = alerting.context.records.proposed_alerts(ref.group_id)
    assert found is not None
    assert found.group.proposal is ProposalState.OPEN


Decide = Callable[[AppContext, UserId, ProposalRef], object]


def _dismiss(context: AppContext, user: UserId, ref: ProposalRef) -> None:
    dismiss_proposed(context, delivery(), user, ref, card=CARD)


def _mute(context: AppContext, user: UserId, ref: ProposalRef) -> None:
    mute_proposed(context, delivery(), user, ref, card=CARD)


@pytest.mark.parametrize(
    ("decide", "quiet_for"),
    [(_dismiss, timedelta(hours=3)), (_mute, timedelta(minutes=59))],
)
def test_decided_alerts_are_not_proposed_again(
    alerting: Alerting, decide: Decide, quiet_for: timedelta
) -> None:
    first = alerting.firing(severity="odd")
    alerting.report(first)
    ref = proposed(alerting)
    decide(alerting.context, BOB, ref)
    with pytest.raises(AlertsDecided):
        decide(alerting.context, ANA, ref)
    alerting.clock.advance(quiet_for.total_seconds())
    second = alerting.firing(name="b", severity="odd")
    alerting.report(second)
    assert alerting.enqueued("post_alert_card") == 1
    alerting.report(*map(alerting.resolved, (first, second)))
    alerting.clock.advance(3600)
    alerting.report(alerting.firing(severity="odd"))
    assert alerting.enqueued("post_alert_card") == 2


def test_resolved_alerts_settle_their_card(alerting: Alerting) -> None:
    alert = alerting.firing(severity="odd")
    alerting.report(alert)
    alerting.report(alerting.resolved(alert))
    with pytest.raises(AlertsDecided):
        _dismiss(alerting.context, BOB, proposed(alerting))


def test_two_people_decide_about_a_card_at_once(alerting: Alerting) -> None:
    alerting.report(alerting.firing(severity="odd"))
    ref, declaration = proposed(alerting), Declaration("Shop is down", Severity.SEV3)

    def declares(user: UserId) -> Incident:
        return retry_while_busy(
            lambda: declare_proposed(
                alerting.context, delivery(), user, ref, declaration, card=CARD
            )
        )

    results = run_at_once(partial(declares, ANA), partial(declares, BOB))
    assert sorted(type(each).__name__ for each in results) == ["AlertsDecided", "Incident"]
    assert len(alerting.incidents) == 1


def test_two_alerts_of_a_key_at_once_make_one_incident(alerting: Alerting) -> None:
    """As two worker processes would handle them."""
    for name in "ab":
        alerting.accept(alerting.firing(name=name))

    def works() -> None:
        for _ in range(20):
            retry_while_busy(lambda: alerting.jobs.run_next(alerting.run_job))

    results = run_at_once(works, works, works)
    assert results == [None] * 3
    assert len(alerting.incidents) == 1
    snapshot = alerting.context.records.snapshot(alerting.incident.id)
    assert snapshot.alerts is not None
    assert snapshot.alerts.received == 2


def test_many_sources_of_threads_declare_each_key_once(alerting: Alerting) -> None:
    def sends(number: int) -> None:
        for name in "ab":
            alert = alerting.firing(key=str(number % 2), name=f"{name}{number}")
            retry_while_busy(partial(alerting.accept, alert))
            retry_while_busy(lambda: alerting.jobs.run_next(alerting.run_job))

    results = run_at_once(*(partial(sends, number) for number in range(4)))
    assert results == [None] * 4
    alerting.work()
    assert [each.title for each in sorted(alerting.incidents, key=lambda each: each.title)] == [
        "Checkout returns 0",
        "Checkout returns 1",
    ]
    counted = [alerting.context.records.snapshot(each.id).alerts for each in alerting.incidents]
    assert [each and each.received for each in counted] == [4, 4]


class Killed(BaseException):
    """Stands for a process that ends here: nothing after it runs."""


@pytest.mark.parametrize("point", ["before", "after"])
def test_alert_that_was_accepted_takes_effect_once_whenever_its_worker_dies(
    alerting: Alerting, point: str
) -> None:
    alerting.accept(alerting.firing())
    deadly = alerting.run_job

    def dies(unit: object, due: object) -> None:
        if point == "after":
            deadly(unit, due)  # type: ignore[arg-type]
        raise Killed

    for _ in range(2):
        with pytest.raises(Killed):
            alerting.jobs.run_next(dies)
        assert not alerting.incidents
    alerting.work()
    alerting.work()
    assert len(alerting.recorded(alerting.incident)) == 1
    assert alerting.enqueued("post_announcement") == 1


def test_every_delivery_has_a_job_of_its_own(alerting: Alerting) -> None:
    """Numbers of deleted rows may come again, and a job runs once for each key."""
    for number in range(3):
        alerting.report(alerting.firing(name=str(number)))
    snapshot = alerting.context.records.snapshot(alerting.incident.id)
    assert snapshot.alerts is not None
    assert snapshot.alerts.received == 3


def test_waiting_alerts_of_a_key_are_handled_together_in_order(alerting: Alerting) -> None:
    alerts = [alerting.firing(name=str(number)) for number in range(5)]
    for alert in alerts:
        alerting.accept(alert)
        alerting.clock.advance(1)
    alerting.accept(*map(alerting.resolved, alerts))
    assert alerting.jobs.run_next(alerting.run_job)
    assert [each.number for each in alerting.recorded(alerting.incident)] == [5]
    with alerting.database.reading() as session:
        assert len(session.scalars(select(AlertDeliveryRow)).all()) == 1
    alerting.work()
    snapshot = alerting.context.records.snapshot(alerting.incident.id)
    assert snapshot.alerts is not None
    assert (snapshot.alerts.received, snapshot.alerts.firing) == (5, 0)
    assert [each.resolved for each in alerting.recorded(alerting.incident)] == [False, True]


def test_alerts_that_cannot_be_handled_hold_up_no_others(alerting: Alerting) -> None:
    for name in "abc":
        alerting.accept(alerting.firing(name=name))
        alerting.clock.advance(1)
    with alerting.database.writing() as session:
        rows = session.scalars(
            select(AlertDeliveryRow).order_by(AlertDeliveryRow.received_at)
        ).all()
        rows[1].alerts = [{"nonsense": 1}]
    assert alerting.jobs.run_next(alerting.run_job)
    with pytest.raises(JobFailed) as failed:
        alerting.jobs.run_next(alerting.run_job)
    alerting.jobs.mark_failed(failed.value.key, "nonsense")
    alerting.work()
    snapshot = alerting.context.records.snapshot(alerting.incident.id)
    assert snapshot.alerts is not None
    assert snapshot.alerts.received == 2


def test_job_of_handled_alerts_does_nothing(alerting: Alerting) -> None:
    alerting.accept(alerting.firing())
    with alerting.database.reading() as session:
        delivery_id = session.scalars(select(AlertDeliveryRow.id)).one()
    alerting.work()
    with alerting.context.units(delivery()) as unit:
        job = HandleAlerts(delivery_id)  # type: ignore[arg-type]
        unit.schedule(replace(job.at(alerting.clock.now()), key="again"))
    alerting.work()
    assert len(alerting.incidents) == 1


def test_old_traces_of_alerts_are_deleted_and_those_of_incidents_stay(alerting: Alerting) -> None:
    alert, quiet = alerting.firing(), alerting.firing(key="quiet", severity="odd")
    alerting.report(alert)
    alerting.report(quiet)
    alerting.report(alerting.resolved(quiet))
    burning = alerting.firing(key="burning", severity="odd")
    alerting.report(burning)
    alerting.clock.advance(timedelta(days=31).total_seconds())
    alerting.accept(alerting.firing(name="b"))
    deletion = DeleteOldRecords(alerting.clock.now().date())
    with alerting.context.units(delivery()) as unit:
        unit.schedule(deletion.at(alerting.clock.now()))
    alerting.work()
    with alerting.database.reading() as session:
        keys = session.scalars(select(AlertGroupRow.alert_key).order_by(AlertGroupRow.id)).all()
        assert keys == ["k", "burning"]
        assert not session.scalars(select(AlertDeclarationRow)).all()
    assert alerting.jobs_of("handle_alerts") == 1
    snapshot = alerting.context.records.snapshot(alerting.incident.id)
    assert snapshot.alerts is not None
    assert snapshot.alerts.received == 2


def test_incident_that_became_private_is_still_counted(alerting: Alerting) -> None:
    alerting.report(alerting.firing())
    make_private(alerting.context, delivery(), ANA, alerting.incident.id)
    alerting.report(alerting.firing(name="b"))
    assert len(alerting.incidents) == 1


def test_alerts_are_stored_only_while_their_token_is_valid(alerting: Alerting) -> None:
    tokens, clock = StoredApiTokens(alerting.database), alerting.clock
    expires_at = clock.now() + timedelta(days=1)
    token, secret = create_token(tokens, clock, "one", [alerts_scope("alertmanager")], expires_at)
    revoked_token, revoked = create_token(tokens, clock, "other", [alerts_scope("alertmanager")])

    def accept(presented: str) -> None:
        accept_alerts(
            alerting.context,
            SOURCE,
            [alerting.firing()],
            "",
            handle_at_once,
            token_hash=hash_secret(presented),
        )

    accept(secret)
    accept(revoked)
    tokens.revoke(revoked_token.id, clock.now())
    for presented in (revoked, "unknown"):
        with pytest.raises(InvalidTokenError):
            accept(presented)
    clock.set(expires_at)
    assert not token.is_valid(clock.now())
    with pytest.raises(InvalidTokenError):
        accept(secret)
    with alerting.database.reading() as session:
        assert len(session.scalars(select(AlertDeliveryRow)).all()) == 2
    assert alerting.jobs_of("handle_alerts") == 2
