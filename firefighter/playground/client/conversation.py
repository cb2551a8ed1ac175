"""A channel or direct message: header, messages and composer."""

from collections.abc import Iterator, Sequence

from firefighter.i18n import gettext, ngettext
from firefighter.playground.client.emoji import sign
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.installed_app import InstalledApp
from firefighter.playground.client.message import act, message
from firefighter.playground.client.screen import Screen
from firefighter.playground.client.text import link, mrkdwn
from firefighter.playground.client.viewer import Location, day_of
from firefighter.playground.slack import Channel, Message


def composer(
    location: Location, placeholder: str, thread_ts: str = "", installed: InstalledApp | None = None
) -> Html:
    """The composer. Commands and shortcuts come from `installed`, except in a thread."""
    commands = {
        "aria_haspopup": "listbox",
        "aria_controls": "completions",
        "aria_autocomplete": "list",
    }
    box = h(
        "textarea",
        name="text",
        rows="1",
        placeholder=placeholder,
        aria_label=placeholder,
        id=f"write-{thread_ts or location.where}",
        required=True,
        autocomplete="off",
        **(commands if installed else {}),
    )
    hidden = h("input", type="hidden", name="thread", value=thread_ts) if thread_ts else None
    send = h("button", "➤", aria_label=gettext("Send"), title=gettext("Send"), class_="send")
    # The first button is what Enter presses, so the menu follows it and is moved by CSS.
    inside = (hidden, box, send, _shortcut_options(location, installed) if installed else None)
    return h("form", inside, method="post", action=location.do("say"), class_="composer")


def _shortcut_options(location: Location, installed: InstalledApp) -> Html:
    return many(_completions(installed), _global_shortcuts(location, installed))


def _global_shortcuts(location: Location, installed: InstalledApp) -> Html | None:
    """The app's global shortcuts."""
    if not installed.global_shortcuts:
        return None
    items = [
        h(
            "li",
            h(
                "button",
                name,
                name="shortcut",
                value=callback_id,
                formaction=location.do("shortcut"),
                formnovalidate=True,
            ),
        )
        for callback_id, name in installed.global_shortcuts
    ]
    label = gettext("Shortcuts")
    summary = h("summary", "⚡", aria_label=label, title=label)
    return h("details", summary, h("ul", items), class_="menu up shortcuts")


def _completions(installed: InstalledApp) -> Html:
    """Lists all commands; the script shows those that match what is typed."""
    options = [
        h(
            "li",
            h("b", each.text),
            " ",
            h("i", each.hint),
            " ",
            h("span", each.does),
            role="option",
            data_text=each.text,
            id=f"completion-{number}",
            hidden=True,
        )
        for number, each in enumerate(installed.completions)
    ]
    return h(
        "ul", options, id="completions", role="listbox", aria_label=gettext("Commands"), hidden=True
    )


def conversation(screen: Screen, channel: Channel, installed: InstalledApp) -> Html:
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
            aria_label=gettext("Messages in {channel}", channel=title),
            tabindex="0",
            id=f"log-{channel.id}",
        ),
        _news(f"log-{channel.id}"),
        _foot(screen, channel, installed),
        class_="conversation",
        id="conversation",
    )


def _news(log: str) -> Html:
    """The script shows it when messages arrive below what is on the screen."""
    return h(
        "button",
        gettext("New messages ↓"),
        type="button",
        class_="new-messages",
        data_log=log,
        hidden=True,
    )


def thread(screen: Screen, parent: Message, installed: InstalledApp) -> Html:
    """The thread pane. Slash commands do not run in threads, as in Slack."""
    drawn = [
        message(each, screen.location, screen.viewer, shortcuts=installed.shortcuts, in_thread=True)
        for each in (parent, *screen.replies)
    ]
    close = h(
        "a",
        "✕",
        href=screen.location.with_thread("").address,
        aria_label=gettext("Close thread"),
        class_="close",
    )
    return h(
        "aside",
        h("header", h("h2", gettext("Thread")), close),
        h(
            "div",
            drawn,
            class_="log",
            role="log",
            tabindex="0",
            aria_label=gettext("Thread"),
            id=f"log-{parent.ts}",
        ),
        _news(f"log-{parent.ts}"),
        composer(screen.location, gettext("Reply…"), parent.ts),
        class_="thread",
        aria_label=gettext("Thread"),
        id="thread",
    )


