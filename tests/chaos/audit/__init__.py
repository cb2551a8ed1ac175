"""The audit: one function per figure. Each problem found is one sentence."""

from collections.abc import Callable, Mapping, Sequence

from tests.chaos.audit.consistency import cards_that_disagree, rows_that_disagree
from tests.chaos.audit.drills import (
    injects_sent_twice,
    injects_while_not_running,
    sealed_texts_told,
)
from tests.chaos.audit.duplicates import handled_twice, shown_twice
from tests.chaos.audit.errors import unforeseen_errors
from tests.chaos.audit.lines import out_of_order
from tests.chaos.audit.lost import broken_promises, handled_without_trace, not_shown
from tests.chaos.audit.paging import lost_pages, paged_twice
from tests.chaos.audit.pending import still_failed, still_pending
from tests.chaos.audit.privacy import told_to_outsiders
from tests.chaos.evidence import Evidence

Figure = Callable[[Evidence], Sequence[str]]

FIGURES: Mapping[str, Figure] = {
    "acknowledged but not done": broken_promises,
    "handled without a record": handled_without_trace,
    "recorded but not in Slack": not_shown,
    "delivery handled twice": handled_twice,
    "posted or created twice": shown_twice,
    "shown without access": told_to_outsiders,
    "page not delivered": lost_pages,
    "paged twice or needlessly": paged_twice,
    "inject sent twice": injects_sent_twice,
    "inject while a drill does not run": injects_while_not_running,
    "sealed text before its time": sealed_texts_told,
    "out of order": out_of_order,
    "still pending": still_pending,
    "failed": still_failed,
    "unexpected error": unforeseen_errors,
    "row and timeline differ": rows_that_disagree,
    "Slack shows another state": cards_that_disagree,
}


def audit(evidence: Evidence) -> dict[str, Sequence[str]]:
    return {name: figure(evidence) for name, figure in FIGURES.items()}
