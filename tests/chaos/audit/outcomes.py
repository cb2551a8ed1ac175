"""What became of the deliveries that were handled."""

import re
from collections import Counter
from dataclasses import replace

from firefighter.domain.events import (
    AnyEvent,
    FollowUpChanged,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    PagingEnded,
)
from firefighter.store.tables import EffectRow
from tests.chaos.audit.linking import Links
from tests.chaos.evidence import Evidence

_OWN = ("effect:", "meet:", "start:")
"""What the bot does of its own accord, or records once an effect found it out: no deliveries."""

_LOOKS = ("note_message", "find_thread", "tell_person")
"""Effects that are the one outcome of a delivery."""

_TOKEN = re.compile(r"~[a-z.]+-\d+~")


def tokens(text: str) -> set[str]:
    """The words in a text that nobody ever typed before."""
    return set(_TOKEN.findall(text))


def balance(evidence: Evidence) -> Counter[str]:
    """For each person, how many more deliveries were handled than outcomes are on record.

    Every delivery that is in the inbox has one outcome, written in the same transaction: an entry
    of a timeline, an answer to the person, or a look at a message, which is recorded by itself.
    A link is one outcome, whether timelines may tell of it at both ends or at neither.
    """
    by_letter = {letter.id: letter.user for letter in evidence.letters}
    handled = Counter(
        by_letter.get(delivery, "nobody")
        for delivery in evidence.inbox
        if not delivery.startswith(_OWN)
    )
    outcomes = Counter(
        str(entry.event.actor)
        for case in evidence.cases
        for entry in case.timeline
        if not _found_out(entry.event) and not _came_along(entry.event)
    )
    links = Links(evidence)
    outcomes.subtract(links.told_twice())
    outcomes.update(links.untold())
    outcomes.update(_asked_by(row) for row in evidence.effects if row.kind in _LOOKS)
    outcomes.subtract(
        _asked_by(row)
        for row in evidence.effects
        if row.kind == "find_thread" and f"effect:{row.mark}" in evidence.inbox
    )
    handled.subtract(outcomes)
    return handled


def _found_out(event: AnyEvent) -> bool:
    """Whether it was recorded by an effect that looked, and not by the delivery itself."""
    if isinstance(event, FollowUpChanged) and event.before:
        return replace(event.before, source=event.after.source) == event.after
    return isinstance(event, MessageNoted | MessageReworded | MessageDropped | PagingEnded)


def _came_along(event: AnyEvent) -> bool:
    """Whether it is one more entry of a merge, whose outcome is the end of the duplicate."""
    return isinstance(event, Merged) or came_with_another(event)


def came_with_another(event: AnyEvent) -> bool:
    """Whether it was written with the entry before it, as one change of the incident."""
    return isinstance(event, FollowUpChanged) and event.merged is not None


def _asked_by(row: EffectRow) -> str:
    return str(row.payload.get("user") or row.payload["note"]["user"])
