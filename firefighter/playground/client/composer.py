"""Where one writes: text, commands with completion, and the app's shortcuts."""

from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.installed import Installed
from firefighter.playground.client.look import Look
from firefighter.texts import say


def composer(
    look: Look, placeholder: str, thread_ts: str = "", installed: Installed | None = None
) -> Html:
    """Where one writes; commands and shortcuts are `installed`, but in a thread."""
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
        id=f"write-{thread_ts or look.where}",
        required=True,
        autocomplete="off",
        **(commands if installed else {}),
    )
    hidden = h("input", type="hidden", name="thread", value=thread_ts) if thread_ts else None
    send = h("button", "➤", aria_label=say("Send"), title=say("Send"), class_="send")
    # What Enter presses comes first, so the menu stands after it and is moved by style.
    inside = (hidden, box, send, _offered(look, installed) if installed else None)
    return h("form", inside, method="post", action=look.do("say"), class_="composer")


def _offered(look: Look, installed: Installed) -> Html:
    return many(_completions(installed), _everywhere(look, installed))


def _everywhere(look: Look, installed: Installed) -> Html | None:
    """The app's shortcuts that belong to no message."""
    if not installed.everywhere:
        return None
    items = [
        h(
            "li",
            h(
                "button",
                name,
                name="shortcut",
                value=callback_id,
                formaction=look.do("shortcut"),
                formnovalidate=True,
            ),
        )
        for callback_id, name in installed.everywhere
    ]
    label = say("Shortcuts")
    summary = h("summary", "⚡", aria_label=label, title=label)
    return h("details", summary, h("ul", items), class_="menu up shortcuts")


def _completions(installed: Installed) -> Html:
    """All there are; the script shows those that begin with what is typed."""
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
        "ul", options, id="completions", role="listbox", aria_label=say("Commands"), hidden=True
    )
