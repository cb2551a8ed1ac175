"""Telling of runs of chaos experiments that belong to no incident."""

from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.experiment_events import RunSummary
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.outbox import Outcome
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import EffectRequest


@dataclass(frozen=True)
class PostExperimentRun(Effect):
    """Posts one line about a run that ended."""

    run: RunSummary
    channel: str
    """Name or id; empty for the channel of announcements."""

    kind: ClassVar[str] = "post_experiment_run"

    @property
    def lane(self) -> str:
        return ""

    def already_done(self, context: EffectContext) -> Outcome | None:
        return Outcome() if context.find_post(self._channel(context)) else None

    def do(self, context: EffectContext) -> Outcome:
        context.post(self._channel(context), ExperimentRunLine(self.run))
        return Outcome()

    def _channel(self, context: EffectContext) -> ChannelId:
        chat = context.chat
        return chat.channel(self.channel) if self.channel else chat.incidents_channel()


def tell_of_run(run: RunSummary, channel: str) -> EffectRequest:
    return PostExperimentRun(run, channel).request()
