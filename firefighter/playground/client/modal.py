"""Modals and the Home tab."""

from collections.abc import Mapping

from firefighter.playground.client.blocks import blocks
from firefighter.playground.client.html import Html, h
from firefighter.playground.client.look import Look
from firefighter.playground.client.screen import Screen
from firefighter.playground.client.surface import surface_of_view
from firefighter.playground.client.text import plain
from firefighter.playground.slack import View
from firefighter.texts import say


def modal(view: View, screen: Screen, errors: Mapping[str, str]) -> Html:
    """The one on top. The script makes a real dialog of it; without one it lies over the page."""
    body = view.body
    title = h("h2", plain(view.title), id="modal-title")
    close = h(
        "button",
        "✕",
        name="close",
        value="1",
        formaction=screen.look.do("close"),
        formnovalidate=True,
        aria_label=say("Close"),
        class_="close",
        type="submit",
    )
    cancel = h(
        "button",
        plain(body["close"]["text"]) if body.get("close") else say("Cancel"),
        formaction=screen.look.do("close"),
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
            blocks(view.blocks, surface_of_view(view, screen.reader, errors)),
            class_="inside",
        ),
        h("footer", cancel, submit),
        method="post",
        action=screen.look.do("submit"),
        data_draft=screen.look.do("fill"),
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
    drawn = _home(screen.home, screen.look, screen) if screen.home else _nothing_yet()
    return h(
        "main",
        h(
            "header",
            h("div", h("h1", "Firefighter"), h("p", say("Home"), class_="topic"), class_="grow"),
            class_="top",
        ),
        h("div", drawn, class_="log home", tabindex="0", aria_label=say("Home"), id="log-home"),
        class_="conversation",
        id="conversation",
    )


def _home(view: View, look: Look, screen: Screen) -> Html:
    hidden = h("input", type="hidden", name="view", value=view.id)
    drawn = blocks(view.blocks, surface_of_view(view, screen.reader, {}))
    return h("form", hidden, drawn, method="post", action=look.do("press"), class_="blocks")


def _nothing_yet() -> Html:
    return h("p", say("The app has put nothing here yet."), class_="beginning")
