"""Finds injects that came twice, while a drill did not run, or before their time."""

import json
from collections import Counter
from collections.abc import Iterator

from firefighter.adapters.packs.library import shipped_pack
from firefighter.adapters.packs.reader import read_scenario
from firefighter.domain.drill import Drill
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStopped,
    InjectSent,
)
from firefighter.domain.scenario import AtTime, Sealed
from firefighter.i18n import DEFAULT
from tests.chaos.evidence import Case, Evidence


def injects_sent_twice(evidence: Evidence) -> list[str]:
    return [
        f"{case.name}: {inject} was sent {times} times"
        for case in evidence.cases
        for inject, times in Counter(each.inject for each in _sent(case)).items()
        if times > 1
    ]


def injects_while_not_running(evidence: Evidence) -> list[str]:
    """Finds injects between a pause and its end, and after the end of the drill."""
    return [f"{case.name}: {what}" for case in evidence.cases for what in _at_rest(case)]


def sealed_texts_told(evidence: Evidence) -> list[str]:
    """Finds injects before their time, and sealed texts in effects or Slack that are not due."""
    return [f"{case.name}: {what}" for case in evidence.cases for what in _early(evidence, case)]


def _sent(case: Case) -> list[InjectSent]:
    events = (entry.event for entry in case.timeline)
    return [event for event in events if isinstance(event, InjectSent)]


def _at_rest(case: Case) -> Iterator[str]:
    rest = ""
    for entry in case.timeline:
        match entry.event:
            case DrillPaused():
                rest = "while it was paused"
            case DrillResumed():
                rest = ""
            case DrillStopped() | DrillEnded():
                rest = "after its end"
            case InjectSent(inject=inject) if rest:
                yield f"{inject} was sent {rest}"
            case _:
                pass


def _early(evidence: Evidence, case: Case) -> Iterator[str]:
    drill = case.snapshot.drill
    sealed = _sealed(drill) if drill else None
    if drill is None or sealed is None:
        return
    triggers = {each.id: each.trigger for each in sealed.injects}
    for event in _sent(case):
        trigger = triggers.get(event.inject)
        if isinstance(trigger, AtTime) and drill.game_time(event.at) < trigger.after:
            yield f"{event.inject} was sent at {drill.game_time(event.at)}, not {trigger.after}"
    told = _told(evidence, case)
    yield from (f"it says {text!r}" for text in _untold(case, sealed) if text in told)


def _untold(case: Case, sealed: Sealed) -> Iterator[str]:
    """The sealed texts of which the timeline does not say that they were told."""
    sent = {each.inject for each in _sent(case)}
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


def _sealed(drill: Drill) -> Sealed | None:
    chosen = drill.plan.scenario
    files = (each for each in shipped_pack().files if chosen and each.id == chosen.id)
    return next((read_scenario(each.content, each.id).sealed for each in files), None)
