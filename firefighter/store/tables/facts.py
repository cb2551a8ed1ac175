from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.domain.metrics.facts import Group
from firefighter.domain.severity import Severity
from firefighter.store.tables.base import Table, words

DERIVE_AGAIN = -1
"""No version of any incident."""


_COUNTED_BY = (
    "counts_as",
    "declared_s",
    "private",
    "severity",
    "trigger",
    "failure_class",
    "backfilled",
    "detect_s",
    "acknowledge_s",
    "mitigate_s",
    "close_s",
    "complete",
    "incident_id",
)
"""All that any figure looks at, so that counting reads the index alone and in its order."""


class FactRow(Table):
    """What the statistics need of an incident: derived from it, and written with it.

    Of another `version` than the incident, as older code leaves it, it is derived again before
    anybody counts.
    """

    __tablename__ = "incident_facts"
    __table_args__ = (Index("ix_incident_facts_counted", *_COUNTED_BY),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    version: Mapped[int]
    counts_as: Mapped[Group] = mapped_column(words(Group))
    backfilled: Mapped[bool]
    private: Mapped[bool]
    severity: Mapped[Severity] = mapped_column(words(Severity))
    trigger: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    failure_class: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    complete: Mapped[int | None]
    """How many of the ten hard items of the post-mortem are done, as its page was read last."""
    declared_s: Mapped[int] = mapped_column(BigInteger)
    """Seconds since 1970."""
    detect_s: Mapped[int | None] = mapped_column(BigInteger)
    acknowledge_s: Mapped[int | None] = mapped_column(BigInteger)
    mitigate_s: Mapped[int | None] = mapped_column(BigInteger)
    close_s: Mapped[int | None] = mapped_column(BigInteger)
