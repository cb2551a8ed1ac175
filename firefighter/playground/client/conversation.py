"""A channel or direct message: its head, what was said, and where one writes."""

from collections.abc import Iterator, Sequence

from firefighter.playground.client.composer import composer
from firefighter.playground.client.dates import day_of
from firefighter.playground.client.emoji import sign
from firefighter.playground.client.html import Html, h
from firefighter.playground.client.installed import Installed
from firefighter.playground.client.message import act, message
from firefighter.playground.client.screen import Screen
from firefighter.playground.client.text import link, mrkdwn
from firefighter.playground.slack import Channel, Message
from firefighter.texts import count, say


def conversation(screen: Screen, channel: Channel, installed: Installed) -> Html:
    title = _title(screen, channel)
    return h(
        "main",
        _head(screen, channel),
        _pins(screen),
        h(
            "div",
            _beginning(screen),
            list(_by_day(screen, screen.messages, installed)),
            class_="log",
            role="log",
            aria_label=say("Messages in {channel}", channel=title),
            tabindex="0",
            id=f"log-{channel.id}",
        ),
        _foot(screen, channel, installed),
        class_="conversation",
        id="conversation",
    )


def thread(screen: Screen, parent: Message, installed: Installed) -> Html:
    """The side pane; slash commands do not run here, as in Slack."""
    drawn = [
        message(each, screen.look, screen.reader, shortcuts=installed.shortcuts, in_thread=True)
        for each in (parent, *screen.replies)
    ]
    close = h(
        "a",
        "✕",
        href=screen.look.with_thread("").address,
        aria_label=say("Close thread"),
        class_="close",
    )
    return h(
        "aside",
        h("header", h("h2", say("Thread")), close),
        h(
            "div",
            drawn,
            class_="log",
            role="log",
            tabindex="0",
            aria_label=say("Thread"),
            id=f"log-{parent.ts}",
        ),
        composer(screen.look, say("Reply…"), parent.ts),
        class_="thread",
        aria_label=say("Thread"),
        id="thread",
    )


def _title(screen: Screen, channel: Channel) -> str:
    name = screen.reader.title(channel)
    return "Firefighter" if channel.is_im else f"#{name}"


def _head(screen: Screen, channel: Channel) -> Html:
    sign = "" if channel.is_im else "🔒 " if channel.is_private else "# "
    members = count("{number} member", "{number} members", len(channel.members))
    topic = channel.topic.value and h(
        "p", mrkdwn(channel.topic.value, screen.reader), class_="topic"
    )
    title = h("h1", f"{sign}{_title(screen, channel).removeprefix('#')}")
    people = None if channel.is_im else _members(screen, channel, members)
    return h("header", h("div", title, topic, class_="grow"), people, class_="top")


def _members(screen: Screen, channel: Channel, said: str) -> Html:
    names = [h("li", screen.reader.name(each)) for each in channel.members]
    missing = [each for each in screen.people if each.id not in channel.members]
    invites = [
        h(
            "li",
            act(
                screen.look,
                "invite",
                say("Invite {name}", name=each.user.real_name),
                {"user": each.id},
            ),
        )
        for each in missing
        if screen.person.id in channel.members and not channel.is_archived
    ]
    leave = (
        h("li", act(screen.look, "leave", say("Leave channel"), {}))
        if screen.person.id in channel.members
        else None
    )
    summary = h("summary", f"👥 {len(channel.members)}", aria_label=said, title=said)
    return h("details", summary, h("ul", names, invites, leave), class_="menu members")


def _pins(screen: Screen) -> Html | None:
    """What is pinned, and the bookmarks, in a line above what was said."""
    pinned = [_pin(each, screen) for each in screen.pinned]
    bookmarks = [
        link(each.link, f"{sign(each.emoji.strip(':') or 'link')} {each.title}", screen.reader)
        for each in screen.bookmarks
        if each.link
    ]
    return h("div", bookmarks, pinned, class_="pins") if pinned or bookmarks else None


def _pin(message: Message, screen: Screen) -> Html:
    first = message.text.split("\n")[0]
    return h("a", "📌 ", mrkdwn(first, screen.reader), href=f"#m{message.ts}")


def _beginning(screen: Screen) -> Html:
    if screen.left_out:
        said = count(
            "{number} older message is not shown.",
            "{number} older messages are not shown.",
            screen.left_out,
        )
        return h("p", said, class_="beginning")
    return h("p", say("This is the very beginning."), class_="beginning")


def _by_day(screen: Screen, messages: Sequence[Message], installed: Installed) -> Iterator[Html]:
    day, pins = None, {each.ts for each in screen.pinned}
    for each in messages:
        at = float(each.ts)
        if (today := day_of(at, screen.person.user.tz)) != day:
            day = today
            yield h("h2", screen.reader.reading.day(at).capitalize(), class_="day")
        yield message(
            each, screen.look, screen.reader, shortcuts=installed.shortcuts, pinned=each.ts in pins
        )


def _foot(screen: Screen, channel: Channel, installed: Installed) -> Html:
    if channel.is_archived:
        return h("p", say("This channel is archived."), class_="foot")
    if screen.person.id not in channel.members:
        join = act(screen.look, "join", say("Join channel"), {}, class_="button primary")
        return h(
            "div", say("You are looking at a channel that you are not in."), join, class_="foot"
        )
    placeholder = say("Message {channel}, or type / for commands", channel=_title(screen, channel))
    return composer(screen.look, placeholder, installed=installed)
