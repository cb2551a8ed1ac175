"""The audit: one function per figure. Each problem found is one sentence."""

from collections.abc import Callable, Mapping, Sequence

from tests.chaos.audit.consistency import cards_that_disagree, rows_that_disagree
from tests.chaos.audit.drills import (
    injects_after_end,
    injects_never_sent,
    injects_sent_twice,
    injects_while_paused,
    sealed_texts_told,
)
from tests.chaos.audit.duplicates import handled_twice, shown_twice
from tests.chaos.audit.errors import unforeseen_errors
from tests.chaos.audit.lines import out_of_order
from tests.chaos.audit.lost import broken_promises, handled_without_trace, not_shown
from tests.chaos.audit.monitoring import alerts_declared_twice, alerts_lost
from tests.chaos.audit.paging import lost_pages, paged_twice
from tests.chaos.audit.pending import still_failed, still_pending
from tests.chaos.audit.privacy import told_to_outsiders
from tests.chaos.audit.programs import answered_otherwise, changed_otherwise
from tests.chaos.audit.training import (
    drills_in_metrics,
    paged_for_real,
    scores_that_differ,
    unmarked,
)
from tests.chaos.audit.webhooks import told_by_webhook_without_access, wrongly_told
from tests.chaos.evidence import Evidence

Figure = Callable[[Evidence], Sequence[str]]

FIGURES: Mapping[str, Figure] = {
    "acknowledged but not done": broken_promises,
    "handled without a record": handled_without_trace,
    "recorded but not in Slack": not_shown,
    "delivery handled twice": handled_twice,
    "answer to a program that differs": answered_otherwise,
    "change of a program lost or doubled": changed_otherwise,
    "alert lost": alerts_lost,
    "incident declared twice by alerts": alerts_declared_twice,
    "event that a webhook was not told, or twice": wrongly_told,
    "told by a webhook without access": told_by_webhook_without_access,
    "posted or created twice": shown_twice,
    "shown without access": told_to_outsiders,
    "page not delivered": lost_pages,
    "paged twice or needlessly": paged_twice,
    "inject sent twice": injects_sent_twice,
    "inject after the end of a drill": injects_after_end,
    "inject while a drill is paused": injects_while_paused,
    "inject due and never sent": injects_never_sent,
    "sealed text before its time": sealed_texts_told,
    "message of a drill without its mark": unmarked,
    "real page by a drill": paged_for_real,
    "score that differs from its facts": scores_that_differ,
    "drill in the metrics of real incidents": drills_in_metrics,
    "out of order": out_of_order,
    "still pending": still_pending,
    "failed": still_failed,
    "unexpected error": unforeseen_errors,
    "row and timeline differ": rows_that_disagree,
    "Slack shows another state": cards_that_disagree,
}


def audit(evidence: Evidence) -> dict[str, Sequence[str]]:
    return {name: figure(evidence) for name, figure in FIGURES.items()}
