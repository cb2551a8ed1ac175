"""Compares handled deliveries with their outcomes."""

import re
from collections import Counter
from dataclasses import replace

from firefighter.adapters.store.tables import EffectRow
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    InjectSent,
)
from firefighter.domain.events import (
    AnyEvent,
    FollowUpChanged,
    HypothesisChanged,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    PagingEnded,
)
from tests.chaos.audit.links import Links
from tests.chaos.evidence import Evidence

_OWN = ("effect:", "profile:", "start:")
"""What the bot does on its own, or records once an effect found it. No deliveries."""

_LOOKS = ("note_message", "find_thread", "reply_privately")
"""Effects that are the only outcome of a delivery."""

_IN_DRILLS = (DrillStarted, DrillStopped, DrillEnded, DrillRevealed, InjectSent)

_TOKEN = re.compile(r"~[a-z.]+-\d+~")


def tokens(text: str) -> set[str]:
    """Returns the words in a text that nobody typed before."""
    return set(_TOKEN.findall(text))


def balance(evidence: Evidence) -> Counter[str]:
    """For each person, returns how many more deliveries were handled than outcomes recorded.

    Every delivery in the inbox has one outcome, written in the same transaction: a timeline entry,
    an answer to the person, or a lookup of a message, which is recorded separately. A link is one
    outcome, whether the timelines may record it at both ends or at neither.
    """
    by_letter = {letter.id: letter.user for letter in evidence.deliveries}
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
    outcomes.update(_stopped_by(evidence))
    links = Links(evidence)
    outcomes.subtract(links.told_twice())
    outcomes.update(links.untold())
    outcomes.update(_asked_by(row) for row in evidence.effects if row.kind in _LOOKS)
    outcomes.subtract(
        _asked_by(row)
        for row in evidence.effects
        if row.kind == "find_thread" and f"effect:{row.idempotency_key}" in evidence.inbox
    )
    handled.subtract(outcomes)
    return handled


def _found_out(event: AnyEvent) -> bool:
    """Whether it was recorded by an effect and not by the delivery itself."""
    if isinstance(event, FollowUpChanged) and event.before:
        return replace(event.before, source=event.after.source) == event.after
    return isinstance(event, MessageNoted | MessageReworded | MessageDropped | PagingEnded)


def _came_along(event: AnyEvent) -> bool:
    """Whether it is another entry of a merge, whose outcome is the end of the duplicate.

    Or the start of a drill, whose outcome is its declaration, or what nobody does in a drill.
    """
    return isinstance(event, (Merged, *_IN_DRILLS)) or came_with_another(event)


def _stopped_by(evidence: Evidence) -> list[str]:
    """Whoever stopped a drill; its timeline does not say."""
    drills = (case.snapshot.drill for case in evidence.cases)
    return [drill.stopped_by for drill in drills if drill and drill.stopped_by]


def came_with_another(event: AnyEvent) -> bool:
    """Whether it was written together with the entry before it, as one change."""
    return isinstance(event, FollowUpChanged | HypothesisChanged) and event.merged is not None


def _asked_by(row: EffectRow) -> str:
    return str(row.payload.get("user") or row.payload["note"]["user"])
