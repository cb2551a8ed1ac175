"""What Slack brings alive in a text: https://docs.slack.dev/messaging/formatting-message-text."""

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
    """Mentions, links and pings, without their brackets. Dates ping nobody and are left out.

    AssertionError for a bracket or an ampersand that stands alone, unless it makes a quotation.
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
    """Every text of blocks or a view in which Slack looks for markup."""
    if isinstance(drawn, Mapping):
        if drawn.get("type") == "mrkdwn":
            yield drawn["text"]
        for value in drawn.values():
            yield from mrkdwn_texts(value)
    elif isinstance(drawn, Sequence) and not isinstance(drawn, str):
        for value in drawn:
            yield from mrkdwn_texts(value)
