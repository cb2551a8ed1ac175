"""The weekly digest and its chart."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from firefighter.domain.ids import UserId
from firefighter.domain.metrics.periods import Period, days_between
from firefighter.domain.metrics.report import Question
from firefighter.domain.metrics.training import never_trained
from firefighter.effects.effect import Effect, EffectContext
from firefighter.i18n import current_language
from firefighter.ports.chat import Chart
from firefighter.ports.outbox import Outcome
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.statistics import Digest, compare, find_training
from firefighter.ports.store import EffectRequest

_A_YEAR = timedelta(days=365)

_MOST_POINTS = 500
"""More points would overlap in the chart."""


@dataclass(frozen=True)
class SendChart(Effect):
    """Sends a chart of the incidents of some weeks.

    The file's name contains the idempotency key, so it is not sent twice. If a try dies between the
    upload and sharing the file, an invisible file is left behind.
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

    def already_done(self, context: EffectContext) -> Outcome | None:
        return (
            Outcome()
            if context.chat.has_chart(self.channel, context.idempotency_key, context.since)
            else None
        )

    def do(self, context: EffectContext) -> Outcome:
        question = Question(days_between(self.first, self.end, ZoneInfo(self.zone)))
        report = context.statistics.report(question)
        points = context.statistics.points(question, _MOST_POINTS)
        with context.use_language_of(self.user):
            context.chat.share_chart(self.channel, Chart(report, points), context.idempotency_key)
        return Outcome()


COMPARED_WEEKS = 12
"""How many weeks a week is compared with."""


@dataclass(frozen=True)
class SendDigest(Effect):
    """Sends somebody the metrics of a week in their language, followed by the chart.

    Ongoing incidents are counted as they are when it is sent.
    """

    user: UserId
    week: date
    """Its Monday."""
    zone: str
    """The recipient's time zone, in which the week is counted."""
    is_weekly: bool = True
    is_late: bool = False

    kind: ClassVar[str] = "send_digest"

    @property
    def lane(self) -> str:
        return ""

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(self.user)
        if channel is None or not context.find_post(channel):
            return None
        return Outcome(next_effects=self._chart(channel))

    def do(self, context: EffectContext) -> Outcome:
        channel = context.chat.open_direct(self.user)
        if channel is None:
            return Outcome()
        digest = self._digest(context)
        with context.use_language_of(self.user):
            context.post_digest(channel, digest)
        return Outcome(next_effects=self._chart(channel))

    def _digest(self, context: EffectContext) -> Digest:
        statistics, question = context.statistics, Question(self._period())
        backlog = statistics.backlog()
        training = statistics.training(question)
        never: tuple[str, ...] = ()
        if training.since:
            year = Question(days_between(self.week - _A_YEAR, self._end, ZoneInfo(self.zone)))
            _year, classes = find_training(statistics, context.scenarios, year, current_language())
            never = never_trained(classes)
        resilience = statistics.resilience(question)
        return Digest(
            compare(statistics, question, backlog.at, COMPARED_WEEKS),
            backlog,
            statistics.load(question),
            self.is_weekly,
            self.is_late,
            training if training.since else None,
            never,
            resilience if resilience.since else None,
        )

    def _period(self) -> Period:
        return days_between(self.week, self._end, ZoneInfo(self.zone))

    @property
    def _end(self) -> date:
        return self.week + timedelta(days=7)

    def _chart(self, channel: ChannelId) -> tuple[EffectRequest, ...]:
        first = self.week - timedelta(weeks=COMPARED_WEEKS)
        end = self.week + timedelta(days=7)
        return (SendChart(self.user, channel, first, end, self.zone).request(),)
