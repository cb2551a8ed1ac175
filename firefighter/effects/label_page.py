from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.composing import PAGE
from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageGone


@dataclass(frozen=True)
class LabelPage(Effect):
    """Lets the page be found by severity, service and class. A label twice is one label."""

    kind: ClassVar[str] = "label_page"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "page-labels"

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE,)

    def do(self, job: Job) -> Outcome:
        page = job.snapshot.page
        if page is None or page.gone:
            return Outcome()
        try:
            job.pages.of(job.incident).label(page, job.incident)
        except PageGone:
            return Outcome()  # the next refresh notices, and says so
        return Outcome()
