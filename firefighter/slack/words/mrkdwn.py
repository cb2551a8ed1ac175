"""Text for Slack's mrkdwn, in which nothing that people typed is alive.

https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
import unicodedata
from datetime import datetime

from firefighter.domain.ids import UserId
from firefighter.ports.places import ChannelId

_ESCAPES: dict[int, str | None] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_NO_DIRECTION: dict[int, str | None] = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LINE_LIMIT = 1000
_LINK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_PERSON = re.compile(r"@([UW][A-Z0-9]{6,})\b")
_RIGHT_TO_LEFT = {"R", "AL"}
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def typed(text: str) -> str:
    """What somebody typed, safe inside our own sentence: no ping, no link, no turned direction."""
    escaped = text.translate(_ESCAPES | _NO_DIRECTION)
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in escaped):
        return f"{_FIRST_STRONG_ISOLATE}{escaped}{_POP_ISOLATE}"
    return escaped


def undirected(text: str) -> str:
    """Without the marks of direction that `typed` sets."""
    return text.translate(_NO_DIRECTION)


def named(text: str) -> str:
    """The same with people by their names, for where a name calls nobody: in a form or a card."""
    return _PERSON.sub(r"<@\1>", typed(text))


def quoted(text: str) -> str:
    """The same as a quotation, line by line."""
    return "\n".join(f">{typed(line)}" for line in text.splitlines())


def untyped(text: str) -> str:
    """Back from what Slack makes of a command's text to what the person typed."""
    return html.unescape(_LINK.sub(_as_typed, text))


def person(user: UserId) -> str:
    return f"<@{user}>"


def group(group_id: str) -> str:
    """A user group; to be named only where nobody but the reader sees it, since it calls them."""
    return f"<!subteam^{group_id}>"


def channel(channel_id: ChannelId) -> str:
    return f"<#{channel_id}>"


def link(address: str, label: str) -> str:
    """To an address that is known to be one; `label` is ours."""
    return f"<{typed(address).replace('|', '%7C')}|{label}>"


def moment(at: datetime) -> str:
    """A time that each reader sees in their own zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def moment_s(at: datetime) -> str:
    """A time of today, to the second, that each reader sees in their own zone."""
    return f"<!date^{int(at.timestamp())}^{{time_secs}}|{at:%H:%M:%S} UTC>"


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, with a sign where something was cut and no entity cut in half."""
    if len(text) <= limit:
        return text
    return re.sub(r"&\w{0,4}$", "", text[: limit - 1]) + "…"


def in_a_line(text: str) -> str:
    """What somebody typed, in one line that is not too long; the timeline has all of it."""
    return clipped(typed(" ".join(text.split())), _LINE_LIMIT)


def _as_typed(link: re.Match[str]) -> str:
    mark, target, label = link.groups()
    if mark in {"@", "#"}:
        return mark + (label or target)
    if not mark:
        return label or target
    return label if label and label.startswith("@") else f"@{target}"
