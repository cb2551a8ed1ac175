"""One message: who, when, what, and what can be done with it."""

from firefighter.playground.client.blocks import blocks
from firefighter.playground.client.emoji import OFFERED, sign
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.look import Look
from firefighter.playground.client.reader import Reader
from firefighter.playground.client.surface import Surface, surface_of_message
from firefighter.playground.client.text import mrkdwn
from firefighter.playground.slack import Message
from firefighter.playground.slack.posting import SAID_BY_SOMEONE
from firefighter.playground.slack.records import File, Reaction
from firefighter.texts import count, say


def is_slacks_own(found: Message) -> bool:
    """A line that Slack wrote, such as that somebody has joined."""
    return found.subtype not in SAID_BY_SOMEONE


def message(
    found: Message,
    look: Look,
    reader: Reader,
    *,
    shortcuts: tuple[tuple[str, str], ...] = (),
    pinned: bool = False,
    in_thread: bool = False,
) -> Html:
    inside = h(
        "div",
        _head(found, reader),
        found.is_ephemeral and h("p", say("Only visible to you"), class_="private"),
        pinned and h("p", "📌 ", say("Pinned"), class_="pinned"),
        _body(found, look, reader),
        _reactions(found, look, reader),
        None if in_thread else _thread_link(found, look, reader),
        class_="grow",
    )
    tools = (
        None
        if found.is_ephemeral or is_slacks_own(found)
        else _tools(found, look, shortcuts, pinned=pinned, in_thread=in_thread)
    )
    classes = ("message", found.is_ephemeral and "ephemeral", is_slacks_own(found) and "small")
    return h(
        "article",
        avatar(found.user, reader),
        inside,
        tools,
        class_=" ".join(each for each in classes if each),
        id=f"{'t' if in_thread else 'm'}{found.ts}",
    )


def avatar(user_id: str, reader: Reader) -> Html:
    user = reader.users.get(user_id)
    if user is not None and user.is_bot:
        return h("span", "🧯", class_="avatar bot", aria_hidden="true")
    name = reader.name(user_id)
    colour = sum(map(ord, name)) % 6
    return h("span", name[:1], class_=f"avatar c{colour}", aria_hidden="true")


def _head(found: Message, reader: Reader) -> Html:
    at = float(found.ts)
    when = h("time", reader.reading.clock(at), title=reader.reading.full(at))
    app = found.by_bot and h("span", say("App"), class_="badge")
    return h("header", h("strong", reader.name(found.user)), app, when)


def _body(found: Message, look: Look, reader: Reader) -> Html:
    edited = found.edited_ts and h("span", say("(edited)"), class_="edited")
    words = (
        _pressable(found, look, surface_of_message(found, reader))
        if found.blocks
        else h("div", mrkdwn(found.text, reader), class_="words")
    )
    return many(words, [_file(each) for each in found.files], edited)


def _pressable(found: Message, look: Look, surface: Surface) -> Html:
    """A form of its own, whose buttons say what was pressed."""
    hidden = h("input", type="hidden", name="message", value=key_of(found))
    drawn = blocks(found.blocks, surface)
    return h("form", hidden, drawn, method="post", action=look.do("press"), class_="blocks")


def key_of(found: Message) -> str:
    return f"{found.channel}/{found.ts}"


def _file(file: File) -> Html:
    address = f"/files/{file.id}"
    if file.mode == "tombstone":
        return h("p", say("This file was deleted."), class_="file")
    if file.name.lower().endswith((".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp")):
        shown = h("img", src=address, alt=file.alt or file.title)
        return h("figure", h("figcaption", file.title), shown)
    return h("p", h("a", f"📄 {file.title}", href=address, target="_blank"), class_="file")


def _reactions(found: Message, look: Look, reader: Reader) -> Html | None:
    if not found.reactions:
        return None
    return h(
        "div",
        [_reaction(each, found, look, reader) for each in found.reactions],
        class_="reactions",
    )


def _reaction(reaction: Reaction, found: Message, look: Look, reader: Reader) -> Html:
    mine = reader.user.id in reaction.users
    who = ", ".join(reader.name(each) for each in reaction.users)
    inside = many(sign(reaction.name), " ", h("span", str(len(reaction.users))))
    return act(
        look,
        "unreact" if mine else "react",
        inside,
        {"message": key_of(found), "emoji": reaction.name},
        class_="reaction mine" if mine else "reaction",
        label=f":{reaction.name}: {who}",
    )


def _thread_link(found: Message, look: Look, reader: Reader) -> Html | None:
    if not found.reply_count:
        return None
    faces = [avatar(each, reader) for each in found.reply_users[:4]]
    said = count("{number} reply", "{number} replies", found.reply_count)
    return h("a", faces, said, href=look.with_thread(found.ts).address, class_="replies")


def _tools(
    found: Message,
    look: Look,
    shortcuts: tuple[tuple[str, str], ...],
    *,
    pinned: bool,
    in_thread: bool,
) -> Html:
    key = {"message": key_of(found)}
    picks = [
        act(look, "react", many(sign(name)), {**key, "emoji": name}, label=f":{name}:")
        for name in OFFERED
    ]
    reply = (
        None
        if in_thread
        else h(
            "a",
            "💬",
            href=look.with_thread(found.ts).address,
            aria_label=say("Reply in thread"),
            title=say("Reply in thread"),
        )
    )
    items = [act(look, "unpin" if pinned else "pin", say("Unpin") if pinned else say("Pin"), key)]
    items += [
        act(look, "message-shortcut", name, {**key, "shortcut": callback_id})
        for callback_id, name in shortcuts
    ]
    return h(
        "div",
        _menu("😀", say("React"), h("div", picks, class_="picks")),
        reply,
        _menu("⋯", say("More actions"), h("ul", [h("li", each) for each in items])),
        class_="tools",
    )


def _menu(shown: str, label: str, inside: Html) -> Html:
    return h("details", h("summary", shown, aria_label=label, title=label), inside, class_="menu")


def act(
    look: Look,
    verb: str,
    shown: Html | str,
    hidden: dict[str, str],
    *,
    class_: str = "",
    label: str | None = None,
) -> Html:
    """One button that does one thing."""
    fields = [h("input", type="hidden", name=name, value=value) for name, value in hidden.items()]
    button = h("button", shown, class_=class_ or None, aria_label=label, title=label)
    return h("form", fields, button, method="post", action=look.do(verb), class_="act")
