"""Slack's mrkdwn and rich text as HTML. Everything else is text and gets escaped."""

import html
import re
from collections.abc import Callable

from firefighter.i18n import gettext
from firefighter.playground.client.emoji import sign, with_signs
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.viewer import Viewer
from firefighter.playground.slack.records import Json

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)

_CODE = re.compile(r"`([^`\n]+)`")

_LIVE = re.compile(r"<([^<>]+)>")

_SAFE = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)

_STYLES = (
    (re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])"), "strong"),
    (re.compile(r"(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])"), "em"),
    (re.compile(r"(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])"), "s"),
)

_QUOTE = re.compile(r"(?:&gt;|>) ?(.*)")


def mrkdwn(text: str, viewer: Viewer) -> Html:
    """Code first, since nothing inside it is parsed; then quotes line by line; then the rest."""
    return _split(
        _FENCE, text, lambda code: h("pre", _as_typed(code[1])), lambda rest: _lines(rest, viewer)
    )


def plain(text: str) -> Html:
    """A plain_text object: only emoji are replaced."""
    return many(with_signs(text))


def _lines(text: str, viewer: Viewer) -> Html:
    parts: list[Html] = []
    quoted: list[Html] = []
    for line in text.split("\n"):
        quote = _QUOTE.fullmatch(line)
        if quote:
            quoted.append(_inline(quote[1], viewer))
            continue
        _end_quote(parts, quoted)
        parts.append(
            h("span", _inline(line, viewer), class_="line")
            if line
            else h("span", class_="line gap")
        )
    _end_quote(parts, quoted)
    return many(*parts)


def _end_quote(parts: list[Html], quoted: list[Html]) -> None:
    if quoted:
        parts.append(h("blockquote", [h("span", line, class_="line") for line in quoted]))
        quoted.clear()


def _inline(text: str, viewer: Viewer) -> Html:
    return _split(
        _CODE, text, lambda code: h("code", _as_typed(code[1])), lambda rest: _styled(rest, viewer)
    )


def _styled(text: str, viewer: Viewer, styles: int = 0) -> Html:
    """Applies one style after another, each to what the one before left."""
    if styles == len(_STYLES):
        return _split(
            _LIVE,
            text,
            lambda found: _live(found[1], viewer),
            lambda rest: many(_as_typed(with_signs(rest))),
        )
    pattern, name = _STYLES[styles]
    return _split(
        pattern,
        text,
        lambda found: h(name, _styled(found[1], viewer, styles + 1)),
        lambda rest: _styled(rest, viewer, styles + 1),
    )


def _split(
    pattern: re.Pattern[str],
    text: str,
    found: Callable[[re.Match[str]], Html],
    rest: Callable[[str], Html],
) -> Html:
    parts, at = [], 0
    for match in pattern.finditer(text):
        parts += [rest(text[at : match.start()]) if match.start() > at else None, found(match)]
        at = match.end()
    if at < len(text) or not parts:
        parts.append(rest(text[at:]))
    return many(*parts)


def _as_typed(text: str) -> str:
    """Slack sends `&lt;` for `<`; the builder escapes it again."""
    return html.unescape(text)


def _live(inside: str, viewer: Viewer) -> Html:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            return h("span", f"@{viewer.name(target[1:])}", class_="mention")
        case "#":
            return _channel(target[1:], viewer)
        case "!":
            return _special(target[1:], label, viewer)
        case _:
            pass
    if _SAFE.match(target):
        return link(_as_typed(target), _as_typed(label or target), viewer)
    return many(_as_typed(label or target))


def link(address: str, label: str, viewer: Viewer) -> Html:
    """Links to messages of this Slack open in the same window, others in a new one."""
    if local_address := viewer.local_address(address):
        return h("a", label, href=local_address)
    return h("a", label, href=address, target="_blank", rel="noopener noreferrer")


def _channel(channel_id: str, viewer: Viewer) -> Html:
    name = viewer.channel_name(channel_id)
    if channel_id not in viewer.channels:
        return h("span", f"🔒 {name}", class_="mention")
    return h("a", f"#{name}", href=f"/?as={viewer.user.handle}&in={channel_id}", class_="mention")


def _special(target: str, label: str, viewer: Viewer) -> Html:
    name, *rest = target.split("^")
    if name == "date" and len(rest) > 1 and rest[0].isdigit():
        return _date(float(rest[0]), rest[1], rest[2:], viewer)
    if name == "subteam" and rest:
        return h("span", f"@{viewer.group_name(rest[0])}", class_="mention")
    return h("span", f"@{label or name}", class_="mention")


def _date(unix: float, template: str, address: list[str], viewer: Viewer) -> Html:
    shown = h("time", viewer.dates.stamp(unix, template), title=viewer.dates.full(unix))
    return (
        h("a", shown, href=address[0], rel="noopener")
        if address and _SAFE.match(address[0])
        else shown
    )


_RICH_TEXT_STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def rich_text(block: Json, viewer: Viewer) -> Html:
    return many(_part(each, viewer) for each in block["elements"])


def _part(part: Json, viewer: Viewer) -> Html:
    if part["type"] == "rich_text_list":
        name = "ol" if part.get("style") == "ordered" else "ul"
        return h(name, [h("li", _part(each, viewer)) for each in part["elements"]])
    inside = [_rich_text_inline(each, viewer) for each in part["elements"]]
    match part["type"]:
        case "rich_text_quote":
            return h("blockquote", inside)
        case "rich_text_preformatted":
            return h("pre", inside)
        case _:
            return h("span", inside, class_="line")


def _rich_text_inline(piece: Json, viewer: Viewer) -> Html:
    match piece["type"]:
        case "text":
            return _rich_text_styled(piece["text"], piece.get("style", {}))
        case "emoji":
            return many(sign(piece["name"]))
        case "user":
            return h("span", f"@{viewer.name(piece['user_id'])}", class_="mention")
        case "channel":
            return h("span", f"#{viewer.channel_name(piece['channel_id'])}", class_="mention")
        case "usergroup":
            return h("span", f"@{viewer.group_name(piece['usergroup_id'])}", class_="mention")
        case "broadcast":
            return h("span", f"@{piece['range']}", class_="mention")
        case "link":
            return link(piece["url"], piece.get("text") or piece["url"], viewer)
        case "date":
            return many(viewer.dates.stamp(piece["timestamp"], piece["format"]))
        case _:
            return h("code", gettext("This page cannot draw: {kind}", kind=piece["type"]))


def _rich_text_styled(words: str, style: Json) -> Html:
    drawn = many(words)
    for name, tag in _RICH_TEXT_STYLES.items():
        if style.get(name):
            drawn = h(tag, drawn)
    return drawn
