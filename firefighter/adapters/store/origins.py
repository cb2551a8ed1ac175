"""Where incidents come from: the ids by which imports recognize them."""

import re
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import (
    IncidentRow,
    MilestoneRow,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.metrics.periods import epoch_s
from firefighter.domain.milestones import Milestone
from firefighter.domain.redaction import named_incident
from firefighter.domain.timeline import Entry

_OWN = re.compile(r"firefighter:(\d{1,18}):(\d{1,18})")


def known_origins(session: Session, origins: Collection[str]) -> Mapping[str, IncidentId]:
    """Which origins are stored already, imported or this deployment's own."""
    rows = session.execute(
        select(IncidentRow.origin, IncidentRow.id).where(IncidentRow.origin.in_(origins))
    )
    imported = {origin: IncidentId(found) for origin, found in rows if origin}
    return {**imported, **_own(session, origins)}


def origins_of(
    session: Session, incidents: Sequence[Incident], others: Collection[int] = ()
) -> Mapping[int, str]:
    """Origins of the incidents, of their originals, and of `others`."""
    originals = {one.declined.duplicate_of for one in incidents if one.declined}
    ids = (
        {one.id for one in incidents} | set(others) | {one for one in originals if one is not None}
    )
    rows = session.execute(
        select(IncidentRow.id, IncidentRow.origin, MilestoneRow.at)
        .join(MilestoneRow, MilestoneRow.incident_id == IncidentRow.id)
        .where(IncidentRow.id.in_(ids), MilestoneRow.milestone == Milestone.DECLARED)
    )
    return {found: origin or _own_origin(found, epoch_s(at)) for found, origin, at in rows}


def _own(session: Session, origins: Collection[str]) -> Mapping[str, IncidentId]:
    named = [found for origin in origins if (found := _OWN.fullmatch(origin))]
    rows = session.execute(
        select(IncidentRow.id, MilestoneRow.at)
        .join(MilestoneRow, MilestoneRow.incident_id == IncidentRow.id)
        .where(
            IncidentRow.id.in_({int(found[1]) for found in named}),
            IncidentRow.origin.is_(None),
            MilestoneRow.milestone == Milestone.DECLARED,
        )
    )
    ours = {_own_origin(found, epoch_s(at)): IncidentId(found) for found, at in rows}
    return {found[0]: ours[found[0]] for found in named if found[0] in ours}


def _own_origin(incident_id: int, declared_s: int) -> str:
    """The time tells it from another deployment's incident of the same number."""
    return f"firefighter:{incident_id}:{declared_s}"


def mentioned_in(timeline: Sequence[Entry]) -> set[int]:
    found = (named_incident(entry.event) for entry in timeline)
    return {number for number in found if number is not None}
