"""Each verb, and what is on record after it."""

from datetime import timedelta

from firefighter.domain.events import (
    Classified,
    Described,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
)
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Cancellation, Incident
from firefighter.domain.lifecycle import CancelReason, Status, Step, Trigger
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.ports.house import House
from firefighter.store.database import Database
from firefighter.usecases.assign_role import hand_over, step_down, take_role
from firefighter.usecases.change_severity import change_severity
from firefighter.usecases.change_status import change_status
from firefighter.usecases.classify import classify
from firefighter.usecases.declare import Declaration, declare
from firefighter.usecases.describe import describe
from tests.clock import START, SettableClock
from tests.store.desk import delivery
from tests.usecases.houses import effects_on_record

NOW = START + timedelta(seconds=60)
SCRIBE = RoleKey("scribe")


def on_record(house: House, incident: Incident) -> Incident:
    return house.records.snapshot(incident.id).incident


def last_event(house: House, incident: Incident) -> object:
    return house.records.timeline(incident.id)[-1].event


def test_a_step_of_the_lifecycle(house: House, incident: Incident, bob: UserId) -> None:
    change_status(house, delivery(), bob, incident.id, Step(Trigger.MITIGATE, " Rolled back. "))
    changed = on_record(house, incident)
    assert (changed.status, changed.mitigation, changed.version) == (
        Status.MITIGATED,
        "Rolled back.",
        2,
    )
    assert changed.milestones[Milestone.MITIGATED] == NOW
    assert last_event(house, incident) == StatusChanged(
        actor=bob,
        at=NOW,
        trigger=Trigger.MITIGATE,
        before=Status.OPEN,
        after=Status.MITIGATED,
        note="Rolled back.",
    )


def test_cancelling_as_a_duplicate(house: House, incident: Incident, ana: UserId) -> None:
    original = declare(house, delivery(), ana, Declaration("The same", Severity.SEV3))
    step = Step(Trigger.CANCEL, cancel_reason=CancelReason.DUPLICATE, duplicate_of=original.id)
    change_status(house, delivery(), ana, incident.id, step)
    assert on_record(house, incident).cancellation == Cancellation(
        CancelReason.DUPLICATE, original.id
    )


def test_a_commander_closing_against_the_checklist(
    house: House, ana: UserId, clock: SettableClock
) -> None:
    incident = declare(house, delivery(), ana, Declaration("Down", Severity.SEV2))
    take_role(house, delivery(), ana, incident.id, COMMANDER, seen=None)
    for trigger in (Trigger.MITIGATE, Trigger.START_POSTMORTEM, Trigger.CLOSE):
        change_status(house, delivery(), ana, incident.id, Step(trigger, "It was nothing."))
    event = last_event(house, incident)
    assert isinstance(event, StatusChanged)
    assert event.overridden
    assert on_record(house, incident).milestones[Milestone.CLOSED] == clock.now()


def test_a_severity_that_opens_a_room(
    house: House, incident: Incident, ana: UserId, sqlite_database: Database
) -> None:
    before = len(effects_on_record(sqlite_database))
    change_severity(
        house,
        delivery(),
        ana,
        incident.id,
        seen=Severity.SEV3,
        severity=Severity.SEV1,
        reason=" Nobody can pay. ",
    )
    changed = on_record(house, incident)
    assert (changed.severity, changed.has_room) == (Severity.SEV1, True)
    assert changed.policy == house.rules.policy(Severity.SEV1)
    assert last_event(house, incident) == SeverityChanged(
        actor=ana,
        at=NOW,
        before=Severity.SEV3,
        after=Severity.SEV1,
        reason="Nobody can pay.",
        opens_room=True,
    )
    assert effects_on_record(sqlite_database)[before:] == [
        "post_line",
        "create_room",
        "post_panel",
        "pin_panel",
        "set_topic",
        "invite_people",
        "refresh_card",
        "refresh_card",
    ]


def test_a_role_taken_handed_over_and_left(
    house: House, incident: Incident, ana: UserId, bob: UserId
) -> None:
    take_role(house, delivery(), ana, incident.id, SCRIBE, seen=None)
    assert on_record(house, incident).holders == {SCRIBE: ana}
    hand_over(house, delivery(), ana, incident.id, SCRIBE, to=bob)
    assert on_record(house, incident).holders == {SCRIBE: bob}
    step_down(house, delivery(), bob, incident.id, SCRIBE)
    assert on_record(house, incident).holders == {}
    assert last_event(house, incident) == RoleChanged(
        actor=bob, at=NOW, role=SCRIBE, before=bob, after=None
    )


def test_a_summary(house: House, incident: Incident, bob: UserId) -> None:
    describe(house, delivery(), bob, incident.id, " Carts stay\nempty.\x07 ")
    assert on_record(house, incident).summary == "Carts stay\nempty."
    assert last_event(house, incident) == Described(actor=bob, at=NOW, summary="Carts stay\nempty.")


def test_a_classification(house: House, incident: Incident, bob: UserId) -> None:
    classify(house, delivery(), bob, incident.id, trigger="traffic", failure_class="capacity")
    changed = on_record(house, incident)
    assert (changed.trigger, changed.failure_class) == ("traffic", "capacity")
    assert last_event(house, incident) == Classified(
        actor=bob, at=NOW, trigger="traffic", failure_class="capacity"
    )


def test_ten_changes_are_told_ten_times_and_drawn_once(
    house: House, incident: Incident, ana: UserId, sqlite_database: Database
) -> None:
    for number in range(10):
        describe(house, delivery(), ana, incident.id, f"Version {number}")
    effects = effects_on_record(sqlite_database)
    assert effects.count("post_line") == 10
    assert effects.count("refresh_card") == 2  # the announcement, and the panel in its thread
