"""One message: author, time, content and actions."""

from firefighter.i18n import gettext, ngettext
from firefighter.playground.client.blocks import blocks
from firefighter.playground.client.elements import Surface, surface_of_message
from firefighter.playground.client.emoji import OFFERED, sign
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.text import mrkdwn
from firefighter.playground.client.viewer import Location, Viewer
from firefighter.playground.slack import Message
from firefighter.playground.slack.posting import AUTHORED_SUBTYPES
from firefighter.playground.slack.records import File, Reaction


def is_slacks_own(found: Message) -> bool:
    """A line written by Slack, such as that somebody joined."""
    return found.subtype not in AUTHORED_SUBTYPES


def message(
    found: Message,
    location: Location,
    viewer: Viewer,
    *,
    shortcuts: tuple[tuple[str, str], ...] = (),
    pinned: bool = False,
    in_thread: bool = False,
) -> Html:
    inside = h(
        "div",
        _head(found, viewer),
        found.is_ephemeral and h("p", gettext("Only visible to you"), class_="private"),
        pinned and h("p", "📌 ", gettext("Pinned"), class_="pinned"),
        _body(found, location, viewer),
        _reactions(found, location, viewer),
        None if in_thread else _thread_link(found, location, viewer),
        class_="grow",
    )
    tools = (
        None
        if found.is_ephemeral or is_slacks_own(found)
        else _tools(found, location, shortcuts, pinned=pinned, in_thread=in_thread)
    )
    classes = ("message", found.is_ephemeral and "ephemeral", is_slacks_own(found) and "small")
    return h(
        "article",
        _sender_avatar(found, viewer),
        inside,
        tools,
        class_=" ".join(each for each in classes if each),
        id=f"{'t' if in_thread else 'm'}{found.ts}",
    )


def _sender_avatar(found: Message, viewer: Viewer) -> Html:
    """The emoji under which an app posted; the avatar of its user otherwise."""
    emoji = found.extra.get("icons", {}).get("emoji", "")
    if not emoji:
        return avatar(found.user, viewer)
    return h("span", sign(emoji.strip(":")), class_="avatar bot", aria_hidden="true")


def avatar(user_id: str, viewer: Viewer) -> Html:
    user = viewer.users.get(user_id)
    if user is not None and user.is_bot:
        return h("span", "🧯", class_="avatar bot", aria_hidden="true")
    name = viewer.name(user_id)
    color = sum(map(ord, name)) % 6
    return h("span", name[:1], class_=f"avatar c{color}", aria_hidden="true")


def _head(found: Message, viewer: Viewer) -> Html:
    at = float(found.ts)
    when = h("time", viewer.dates.clock(at), title=viewer.dates.full(at))
    app = found.by_bot and h("span", gettext("App"), class_="badge")
    name = found.extra.get("username") or viewer.name(found.user)
    return h("header", h("strong", name), app, when)


def _body(found: Message, location: Location, viewer: Viewer) -> Html:
    edited = found.edited_ts and h("span", gettext("(edited)"), class_="edited")
    words = (
        _pressable(found, location, surface_of_message(found, viewer))
        if found.blocks
        else h("div", mrkdwn(found.text, viewer), class_="words")
    )
    return many(words, [_file(each) for each in found.files], edited)


def _pressable(found: Message, location: Location, surface: Surface) -> Html:
    """A form of its own. Its buttons say what was pressed."""
    hidden = h("input", type="hidden", name="message", value=key_of(found))
    drawn = blocks(found.blocks, surface)
    return h("form", hidden, drawn, method="post", action=location.do("press"), class_="blocks")


def key_of(found: Message) -> str:
    return f"{found.channel}/{found.ts}"


def _file(file: File) -> Html:
    address = f"/files/{file.id}"
    if file.mode == "tombstone":
        return h("p", gettext("This file was deleted."), class_="file")
    if file.name.lower().endswith((".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")):
        shown = h("img", src=address, alt=file.alt or file.title)
        return h("figure", h("figcaption", file.title), shown)
    return h("p", h("a", f"📄 {file.title}", href=address, target="_blank"), class_="file")


def _reactions(found: Message, location: Location, viewer: Viewer) -> Html | None:
    if not found.reactions:
        return None
    return h(
        "div",
        [_reaction(each, found, location, viewer) for each in found.reactions],
        class_="reactions",
    )


def _reaction(reaction: Reaction, found: Message, location: Location, viewer: Viewer) -> Html:
    mine = viewer.user.id in reaction.users
    handle = ", ".join(viewer.name(each) for each in reaction.users)
    inside = many(sign(reaction.name), " ", h("span", str(len(reaction.users))))
    return act(
        location,
        "unreact" if mine else "react",
        inside,
        {"message": key_of(found), "emoji": reaction.name},
        class_="reaction mine" if mine else "reaction",
        label=f":{reaction.name}: {handle}",
    )


def _thread_link(found: Message, location: Location, viewer: Viewer) -> Html | None:
    if not found.reply_count:
        return None
    faces = [avatar(each, viewer) for each in found.reply_users[:4]]
    said = ngettext("{number} reply", "{number} replies", found.reply_count)
    return h("a", faces, said, href=location.with_thread(found.ts).address, class_="replies")


def _tools(
    found: Message,
    location: Location,
    shortcuts: tuple[tuple[str, str], ...],
    *,
    pinned: bool,
    in_thread: bool,
) -> Html:
    key = {"message": key_of(found)}
    picks = [
        act(location, "react", many(sign(name)), {**key, "emoji": name}, label=f":{name}:")
        for name in OFFERED
    ]
    reply = (
        None
        if in_thread
        else h(
            "a",
            "💬",
            href=location.with_thread(found.ts).address,
            aria_label=gettext("Reply in thread"),
            title=gettext("Reply in thread"),
        )
    )
    items = [
        act(
            location,
            "unpin" if pinned else "pin",
            gettext("Unpin") if pinned else gettext("Pin"),
            key,
        )
    ]
    items += [
        act(location, "message-shortcut", name, {**key, "shortcut": callback_id})
        for callback_id, name in shortcuts
    ]
    return h(
        "div",
        _menu("😀", gettext("React"), h("div", picks, class_="picks")),
        reply,
        _menu("⋯", gettext("More actions"), h("ul", [h("li", each) for each in items])),
        class_="tools",
    )


def _menu(shown: str, label: str, inside: Html) -> Html:
    return h("details", h("summary", shown, aria_label=label, title=label), inside, class_="menu")


def act(
    location: Location,
    verb: str,
    shown: Html | str,
    hidden: dict[str, str],
    *,
    class_: str = "",
    label: str | None = None,
) -> Html:
    """One button with one action."""
    fields = [h("input", type="hidden", name=name, value=value) for name, value in hidden.items()]
    button = h("button", shown, class_=class_ or None, aria_label=label, title=label)
    return h("form", fields, button, method="post", action=location.do(verb), class_="act")
