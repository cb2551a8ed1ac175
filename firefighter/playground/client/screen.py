"""Everything a page shows, looked up in the local Slack at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firefighter.playground.client.dates import Reading, now_utc
from firefighter.playground.client.look import HOME, Look
from firefighter.playground.client.reader import Leads, Reader, nowhere
from firefighter.playground.slack import (
    Channel,
    LocalSlack,
    Message,
    NotPossibleError,
    Person,
    View,
)
from firefighter.playground.slack.records import Bookmark

SHOWN_MOST = 150
"""Messages of a conversation, the newest; older ones are left out, and the page says so."""


@dataclass(frozen=True)
class Screen:
    look: Look
    person: Person
    reader: Reader
    people: Sequence[Person]
    channels: Sequence[Channel]
    """Those she is in, and not archived."""
    others: Sequence[Channel]
    """Those she may see besides."""
    dm: Channel
    channel: Channel | None
    """What is looked at; None for the Home tab."""
    messages: Sequence[Message] = ()
    left_out: int = 0
    pinned: Sequence[Message] = ()
    bookmarks: Sequence[Bookmark] = ()
    parent: Message | None = None
    replies: Sequence[Message] = ()
    modals: Sequence[View] = ()
    home: View | None = None
    newest: Mapping[str, str] = field(default_factory=dict)
    """The timestamp of the newest message that somebody said, by conversation."""


def look_up(slack: LocalSlack, look: Look, leads: Leads = nowhere) -> Screen:
    """Falls back to where everybody may be when the address names nobody, or no place for her."""
    people = [slack.person(user.id) for user in slack.users() if not user.is_bot]
    person = next((each for each in people if each.handle == look.who), people[0])
    seen = {each.id: each for each in [*slack.channels(), person.dm] if person.sees(each)}
    mine = [each for each in seen.values() if not each.is_im and not each.is_archived]
    joined = [each for each in mine if person.id in each.members]
    channel = _channel(look, seen, joined)
    where = HOME if channel is None else channel.id
    found = Look(person.handle, where, look.thread, look.aside)
    reader = _reader(slack, person, seen, found, leads)
    messages = _messages(slack, person, channel)
    parent = _parent(slack, channel, look.thread)
    return Screen(
        look=found if parent else found.with_thread(""),
        person=person,
        reader=reader,
        people=people,
        channels=joined,
        others=[each for each in seen.values() if not each.is_im and each not in joined],
        dm=person.dm,
        channel=channel,
        messages=messages[-SHOWN_MOST:],
        left_out=max(0, len(messages) - SHOWN_MOST),
        pinned=slack.pins(channel) if channel else (),
        bookmarks=slack.bookmarks(channel) if channel else (),
        parent=parent,
        replies=_replies(slack, person, parent) if parent else (),
        modals=person.views,
        home=person.home,
        newest={each.id: _newest(slack, each) for each in [*joined, person.dm]},
    )


def _channel(look: Look, seen: Mapping[str, Channel], joined: Sequence[Channel]) -> Channel | None:
    if look.where == HOME:
        return None
    return seen.get(look.where) or next(iter(joined), None)


def _reader(
    slack: LocalSlack, person: Person, seen: Mapping[str, Channel], look: Look, leads: Leads
) -> Reader:
    user = person.user
    return Reader(
        user=user,
        users={each.id: each for each in slack.users()},
        channels=seen,
        groups={each.id: each for each in slack.usergroups()},
        reading=Reading(user.tz, user.locale, now_utc(slack.now())),
        look=look,
        url=slack.url,
        leads=leads,
    )


def _messages(slack: LocalSlack, person: Person, channel: Channel | None) -> list[Message]:
    """With what only she sees among the rest, in the order in which it was said."""
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
    said = [each.ts for each in slack.messages(channel) if each.subtype is None]
    return said[-1] if said else ""
