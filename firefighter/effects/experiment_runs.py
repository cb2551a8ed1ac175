"""Telling of runs of chaos experiments that belong to no incident, and what was learnt of them."""

from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import FollowUpChanged
from firefighter.domain.experiment_events import RunSummary
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.sources import skip_unreachable
from firefighter.ports.chat import Line
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
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


@dataclass(frozen=True)
class PostRunFollowUp(Effect):
    """Says below the line about a run that a follow-up was added.

    Skipped if the line is gone, or the bot cannot post there.
    """

    channel: ChannelId
    ts: str
    event: FollowUpChanged

    kind: ClassVar[str] = "post_run_follow_up"

    @property
    def lane(self) -> str:
        return f"run-follow-up-{self.event.after.number}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        try:
            found = context.find_post(self.channel, thread=self.ts)
        except CallRefused as refused:
            return skip_unreachable(refused)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        try:
            context.post(self.channel, Line(self.event, context.snapshot), thread=self.ts)
        except CallRefused as refused:
            return skip_unreachable(refused)
        return Outcome()
