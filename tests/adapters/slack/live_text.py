"""Finds the active elements of a text: https://docs.slack.dev/messaging/formatting-message-text."""

import re
from collections.abc import Iterator, Mapping, Sequence

_LIVE = re.compile(r"<([^<>]*)>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_DATE = re.compile(
    r"!date\^\d+\^"
    r"(\{date_short_pretty} \{time}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC"
    r"|\{time_secs}\|\d\d:\d\d:\d\d UTC"
    r"|\{date_short}\|\d{4}-\d\d-\d\d)"
)


def live_parts(mrkdwn: str) -> set[str]:
    """Returns mentions and links without brackets. Dates notify nobody and are left out.

    Raises AssertionError for an unescaped bracket or ampersand that is not a quotation.
    """
    lines = [line.removeprefix(">") for line in mrkdwn.split("\n")]
    for line in lines:
        rest = _LIVE.sub("", line)
        assert "<" not in rest, mrkdwn
        assert ">" not in rest, mrkdwn
        assert not _ENTITY.search(rest), mrkdwn
    parts = {part for line in lines for part in _LIVE.findall(line)}
    return {part for part in parts if not _DATE.fullmatch(part)}


def mrkdwn_texts(drawn: object) -> Iterator[str]:
    """Yields every text of blocks or a view that Slack formats."""
    if isinstance(drawn, Mapping):
        if drawn.get("type") == "mrkdwn":
            yield drawn["text"]
        for value in drawn.values():
            yield from mrkdwn_texts(value)
    elif isinstance(drawn, Sequence) and not isinstance(drawn, str):
        for value in drawn:
            yield from mrkdwn_texts(value)
