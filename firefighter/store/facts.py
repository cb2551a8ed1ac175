"""The facts that statistics are made of, written in the same transaction as their incident."""

from sqlalchemy.orm import Session

from firefighter.domain.incident import Incident
from firefighter.domain.metrics.facts import Duration, fact_of
from firefighter.domain.metrics.periods import epoch_s
from firefighter.domain.quality import completeness
from firefighter.store.pages import reading_of
from firefighter.store.tables import FactRow
from firefighter.store.upserting import insert_into


def fact_row(incident: Incident, complete: int | None = None) -> dict[str, object]:
    fact = fact_of(incident, complete)
    return {
        "incident_id": incident.id,
        "version": incident.version,
        "counts_as": fact.group,
        "backfilled": fact.backfilled,
        "private": fact.private,
        "severity": fact.severity,
        "trigger": fact.trigger,
        "failure_class": fact.failure_class,
        "complete": fact.complete,
        "declared_s": epoch_s(fact.declared_at),
        **{f"{duration}_s": fact.seconds.get(duration) for duration in Duration},
    }


def note_facts(session: Session, incident: Incident) -> None:
    """What is known of a post-mortem stays so where its page is not here: it was imported."""
    text = reading_of(session, incident.id).text if incident.has_page else None
    row = fact_row(incident, None if text is None else completeness(incident, text))
    told = {name: value for name, value in row.items() if name != "complete" or value is not None}
    fresh = insert_into(session, FactRow).values(row)
    session.execute(fresh.on_conflict_do_update(index_elements=["incident_id"], set_=told))
