"""Writes and reads exercises by schedule."""

from datetime import date

from sqlalchemy import Executable, select, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.dialects import Insert, do_nothing_on_conflict, upsert
from firefighter.adapters.store.tables import IncidentRow, PlannedExerciseRow
from firefighter.domain.drill import ScenarioRef
from firefighter.domain.exercise_schedule import PlannedExercise
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity


def _if_new(new: Insert) -> Executable:
    return do_nothing_on_conflict("key", "slot")(new).returning(new.table.c.key)


_INSERT = upsert(PlannedExerciseRow, _if_new)


class StoredPlannedExercises:
    """The PlannedExercises port. Changes are written when the transaction ends."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._changed: list[PlannedExercise] = []

    def add(self, planned: PlannedExercise) -> bool:
        return self._session.scalar(_INSERT(self._session), _columns(planned)) is not None

    def get(self, key: str, slot: date) -> PlannedExercise | None:
        row = self._session.get(
            PlannedExerciseRow, (key, slot), with_for_update=True, populate_existing=True
        )
        return read_planned(row) if row else None

    def replace(self, planned: PlannedExercise) -> None:
        self._changed.append(planned)

    def write(self) -> None:
        """Call this after the incidents are written, since a started exercise refers to one."""
        for planned in self._changed:
            self._session.execute(
                update(PlannedExerciseRow)
                .where(
                    PlannedExerciseRow.key == planned.key, PlannedExerciseRow.slot == planned.slot
                )
                .values(_columns(planned))
            )

    def has_open_sev1(self) -> bool:
        found = select(IncidentRow.id).where(
            IncidentRow.kind == Kind.REAL,
            IncidentRow.severity == Severity.SEV1,
            IncidentRow.status.in_([status for status in Status if status.is_active]),
        )
        return self._session.scalar(found.limit(1)) is not None


def _columns(planned: PlannedExercise) -> dict[str, object]:
    scenario = planned.scenario
    columns = {name: value for name, value in vars(planned).items() if name != "scenario"}
    return columns | {
        "scenario": scenario.id if scenario else None,
        "scenario_version": scenario.version if scenario else None,
    }


def read_planned(row: PlannedExerciseRow) -> PlannedExercise:
    scenario = (
        ScenarioRef(ScenarioId(row.scenario), row.scenario_version)
        if row.scenario and row.scenario_version is not None
        else None
    )
    return PlannedExercise(
        key=row.key,
        slot=row.slot,
        day=row.day,
        state=row.state,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        reason=row.reason,
        scenario=scenario,
        incident_id=None if row.incident_id is None else IncidentId(row.incident_id),
        postponed=row.postponed,
    )
