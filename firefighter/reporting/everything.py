"""All the tables there are, in the order in which they are read."""

from collections.abc import Iterator

from firefighter.domain.metrics.report import WorkingHours
from firefighter.ports.statistics import Findings
from firefighter.reporting.people import left_to_do, load_on_people
from firefighter.reporting.tables import Table, tables


def all_tables(findings: Findings, working: WorkingHours) -> Iterator[Table]:
    yield left_to_do(findings.standing)
    yield from tables(findings.compared, working)
    people = load_on_people(findings.load)
    if people.rows:
        yield people
