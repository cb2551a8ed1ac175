"""A refused use caller raises and changes nothing, not even the inbox."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import (
    EditConflict,
    Incomplete,
    InvalidField,
    NoChange,
    NotAllowedInStatus,
    NotRoleHolder,
    Refused,
    UnknownIncident,
)
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.domain.severity import Severity
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.declare import describe
from firefighter.use_cases.roles import hand_over, step_down, take_role
from firefighter.use_cases.severity import change_severity
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import delivery
from tests.adapters.store.table_contents import contents

ANA, BOB = UserId("U0ANA"), UserId("U0BOB")
SCRIBE = RoleKey("scribe")
NOWHERE = IncidentId(404)


@dataclass(frozen=True)
class StaleCaller:
    context: AppContext
    id: IncidentId

    def step(self, step: Step) -> None:
        change_status(self.context, delivery(), ANA, self.id, step)

    def severity(self, seen: Severity, severity: Severity) -> None:
        change_severity(
            self.context, delivery(), ANA, self.id, seen=seen, severity=severity, reason="It grows"
        )

    def take(self, seen: UserId | None) -> None:
        take_role(self.context, delivery(), ANA, self.id, SCRIBE, seen=seen)

    def give(self, to: UserId) -> None:
        hand_over(self.context, delivery(), ANA, self.id, SCRIBE, to=to)

    def leave(self) -> None:
        step_down(self.context, delivery(), ANA, self.id, SCRIBE)

    def describe(self, summary: str) -> None:
        describe(self.context, delivery(), ANA, self.id, summary)


def duplicate_of(original: IncidentId) -> Step:
    return Step(StepKind.DECLINE, decline_reason=DeclineReason.DUPLICATE, duplicate_of=original)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda caller: caller.step(Step(StepKind.CLOSE)), NotAllowedInStatus),
        (lambda caller: caller.step(Step(StepKind.MITIGATE, " \n")), Incomplete),
        (lambda caller: caller.step(duplicate_of(caller.id)), InvalidField),
        (lambda caller: caller.step(duplicate_of(NOWHERE)), InvalidField),
        (lambda caller: caller.severity(Severity.SEV3, Severity.SEV3), NoChange),
        (lambda caller: caller.severity(Severity.SEV2, Severity.SEV1), EditConflict),
        (lambda caller: caller.take(BOB), EditConflict),
        (lambda caller: caller.give(BOB), NotRoleHolder),
        (lambda caller: caller.leave(), NotRoleHolder),
        (lambda caller: caller.describe("\x00 "), InvalidField),
        (lambda caller: caller.describe(""), InvalidField),
    ],
)
def test_refusal_changes_nothing(
    context: AppContext,
    incident: Incident,
    sqlite_database: Database,
    change: Callable[[StaleCaller], None],
    refusal: type[Refused],
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(refusal):
        change(StaleCaller(context, incident.id))
    assert contents(sqlite_database) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda caller: caller.step(Step(StepKind.INVESTIGATE)),
        lambda caller: caller.severity(Severity.SEV3, Severity.SEV1),
        lambda caller: caller.take(None),
        lambda caller: caller.give(BOB),
        lambda caller: caller.leave(),
        lambda caller: caller.describe("Seen"),
    ],
)
def test_undeclared_incident_is_unknown(
    context: AppContext, sqlite_database: Database, change: Callable[[StaleCaller], None]
) -> None:
    before = contents(sqlite_database)
    with pytest.raises(UnknownIncident):
        change(StaleCaller(context, NOWHERE))
    assert contents(sqlite_database) == before
