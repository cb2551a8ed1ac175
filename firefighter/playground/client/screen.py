"""Everything that a page shows, looked up in the local Slack at one instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firefighter.playground.client.viewer import (
    HOME,
    DateFormat,
    LinkResolver,
    Location,
    Viewer,
    no_link,
    now_utc,
)
from firefighter.playground.slack import (
    Channel,
    LocalSlack,
    Message,
    NotPossibleError,
    Person,
    View,
)
from firefighter.playground.slack.posting import AUTHORED_SUBTYPES
from firefighter.playground.slack.records import Bookmark

MAX_SHOWN = 150
"""The number of newest messages shown. The page says when there are older ones."""


@dataclass(frozen=True)
class Screen:
    location: Location
    person: Person
    viewer: Viewer
    people: Sequence[Person]
    channels: Sequence[Channel]
    """Conversations the person is in, without archived ones."""
    others: Sequence[Channel]
    """Other conversations the person can see."""
    dm: Channel
    channel: Channel | None
    """The conversation on screen, or None for the Home tab."""
    messages: Sequence[Message] = ()
    left_out: int = 0
    pinned: Sequence[Message] = ()
    bookmarks: Sequence[Bookmark] = ()
    parent: Message | None = None
    replies: Sequence[Message] = ()
    modals: Sequence[View] = ()
    home: View | None = None
    newest: Mapping[str, str] = field(default_factory=dict)
    """The timestamp of the newest message by a person, by conversation."""


def load_screen(
    slack: LocalSlack, location: Location, link_resolver: LinkResolver = no_link
) -> Screen:
    """Falls back to a channel open to everyone when the address names none the person can see."""
    people = [slack.person(user.id) for user in slack.users() if not user.is_bot]
    person = next((each for each in people if each.handle == location.handle), people[0])
    seen = {each.id: each for each in [*slack.channels(), person.dm] if person.can_see(each)}
    mine = [each for each in seen.values() if not each.is_im and not each.is_archived]
    joined = [each for each in mine if person.id in each.members]
    channel = _channel(location, seen, joined)
    where = HOME if channel is None else channel.id
    found = Location(person.handle, where, location.thread, location.panel)
    viewer = _reader(slack, person, seen, found, link_resolver)
    messages = _messages(slack, person, channel)
    parent = _parent(slack, channel, location.thread)
    return Screen(
        location=found if parent else found.with_thread(""),
        person=person,
        viewer=viewer,
        people=people,
        channels=joined,
        others=[each for each in seen.values() if not each.is_im and each not in joined],
        dm=person.dm,
        channel=channel,
        messages=messages[-MAX_SHOWN:],
        left_out=max(0, len(messages) - MAX_SHOWN),
        pinned=slack.pins(channel) if channel else (),
        bookmarks=slack.bookmarks(channel) if channel else (),
        parent=parent,
        replies=_replies(slack, person, parent) if parent else (),
        modals=person.views,
        home=person.home,
        newest={each.id: _newest(slack, each) for each in [*joined, person.dm]},
    )


def _channel(
    location: Location, seen: Mapping[str, Channel], joined: Sequence[Channel]
) -> Channel | None:
    if location.where == HOME:
        return None
    return seen.get(location.where) or next(iter(joined), None)


def _reader(
    slack: LocalSlack,
    person: Person,
    seen: Mapping[str, Channel],
    location: Location,
    link_resolver: LinkResolver,
) -> Viewer:
    user = person.user
    return Viewer(
        user=user,
        users={each.id: each for each in slack.users()},
        channels=seen,
        groups={each.id: each for each in slack.usergroups()},
        dates=DateFormat(user.tz, user.locale, now_utc(slack.now())),
        location=location,
        url=slack.url,
        link_resolver=link_resolver,
    )


def _messages(slack: LocalSlack, person: Person, channel: Channel | None) -> list[Message]:
    """Includes the person's ephemeral messages, in chronological order."""
    if channel is None:
        return []
    private = [each for each in person.ephemerals(channel) if not each.is_reply]
    return sorted([*slack.messages(channel), *private], key=lambda each: float(each.ts))


def _parent(slack: LocalSlack, channel: Channel | None, thread: str) -> Message | None:
    if channel is None or not thread:
        return None
    try:
        return slack.message(channel, thread)
    except NotPossibleError:
        return None


def _replies(slack: LocalSlack, person: Person, parent: Message) -> list[Message]:
    private = [each for each in person.ephemerals(parent.channel) if each.thread_ts == parent.ts]
    found = [*slack.thread(parent.channel, parent.ts), *private]
    return sorted(found, key=lambda each: float(each.ts))


def _newest(slack: LocalSlack, channel: Channel) -> str:
    said = [each.ts for each in slack.messages(channel) if each.subtype in AUTHORED_SUBTYPES]
    return said[-1] if said else ""
