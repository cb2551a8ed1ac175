"""Compares handled deliveries with their outcomes."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime

from firefighter.adapters.store.tables import EffectRow
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    InjectSent,
)
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    FollowUpChanged,
    HypothesisChanged,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    Paged,
    PagingEnded,
)
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import GameDayStepKind
from firefighter.domain.ids import UserId
from tests.chaos.audit.links import Links
from tests.chaos.deliveries import BY_PROGRAM
from tests.chaos.evidence import Case, Evidence
from tests.chaos.monitoring import ACTOR as ALERTS

_OWN = ("effect:", "account:", "start:", "schedule:", "alerts:")
"""What the bot does on its own, or records once an effect found it, and alerts. No deliveries."""

_ALONGSIDE = (":inside", ":members")
"""What is learnt from a delivery besides its outcome: who is in the channel."""

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
    of_game_days = _GameDays(evidence)
    by_letter = {letter.id: letter.user for letter in evidence.deliveries}
    handled = Counter(
        by_letter.get(delivery, _program_of(delivery))
        for delivery in evidence.inbox
        if not delivery.startswith(_OWN) and not delivery.endswith(_ALONGSIDE)
    )
    outcomes = Counter(
        str(entry.event.actor)
        for case in evidence.cases
        for entry in case.timeline
        if not _found_out(entry.event)
        and not _came_along(entry.event)
        and not of_game_days.moved(case, entry.event)
    )
    outcomes.update(_stopped_by(evidence, of_game_days))
    outcomes.update(_steered_by(evidence))
    outcomes.update(of_game_days.changed_by())
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
    del handled[ALERTS]  # accepted in one transaction, handled in another
    return handled


def _program_of(delivery: str) -> str:
    """The actor of a program's request; nobody for anything else."""
    actor, _colon, _key = delivery.removeprefix(BY_PROGRAM).rpartition(":")
    return actor if delivery.startswith(BY_PROGRAM) else "nobody"


def _found_out(event: AnyEvent) -> bool:
    """Whether it was recorded by an effect and not by the delivery itself."""
    if isinstance(event, FollowUpChanged) and event.before:
        return replace(event.before, source=event.after.source) == event.after
    return isinstance(event, MessageNoted | MessageReworded | MessageDropped | PagingEnded)


def _came_along(event: AnyEvent) -> bool:
    """Whether it is another entry of a merge, whose outcome is the end of the duplicate.

    Or the start of a drill, whose outcome is its declaration, or what nobody does in a drill.
    """
    is_simulated = isinstance(event, Paged) and not event.actor
    return is_simulated or isinstance(event, (Merged, *_IN_DRILLS)) or came_with_another(event)


def _stopped_by(evidence: Evidence, of_game_days: "_GameDays") -> list[str]:
    """Whoever stopped a drill alone; its timeline does not say."""
    return [
        drill.stopped_by
        for case in evidence.cases
        if (drill := case.snapshot.drill) and drill.stopped_by
        if drill.over_at and not of_game_days.changed_at(case, drill.over_at)
    ]


def _steered_by(evidence: Evidence) -> list[str]:
    """Whoever sent or skipped an inject by hand; the timeline does not say that either."""
    return [
        record.by
        for case in evidence.cases
        if case.snapshot.drill
        for record in case.snapshot.drill.injects.values()
        if record.by
    ]


class _GameDays:
    """What was changed in Game Days, and in their drills with them."""

    def __init__(self, evidence: Evidence) -> None:
        self._events = [event for each in evidence.game_days for event in each.events]
        self._master_of = {
            event: each.game_day.created_by for each in evidence.game_days for event in each.events
        }
        self._officer = evidence.officer
        self._steps = {
            incident_id: {
                event.at for event in each.events if event.action is GameDayAction.PHASE_CHANGED
            }
            for each in evidence.game_days
            for incident_id in each.game_day.drills
        }

    def changed_at(self, case: Case, at: datetime) -> bool:
        """Whether the Game Day of this drill took a step then."""
        return at in self._steps.get(case.snapshot.incident.id, ())

    def moved(self, case: Case, event: AnyEvent) -> bool:
        """Whether the drill was declared, paused or resumed with its Game Day."""
        if isinstance(event, Declared):
            return case.snapshot.incident.id in self._steps
        return isinstance(event, DrillPaused | DrillResumed) and self.changed_at(case, event.at)

    def changed_by(self) -> list[str]:
        return [who for event in self._events if (who := self._who(event))]

    def _who(self, event: GameDayEvent) -> UserId:
        """Empty for what the bot did. Everybody is given a seat by the game master."""
        if event.action is GameDayAction.JOINED:
            return self._master_of[event]
        stopped = (
            event.action is GameDayAction.PHASE_CHANGED and event.subject == GameDayStepKind.STOP
        )
        return self._officer if stopped and not event.text else event.actor


def came_with_another(event: AnyEvent) -> bool:
    """Whether it was written together with the entry before it, as one change."""
    return isinstance(event, FollowUpChanged | HypothesisChanged) and event.merged is not None


def _asked_by(row: EffectRow) -> str:
    return str(row.payload.get("user") or row.payload["note"]["user"])
