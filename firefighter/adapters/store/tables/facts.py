from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import Table, text_enum
from firefighter.domain.metrics.facts import Group
from firefighter.domain.severity import Severity

STALE_VERSION = -1
"""A version that no incident has, so that its facts are derived again."""

_STALE = text(f"version = {STALE_VERSION}")


_COUNTED_BY = (
    "counts_as",
    "declared_s",
    "private",
    "severity",
    "trigger",
    "failure_class",
    "factors",
    "backfilled",
    "detect_s",
    "acknowledge_s",
    "mitigate_s",
    "respond_s",
    "close_s",
    "reopened",
    "complete",
    "incident_id",
)
"""Every column that a metric reads, so that counting reads only the index."""


class FactRow(Table):
    """What metrics need of an incident: derived from it and written with it.

    A row with STALE_VERSION is derived again before counting. Migrations mark rows so, and who
    changes what an incident's facts depend on without the incident.
    """

    __tablename__ = "incident_facts"
    __table_args__ = (
        Index("ix_incident_facts_counted", *_COUNTED_BY),
        Index(
            "ix_incident_facts_stale", "incident_id", sqlite_where=_STALE, postgresql_where=_STALE
        ),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    version: Mapped[int]
    counts_as: Mapped[Group] = mapped_column(text_enum(Group))
    backfilled: Mapped[bool]
    reopened: Mapped[bool] = mapped_column(server_default=false())
    private: Mapped[bool]
    severity: Mapped[Severity] = mapped_column(text_enum(Severity))
    trigger: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    failure_class: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    factors: Mapped[str] = mapped_column(Text, server_default=text("''"))
    """Contributing factors, one per line: incidents with the same ones are counted together."""
    complete: Mapped[int | None]
    """How many of the ten checklist items were done when the page was last read."""
    declared_s: Mapped[int] = mapped_column(BigInteger)
    """Seconds since 1970."""
    detect_s: Mapped[int | None] = mapped_column(BigInteger)
    acknowledge_s: Mapped[int | None] = mapped_column(BigInteger)
    mitigate_s: Mapped[int | None] = mapped_column(BigInteger)
    respond_s: Mapped[int | None] = mapped_column(BigInteger)
    close_s: Mapped[int | None] = mapped_column(BigInteger)
    status_s: Mapped[dict[str, int] | None] = mapped_column(JSON)
    """Seconds in each status that the incident has left, except after closing."""
