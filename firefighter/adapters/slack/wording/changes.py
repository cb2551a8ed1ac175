"""Texts about changes outside of incidents, such as deployments."""

from collections.abc import Iterator, Sequence

from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    link,
    local_time,
    single_line,
)
from firefighter.domain.changes import CHANGE_KINDS, OutsideChange
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext, ngettext

CHANGE_SIGN = ":package:"

_SHOWN = 3
"""Keeps the panel short; the post-mortem page lists all of them."""
_TITLE_SHOWN, _PART_SHOWN = 100, 40
"""Characters."""
_LONGEST_LINK = 500
"""Characters. Together these limits fit three changes into one block."""


def changes_text(changes: Sequence[OutsideChange], rules: Rules, *, with_service: bool) -> str:
    """Empty if there are none."""
    return "\n".join(_lines(changes, rules, with_service=with_service)) if changes else ""


def _lines(changes: Sequence[OutsideChange], rules: Rules, *, with_service: bool) -> Iterator[str]:
    minutes = int(rules.changes_before.total_seconds() // 60)
    before = ngettext(
        "{number} change in the {minutes} minutes before",
        "{number} changes in the {minutes} minutes before",
        len(changes),
        minutes=minutes,
    )
    yield f"{CHANGE_SIGN} {before}"
    yield from (_line(each, with_service=with_service) for each in changes[:_SHOWN])
    if (more := len(changes) - _SHOWN) > 0:
        yield ngettext("…and {number} more", "…and {number} more", more)


def _line(change: OutsideChange, *, with_service: bool) -> str:
    kind = gettext(CHANGE_KINDS[change.kind])
    has_link = change.url and len(escaped(change.url)) <= _LONGEST_LINK
    shown = link(change.url, kind) if has_link else kind
    title = clipped(single_line(change.title), _TITLE_SHOWN)
    parts = (change.service if with_service else "", change.environment, change.actor)
    told = (
        gettext("{kind}: {title}", kind=shown, title=title),
        *(clipped(single_line(each), _PART_SHOWN) for each in parts if each),
    )
    return f"• {local_time(change.at)} {' · '.join(told)}"
