"""Finds injects that came twice, at rest, before their time or not at all.

Whether and when they came is read from the calls that Slack got.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.library import shipped_pack
from firefighter.adapters.packs.reader import read_pack, read_scenario
from firefighter.domain.drill import Drill, InjectState
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    InjectSent,
)
from firefighter.domain.events import (
    HypothesisChanged,
    Paged,
    RoleChanged,
    StatusChanged,
)
from firefighter.domain.scenario import (
    AtTime,
    CompleteScenario,
    DrillEvent,
    Inject,
    OnEvent,
    ScenarioId,
)
from firefighter.i18n import DEFAULT
from tests.chaos.audit.visibility import hidden
from tests.chaos.deployment import TRAINING_PACK
from tests.chaos.evidence import Case, Evidence

_ON_ITS_WAY = timedelta(seconds=2)
"""From when an effect has looked at its drill until Slack has the call, on a busy machine."""


def injects_sent_twice(evidence: Evidence) -> list[str]:
    """By the timelines, and by what people see."""
    return [
        f"{case.name}: {inject} {how} {times} times"
        for case in evidence.cases
        for how, injects in (
            ("was sent", injects_sent(case)),
            ("is shown", _shown(evidence, case)),
        )
        for inject, times in Counter(injects).items()
        if times > 1
    ]


def injects_after_end(evidence: Evidence) -> list[str]:
    return [
        f"{case.name}: {what} after its end"
        for case in drills_in(evidence)
        for span in spans_of(case)[-1:]
        if span.end is not None
        for what in _between(evidence, case, Span(span.end, None))
    ]


def injects_while_paused(evidence: Evidence) -> list[str]:
    return [
        f"{case.name}: {what} while it was paused"
        for case in drills_in(evidence)
        for pause in _pauses(case)
        for what in _between(evidence, case, pause)
    ]


def injects_never_sent(evidence: Evidence) -> list[str]:
    """Finds injects that were passed over.

    Jobs run in the order in which they are due, and so do the messages of one drill: that holds
    however slow the machine is.
    """
    return [
        f"{case.name}: {inject.id} was due at {due} and never came"
        for case in drills_in(evidence)
        for inject, due in _never_came(evidence, case)
        if due < _looked_at(case, inject) or _was_overtaken(evidence, case, inject.id)
    ]


def _looked_at(case: Case, inject: Inject) -> timedelta:
    """The last game time at which the bot had to see that an inject it did not send was due.

    What triggers it may be committed long after its own time, after a crash of the database.
    """
    if inject.id in injects_sent(case):
        return timedelta()
    drill, events = case.snapshot.drill, [entry.event for entry in case.timeline]
    known = next((n for n, event in enumerate(events) if _triggers(event, inject)), 0)
    times = [
        game_time(case, event.at)
        for event in events[known:]
        if (isinstance(event, DrillEnded) and event.ending is DrillEnding.TIME_OVER)
        or (drill and isinstance(event, InjectSent) and not _was_by_hand(drill, event.inject))
    ]
    return max(times, default=timedelta())


def _was_overtaken(evidence: Evidence, case: Case, inject: str) -> bool:
    """Whether it is on the timeline, and one after it was posted in its place."""
    came = {each for each, _at in _arrivals(evidence, case)}
    in_channel = {each.id for each in _injects(case) if each.role is None}
    sent = injects_sent(case)
    return inject in sent and bool(came & in_channel & {*sent[sent.index(inject) + 1 :]})


def sealed_texts_told(evidence: Evidence) -> list[str]:
    """Finds injects before their time, and sealed texts in effects or Slack that are not due."""
    return [f"{case.name}: {what}" for case in evidence.cases for what in _early(evidence, case)]


@dataclass(frozen=True)
class Span:
    start: datetime
    end: datetime | None
    """None if it lasts."""

    def has(self, at: datetime) -> bool:
        return self.start < at and (self.end is None or at < self.end)


def drills_in(evidence: Evidence) -> list[Case]:
    return [case for case in evidence.cases if case.snapshot.incident.is_drill]


def spans_of(case: Case) -> list[Span]:
    """When the game clock ran, by the timeline."""
    spans, start = list[Span](), None
    for event in (entry.event for entry in case.timeline):
        match event:
            case DrillStarted(at=at) | DrillResumed(at=at):
                start = at
            case DrillPaused(at=at) | DrillStopped(at=at) | DrillEnded(at=at) if start:
                spans.append(Span(start, at))
                start = None
            case DrillStopped(at=at) | DrillEnded(at=at):
                spans.append(Span(at, at))
            case _:
                pass
    return [*spans, Span(start, None)] if start else spans


def game_time(case: Case, at: datetime | None = None) -> timedelta:
    """How long it had been played, until a time or in the end."""
    played = timedelta()
    for span in spans_of(case):
        ends = [each for each in (span.end, at) if each]
        if ends:
            played += max(min(ends) - span.start, timedelta())
    return played


def injects_sent(case: Case) -> list[str]:
    """What the timeline says."""
    found = []
    for event in (entry.event for entry in case.timeline):
        match event:
            case InjectSent(inject=inject):
                found.append(inject)
            case Paged(actor="", key=key):
                found.append(key.removeprefix(f"{case.name}-"))
            case _:
                pass
    return found


def scenario_of(case: Case) -> CompleteScenario | None:
    drill = case.snapshot.drill
    chosen = drill.plan.scenario if drill else None
    return _scenarios().get(chosen.id) if chosen else None


@cache
def _scenarios() -> Mapping[ScenarioId, CompleteScenario]:
    packs = (shipped_pack(), read_pack(TRAINING_PACK, Vocabulary()))
    return {each.id: read_scenario(each.content, each.id) for pack in packs for each in pack.files}


def _injects(case: Case) -> Sequence[Inject]:
    scenario = scenario_of(case)
    return scenario.sealed.injects if scenario else ()


def _shown(evidence: Evidence, case: Case) -> Iterator[str]:
    """Once for each message of a channel that people see now."""
    for said in evidence.messages.values():
        for message in said:
            row = evidence.effect_of(message)
            if row is not None and row.incident_id == case.snapshot.incident.id:
                yield from _named_in(case, message.text)


def _arrivals(evidence: Evidence, case: Case) -> Iterator[tuple[str, datetime]]:
    """Each time that Slack carried out the call for an inject, except those it kept for long."""
    for call in evidence.calls_of(case):
        is_late = call.status is None and call.at >= evidence.late_from
        if call.method == "chat.postMessage" and call.answer.get("ok") and not is_late:
            for inject in _named_in(case, str(call.arguments.get("text"))):
                yield inject, datetime.fromtimestamp(call.at, UTC)


def _named_in(case: Case, text: str) -> Iterator[str]:
    return (each.id for each in _injects(case) if each.text.in_language(DEFAULT) in text)


def _between(evidence: Evidence, case: Case, rest: Span) -> Iterator[str]:
    for entry in case.timeline:
        match entry.event:
            case InjectSent(inject=inject, at=at) if rest.has(at):
                yield f"{inject} was sent"
            case _:
                pass
    later = Span(rest.start + _ON_ITS_WAY, rest.end)
    for inject, at in _arrivals(evidence, case):
        if later.has(at):
            yield f"{inject} came {at - rest.start} too late,"


def _pauses(case: Case) -> Iterator[Span]:
    start: datetime | None = None
    for event in (entry.event for entry in case.timeline):
        match event:
            case DrillPaused(at=at):
                start = at
            case DrillResumed(at=at) | DrillStopped(at=at) | DrillEnded(at=at) if start:
                yield Span(start, at)
                start = None
            case _:
                pass
    if start:
        yield Span(start, None)


def _never_came(evidence: Evidence, case: Case) -> Iterator[tuple[Inject, timedelta]]:
    came = {inject for inject, _at in _arrivals(evidence, case)}
    drill = case.snapshot.drill
    settled = drill.injects if drill else {}
    for inject in _injects(case):
        due = _due(case, inject)
        known = settled.get(inject.id)
        is_skipped = known is not None and known.state is InjectState.SKIPPED
        left_behind = is_skipped or _was_left_behind(case, inject)
        if due is not None and inject.id not in came and not left_behind:
            yield inject, due


def _was_left_behind(case: Case, inject: Inject) -> bool:
    """Whether the drill became private after it, and so left the channel where it belonged."""
    sent = [
        entry.recorded_at
        for entry in case.timeline
        if isinstance(entry.event, InjectSent) and entry.event.inject == inject.id
    ]
    return any(sent and sent[0] < entry.recorded_at for entry in hidden(case))


def _due(case: Case, inject: Inject) -> timedelta | None:
    """None if it depends on more than the clock and what happened first."""
    if inject.role is not None:
        return None
    match inject.trigger:
        case AtTime(after=after):
            return after
        case OnEvent(delay=delay):
            happened = [
                game_time(case, entry.event.at)
                for entry in case.timeline
                if _triggers(entry.event, inject)
            ]
            return min(happened) + delay if happened else None
        case _:
            return None


def _triggers(event: object, inject: Inject) -> bool:
    match inject.trigger:
        case OnEvent(event=wanted, value=value):
            return _is_trigger(event, wanted, value)
        case _:
            return False


def _is_trigger(event: object, wanted: DrillEvent, value: str) -> bool:
    match event:
        case StatusChanged(after=after):
            return wanted is DrillEvent.STATUS and after == value
        case RoleChanged(role=role, after=str()):
            return wanted is DrillEvent.ROLE and role == value
        case HypothesisChanged(after=hypothesis):
            return wanted is DrillEvent.HYPOTHESIS and hypothesis.state == value
        case _:
            return False


def _early(evidence: Evidence, case: Case) -> Iterator[str]:
    drill, scenario = case.snapshot.drill, scenario_of(case)
    if drill is None or scenario is None:
        return
    triggers = {each.id: each.trigger for each in scenario.sealed.injects}
    for event in (entry.event for entry in case.timeline):
        if not isinstance(event, InjectSent) or _was_by_hand(drill, event.inject):
            continue
        trigger = triggers.get(event.inject)
        if isinstance(trigger, AtTime) and drill.game_time(event.at) < trigger.after:
            yield f"{event.inject} was sent at {drill.game_time(event.at)}, not {trigger.after}"
    told = _told(evidence, case)
    yield from (f"it says {text!r}" for text in _untold(case, scenario) if text in told)


def _was_by_hand(drill: Drill, inject: str) -> bool:
    record = drill.injects.get(inject)
    return record is not None and record.by is not None


def _untold(case: Case, scenario: CompleteScenario) -> Iterator[str]:
    """The sealed texts of which the timeline does not say that they were told."""
    sent, sealed = injects_sent(case), scenario.sealed
    for inject in sealed.injects:
        if inject.id not in sent:
            yield inject.text.in_language(DEFAULT)
    if not any(isinstance(entry.event, DrillRevealed) for entry in case.timeline):
        yield sealed.cause.in_language(DEFAULT)
        yield sealed.solution.in_language(DEFAULT)


def _told(evidence: Evidence, case: Case) -> str:
    """All that is enqueued about an incident, and all that its channel says."""
    enqueued = [
        json.dumps(row.payload, ensure_ascii=False)
        for row in evidence.effects
        if row.incident_id == case.snapshot.incident.id
    ]
    channel = evidence.channel_of(case)
    said = evidence.messages.get(channel.id, ()) if channel else ()
    return "\n".join([*enqueued, *(each.text for each in said)])