def _title(screen: Screen, channel: Channel) -> str:
    name = screen.viewer.title(channel)
    return "Firefighter" if channel.is_im else f"#{name}"


def _head(screen: Screen, channel: Channel) -> Html:
    sign = "" if channel.is_im else "🔒 " if channel.is_private else "# "
    members = ngettext("{number} member", "{number} members", len(channel.members))
    topic = channel.topic.value and h(
        "p", mrkdwn(channel.topic.value, screen.viewer), class_="topic"
    )
    title = h("h1", f"{sign}{_title(screen, channel).removeprefix('#')}")
    people = None if channel.is_im else _members(screen, channel, members)
    return h("header", h("div", title, topic, class_="grow"), people, class_="top")


def _members(screen: Screen, channel: Channel, said: str) -> Html:
    names = [h("li", screen.viewer.name(each)) for each in channel.members]
    missing = [each for each in screen.people if each.id not in channel.members]
    invites = [
        h(
            "li",
            act(
                screen.location,
                "invite",
                gettext("Invite {name}", name=each.user.real_name),
                {"user": each.id},
            ),
        )
        for each in missing
        if screen.person.id in channel.members and not channel.is_archived
    ]
    leave = (
        h("li", act(screen.location, "leave", gettext("Leave channel"), {}))
        if screen.person.id in channel.members
        else None
    )
    summary = h("summary", f"👥 {len(channel.members)}", aria_label=said, title=said)
    return h("details", summary, h("ul", names, invites, leave), class_="menu members")


def _pins(screen: Screen) -> Html | None:
    """Pinned messages and bookmarks, in a bar above the messages."""
    pinned = [_pin(each, screen) for each in screen.pinned]
    bookmarks = [
        link(each.link, f"{sign(each.emoji.strip(':') or 'link')} {each.title}", screen.viewer)
        for each in screen.bookmarks
        if each.link
    ]
    return h("div", bookmarks, pinned, class_="pins") if pinned or bookmarks else None


def _pin(message: Message, screen: Screen) -> Html:
    first = message.text.split("\n")[0]
    return h("a", "📌 ", mrkdwn(first, screen.viewer), href=f"#m{message.ts}")


def _beginning(screen: Screen) -> Html:
    if screen.left_out:
        said = ngettext(
            "{number} older message is not shown.",
            "{number} older messages are not shown.",
            screen.left_out,
        )
        return h("p", said, class_="beginning")
    return h("p", gettext("This is the very beginning."), class_="beginning")


def _by_day(screen: Screen, messages: Sequence[Message], installed: InstalledApp) -> Iterator[Html]:
    day, pins = None, {each.ts for each in screen.pinned}
    for each in messages:
        at = float(each.ts)
        if (today := day_of(at, screen.person.user.tz)) != day:
            day = today
            yield h("h2", screen.viewer.dates.day(at).capitalize(), class_="day")
        yield message(
            each,
            screen.location,
            screen.viewer,
            shortcuts=installed.shortcuts,
            pinned=each.ts in pins,
        )


def _foot(screen: Screen, channel: Channel, installed: InstalledApp) -> Html:
    if channel.is_archived:
        return h("p", gettext("This channel is archived."), class_="foot")
    if screen.person.id not in channel.members:
        join = act(screen.location, "join", gettext("Join channel"), {}, class_="button primary")
        return h(
            "div", gettext("You are viewing a channel you have not joined."), join, class_="foot"
        )
    placeholder = gettext(
        "Message {channel}, or type / for commands", channel=_title(screen, channel)
    )
    return composer(screen.location, placeholder, installed=installed)
