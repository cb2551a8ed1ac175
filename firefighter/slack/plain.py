"""Slack's mrkdwn as plain text, for where Slack does not draw it."""

import html
import re
from collections.abc import Mapping

from firefighter.domain.ids import UserId

_LIVE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_SIGN = re.compile(r"^:[a-z0-9_+-]+: ")
_STRONG = re.compile(r"(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])")
_ISOLATES: dict[int, str | None] = {0x2068: None, 0x2069: None}


def plain(mrkdwn: str, names: Mapping[UserId, str]) -> str:
    """Without the sign that begins a line, with people by their names."""

    def dead(link: re.Match[str]) -> str:
        mark, target, label = link.groups()
        if mark == "@":
            return names.get(UserId(target), target)
        return label or (target if not mark else mark + target)

    text = _STRONG.sub(r"\1", _SIGN.sub("", mrkdwn))
    return html.unescape(_LIVE.sub(dead, text)).translate(_ISOLATES)
