from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from firefighter.domain.ids import UserId
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Chart
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId

_DOTS = 500
"""More incidents than that would cover each other in the chart."""


@dataclass(frozen=True)
class SendChart(Effect):
    """Draws the incidents of some weeks for somebody.

    The file carries the mark in its name, so one that got through is not sent again. When a try
    dies between the upload and its sharing, a file stays behind that nobody sees.
    """

    user: UserId
    channel: ChannelId
    first: date
    end: date
    zone: str

    kind: ClassVar[str] = "send_chart"

    @property
    def lane(self) -> str:
        return ""

    def done_earlier(self, job: Job) -> Outcome | None:
        return Outcome() if job.chat.has_chart(self.channel, job.mark, job.since) else None

    def do(self, job: Job) -> Outcome:
        question = Question(days_between(self.first, self.end, ZoneInfo(self.zone)))
        report = job.statistics.report(question)
        points = job.statistics.points(question, _DOTS)
        with job.speaking_to(self.user):
            job.chat.share_chart(self.channel, Chart(report, points), job.mark)
        return Outcome()
