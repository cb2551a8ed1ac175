"""Each use case, and what is recorded by it."""

from datetime import timedelta

from firefighter.adapters.store.database import Database
from firefighter.domain.events import (
    Classified,
    Described,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
)
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Decline, DeclineReason, Status, Step, StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.domain.taxonomy import Classification
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.declare import Declaration, classify, declare, describe
from firefighter.use_cases.roles import hand_over, step_down, take_role
from firefighter.use_cases.severity import change_severity
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import delivery
from tests.clock import START, SettableClock
from tests.use_cases.contexts import effects_on_record

NOW = START + timedelta(seconds=60)
SCRIBE = RoleKey("scribe")


def on_record(context: AppContext, incident: Incident) -> Incident:
    return context.records.snapshot(incident.id).incident


def last_event(context: AppContext, incident: Incident) -> object:
    return context.records.timeline(incident.id)[-1].event


def test_status_change_is_recorded(context: AppContext, incident: Incident, bob: UserId) -> None:
    change_status(context, delivery(), bob, incident.id, Step(StepKind.MITIGATE, " Rolled back. "))
    changed = on_record(context, incident)
    assert (changed.status, changed.mitigation, changed.version) == (
        Status.MITIGATED,
        "Rolled back.",
        2,
    )
    assert changed.milestones[Milestone.MITIGATED] == NOW
    assert last_event(context, incident) == StatusChanged(
        actor=bob,
        at=NOW,
        step_kind=StepKind.MITIGATE,
        before=Status.OPEN,
        after=Status.MITIGATED,
        note="Rolled back.",
    )


def test_declining_as_a_duplicate_is_recorded(
    context: AppContext, incident: Incident, ana: UserId
) -> None:
    original = declare(context, delivery(), ana, Declaration("The same", Severity.SEV3))
    step = Step(StepKind.DECLINE, decline_reason=DeclineReason.DUPLICATE, duplicate_of=original.id)
    change_status(context, delivery(), ana, incident.id, step)
    assert on_record(context, incident).declined == Decline(DeclineReason.DUPLICATE, original.id)


def test_commander_can_close_without_completing_the_checklist(
    context: AppContext, ana: UserId, clock: SettableClock
) -> None:
    incident = declare(context, delivery(), ana, Declaration("Down", Severity.SEV2))
    take_role(context, delivery(), ana, incident.id, COMMANDER, seen=None)
    for step_kind in (StepKind.MITIGATE, StepKind.START_POSTMORTEM, StepKind.CLOSE):
        change_status(context, delivery(), ana, incident.id, Step(step_kind, "It was nothing."))
    event = last_event(context, incident)
    assert isinstance(event, StatusChanged)
    assert event.overridden
    assert on_record(context, incident).milestones[Milestone.CLOSED] == clock.now()


def test_raised_severity_opens_a_channel(
    context: AppContext, incident: Incident, ana: UserId, sqlite_database: Database
) -> None:
    before = len(effects_on_record(sqlite_database))
    change_severity(
        context,
        delivery(),
        ana,
        incident.id,
        seen=Severity.SEV3,
        severity=Severity.SEV1,
        reason=" Nobody can pay. ",
    )
    changed = on_record(context, incident)
    assert (changed.severity, changed.has_channel) == (Severity.SEV1, True)
    assert changed.policy == context.rules.policy(Severity.SEV1)
    assert last_event(context, incident) == SeverityChanged(
        actor=ana,
        at=NOW,
        before=Severity.SEV3,
        after=Severity.SEV1,
        reason="Nobody can pay.",
        opens_channel=True,
    )
    assert effects_on_record(sqlite_database)[before:] == [
        "post_line",
        "create_channel",
        "post_panel",
        "pin_panel",
        "set_topic",
        "invite_people",
        "refresh_card",
        "refresh_card",
        "resolve_nudge",
    ]


def test_role_is_taken_handed_over_and_given_up(
    context: AppContext, incident: Incident, ana: UserId, bob: UserId
) -> None:
    take_role(context, delivery(), ana, incident.id, SCRIBE, seen=None)
    assert on_record(context, incident).holders == {SCRIBE: ana}
    hand_over(context, delivery(), ana, incident.id, SCRIBE, to=bob)
    assert on_record(context, incident).holders == {SCRIBE: bob}
    step_down(context, delivery(), bob, incident.id, SCRIBE)
    assert on_record(context, incident).holders == {}
    assert last_event(context, incident) == RoleChanged(
        actor=bob, at=NOW, role=SCRIBE, before=bob, after=None
    )


def test_summary_is_recorded(context: AppContext, incident: Incident, bob: UserId) -> None:
    describe(context, delivery(), bob, incident.id, " Carts stay\nempty.\x07 ")
    assert on_record(context, incident).summary == "Carts stay\nempty."
    assert last_event(context, incident) == Described(
        actor=bob, at=NOW, summary="Carts stay\nempty."
    )


def test_classification_is_recorded(context: AppContext, incident: Incident, bob: UserId) -> None:
    classify(context, delivery(), bob, incident.id, Classification("traffic", "capacity"))
    changed = on_record(context, incident)
    assert (changed.trigger, changed.failure_class) == ("traffic", "capacity")
    assert last_event(context, incident) == Classified(
        actor=bob, at=NOW, trigger="traffic", failure_class="capacity"
    )


def test_ten_changes_post_ten_lines_and_one_refresh(
    context: AppContext, incident: Incident, ana: UserId, sqlite_database: Database
) -> None:
    for number in range(10):
        describe(context, delivery(), ana, incident.id, f"Version {number}")
    effects = effects_on_record(sqlite_database)
    assert effects.count("post_line") == 10
    assert effects.count("refresh_card") == 2  # the announcement, and the panel in its thread
