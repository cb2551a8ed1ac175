"""The rule that keeps drills out of everything about real incidents.

Each query over several incidents applies one of these conditions. A test runs every query of the
store on a database with a drill in it, and fails if a new one lets the drill through.
"""

from typing import assert_never

from sqlalchemy import ColumnElement, literal_column, true

from firefighter.adapters.store.tables import FactRow, IncidentRow
from firefighter.domain.incident import Kind
from firefighter.domain.metrics.facts import Group
from firefighter.ports.search import DrillFilter


def of_kind(drills: DrillFilter = DrillFilter.WITHOUT) -> ColumnElement[bool]:
    """The condition for rows of incidents."""
    match drills:
        case DrillFilter.WITHOUT:
            return IncidentRow.kind != Kind.DRILL
        case DrillFilter.ONLY:
            # A literal, as in the condition of the index of drills.
            return IncidentRow.kind == literal_column(f"'{Kind.DRILL}'")
        case DrillFilter.WITH:
            return true()
        case other:
            assert_never(other)


def facts_of_kind() -> ColumnElement[bool]:
    """The condition for rows of facts. Drills have a group of their own among them."""
    return FactRow.counts_as != Group.DRILL
