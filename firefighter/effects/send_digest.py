from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from firefighter.domain.ids import UserId
from firefighter.domain.metrics.periods import Period, days_between
from firefighter.domain.metrics.report import Question
from firefighter.effects.effect import Effect, Job
from firefighter.effects.send_chart import SendChart
from firefighter.ports.digest import Digest
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId
from firefighter.ports.statistics import Statistics, compare
from firefighter.ports.store import EffectRequest

WEEKS_BEFORE = 12
"""What a week is held against."""


@dataclass(frozen=True)
class SendDigest(Effect):
    """Writes somebody the figures of a week, in their language, with the chart after it.

    What is not over yet is told as it is when it is sent. A message is recognised by its mark, so
    one that got through is not sent again.
    """

    user: UserId
    week: date
    """Its Monday."""
    zone: str
    """Whose calendar is meant: the recipient's."""
    is_weekly: bool = True
    is_late: bool = False

    kind: ClassVar[str] = "send_digest"

    @property
    def lane(self) -> str:
        return ""

    def done_earlier(self, job: Job) -> Outcome | None:
        channel = job.chat.open_direct(self.user)
        if channel is None or not job.chat.find_post(channel, job.mark, job.since):
            return None
        return Outcome(then=self._chart(channel))

    def do(self, job: Job) -> Outcome:
        channel = job.chat.open_direct(self.user)
        if channel is None:
            return Outcome()
        digest = self._digest(job.statistics)
        with job.speaking_to(self.user):
            job.chat.post_digest(channel, digest, job.mark)
        return Outcome(then=self._chart(channel))

    def _digest(self, statistics: Statistics) -> Digest:
        question = Question(self._period())
        return Digest(
            compare(statistics, question, WEEKS_BEFORE),
            statistics.standing(),
            statistics.load(question),
            self.is_weekly,
            self.is_late,
        )

    def _period(self) -> Period:
        return days_between(self.week, self.week + timedelta(days=7), ZoneInfo(self.zone))

    def _chart(self, channel: ChannelId) -> tuple[EffectRequest, ...]:
        first = self.week - timedelta(weeks=WEEKS_BEFORE)
        end = self.week + timedelta(days=7)
        return (SendChart(self.user, channel, first, end, self.zone).request(),)
