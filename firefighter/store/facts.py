"""The facts that statistics are made of, written in the same transaction as their incident."""

from sqlalchemy import func
from sqlalchemy.orm import Session

from firefighter.domain.incident import Incident
from firefighter.domain.metrics.facts import Duration, fact_of
from firefighter.domain.metrics.periods import epoch_s
from firefighter.domain.quality import completeness
from firefighter.store.pages import reading_of
from firefighter.store.tables import FactRow
from firefighter.store.upserting import Insert, replacing, upsert


def _in_place_of_the_old(new: Insert) -> Insert:
    """What is known of a post-mortem stays so where its page is not here: it was imported."""
    complete = func.coalesce(new.excluded.complete, FactRow.complete)
    return replacing("incident_id", complete=complete)(new)


_NEW = upsert(FactRow, _in_place_of_the_old)


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
    text = reading_of(session, incident.id).text if incident.has_page else None
    row = fact_row(incident, None if text is None else completeness(incident, text))
    session.execute(_NEW(session), row)
