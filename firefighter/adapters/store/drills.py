"""Writes and reads drills."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import (
    DrillInjectRow,
    DrillPauseRow,
    DrillRow,
    DrillTeamRow,
    IncidentRow,
)
from firefighter.domain.drill import Drill, DrillPlan, InjectRecord, ScenarioRef
from firefighter.domain.game_clock import Pause
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.scenario import ScenarioId


class StoredDrills:
    """The drills of one transaction. The lock of its incident also protects the drill."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: list[Drill] = []

    def add(self, drill: Drill) -> None:
        self._seen.append(drill)

    def get(self, incident_id: IncidentId) -> Drill | None:
        drill = find_drill(self._session, incident_id)
        if drill:
            self._seen.append(drill)
        return drill

    def started_at(self, incident_id: IncidentId) -> datetime | None:
        return self._session.scalar(
            select(DrillRow.started_at).where(DrillRow.incident_id == incident_id)
        )

    def unfinished(self) -> Mapping[IncidentId, tuple[str, ...]]:
        rows = self._session.scalars(
            select(IncidentRow)
            .join(DrillRow, DrillRow.incident_id == IncidentRow.id)
            .where(DrillRow.over_at.is_(None))
            .order_by(IncidentRow.id)
        )
        return {IncidentId(row.id): tuple(each.service for each in row.services) for row in rows}

    def scenarios_in_play(self) -> AbstractSet[ScenarioId]:
        of_drills = select(DrillRow.scenario).where(
            DrillRow.over_at.is_(None), DrillRow.scenario.is_not(None)
        )
        return {ScenarioId(each) for each in self._session.scalars(of_drills) if each}

    def write(self) -> None:
        """Call this after the incidents are written, since drills refer to them."""
        for drill in self._seen:
            row = self._session.get(DrillRow, drill.incident_id) or DrillRow(
                incident_id=drill.incident_id
            )
            _fill(row, drill)
            self._session.add(row)
        self._session.flush()


def find_drill(session: Session, incident_id: IncidentId) -> Drill | None:
    row = session.get(DrillRow, incident_id, populate_existing=True)
    return None if row is None else _read(row)


def _read(row: DrillRow) -> Drill:
    scenario = (
        None
        if row.scenario is None or row.scenario_version is None
        else ScenarioRef(ScenarioId(row.scenario), row.scenario_version)
    )
    team = tuple(UserId(each.user) for each in row.team)
    return Drill(
        IncidentId(row.incident_id),
        DrillPlan(team, row.length_min, scenario, row.real_pages),
        row.started_at,
        pauses=tuple(Pause(each.start, each.end) for each in row.pauses),
        over_at=row.over_at,
        ending=row.ending,
        stopped_by=None if row.stopped_by is None else UserId(row.stopped_by),
        injects={each.inject: record for each in row.injects if (record := _record(each))},
        postponed={
            each.inject: timedelta(seconds=each.at_s) for each in row.injects if not each.state
        },
    )


def _record(row: DrillInjectRow) -> InjectRecord | None:
    """None for an inject that is only postponed."""
    if row.state is None:
        return None
    by = None if row.by is None else UserId(row.by)
    return InjectRecord(row.inject, row.state, timedelta(seconds=row.at_s), by)


def _fill(row: DrillRow, drill: Drill) -> None:
    plan = drill.plan
    row.scenario = plan.scenario.id if plan.scenario else None
    row.scenario_version = plan.scenario.version if plan.scenario else None
    row.length_min, row.real_pages = plan.length_min, plan.real_pages
    row.started_at, row.over_at = drill.started_at, drill.over_at
    row.ending, row.stopped_by = drill.ending, drill.stopped_by
    row.team = [
        DrillTeamRow(user=user, position=position) for position, user in enumerate(plan.team)
    ]
    row.injects = [
        *(
            DrillInjectRow(
                inject=each.inject, state=each.state, at_s=each.at.total_seconds(), by=each.by
            )
            for each in drill.injects.values()
        ),
        *(
            DrillInjectRow(inject=inject, at_s=until.total_seconds())
            for inject, until in drill.postponed.items()
            if inject not in drill.injects
        ),
    ]
    row.pauses = [
        DrillPauseRow(position=position, start=pause.start, end=pause.end)
        for position, pause in enumerate(drill.pauses)
    ]
