"""A verb that is refused says so, and leaves nothing, not even the delivery."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from firefighter.domain.errors import (
    AlreadySo,
    Incomplete,
    InvalidField,
    NotAllowed,
    NotTheHolder,
    Overtaken,
    Refused,
    UnknownIncident,
)
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Step, Trigger
from firefighter.domain.severity import Severity
from firefighter.ports.house import House
from firefighter.store.database import Database
from firefighter.usecases.assign_role import hand_over, step_down, take_role
from firefighter.usecases.change_severity import change_severity
from firefighter.usecases.change_status import change_status
from firefighter.usecases.describe import describe
from tests.store.contents import contents
from tests.store.desk import delivery

ANA, BOB = UserId("U0ANA"), UserId("U0BOB")
SCRIBE = RoleKey("scribe")
NOWHERE = IncidentId(404)


@dataclass(frozen=True)
class Visit:
    house: House
    id: IncidentId

    def step(self, step: Step) -> None:
        change_status(self.house, delivery(), ANA, self.id, step)

    def severity(self, seen: Severity, severity: Severity) -> None:
        change_severity(
            self.house, delivery(), ANA, self.id, seen=seen, severity=severity, reason="It grows"
        )

    def take(self, seen: UserId | None) -> None:
        take_role(self.house, delivery(), ANA, self.id, SCRIBE, seen=seen)

    def give(self, to: UserId) -> None:
        hand_over(self.house, delivery(), ANA, self.id, SCRIBE, to=to)

    def leave(self) -> None:
        step_down(self.house, delivery(), ANA, self.id, SCRIBE)

    def describe(self, summary: str) -> None:
        describe(self.house, delivery(), ANA, self.id, summary)


def duplicate_of(original: IncidentId) -> Step:
    return Step(Trigger.CANCEL, cancel_reason=CancelReason.DUPLICATE, duplicate_of=original)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (lambda visit: visit.step(Step(Trigger.CLOSE)), NotAllowed),
        (lambda visit: visit.step(Step(Trigger.MITIGATE, " \n")), Incomplete),
        (lambda visit: visit.step(duplicate_of(visit.id)), InvalidField),
        (lambda visit: visit.step(duplicate_of(NOWHERE)), InvalidField),
        (lambda visit: visit.severity(Severity.SEV3, Severity.SEV3), AlreadySo),
        (lambda visit: visit.severity(Severity.SEV2, Severity.SEV1), Overtaken),
        (lambda visit: visit.take(BOB), Overtaken),
        (lambda visit: visit.give(BOB), NotTheHolder),
        (lambda visit: visit.leave(), NotTheHolder),
        (lambda visit: visit.describe("\x00 "), InvalidField),
        (lambda visit: visit.describe(""), InvalidField),
    ],
)
def test_a_refusal_leaves_nothing(
    house: House,
    incident: Incident,
    sqlite_database: Database,
    wish: Callable[[Visit], None],
    refusal: type[Refused],
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(refusal):
        wish(Visit(house, incident.id))
    assert contents(sqlite_database) == before


@pytest.mark.parametrize(
    "wish",
    [
        lambda visit: visit.step(Step(Trigger.INVESTIGATE)),
        lambda visit: visit.severity(Severity.SEV3, Severity.SEV1),
        lambda visit: visit.take(None),
        lambda visit: visit.give(BOB),
        lambda visit: visit.leave(),
        lambda visit: visit.describe("Seen"),
    ],
)
def test_an_incident_that_nobody_declared_is_unknown(
    house: House, sqlite_database: Database, wish: Callable[[Visit], None]
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(UnknownIncident):
        wish(Visit(house, NOWHERE))
    assert contents(sqlite_database) == before
