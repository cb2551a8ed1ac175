"""What is deleted or redrawn when an incident becomes private or public."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.events import Declared, Source
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.redaction import named_incident, redact_event
from firefighter.effects.alerts import ALERTS_LANE
from firefighter.effects.cards import RefreshCard, cards_of
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.nudges import NUDGES_LANE
from firefighter.effects.pages import RefreshPage
from firefighter.effects.posting import PostLine, visible_event
from firefighter.i18n import gettext
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import Line
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.records import RequestedEffect
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.use_cases.enqueue import enqueue_effects_for_each


@dataclass(frozen=True)
class RetireChannel(Effect):
    """Cleans up a public channel whose incident became private.

    Deletes the bot's messages and sets a neutral topic. A channel that the bot created is renamed
    and archived; an adopted one stays as it is. Messages of people and of Slack itself cannot be
    deleted. Running it twice gives the same result.

    Messages in progress may still arrive. So it runs at once, and again when they are done.
    """

    channel: ChannelId
    at_once: bool = False
    """Whether it only deletes messages, since more may come."""

    kind: ClassVar[str] = "retire_channel"

    @property
    def lane(self) -> str:
        return f"retired-{self.channel}"

    @property
    def needs(self) -> tuple[str, ...]:
        lines = (f"{Place.CHANNEL}-lines", NUDGES_LANE, ALERTS_LANE)
        said = (Place.CHANNEL_PANEL, Place.ARCHIVE_NOTICE, *lines, "topic")
        return () if self.at_once else said

    def do(self, context: EffectContext) -> Outcome:
        seen = context.chat.look_at_channel(self.channel)
        if seen is None or seen.archived or not seen.member:
            return Outcome()
        context.chat.delete_own_messages(self.channel)
        neutral = gettext("This channel is not used any more.")
        context.chat.set_topic(self.channel, neutral, f"{context.incident.reference} · ")
        if seen.ours and not self.at_once:
            context.chat.retire(self.channel, f"unused-{self.channel.lower()}")
        return Outcome()


def leave_channel(channel: ChannelId) -> tuple[RetireChannel, RetireChannel]:
    """The effects in a channel that the incident leaves."""
    return RetireChannel(channel, at_once=True), RetireChannel(channel)


_UNREACHABLE = {"channel_not_found", "not_in_channel", "is_archived", "thread_not_found"}


@dataclass(frozen=True)
class DeleteAnnouncement(Effect):
    """Deletes the announcement, the bot's messages in its thread, and the reply to the source.

    Messages of people stay in the thread under "This message was deleted.". Can run twice.

    Messages in progress may still arrive. So it runs once more when they are done.
    """

    channel: str = ""
    ts: str = ""
    """Where the announcement was, on the second run."""

    kind: ClassVar[str] = "delete_announcement"

    @property
    def lane(self) -> str:
        return "announcement-deletion" if self.ts else Place.ANNOUNCEMENT

    @property
    def needs(self) -> tuple[str, ...]:
        lines = (f"{Place.ANNOUNCEMENT}-lines", NUDGES_LANE, ALERTS_LANE)
        return (Place.THREAD_PANEL, *lines, "source") if self.ts else ()

    def do(self, context: EffectContext) -> Outcome:
        if self.ts:
            self._delete_all(context, ChannelId(self.channel), self.ts)
            return Outcome()
        announced = context.snapshot.places.get(Place.ANNOUNCEMENT)
        if announced:
            self._delete_all(context, announced.channel, announced.ts)
        again = (
            (DeleteAnnouncement(announced.channel, announced.ts).request(),) if announced else ()
        )
        return Outcome(lost_places=(Place.ANNOUNCEMENT, Place.THREAD_PANEL), next_effects=again)

    def _delete_all(self, context: EffectContext, channel: ChannelId, ts: str) -> None:
        _delete_messages(context, channel, ts)
        if source := _find_source(context):
            thread = source.thread or source.ts
            _delete_messages(context, ChannelId(source.channel), thread, context.incident.reference)


def _find_source(context: EffectContext) -> Source | None:
    for entry in context.records.timeline(context.incident.id):
        if isinstance(entry.event, Declared):
            return entry.event.source
    return None


def _delete_messages(
    context: EffectContext, channel: ChannelId, thread: str, containing: str = ""
) -> None:
    """Does nothing where the bot is not a member or the thread is gone."""
    try:
        context.chat.delete_own_messages(channel, thread, containing)
    except CallRefused as refused:
        if refused.reason not in _UNREACHABLE:
            raise


@dataclass(frozen=True)
class RewriteLines(Effect):
    """Rewrites the bot's lines that name another incident, after that became private or public.

    Lines that only name it are deleted; others keep the rest. Running it twice gives the same
    result. Lines in progress may still arrive. So it runs at once, and again when they are done.
    """

    place: Place
    other: IncidentId
    at_once: bool = False

    kind: ClassVar[str] = "rewrite_lines"
    shows_state: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{self.place}-rewritten-{self.other}"

    @property
    def needs(self) -> tuple[str, ...]:
        return () if self.at_once else (f"{self.place}-lines",)

    def in_channel(self, context: EffectContext) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.CHANNEL

    def do(self, context: EffectContext) -> Outcome:
        if self.at_once and self.place not in context.snapshot.places:
            return Outcome()  # nothing is posted there yet, and pending lines have to wait
        for asked, posted in context.requested(PostLine):
            if posted.place is self.place and named_incident(posted.event) == self.other:
                self._rewrite(context, posted, asked)
        return Outcome()

    def _rewrite(self, context: EffectContext, posted: PostLine, asked: RequestedEffect) -> None:
        rest = redact_event(posted.event, for_insiders=context.incident.private)
        told = visible_event(context, posted.event)
        if rest == posted.event or (rest is None and told):
            return
        message = context.find_post_of(asked, self.place)
        if message and told:
            context.chat.edit(message, Line(told, context.snapshot))
        elif message:
            context.chat.withdraw(message)


def rewrite_requests(place: Place, other: IncidentId) -> tuple[EffectRequest, EffectRequest]:
    """The effects that rewrite lines at one place."""
    return RewriteLines(place, other, at_once=True).request(), RewriteLines(place, other).request()


@dataclass(frozen=True)
class RefreshRelated(Effect):
    """Refreshes all incidents that name one whose visibility changed.

    Each gets effects of its own, so that the change itself does not have to lock them all.
    """

    kind: ClassVar[str] = "refresh_related"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "related"

    def do(self, context: EffectContext) -> Outcome:
        own = context.incident.id
        others = context.records.incidents_naming(own)

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            enqueue_effects_for_each(
                app_context, delivery, others, lambda other: _refreshes(other, own)
            )

        return Outcome(record=record if others else None)


def _refreshes(other: Incident, of: IncidentId) -> Iterator[EffectRequest]:
    """The refreshes of everything that may name the incident `of`."""
    for card in cards_of(other):
        yield RefreshCard(card).request()
    if other.has_postmortem_page:
        yield RefreshPage().request()
    if not other.private:
        yield from rewrite_requests(Place.ANNOUNCEMENT, of)
    if other.works_in_channel:
        yield from rewrite_requests(Place.CHANNEL, of)
