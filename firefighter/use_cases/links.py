"""Linking two incidents, and choosing the original of a duplicate."""

from collections.abc import Sequence

from firefighter.domain.errors import FieldProblem, InvalidField, NoChange, Unchanged
from firefighter.domain.events import Linked, Relation, Unlinked
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.incident import Incident
from firefighter.ports.app_context import AppContext
from firefighter.ports.search import DrillFilter, IncidentQuery, IncidentSummary
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.use_cases.declare import find_similar


def refuse_other_incident(
    context: AppContext,
    actor: UserId,
    incident_id: IncidentId,
    other_id: IncidentId,
    *,
    field: str,
    when_same: FieldProblem,
) -> None:
    """Raises InvalidField for the incident itself, and for one that `actor` may not see.

    The error for the latter is the same as for an unknown number.
    """
    if other_id == incident_id:
        raise InvalidField(field, when_same)
    if not context.records.may_see(actor, other_id):
        raise InvalidField(field, FieldProblem.UNKNOWN_INCIDENT, reference(other_id))


def lock_both(unit: UnitOfWork, one: IncidentId, other: IncidentId) -> tuple[Incident, Incident]:
    """Locks both in order of their ids, so that two transactions cannot deadlock."""
    found = {each: unit.incidents.get(each) for each in sorted((one, other))}
    return found[one], found[other]


OTHER_INCIDENT_FIELD = "incident.other"
"""The form field for the other incident. Its name makes the field a search."""


_WHEN_SAME = FieldProblem.LINKED_WITH_ITSELF


def link(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    other_id: IncidentId,
    relation: Relation = Relation.RELATED,
) -> Incident:
    """Links two incidents, also when both are closed.

    A causal link is not weakened to a plain one. Both timelines show the link, except that of an
    incident whose other is private: who can see the one must not learn of the other.

    Raises UnknownIncident, InvalidField, or NoChange.
    """
    refuse_other_incident(
        context, actor, incident_id, other_id, field=OTHER_INCIDENT_FIELD, when_same=_WHEN_SAME
    )
    with context.units(delivery) as unit:
        one, other = lock_both(unit, incident_id, other_id)
        before = unit.links.between(one.id, other.id)
        if before is relation or (before and relation is Relation.RELATED):
            raise NoChange(Unchanged.LINK, other.reference)
        unit.links.put(one.id, other.id, relation)
        now = context.clock.now()
        for here, there, its in ((one, other, relation), (other, one, relation.inverse)):
            if not there.private:
                here.record(Linked(actor=actor, at=now, other=there.id, relation=its))
    return one


def unlink(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    *,
    other_id: IncidentId,
) -> Incident:
    """Removes a link. Raises UnknownIncident, or InvalidField if there is none."""
    refuse_other_incident(
        context, actor, incident_id, other_id, field=OTHER_INCIDENT_FIELD, when_same=_WHEN_SAME
    )
    with context.units(delivery) as unit:
        one, other = lock_both(unit, incident_id, other_id)
        if unit.links.between(one.id, other.id) is None:
            raise InvalidField(OTHER_INCIDENT_FIELD, FieldProblem.NOT_LINKED, other.reference)
        unit.links.remove(one.id, other.id)
        now = context.clock.now()
        for here, there in ((one, other), (other, one)):
            if not there.private:
                here.record(Unlinked(actor=actor, at=now, other=there.id))
    return one


_MENU_LIMIT = 100
"""Options of a menu: https://docs.slack.dev/reference/block-kit/block-elements."""


def find_originals(
    context: AppContext, user: UserId, incident_id: IncidentId, words: str = ""
) -> Sequence[IncidentSummary]:
    """Returns the incidents this person can choose as the original of a duplicate.

    Without `words` the open ones, similar ones first; otherwise all that match. Empty if the person
    may not see the incident itself.
    """
    if not context.records.may_see(user, incident_id):
        return ()
    incident = context.records.snapshot(incident_id).incident
    drills = DrillFilter.ONLY if incident.is_drill else DrillFilter.WITHOUT
    wanted = IncidentQuery(words=words, only_open=not words, drills=drills)
    found = context.records.search(user, wanted, _MENU_LIMIT).items
    alike: Sequence[IncidentSummary] = ()
    if not words and not incident.is_drill:
        alike = find_similar(context.records, user, incident.title, incident.services)
    by_id = {each.id: each for each in (*alike, *found) if each.id != incident_id}
    return tuple(by_id.values())[:_MENU_LIMIT]
