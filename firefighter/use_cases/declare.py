"""Declaring an incident, describing it, and finding similar open ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from firefighter.domain.errors import (
    FieldProblem,
    InvalidField,
    UnsuitableChannel,
    UnsuitableReason,
)
from firefighter.domain.events import Details, Source
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.severity import Severity
from firefighter.domain.similarity import Traits, possible_duplicates
from firefighter.domain.taxonomy import Classification
from firefighter.domain.title import clean_text, from_form, split_title
from firefighter.ports.app_context import AppContext, DeclareContext
from firefighter.ports.records import Records
from firefighter.ports.search import IncidentQuery, IncidentSummary
from firefighter.ports.snapshot import AdoptedChannel
from firefighter.ports.store import DeliveryId, EffectRequest, UnitOfWork


@dataclass(frozen=True)
class Declaration:
    title: str
    severity: Severity
    summary: str = ""
    services: tuple[str, ...] = ()
    private: bool = False
    kind: Kind = Kind.REAL
    source: Source | None = None
    incident_channel: AdoptedChannel | None = None
    """An existing channel to work in. A private channel makes the incident private."""
    started_at: datetime | None = None
    """When monitoring began to report it; None if it does not."""


def declare(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    declaration: Declaration,
    answer: EffectRequest | None = None,
) -> Incident:
    """Declares an incident. A title too long for one line is shortened and kept in the summary.

    `answer` is enqueued last: it tells who declared the incident where it is worked on.

    Raises InvalidField for an empty title or an unknown service, UnsuitableChannel for a channel
    that cannot become the incident channel.
    """
    with context.units(delivery) as unit:
        incident = declare_within(context, unit, actor, declaration)
        if answer:
            unit.enqueue(incident.id, answer)
    return incident


def declare_within(
    context: DeclareContext, unit: UnitOfWork, actor: UserId, declaration: Declaration
) -> Incident:
    """Declares an incident in an open transaction. Raises as `declare`."""
    incident_channel = declaration.incident_channel
    if incident_channel and declaration.private and not incident_channel.private:
        raise UnsuitableChannel(UnsuitableReason.PUBLIC)
    title, summary = split_title(declaration.title, declaration.summary)
    unknown = set(declaration.services) - set(context.rules.services)
    if unknown:
        raise InvalidField("services", FieldProblem.UNKNOWN_SERVICE, ", ".join(sorted(unknown)))
    incident = Incident.declare(
        incident_id=unit.incidents.next_id(),
        kind=declaration.kind,
        title=title,
        summary=summary,
        severity=declaration.severity,
        policy=context.rules.policy(declaration.severity),
        services=declaration.services,
        private=declaration.private or bool(incident_channel and incident_channel.private),
        source=declaration.source,
        incident_channel=incident_channel.channel if incident_channel else "",
        actor=actor,
        now=context.clock.now(),
        started_at=declaration.started_at,
    )
    unit.incidents.add(incident)
    if incident_channel:
        unit.take_channel(incident.id, incident_channel.channel)
    return incident


def describe(
    context: AppContext, delivery: DeliveryId, actor: UserId, incident_id: IncidentId, summary: str
) -> Incident:
    """Sets the summary. Raises InvalidField if it is empty, NoChange if it is the same."""
    text = clean_text(summary)
    if not text:
        raise InvalidField("summary", FieldProblem.NO_SUMMARY)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        text = from_form(text, incident.summary)
        incident.describe(text, actor=actor, now=context.clock.now())
    return incident


def edit(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    details: Details,
) -> Incident:
    """Changes the title and the services. A title too long for a line is shortened.

    Raises UnknownIncident, InvalidField, or NoChange.
    """
    title, _rest = split_title(details.title)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        new = set(details.services) - set(incident.services) - set(context.rules.services)
        if new:
            raise InvalidField("services", FieldProblem.UNKNOWN_SERVICE, ", ".join(sorted(new)))
        incident.edit(replace(details, title=title), actor=actor, now=context.clock.now())
    return incident


def classify(
    context: AppContext,
    delivery: DeliveryId,
    actor: UserId,
    incident_id: IncidentId,
    given: Classification,
) -> Incident:
    """Sets trigger, failure class and contributing factors, also after the incident is closed.

    Raises InvalidField for a value outside the taxonomy, or NoChange.
    """
    context.rules.taxonomy.check(given)
    with context.units(delivery) as unit:
        incident = unit.incidents.get(incident_id)
        incident.classify(given, actor=actor, now=context.clock.now())
    return incident


_INCIDENTS_COMPARED = 200

_SIMILAR_SHOWN = 3


def find_similar(
    records: Records, user: UserId, title: str, services: Iterable[str]
) -> Sequence[IncidentSummary]:
    """Returns a few open incidents that may be duplicates, among those this person may see.

    Compares with the most severe and newest ones only.
    """
    others = records.open_traits(user, _INCIDENTS_COMPARED)
    own = Traits(title, frozenset(services))
    likely = tuple(possible_duplicates(own, others, _SIMILAR_SHOWN))
    if not likely:
        return ()
    wanted = IncidentQuery(only_open=True, among=likely)
    found = {each.id: each for each in records.search(user, wanted, len(likely)).items}
    return [found[incident_id] for incident_id in likely if incident_id in found]
