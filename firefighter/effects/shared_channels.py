"""Incident channels that are shared with another organization, and who else must not be there."""

from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.errors import AlreadyHandled
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage
from firefighter.ports.app_context import AppContext
from firefighter.ports.channel_messages import ChannelSharing
from firefighter.ports.outbox import Outcome
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.use_cases.channels import record_channel_sharing


@dataclass(frozen=True)
class PostChannelSharing(PostMessage):
    """Tells the channel that it is shared, or no longer, unless the incident has moved."""

    channel: ChannelId
    is_shared: bool

    kind: ClassVar[str] = "post_channel_sharing"

    def fallback_effects(self, context: EffectContext) -> tuple[Effect, ...]:  # noqa: ARG002
        """None: it is of no interest elsewhere."""
        return ()

    def message(self, context: EffectContext) -> ChannelSharing | None:
        is_there = context.at(self.place).channel == self.channel
        return ChannelSharing(self.is_shared, context.snapshot) if is_there else None


def sharing_line(channel: ChannelId, *, is_shared: bool) -> EffectRequest:
    return PostChannelSharing(Place.CHANNEL, channel, is_shared).request()


@dataclass(frozen=True)
class FindSharedChannels(Effect):
    """Asks the chat which incident channels are shared, for what happened while nobody listened.

    Can run any number of times.
    """

    kind: ClassVar[str] = "find_shared_channels"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "shared-channels"

    def do(self, context: EffectContext) -> Outcome:
        sharing = context.chat.channel_sharing()
        known = context.records.shared_channels()
        news = {
            channel: is_shared
            for channel, is_shared in sharing.items()
            if is_shared is not (channel in known)
        }

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            for channel, incident_id in app_context.records.incident_channels(news).items():
                with suppress(AlreadyHandled):
                    record_channel_sharing(
                        app_context,
                        DeliveryId(f"{delivery}:{channel}"),
                        incident_id,
                        channel,
                        is_shared=news[channel],
                        line=sharing_line(channel, is_shared=news[channel]),
                    )

        return Outcome(record=record) if news else Outcome()
