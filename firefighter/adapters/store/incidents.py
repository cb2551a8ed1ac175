"""Writes and reads incidents: their row, follow-ups, hypotheses, latest update and facts."""

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from firefighter.adapters.store import timeline
from firefighter.adapters.store.dialects import Insert, replace_on_conflict, upsert
from firefighter.adapters.store.pages import reading_of
from firefighter.adapters.store.tables import (
    FactRow,
    FollowUpRow,
    HolderRow,
    HypothesisRow,
    IncidentRow,
    LatestUpdateRow,
    MilestoneRow,
    NumberRow,
    PlaceRow,
    ServiceRow,
)
from firefighter.domain.errors import Conflict, EditConflict, Missing, UnknownIncident
from firefighter.domain.events import UpdatePosted
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Decline
from firefighter.domain.metrics.facts import Duration, fact_of
from firefighter.domain.metrics.periods import epoch_s
from firefighter.domain.postmortem_checks import Confirmation, completeness
from firefighter.domain.review import Review
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.snapshot import Place


def lock_incident(session: Session, incident_id: int | None) -> None:
    """Locks the incident until the transaction ends. Call this before locking its other rows."""
    if incident_id is not None:
        session.execute(
            select(IncidentRow.id).where(IncidentRow.id == incident_id).with_for_update()
        )


def remove_places(session: Session, incident_id: IncidentId, places: Collection[Place]) -> None:
    if not places:
        return
    session.execute(
        delete(PlaceRow).where(PlaceRow.incident_id == incident_id, PlaceRow.place.in_(places))
    )


def read_update(row: LatestUpdateRow | None) -> UpdatePosted | None:
    if row is None:
        return None
    return UpdatePosted(
        actor=UserId(row.actor),
        at=row.at,
        impact=row.impact,
        changed=row.changed,
        next_step=row.next_step,
        next_by=None if row.next_by is None else UserId(row.next_by),
        next_update=row.next_update,
    )


def update_columns(update: UpdatePosted) -> dict[str, object]:
    """The columns other than the incident's id."""
    return {name: value for name, value in vars(update).items() if name != "kind"}


def update_row(row: LatestUpdateRow | None, update: UpdatePosted | None) -> LatestUpdateRow | None:
    """The row for `update`; reuses the existing one."""
    if update is None:
        return None
    filled = row or LatestUpdateRow()
    for column, value in update_columns(update).items():
        setattr(filled, column, value)
    return filled


def read_follow_up(row: FollowUpRow) -> FollowUp:
    return FollowUp(
        number=FollowUpNumber(row.number),
        text=row.text,
        owner=None if row.owner is None else UserId(row.owner),
        due=row.due,
        state=row.state,
        source=row.source,
        ticket=row.ticket,
        kind=row.kind,
        priority=row.priority,
    )


def write_follow_up(follow_up: FollowUp) -> FollowUpRow:
    return FollowUpRow(**vars(follow_up))


def read_hypothesis(row: HypothesisRow) -> Hypothesis:
    return Hypothesis(
        number=HypothesisNumber(row.number),
        text=row.text,
        proposed_by=UserId(row.proposed_by),
        proposed_at=row.proposed_at,
        state=row.state,
        note=row.note,
        changed_by=None if row.changed_by is None else UserId(row.changed_by),
        changed_at=row.changed_at,
    )


def owned_by(owner: UserId) -> Select[IncidentRow, FollowUpRow]:
    """Open follow-ups of a person with their incidents, the most urgent first."""
    return (
        select(IncidentRow, FollowUpRow)
        .join(FollowUpRow, FollowUpRow.incident_id == IncidentRow.id)
        .where(FollowUpRow.state == FollowUpState.OPEN, FollowUpRow.owner == owner)
        .order_by(
            FollowUpRow.due.is_(None),
            FollowUpRow.due,
            FollowUpRow.priority.is_(None),
            FollowUpRow.priority,
            IncidentRow.id,
            FollowUpRow.number,
        )
    )


def _replace_facts(new: Insert) -> Insert:
    """Keeps the completeness of an imported post-mortem, whose page cannot be read here."""
    complete = func.coalesce(new.excluded.complete, FactRow.complete)
    return replace_on_conflict("incident_id", complete=complete)(new)


_UPSERT_FACTS = upsert(FactRow, _replace_facts)


def fact_row(
    incident: Incident, complete: int | None = None, record: Iterable[Entry] = ()
) -> dict[str, object]:
    """`record` is the timeline, or the part of it that is about statuses."""
    fact = fact_of(incident, complete, record)
    return {
        "incident_id": incident.id,
        "version": incident.version,
        "counts_as": fact.group,
        "backfilled": fact.backfilled,
        "reopened": fact.reopened,
        "private": fact.private,
        "severity": fact.severity,
        "trigger": fact.trigger,
        "failure_class": fact.failure_class,
        "factors": "\n".join(fact.contributing_factors),
        "complete": fact.complete,
        "declared_s": epoch_s(fact.declared_at),
        **{f"{duration}_s": fact.seconds.get(duration) for duration in Duration},
        "status_s": dict(fact.status_seconds),
    }


def write_facts(session: Session, incident: Incident) -> None:
    _write_facts(session, incident, timeline.read_status_changes(session, incident.id))


def _write_facts(session: Session, incident: Incident, record: Iterable[Entry]) -> None:
    """`record` is the stored timeline, as far as it is about statuses."""
    text = reading_of(session, incident.id).text if incident.has_postmortem_page else None
    pending = (Entry(event, event.at) for event in incident.events)
    row = fact_row(
        incident, None if text is None else completeness(incident, text), (*record, *pending)
    )
    session.execute(_UPSERT_FACTS(session), row)


