import pytest

from firefighter.domain.errors import AlreadyHandled, InvalidField
from firefighter.domain.events import Declared
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.ports.house import House
from firefighter.ports.store import DeliveryId
from firefighter.store.database import Database
from firefighter.usecases.declare import Declaration, declare
from tests.clock import START
from tests.store.contents import contents
from tests.store.desk import delivery
from tests.usecases.houses import effects_on_record

THREAD = ["post_announcement", "post_panel"]
ROOM = ["create_room", "post_panel", "pin_panel", "set_topic", "invite_people"]


def test_what_was_declared_is_on_record(house: House, ana: UserId) -> None:
    declaration = Declaration(
        " Checkout\nis slow ", Severity.SEV2, "Since noon", ("payments", "checkout")
    )
    declared = declare(house, delivery(), ana, declaration)
    incident = house.records.snapshot(declared.id).incident
    assert (incident.id, incident.reference, incident.version) == (1, "INC-1", 1)
    assert (incident.title, incident.summary) == ("Checkout is slow", "Since noon")
    assert (incident.severity, incident.status) == (Severity.SEV2, Status.OPEN)
    assert incident.services == ("payments", "checkout")
    assert incident.declared_by == ana
    assert incident.milestones == {Milestone.DETECTED: START, Milestone.DECLARED: START}
    assert house.records.timeline(declared.id) == (
        Entry(
            Declared(actor=ana, at=START, title="Checkout is slow", severity=Severity.SEV2), START
        ),
    )


@pytest.mark.parametrize(
    ("severity", "private", "effects"),
    [
        (Severity.SEV1, False, THREAD + ROOM),
        (Severity.SEV4, False, THREAD),
        (Severity.SEV4, True, ROOM),
    ],
)
def test_what_has_to_be_done_outside_is_on_record(
    house: House,
    ana: UserId,
    sqlite_database: Database,
    severity: Severity,
    *,
    private: bool,
    effects: list[str],
) -> None:
    declare(house, delivery(), ana, Declaration("Slow", severity, private=private))
    assert effects_on_record(sqlite_database) == effects


def test_a_title_too_long_is_kept_whole_in_the_summary(house: House, ana: UserId) -> None:
    typed = "Checkout is slow " * 20
    declared = declare(house, delivery(), ana, Declaration(typed, Severity.SEV3))
    incident = house.records.snapshot(declared.id).incident
    assert incident.title.endswith("…")
    assert incident.summary == typed.strip()


def test_a_drill_is_on_record_as_one(house: House, ana: UserId) -> None:
    declared = declare(house, delivery(), ana, Declaration("Fire", Severity.SEV3, kind=Kind.DRILL))
    assert house.records.snapshot(declared.id).incident.kind is Kind.DRILL


@pytest.mark.parametrize(
    ("declaration", "field"),
    [
        (Declaration(" \n\x00 ", Severity.SEV1), "title"),
        (Declaration("Slow", Severity.SEV1, services=("checkout", "nonsense")), "services"),
    ],
)
def test_what_cannot_be_declared_leaves_nothing(
    house: House, ana: UserId, sqlite_database: Database, declaration: Declaration, field: str
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(InvalidField) as refused:
        declare(house, delivery(), ana, declaration)
    assert refused.value.name == field
    assert contents(sqlite_database) == before


def test_a_declaration_that_is_delivered_again_declares_nothing(
    house: House, ana: UserId, sqlite_database: Database
) -> None:
    once = DeliveryId("Ev1")
    declare(house, once, ana, Declaration("Slow", Severity.SEV3))
    before = contents(sqlite_database)
    with pytest.raises(AlreadyHandled):
        declare(house, once, ana, Declaration("Slow", Severity.SEV3))
    assert contents(sqlite_database) == before
