"""The whole page, from what was looked up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from firefighter.playground.client.conversation import conversation, thread
from firefighter.playground.client.html import Html, document, h, many
from firefighter.playground.client.installed import Installed
from firefighter.playground.client.look import Look
from firefighter.playground.client.message import act
from firefighter.playground.client.modal import home, modal
from firefighter.playground.client.screen import Screen
from firefighter.playground.client.sidebar import sidebar
from firefighter.texts import say, spoken

HIDDEN = "hidden"
"""The name of the panel that is none."""


@dataclass(frozen=True)
class Panel:
    """Something beside Slack; what it shows is up to whoever put it there."""

    name: str
    title: Callable[[], str]
    draw: Callable[[Look], Html]


@dataclass(frozen=True)
class Told:
    """What only the page knows: what to tell a person, and how far she has read."""

    notices: Sequence[str] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)


def page(screen: Screen, installed: Installed, panels: Sequence[Panel], told: Told) -> str:
    panel = _open_panel(screen.look, panels)
    parts = many(
        sidebar(screen, told.read),
        conversation(screen, screen.channel, installed) if screen.channel else home(screen),
        thread(screen, screen.parent, installed) if screen.parent else None,
        _aside(panel, screen.look) if panel else None,
    )
    style = " ".join(
        ["app", *(["threaded"] if screen.parent else []), *(["paneled"] if panel else [])]
    )
    body = h(
        "body",
        h("a", say("Skip to the conversation"), href="#conversation", class_="skip"),
        _bar(screen, panels, panel),
        h("div", parts, class_=style, id="app"),
        modal(screen.modals[-1], screen, told.errors) if screen.modals else None,
        _notices(screen.look, told.notices),
    )
    return document(_head(screen), body, str(spoken()))


def _head(screen: Screen) -> Html:
    where = screen.reader.title(screen.channel) if screen.channel else say("Home")
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
    tabs = [_tab(each, screen.look, is_open=each is panel) for each in panels]
    return h(
        "header",
        h(
            "button",
            "☰",
            class_="burger",
            type="button",
            data_toggle="sidebar",
            aria_label=say("Channels"),
            aria_controls="sidebar",
        ),
        h("strong", "🧯 Firefighter"),
        h(
            "span",
            say("A playground: all that is here is invented, and stays on this machine."),
            class_="grow",
        ),
        h("nav", tabs, aria_label=say("Panels")),
        class_="bar",
    )


def _tab(panel: Panel, look: Look, *, is_open: bool) -> Html:
    address = look.with_aside(HIDDEN if is_open else panel.name).address
    return h("a", panel.title(), href=address, aria_current="true" if is_open else None)


def _open_panel(look: Look, panels: Sequence[Panel]) -> Panel | None:
    """The first one, until somebody chooses."""
    if look.aside == HIDDEN or not panels:
        return None
    return next((each for each in panels if each.name == look.aside), panels[0])


def _aside(panel: Panel, look: Look) -> Html:
    return h("aside", panel.draw(look), class_="panel", aria_label=panel.title(), id="panel")


def _notices(look: Look, notices: Sequence[str]) -> Html:
    """There from the start and empty, so that screen readers hear what comes."""
    said = [h("p", each) for each in notices[-3:]]
    dismiss = act(look, "dismiss", "✕", {}, label=say("Dismiss")) if said else None
    return h("div", said, dismiss, class_="notices", role="alert", id="notices")