SERIES = "incident"


def next_number(session: Session, series: str) -> int:
    """The next number of a series, which stays locked until the transaction ends."""
    taken = session.execute(
        update(NumberRow)
        .where(NumberRow.series == series)
        .values(last=NumberRow.last + 1)
        .returning(NumberRow.last)
    )
    return taken.scalar_one()


class StoredIncidents:
    """The incidents of one transaction. Those added or loaded are written when it ends."""

    def __init__(self, session: Session, rules: Rules) -> None:
        self._session = session
        self._rules = rules
        self.seen: list[Incident] = []

    def next_id(self) -> IncidentId:
        """The next number. Others who declare wait for this commit, so that none is skipped."""
        return IncidentId(next_number(self._session, SERIES))

    def add(self, incident: Incident) -> None:
        self.seen.append(incident)

    def exists(self, incident_id: IncidentId) -> bool:
        return self._session.get(IncidentRow, incident_id) is not None

    def get(self, incident_id: IncidentId) -> Incident:
        """Locks the row, so that effects of an incident are numbered in commit order."""
        row = self._session.get(
            IncidentRow, incident_id, with_for_update={"of": IncidentRow}, populate_existing=True
        )
        if row is None:
            raise UnknownIncident(incident_id)
        incident = read_incident(row, self._rules)
        self.seen.append(incident)
        return incident

    def write(self, incident: Incident) -> bool:
        """Returns whether it is new.

        Raises EditConflict when the row's version is not the one that was loaded.
        """
        row, is_new = self._row_of(incident), not incident.version
        incident.version += 1
        _fill(row, incident)
        self._session.add(row)
        self._session.flush()
        if is_new:
            _write_facts(self._session, incident, record=())
        else:
            write_facts(self._session, incident)
        return is_new

    def _row_of(self, incident: Incident) -> IncidentRow:
        """Does not look for the row of a new incident: its number is unused."""
        if not incident.version:
            return IncidentRow(id=incident.id, version=0)
        row = self._session.get_one(IncidentRow, incident.id)
        if row.version != incident.version:
            raise EditConflict(Conflict.INCIDENT, "")
        if row.kind is not incident.kind:
            raise ValueError(f"{incident.reference} is {row.kind} and cannot become another kind.")
        return row


def find_incident(session: Session, incident_id: IncidentId, rules: Rules) -> Incident:
    """The committed incident, without a lock. Raises UnknownIncident."""
    row = session.scalar(select(IncidentRow).where(IncidentRow.id == incident_id))
    if row is None:
        raise UnknownIncident(incident_id)
    return read_incident(row, rules)


_STORED_AS_IS = tuple(
    each.name
    for each in fields(Incident)
    if each.name in IncidentRow.__table__.columns
    and each.name not in ("review", "contributing_factors")
)
"""Fields of an incident that are columns of the same name. A test lists all others."""


_REVIEW = TypeAdapter(Review)


def read_incident(row: IncidentRow, rules: Rules) -> Incident:
    as_is: dict[str, Any] = {name: getattr(row, name) for name in _STORED_AS_IS}
    return Incident(
        **as_is,
        policy=rules.policy(row.severity),
        latest_update=read_update(row.latest_update),
        services=tuple(service.service for service in row.services),
        contributing_factors=tuple(row.contributing_factors or ()),
        holders={RoleKey(holder.role): UserId(holder.user) for holder in row.holders},
        milestones={reached.milestone: reached.at for reached in row.milestones},
        declined=_read_decline(row),
        review=_REVIEW.validate_python(row.review) if row.review else None,
        confirmed={
            Missing(item): Confirmation(UserId(by), datetime.fromisoformat(at))
            for item, (by, at) in (row.confirmations or {}).items()
        },
        follow_ups={each.number: each for each in map(read_follow_up, row.follow_ups)},
        hypotheses={each.number: each for each in map(read_hypothesis, row.hypotheses)},
    )


def _read_decline(row: IncidentRow) -> Decline | None:
    if row.decline_reason is None:
        return None
    original = None if row.duplicate_of is None else IncidentId(row.duplicate_of)
    return Decline(row.decline_reason, original)


def columns_of(incident: Incident) -> dict[str, object]:
    """What is stored in the incident's own row."""
    declined = incident.declined
    return {
        **{name: getattr(incident, name) for name in _STORED_AS_IS},
        "decline_reason": declined.reason if declined else None,
        "duplicate_of": declined.duplicate_of if declined else None,
        "contributing_factors": list(incident.contributing_factors) or None,
        "review": _REVIEW.dump_python(incident.review, mode="json") if incident.review else None,
        "confirmations": {
            item: [each.by, each.at.isoformat()] for item, each in incident.confirmed.items()
        },
    }


def _fill(row: IncidentRow, incident: Incident) -> None:
    for column, value in columns_of(incident).items():
        setattr(row, column, value)
    row.latest_update = update_row(row.latest_update, incident.latest_update)
    row.services = [
        ServiceRow(service=name, position=position)
        for position, name in enumerate(incident.services)
    ]
    row.holders = [HolderRow(role=role, user=user) for role, user in incident.holders.items()]
    row.milestones = [
        MilestoneRow(milestone=milestone, at=at) for milestone, at in incident.milestones.items()
    ]
    row.follow_ups = [write_follow_up(each) for each in incident.follow_ups.values()]
    row.hypotheses = [HypothesisRow(**vars(each)) for each in incident.hypotheses.values()]
