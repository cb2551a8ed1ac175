import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import AlreadyHandled, InvalidField
from firefighter.domain.events import Declared
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.declare import Declaration, declare
from tests.adapters.store.store_client import delivery
from tests.adapters.store.table_contents import contents
from tests.clock import START
from tests.use_cases.contexts import effects_on_record

THREAD = ["post_announcement", "post_panel"]
CHANNEL = ["create_channel", "post_panel", "pin_panel", "set_topic", "invite_people"]


def test_declaration_is_recorded(context: AppContext, ana: UserId) -> None:
    declaration = Declaration(
        " Checkout\nis slow ", Severity.SEV2, "Since noon", ("payments", "checkout")
    )
    declared = declare(context, delivery(), ana, declaration)
    incident = context.records.snapshot(declared.id).incident
    assert (incident.id, incident.reference, incident.version) == (1, "INC-1", 1)
    assert (incident.title, incident.summary) == ("Checkout is slow", "Since noon")
    assert (incident.severity, incident.status) == (Severity.SEV2, Status.OPEN)
    assert incident.services == ("payments", "checkout")
    assert incident.declared_by == ana
    assert incident.milestones == {Milestone.DETECTED: START, Milestone.DECLARED: START}
    assert context.records.timeline(declared.id) == (
        Entry(
            Declared(actor=ana, at=START, title="Checkout is slow", severity=Severity.SEV2), START
        ),
    )


@pytest.mark.parametrize(
    ("severity", "private", "effects"),
    [
        (Severity.SEV1, False, THREAD + CHANNEL),
        (Severity.SEV4, False, THREAD),
        (Severity.SEV4, True, CHANNEL),
    ],
)
def test_effects_of_a_declaration_are_enqueued(
    context: AppContext,
    ana: UserId,
    sqlite_database: Database,
    severity: Severity,
    *,
    private: bool,
    effects: list[str],
) -> None:
    declare(context, delivery(), ana, Declaration("Slow", severity, private=private))
    assert effects_on_record(sqlite_database) == effects


def test_long_title_is_kept_in_the_summary(context: AppContext, ana: UserId) -> None:
    typed = "Checkout is slow " * 20
    declared = declare(context, delivery(), ana, Declaration(typed, Severity.SEV3))
    incident = context.records.snapshot(declared.id).incident
    assert incident.title.endswith("…")
    assert incident.summary == typed.strip()


def test_drill_is_recorded_as_a_drill(context: AppContext, ana: UserId) -> None:
    declared = declare(
        context, delivery(), ana, Declaration("Fire", Severity.SEV3, kind=Kind.DRILL)
    )
    assert context.records.snapshot(declared.id).incident.kind is Kind.DRILL


@pytest.mark.parametrize(
    ("declaration", "field"),
    [
        (Declaration(" \n\x00 ", Severity.SEV1), "title"),
        (Declaration("Slow", Severity.SEV1, services=("checkout", "nonsense")), "services"),
    ],
)
def test_refused_declaration_changes_nothing(
    context: AppContext,
    ana: UserId,
    sqlite_database: Database,
    declaration: Declaration,
    field: str,
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(InvalidField) as refused:
        declare(context, delivery(), ana, declaration)
    assert refused.value.name == field
    assert contents(sqlite_database) == before


def test_declaration_delivered_twice_declares_once(
    context: AppContext, ana: UserId, sqlite_database: Database
) -> None:
    once = DeliveryId("Ev1")
    declare(context, once, ana, Declaration("Slow", Severity.SEV3))
    before = contents(sqlite_database)
    with pytest.raises(AlreadyHandled):
        declare(context, once, ana, Declaration("Slow", Severity.SEV3))
    assert contents(sqlite_database) == before
