"""The incident channel: creating, joining, inviting, topic."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from firefighter.domain.events import ChannelState
from firefighter.domain.follow_ups import open_owners
from firefighter.domain.incident import Incident
from firefighter.domain.title import slug
from firefighter.effects.cards import PinPanel, PostPanel, RefreshCard
from firefighter.effects.channel_names import create_named, created_before
from firefighter.effects.channel_state import find_channel_state
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.people import RefreshMembers
from firefighter.effects.posting import report_not_invited
from firefighter.effects.postmortem_page import BookmarkPostmortemPage
from firefighter.effects.visibility import leave_channel
from firefighter.ports.chat import CHAT_SERVICE
from firefighter.ports.exercise_mark import exercise_mark, with_exercise_mark
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef
from firefighter.ports.store import EffectRequest


@dataclass(frozen=True)
class SetTopic(Effect):
    """Sets the topic of the channel, unless people have set one.

    Skipped if nothing changes, since the chat posts a message about each change.
    """

    kind: ClassVar[str] = "set_topic"
    coalesces: ClassVar[bool] = True
    shows_state: ClassVar[bool] = True
    always_in_channel: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "topic"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.CHANNEL,)

    def do(self, context: EffectContext) -> Outcome:
        ours = f"{context.incident.reference} · "
        context.chat.set_topic(
            context.at(Place.CHANNEL).channel, ours + _about(context.incident), ours
        )
        return Outcome()


def _about(incident: Incident) -> str:
    return with_exercise_mark(incident.kind, f"{incident.severity} · {incident.title}")


@dataclass(frozen=True)
class CreateChannel(Effect):
    """Creates the incident channel, and links it from the announcement.

    A channel that the bot created since this was enqueued, with the incident's number in its name,
    was created by an earlier try. It is found by number because title and free names may have
    changed. If a name is taken, by an archived channel or a private one that the bot cannot see, a
    number is appended. If somebody renames the channel between a crash and the next try, a second
    channel is created.
    """

    kind: ClassVar[str] = "create_channel"

    @property
    def lane(self) -> str:
        return Place.CHANNEL

    def do(self, context: EffectContext) -> Outcome:
        """Does nothing if the incident has a channel by now.

        But an incident that is or was private never stays in a public channel.
        """
        there = context.snapshot.places.get(Place.CHANNEL)
        closed = context.incident.private or context.was_hidden()
        if there and not (closed and _is_public(context, there.channel)):
            return Outcome()
        left = [there.channel] if there else []
        for channel in chain(
            _find_created(context), create_named(context, _name(context), private=closed)
        ):
            if closed and _is_public(context, channel):
                left.append(channel)
            else:
                return Outcome(
                    (PlaceRef(Place.CHANNEL, channel),),
                    next_effects=(
                        *_links_to_channel(context, closed, moves=bool(left)),
                        *chain(*map(_leave_requests, left)),
                    ),
                    if_made_private=None if closed else _leave_requests(channel),
                )
        raise CallRefused(CHAT_SERVICE, "conversations.create", "name_taken")


def _find_created(context: EffectContext) -> Iterator[ChannelId]:
    number = context.incident.reference.lower()
    for found in created_before(context, number):
        if found.name == number or found.name.startswith(f"{number}-"):
            yield found.id


def _is_public(context: EffectContext, channel: ChannelId) -> bool:
    """Returns whether everybody can read the channel."""
    seen = context.chat.look_at_channel(channel)
    return seen is not None and not seen.private


def _links_to_channel(
    context: EffectContext, closed: bool, *, moves: bool
) -> Iterator[EffectRequest]:
    """Refreshes the announcement, which links to the channel.

    A private incident has none, and its panel may have been posted in the channel that it left.
    """
    if not context.incident.private:
        yield RefreshCard(Place.ANNOUNCEMENT).request()
    if closed:
        yield SetTopic().request()
    if closed and moves:
        yield PostPanel(Place.CHANNEL_PANEL).request()
        yield PinPanel().request()


def _leave_requests(channel: ChannelId) -> tuple[EffectRequest, ...]:
    return tuple(each.request() for each in leave_channel(channel))


def _name(context: EffectContext) -> str:
    number = context.incident.reference.lower()
    mark = slug(exercise_mark(context.incident.kind))
    team = _team_in_game_day(context) if context.incident.is_drill else ""
    told = team or context.incident.title
    return "-".join(filter(None, (number, mark, slug(told))))


def _team_in_game_day(context: EffectContext) -> str:
    """A Game Day's channels tell whose they are, and nothing of what is played."""
    incident_id, game_days = context.incident.id, context.game_days
    game_day_id = game_days.game_day_of(incident_id) if game_days else None
    if game_days is None or game_day_id is None:
        return ""
    game_day = game_days.game_day(None, game_day_id).game_day
    return game_day.teams[game_day.drills[incident_id].team]


@dataclass(frozen=True)
class JoinChannel(Effect):
    """Joins an adopted channel and asks who its members are.

    Running it twice changes nothing. Does not join a public channel for a private incident, nor a
    channel that the incident has left.
    """

    channel: ChannelId

    kind: ClassVar[str] = "join_channel"

    @property
    def lane(self) -> str:
        return Place.CHANNEL

    def do(self, context: EffectContext) -> Outcome:
        incident_channel = context.snapshot.places.get(Place.CHANNEL)
        if incident_channel is None or incident_channel.channel != self.channel:
            return Outcome()
        seen = context.chat.look_at_channel(self.channel)
        if seen is None:
            raise CallRefused(CHAT_SERVICE, "conversations.join", "channel_not_found")
        if context.incident.private and not seen.private:
            raise CallRefused(CHAT_SERVICE, "conversations.join", "channel_is_public")
        if not seen.member:
            context.chat.join(self.channel)
        return Outcome(next_effects=(RefreshMembers(self.channel, taking_part=True).request(),))


@dataclass(frozen=True)
class InvitePeople(Effect):
    """Invites users and user groups into the channel. The chat skips those who are members."""

    people: tuple[str, ...]

    kind: ClassVar[str] = "invite_people"
    always_in_channel: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "invitations"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.CHANNEL,)

    def do(self, context: EffectContext) -> Outcome:
        not_invited = context.chat.invite(context.at(Place.CHANNEL).channel, self.people)
        return Outcome(next_effects=report_not_invited(context, not_invited))


@dataclass(frozen=True)
class RejoinChannel(Effect):
    """Rejoins a channel that is open again, and does what was skipped while it was not.

    The chat removes bots from archived channels. Only people can let a bot into a private channel.
    """

    kind: ClassVar[str] = "rejoin_channel"
    always_in_channel: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        """Effects in the channel wait for it."""
        return Place.CHANNEL

    def do(self, context: EffectContext) -> Outcome:
        incident_channel = context.at(Place.CHANNEL).channel
        if find_channel_state(context, incident_channel) is not ChannelState.OPEN:
            context.chat.join(incident_channel)
        return Outcome(next_effects=tuple(each.request() for each in _catch_up(context)))


def _catch_up(context: EffectContext) -> Iterator[Effect]:
    incident = context.incident
    if Place.CHANNEL_PANEL not in context.snapshot.places:
        yield PostPanel(Place.CHANNEL_PANEL)
        yield PinPanel()
    yield SetTopic()
    owners = open_owners(incident.follow_ups) if incident.private else ()
    if people := tuple(dict.fromkeys((*incident.holders.values(), *owners))):
        yield InvitePeople(people)
    if incident.has_postmortem_page:
        yield BookmarkPostmortemPage()
    yield RefreshMembers(context.at(Place.CHANNEL).channel)
