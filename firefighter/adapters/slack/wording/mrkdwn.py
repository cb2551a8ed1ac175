"""Escapes typed text for Slack's mrkdwn, so that it creates no mention or link.

https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, tzinfo

from firefighter.domain.actors import program_of
from firefighter.domain.ids import UserId
from firefighter.domain.mentions import with_names
from firefighter.domain.repeated_hour import offset_if_repeated
from firefighter.domain.title import utf16_beginning, utf16_length
from firefighter.i18n import gettext
from firefighter.ports.program_name import program_name
from firefighter.ports.snapshot import ChannelId

_ESCAPES: dict[int, str | None] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}

_NO_DIRECTION: dict[int, str | None] = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)

_REPLACED = _ESCAPES | _NO_DIRECTION

_LINE_LIMIT = 1000

_LINK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")

_GROUP = "subteam^"

_MENTION = re.compile(r"<[@#]|<!subteam")

_PERSON = re.compile(r"@([UW][A-Z0-9]{6,})\b")

_RIGHT_TO_LEFT = {"R", "AL"}

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def escaped(text: str) -> str:
    """Returns typed text without mentions, links or direction overrides, for use in a sentence."""
    escaped = text.translate(_REPLACED)
    if not _RIGHT_TO_LEFT.isdisjoint(map(unicodedata.bidirectional, set(escaped))):
        return f"{_FIRST_STRONG_ISOLATE}{escaped}{_POP_ISOLATE}"
    return escaped


def without_direction_marks(text: str) -> str:
    """Returns `text` without the direction marks that `escaped` adds."""
    return text.translate(_NO_DIRECTION)


def escaped_with_mentions(text: str) -> str:
    """Like `escaped`, but mentions people; for forms and cards, where a mention notifies nobody."""
    return _PERSON.sub(r"<@\1>", escaped(text))


def quoted(text: str) -> str:
    """Like `escaped`, with each line quoted."""
    return "\n".join(f">{escaped(line)}" for line in text.splitlines())


def unescaped(text: str, *, with_addresses: bool = True) -> str:
    """Returns what a person typed, from the text that Slack sends with a command.

    Without addresses, linked words stand alone, as in a title.
    """

    def as_typed(link: re.Match[str]) -> str:
        sigil, _target, label = link.groups()
        is_bare = not sigil and label and not with_addresses
        return str(label) if is_bare else _as_typed(link)

    return html.unescape(_LINK.sub(as_typed, text))


def user_mention(user: UserId) -> str:
    """An event without an actor is somebody's. A program has a name, which notifies nobody."""
    if program := program_of(user):
        return escaped(program_name(program))
    return f"<@{user}>" if user else gettext("someone")


def has_mention(text: str) -> bool:
    """Whether mrkdwn mentions somebody or a channel, so that it cannot be shown as plain text."""
    return bool(_MENTION.search(text))


def group_mention(group_id: str) -> str:
    """Mentions a user group, which notifies its members unless only one person sees the message."""
    return f"<!{_GROUP}{group_id}>"


def channel_mention(channel_id: ChannelId) -> str:
    return f"<#{channel_id}>"


def link(address: str, label: str) -> str:
    """Links to a trusted `address`; `label` must not contain typed text."""
    return f"<{escaped(address).replace('|', '%7C')}|{label}>"


def local_time(at: datetime, zone: tzinfo | None = None) -> str:
    """Shows each reader the time in their own zone.

    In the zone of the only reader, an hour that comes twice is told apart by its offset.
    """
    fallback = f"{at:%Y-%m-%d %H:%M} UTC"
    shown = f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"
    return shown + (offset_if_repeated(at.astimezone(zone)) if zone else "")


def local_time_s(at: datetime) -> str:
    """Shows each reader the time of day, with seconds, in their own zone."""
    return f"<!date^{int(at.timestamp())}^{{time_secs}}|{at:%H:%M:%S} UTC>"


def clipped(text: str, limit: int) -> str:
    """Returns at most `limit` UTF-16 code units, with an ellipsis if cut.

    Cuts no HTML entity in half.
    """
    if utf16_length(text) <= limit:
        return text
    return re.sub(r"&\w{0,4}$", "", utf16_beginning(text, limit - 1)) + "…"


def single_line(text: str) -> str:
    """Returns typed text in one line, escaped and cut at 1,000 characters."""
    return clipped(escaped(" ".join(text.split())), _LINE_LIMIT)


def _as_typed(link: re.Match[str]) -> str:
    sigil, target, label = link.groups()
    if sigil in {"@", "#"}:
        return sigil + (label or target)
    if not sigil:
        return _link_as_typed(target, label)
    if target.startswith("date^"):
        return label or target
    return label if label and label.startswith("@") else f"@{target.removeprefix(_GROUP)}"


def _link_as_typed(target: str, label: str | None) -> str:
    """The label alone if Slack made the link of it; both if somebody linked other words."""
    if not label:
        return target
    return label if html.unescape(label) in html.unescape(target) else f"{label} ({target})"


_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")

_LEADING_EMOJI = re.compile(r"^:[a-z0-9_+-]+: ")

_BOLD = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")

_ISOLATES: dict[int, str | None] = {0x2068: None, 0x2069: None}


def plain_text(mrkdwn: str, names: Mapping[UserId, str]) -> str:
    """Returns plain text: without the leading emoji and markup, with names for mentions."""

    def as_text(link: re.Match[str]) -> str:
        sigil, target, label = link.groups()
        if sigil == "@":
            return names.get(UserId(target)) or target
        if not label and target.startswith(_GROUP):
            return f"@{target.removeprefix(_GROUP)}"
        return label or (target if not sigil else sigil + target)

    text = _BOLD.sub(r"\1", _LEADING_EMOJI.sub("", mrkdwn))
    unmarked = html.unescape(_REFERENCE.sub(as_text, text)).translate(_ISOLATES)
    return with_names(unmarked, names)
