"""The whole page: sidebar, modals, Home tab and panels."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from firefighter.i18n import current_language, gettext
from firefighter.playground.client.blocks import blocks
from firefighter.playground.client.conversation import conversation, thread
from firefighter.playground.client.elements import surface_of_view
from firefighter.playground.client.html import Html, document, h, many
from firefighter.playground.client.installed_app import InstalledApp
from firefighter.playground.client.message import act, avatar
from firefighter.playground.client.screen import Screen
from firefighter.playground.client.text import plain
from firefighter.playground.client.viewer import HOME, Location
from firefighter.playground.slack import Channel, Person, View


def sidebar(screen: Screen, read: Mapping[str, str]) -> Html:
    """`read` holds the last read message of each conversation."""
    return h(
        "nav",
        _person_menu(screen),
        h("h2", gettext("App")),
        h(
            "ul",
            _home_link(screen),
            _channel_link(screen, screen.dm, read, "💬 " + gettext("Messages")),
        ),
        h("h2", gettext("Channels")),
        h("ul", [_channel_link(screen, each, read, _name(each)) for each in screen.channels]),
        _joinable_channels(screen),
        class_="sidebar",
        aria_label=gettext("Channels"),
        id="sidebar",
    )


def _person_menu(screen: Screen) -> Html:
    dates = screen.viewer.dates
    people = [h("li", _person(each, screen)) for each in screen.people]
    me = screen.person.user
    summary = h(
        "summary",
        avatar(me.id, screen.viewer),
        h(
            "span",
            h("strong", me.real_name),
            h("small", _person_place(me.tz, me.locale)),
            class_="grow",
        ),
        h("span", gettext("Switch user"), class_="visually-hidden"),
    )
    now = dates.stamp(dates.now.timestamp(), "{date_short} {time}")
    return h(
        "div",
        h("details", summary, h("ul", people), class_="menu who", id="who"),
        h("p", gettext("It is {time} here.", time=now), class_="clock"),
    )


def _person(person: Person, screen: Screen) -> Html:
    user = person.user
    inside = [
        avatar(user.id, screen.viewer),
        h("span", h("strong", user.real_name), h("small", _person_place(user.tz, user.locale))),
    ]
    current = "true" if person.id == screen.person.id else None
    return h("a", inside, href=screen.location.as_person(user.handle).address, aria_current=current)


def _person_place(tz: str, locale: str) -> str:
    return f"{tz.rpartition('/')[2].replace('_', ' ')} · {locale[:2]}"


def _home_link(screen: Screen) -> Html:
    """A form, because opening it sends an event to the bot."""
    chosen = "chosen" if screen.location.where == HOME else ""
    return h(
        "li",
        act(
            screen.location,
            "open-home",
            "🏠 " + gettext("Home"),
            {},
            class_=f"place {chosen}".strip(),
        ),
    )


def _name(channel: Channel) -> str:
    return f"{'🔒' if channel.is_private else '#'} {channel.name}"


def _channel_link(screen: Screen, channel: Channel, read: Mapping[str, str], name: str) -> Html:
    chosen = screen.location.where == channel.id
    unread = not chosen and float(screen.newest.get(channel.id) or 0) > float(
        read.get(channel.id) or 0
    )
    label = gettext("{channel}, unread", channel=name) if unread else None
    style = " ".join(["place", *(["chosen"] if chosen else []), *(["unread"] if unread else [])])
    return h(
        "li",
        h(
            "a",
            name,
            href=screen.location.at(channel.id).address,
            class_=style,
            aria_current="page" if chosen else None,
            aria_label=label,
        ),
    )


def _joinable_channels(screen: Screen) -> Html | None:
    if not screen.others:
        return None
    links = [_joinable_channel(each, screen.location) for each in screen.others]
    return h(
        "details",
        h("summary", gettext("Other channels")),
        h("ul", links),
        class_="others",
        id="others",
    )


def _joinable_channel(channel: Channel, location: Location) -> Html:
    name = _name(channel) + (" " + gettext("(archived)") if channel.is_archived else "")
    return h("li", h("a", name, href=location.at(channel.id).address, class_="place"))


def modal(view: View, screen: Screen, errors: Mapping[str, str]) -> Html:
    """The top modal. The script turns it into a dialog; without the script it covers the page."""
    body = view.body
    title = h("h2", plain(view.title), id="modal-title")
    close = h(
        "button",
        "✕",
        name="close",
        value="1",
        formaction=screen.location.do("close"),
        formnovalidate=True,
        aria_label=gettext("Close"),
        class_="close",
        type="submit",
    )
    cancel = h(
        "button",
        plain(body["close"]["text"]) if body.get("close") else gettext("Cancel"),
        formaction=screen.location.do("close"),
        formnovalidate=True,
        class_="button",
    )
    submit = body.get("submit") and h(
        "button", plain(body["submit"]["text"]), class_="button primary"
    )
    hidden = h("input", type="hidden", name="view", value=view.id)
    # The first button is what Enter presses.
    first = submit and h("button", class_="first", tabindex="-1", aria_hidden="true")
    form = h(
        "form",
        first,
        hidden,
        h("header", title, close),
        h(
            "div",
            blocks(view.blocks, surface_of_view(view, screen.viewer, errors)),
            class_="inside",
        ),
        h("footer", cancel, submit),
        method="post",
        action=screen.location.do("submit"),
        data_draft=screen.location.do("fill"),
    )
    return h(
        "dialog",
        form,
        open=True,
        id=f"modal-{view.id}",
        class_="modal",
        aria_labelledby="modal-title",
    )


def home(screen: Screen) -> Html:
    drawn = _home(screen.home, screen.location, screen) if screen.home else _nothing_yet()
    return h(
        "main",
        h(
            "header",
            h(
                "div",
                h("h1", "Firefighter"),
                h("p", gettext("Home"), class_="topic"),
                class_="grow",
            ),
            class_="top",
        ),
        h("div", drawn, class_="log home", tabindex="0", aria_label=gettext("Home"), id="log-home"),
        class_="conversation",
        id="conversation",
    )


def _home(view: View, location: Location, screen: Screen) -> Html:
    hidden = h("input", type="hidden", name="view", value=view.id)
    drawn = blocks(view.blocks, surface_of_view(view, screen.viewer, {}))
    return h("form", hidden, drawn, method="post", action=location.do("press"), class_="blocks")


def _nothing_yet() -> Html:
    return h("p", gettext("The app has not published a Home tab yet."), class_="beginning")


HIDDEN = "hidden"
"""The name of the closed panel."""


@dataclass(frozen=True)
class Panel:
    """A panel beside Slack."""

    name: str
    title: Callable[[], str]
    draw: Callable[[Location], Html]


@dataclass(frozen=True)
class PersonState:
    """State that only the page has: a message to the person, and how far they have read."""

    notices: Sequence[str] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)


def page(
    screen: Screen, installed: InstalledApp, panels: Sequence[Panel], person_state: PersonState
) -> str:
    panel = _open_panel(screen.location, panels)
    parts = many(
        sidebar(screen, person_state.read),
        conversation(screen, screen.channel, installed) if screen.channel else home(screen),
        thread(screen, screen.parent, installed) if screen.parent else None,
        _panel(panel, screen.location) if panel else None,
    )
    style = " ".join(
        ["app", *(["threaded"] if screen.parent else []), *(["paneled"] if panel else [])]
    )
    body = h(
        "body",
        h("a", gettext("Skip to the conversation"), href="#conversation", class_="skip"),
        _bar(screen, panels, panel),
        h("div", parts, class_=style, id="app"),
        modal(screen.modals[-1], screen, person_state.errors) if screen.modals else None,
        _notices(screen.location, person_state.notices),
    )
    return document(_head(screen), body, str(current_language()))


def _head(screen: Screen) -> Html:
    where = screen.viewer.title(screen.channel) if screen.channel else gettext("Home")
    return h(
        "head",
        h("meta", charset="utf-8"),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="color-scheme", content="light dark"),
        h("title", f"{where} · Firefighter"),
        h("link", rel="icon", href="/static/icon.svg"),
        h("link", rel="stylesheet", href="/static/client.css"),
        h("script", src="/static/client.js", defer=True),
    )


def _bar(screen: Screen, panels: Sequence[Panel], panel: Panel | None) -> Html:
    tabs = [_tab(each, screen.location, is_open=each is panel) for each in panels]
    return h(
        "header",
        h(
            "button",
            "☰",
            class_="burger",
            type="button",
            data_toggle="sidebar",
            aria_label=gettext("Channels"),
            aria_controls="sidebar",
        ),
        h("strong", "🧯 Firefighter"),
        h(
            "span",
            gettext("Playground: everything here is invented and stays on this machine."),
            class_="grow",
        ),
        h("nav", tabs, aria_label=gettext("Panels")),
        class_="bar",
    )


def _tab(panel: Panel, location: Location, *, is_open: bool) -> Html:
    address = location.with_panel(HIDDEN if is_open else panel.name).address
    return h("a", panel.title(), href=address, aria_current="true" if is_open else None)


def _open_panel(location: Location, panels: Sequence[Panel]) -> Panel | None:
    """The first one, until the person chooses."""
    if location.panel == HIDDEN or not panels:
        return None
    return next((each for each in panels if each.name == location.panel), panels[0])


def _panel(panel: Panel, location: Location) -> Html:
    return h("aside", panel.draw(location), class_="panel", aria_label=panel.title(), id="panel")


def _notices(location: Location, notices: Sequence[str]) -> Html:
    """Present from the start and empty, so that screen readers announce changes."""
    said = [h("p", each) for each in notices[-3:]]
    dismiss = act(location, "dismiss", "✕", {}, label=gettext("Dismiss")) if said else None
    return h("div", said, dismiss, class_="notices", role="alert", id="notices")
