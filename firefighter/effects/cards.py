"""The announcement and the control panels: posting, refreshing and pinning them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.incident import Incident
from firefighter.effects.direct_messages import ReportNotAnnounced
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.chat import Announcement, ControlPanel
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import MessageRef, Place, PlaceRef


def panels_of(incident: Incident) -> Iterator[Place]:
    """The cards with buttons, which also show failed effects."""
    return (place for place in cards_of(incident) if place is not Place.ANNOUNCEMENT)


def home_of(incident: Incident) -> Place:
    """Where people work on the incident.

    For a private incident always the channel, also when it is gone: it has no other place.
    """
    return Place.CHANNEL if incident.works_in_channel or incident.private else Place.ANNOUNCEMENT


def cards_of(incident: Incident) -> Iterator[Place]:
    """The messages that show the current state of an incident and are refreshed after changes."""
    if not incident.private:
        yield Place.ANNOUNCEMENT
        yield Place.THREAD_PANEL
    if incident.works_in_channel:
        yield Place.CHANNEL_PANEL


@dataclass(frozen=True)
class PostAnnouncement(Effect):
    """Announces the incident in the incidents channel."""

    kind: ClassVar[str] = "post_announcement"
    is_kept: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return Place.ANNOUNCEMENT

    def already_done(self, context: EffectContext) -> Outcome | None:
        found = context.find_post(context.chat.incidents_channel())
        return _at(found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        if context.incident.private:
            return Outcome()
        channel = context.chat.incidents_channel()
        return _at(context.post(channel, Announcement(context.snapshot)))

    def failure_effects(self, context: EffectContext, why: str) -> tuple[Effect, ...]:
        """Tells the declarer once, however often the announcement is retried."""
        told = any(context.requested(ReportNotAnnounced))
        return () if told else (ReportNotAnnounced(context.incident.declared_by, why),)


def _at(message: MessageRef) -> Outcome:
    return Outcome((PlaceRef(Place.ANNOUNCEMENT, message.channel, message.ts),))


@dataclass(frozen=True)
class PostPanel(Effect):
    """Posts a control panel in the announcement's thread or in the channel, unless it has one.

    It has one if the incident moved there while a panel was pending for its old channel.
    """

    place: Place

    kind: ClassVar[str] = "post_panel"
    is_kept: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return self.place

    @property
    def needs(self) -> tuple[str, ...]:
        return (self._home,)

    def in_channel(self, context: EffectContext) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.CHANNEL_PANEL

    def already_done(self, context: EffectContext) -> Outcome | None:
        home = context.at(self._home)
        found = context.find_post(home.channel, thread=home.ts)
        return self._at(context, found) if found else None

    def do(self, context: EffectContext) -> Outcome:
        home = context.at(self._home)
        there = context.snapshot.places.get(self.place)
        if there and there.channel == home.channel and there.ts > home.ts:
            return Outcome()
        panel = ControlPanel(context.snapshot)
        return self._at(context, context.post(home.channel, panel, thread=home.ts))

    @property
    def _home(self) -> Place:
        return Place.ANNOUNCEMENT if self.place is Place.THREAD_PANEL else Place.CHANNEL

    def _at(self, context: EffectContext, message: MessageRef) -> Outcome:
        """An incident that became private meanwhile gets no place that everybody can read."""
        located = (PlaceRef(self.place, message.channel, message.ts),)
        closed = self.place is Place.CHANNEL_PANEL and (
            context.incident.private or context.was_hidden()
        )
        return Outcome(located, if_made_private=None if closed else ())


NOT_EDITABLE = {"cant_update_message", "edit_window_closed", "message_not_found"}
"""https://docs.slack.dev/reference/methods/chat.update#errors."""

_MOST_POSTS = 4


@dataclass(frozen=True)
class RefreshCard(Effect):
    """Redraws the announcement or a panel. Running it twice gives the same result.

    Posts the card again if it was deleted or cannot be edited any more, while the incident is open.
    Skips a card that was never posted because its channel was gone, or that was deleted when the
    incident became private.
    """

    place: Place

    kind: ClassVar[str] = "refresh_card"
    coalesces: ClassVar[bool] = True
    shows_state: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"{self.place}-edits"

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.place, Place.CHANNEL) if self.place is Place.CHANNEL_PANEL else (self.place,)

    def in_channel(self, context: EffectContext) -> bool:  # noqa: ARG002 - the place says it
        return self.place is Place.CHANNEL_PANEL

    def do(self, context: EffectContext) -> Outcome:
        drawn = Announcement if self.place is Place.ANNOUNCEMENT else ControlPanel
        if self.place not in context.snapshot.places and not context.incident.private:
            return Outcome()
        try:
            context.chat.edit(context.at(self.place).message, drawn(context.snapshot))
        except CallRefused as refused:
            if refused.reason not in NOT_EDITABLE:
                raise
            return self._repost(context, refused)
        return Outcome()

    def _repost(self, context: EffectContext, refused: CallRefused) -> Outcome:
        """Raises `refused` if the card was posted too often: something keeps deleting it."""
        incident = context.incident
        now = context.records.snapshot(incident.id)
        is_current = now.places.get(self.place) == context.snapshot.places[self.place]
        if context.was_hidden() or not is_current or incident.status.has_ended:
            return Outcome()
        if self._times_posted(context) >= _MOST_POSTS:
            raise refused
        match self.place:
            case Place.ANNOUNCEMENT:
                lost: tuple[Place, ...] = (Place.ANNOUNCEMENT, Place.THREAD_PANEL)
                posted: tuple[Effect, ...] = (PostAnnouncement(), PostPanel(Place.THREAD_PANEL))
            case Place.CHANNEL_PANEL:
                lost, posted = (self.place,), (PostPanel(self.place), PinPanel())
            case _:
                lost, posted = (self.place,), (PostPanel(self.place),)
        return Outcome(lost_places=lost, next_effects=tuple(each.request() for each in posted))

    def _times_posted(self, context: EffectContext) -> int:
        if self.place is Place.ANNOUNCEMENT:
            return sum(1 for _each in context.requested(PostAnnouncement))
        return sum(panel.place is self.place for _asked, panel in context.requested(PostPanel))


@dataclass(frozen=True)
class PinPanel(Effect):
    """Pins the channel's control panel. The chat ignores a second pin.

    A panel that was deleted meanwhile is refreshed, which posts it again.
    """

    kind: ClassVar[str] = "pin_panel"
    always_in_channel: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "pin"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.CHANNEL_PANEL,)

    def do(self, context: EffectContext) -> Outcome:
        try:
            context.chat.pin(context.at(Place.CHANNEL_PANEL).message)
        except CallRefused as refused:
            if refused.reason != "message_not_found":
                raise
            return Outcome(next_effects=(RefreshCard(Place.CHANNEL_PANEL).request(),))
        return Outcome()
