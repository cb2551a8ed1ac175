from tests.chaos.audit.lines import lines_of
from tests.chaos.evidence import Evidence


def out_of_order(evidence: Evidence) -> list[str]:
    """Incidents whose lines stand in another order than their timeline."""
    return [
        f"{case.name}: {lines.where} says {lines.found}, the timeline {lines.expected}"
        for case in evidence.cases
        for lines in lines_of(evidence, case)
        if not lines.in_order
    ]
