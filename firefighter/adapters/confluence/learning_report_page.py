"""The page with the learning report of a Game Day: what its templates say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from firefighter.adapters.confluence import wording
from firefighter.adapters.confluence.template_functions import paragraphs
from firefighter.domain.learning_report import LearningReport, ReportSection
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext
from firefighter.reporting.learning_report import ReportPart, report_parts, report_section_title


@dataclass(frozen=True)
class ReportTemplates:
    """The templates of a learning report, and the names that they may use."""

    report: LearningReport
    zone: tzinfo
    rules: Rules

    folder: ClassVar[str] = "learning_report/"
    edited_note: ClassVar[str] = wording.EDITED_REPORT_NOTE

    @property
    def reference(self) -> str:
        return f"{gettext('EXERCISE')} · {self.report.game_day.reference}"

    @property
    def title(self) -> str:
        return self.report.game_day.details.title

    @property
    def began_at(self) -> datetime:
        clock = self.report.game_day.clock
        return clock.started_at if clock else self.report.game_day.created_at

    def _parts(self, name: str) -> Sequence[ReportPart]:
        return report_parts(self.report, ReportSection(name), self.zone, self.rules)

    def values(self) -> Mapping[str, object]:
        return {
            "game_day": self.report.game_day,
            "exercise": gettext("EXERCISE"),
            "parts": self._parts,
            "title": lambda name: report_section_title(ReportSection(name)),
            "paragraphs": paragraphs,
            "gettext": gettext,
            "zone": str(self.zone),
        }
