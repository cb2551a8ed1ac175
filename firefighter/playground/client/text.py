"""Slack's mrkdwn as HTML. Whatever is not Slack's own markup is text, and escaped.

https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
from collections.abc import Callable

from firefighter.playground.client.emoji import with_signs
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.reader import Reader

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


def mrkdwn(text: str, reader: Reader) -> Html:
    """Code first, since nothing in it is alive; then quotations line by line; then the rest."""
    return _split(
        _FENCE, text, lambda code: h("pre", _as_typed(code[1])), lambda rest: _lines(rest, reader)
    )


def plain(text: str) -> Html:
    """A plain_text object: emoji are alive, nothing else is."""
    return many(with_signs(text))


def _lines(text: str, reader: Reader) -> Html:
    parts: list[Html] = []
    quoted: list[Html] = []
    for line in text.split("\n"):
        quote = _QUOTE.fullmatch(line)
        if quote:
            quoted.append(_inline(quote[1], reader))
            continue
        _end_quote(parts, quoted)
        parts.append(
            h("span", _inline(line, reader), class_="line")
            if line
            else h("span", class_="line gap")
        )
    _end_quote(parts, quoted)
    return many(*parts)


def _end_quote(parts: list[Html], quoted: list[Html]) -> None:
    if quoted:
        parts.append(h("blockquote", [h("span", line, class_="line") for line in quoted]))
        quoted.clear()


def _inline(text: str, reader: Reader) -> Html:
    return _split(
        _CODE, text, lambda code: h("code", _as_typed(code[1])), lambda rest: _styled(rest, reader)
    )


def _styled(text: str, reader: Reader, styles: int = 0) -> Html:
    """One style inside the other, each tried on what the one before left."""
    if styles == len(_STYLES):
        return _split(
            _LIVE,
            text,
            lambda found: _live(found[1], reader),
            lambda rest: many(_as_typed(with_signs(rest))),
        )
    pattern, name = _STYLES[styles]
    return _split(
        pattern,
        text,
        lambda found: h(name, _styled(found[1], reader, styles + 1)),
        lambda rest: _styled(rest, reader, styles + 1),
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
    """Slack sends `&lt;` for `<`; the builder escapes again what it is given."""
    return html.unescape(text)


def _live(inside: str, reader: Reader) -> Html:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            return h("span", f"@{reader.name(target[1:])}", class_="mention")
        case "#":
            return _channel(target[1:], reader)
        case "!":
            return _special(target[1:], label, reader)
    if _SAFE.match(target):
        return link(_as_typed(target), _as_typed(label or target), reader)
    return many(_as_typed(label or target))


def link(address: str, label: str, reader: Reader) -> Html:
    """To a message of this Slack in the same window, and elsewhere in another."""
    if here := reader.here(address):
        return h("a", label, href=here)
    return h("a", label, href=address, target="_blank", rel="noopener noreferrer")


def _channel(channel_id: str, reader: Reader) -> Html:
    name = reader.channel_name(channel_id)
    if channel_id not in reader.channels:
        return h("span", f"🔒 {name}", class_="mention")
    return h("a", f"#{name}", href=f"/?as={reader.user.handle}&in={channel_id}", class_="mention")


def _special(target: str, label: str, reader: Reader) -> Html:
    name, *rest = target.split("^")
    if name == "date" and len(rest) > 1 and rest[0].isdigit():
        return _date(float(rest[0]), rest[1], rest[2:], reader)
    if name == "subteam" and rest:
        return h("span", f"@{reader.group_name(rest[0])}", class_="mention")
    return h("span", f"@{label or name}", class_="mention")


def _date(unix: float, template: str, address: list[str], reader: Reader) -> Html:
    shown = h("time", reader.reading.stamp(unix, template), title=reader.reading.full(unix))
    return (
        h("a", shown, href=address[0], rel="noopener")
        if address and _SAFE.match(address[0])
        else shown
    )
