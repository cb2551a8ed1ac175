"""What is not as it should be: one function for each figure, each finding a sentence."""

from collections.abc import Callable, Mapping, Sequence

from tests.chaos.audit.disagreeing import cards_that_disagree, rows_that_disagree
from tests.chaos.audit.errors import unforeseen_errors
from tests.chaos.audit.indiscreet import told_to_outsiders
from tests.chaos.audit.lost import broken_promises, handled_without_trace, not_shown
from tests.chaos.audit.order import out_of_order
from tests.chaos.audit.paging import lost_pages, rung_twice
from tests.chaos.audit.pending import still_parked, still_pending
from tests.chaos.audit.twice import handled_twice, shown_twice
from tests.chaos.evidence import Evidence

Figure = Callable[[Evidence], Sequence[str]]

FIGURES: Mapping[str, Figure] = {
    "acknowledged, but not done": broken_promises,
    "handled, but without a trace": handled_without_trace,
    "on record, but not in Slack": not_shown,
    "one delivery handled twice": handled_twice,
    "shown or made twice in Slack": shown_twice,
    "told to people who may not know": told_to_outsiders,
    "paged, but not rung": lost_pages,
    "rung twice, or for nothing": rung_twice,
    "out of order": out_of_order,
    "still pending": still_pending,
    "given up": still_parked,
    "errors that it did not foresee": unforeseen_errors,
    "row and timeline disagree": rows_that_disagree,
    "Slack shows something else": cards_that_disagree,
}


def audit(evidence: Evidence) -> dict[str, Sequence[str]]:
    return {name: figure(evidence) for name, figure in FIGURES.items()}
