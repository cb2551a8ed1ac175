"""The left side: who one is, and where one can go."""

from collections.abc import Mapping

from firefighter.playground.client.html import Html, h
from firefighter.playground.client.look import HOME, Look
from firefighter.playground.client.message import act, avatar
from firefighter.playground.client.screen import Screen
from firefighter.playground.slack import Channel, Person
from firefighter.texts import say


def sidebar(screen: Screen, read: Mapping[str, str]) -> Html:
    """`read` says up to where she has read each conversation."""
    return h(
        "nav",
        _who(screen),
        h("h2", say("App")),
        h("ul", _home(screen), _link(screen, screen.dm, read, "💬 " + say("Messages"))),
        h("h2", say("Channels")),
        h("ul", [_link(screen, each, read, _name(each)) for each in screen.channels]),
        _others(screen),
        class_="sidebar",
        aria_label=say("Channels"),
        id="sidebar",
    )


def _who(screen: Screen) -> Html:
    reading = screen.reader.reading
    people = [h("li", _person(each, screen)) for each in screen.people]
    me = screen.person.user
    summary = h(
        "summary",
        avatar(me.id, screen.reader),
        h("span", h("strong", me.real_name), h("small", _where(me.tz, me.locale)), class_="grow"),
        h("span", say("Be somebody else"), class_="spoken"),
    )
    now = reading.stamp(reading.now.timestamp(), "{date_short} {time}")
    return h(
        "div",
        h("details", summary, h("ul", people), class_="menu who", id="who"),
        h("p", say("It is {time} here.", time=now), class_="clock"),
    )


def _person(person: Person, screen: Screen) -> Html:
    user = person.user
    inside = [
        avatar(user.id, screen.reader),
        h("span", h("strong", user.real_name), h("small", _where(user.tz, user.locale))),
    ]
    current = "true" if person.id == screen.person.id else None
    return h("a", inside, href=screen.look.as_person(user.handle).address, aria_current=current)


def _where(tz: str, locale: str) -> str:
    return f"{tz.rpartition('/')[2].replace('_', ' ')} · {locale[:2]}"


def _home(screen: Screen) -> Html:
    """Opening it tells the bot, so it is done by a form."""
    chosen = "chosen" if screen.look.where == HOME else ""
    return h(
        "li",
        act(screen.look, "open-home", "🏠 " + say("Home"), {}, class_=f"place {chosen}".strip()),
    )


def _name(channel: Channel) -> str:
    return f"{'🔒' if channel.is_private else '#'} {channel.name}"


def _link(screen: Screen, channel: Channel, read: Mapping[str, str], name: str) -> Html:
    chosen = screen.look.where == channel.id
    unread = not chosen and float(screen.newest.get(channel.id) or 0) > float(
        read.get(channel.id) or 0
    )
    label = say("{channel}, unread", channel=name) if unread else None
    style = " ".join(["place", *(["chosen"] if chosen else []), *(["unread"] if unread else [])])
    return h(
        "li",
        h(
            "a",
            name,
            href=screen.look.at(channel.id).address,
            class_=style,
            aria_current="page" if chosen else None,
            aria_label=label,
        ),
    )


def _others(screen: Screen) -> Html | None:
    if not screen.others:
        return None
    links = [_other(each, screen.look) for each in screen.others]
    return h(
        "details", h("summary", say("Other channels")), h("ul", links), class_="others", id="others"
    )


def _other(channel: Channel, look: Look) -> Html:
    name = _name(channel) + (" " + say("(archived)") if channel.is_archived else "")
    return h("li", h("a", name, href=look.at(channel.id).address, class_="place"))
