"""Finds what programs were told and is not so, or were told otherwise the second time."""

import json
from collections import Counter

from firefighter.domain.events import Declared, NoteTaken, StatusChanged
from tests.chaos.audit.outcomes import tokens
from tests.chaos.evidence import Evidence


def answered_otherwise(evidence: Evidence) -> list[str]:
    """One request gets one answer, however often it is sent, once it has changed something."""
    found = []
    for change in evidence.program_changes:
        if len(set(change.done)) > 1:
            found.append(f"{change.key}: {len(set(change.done))} different answers")
        if change.done and change.answers[-1][0] >= 300:
            found.append(f"{change.key}: refused after it was done: {change.answers[-1]}")
        if not change.answers:
            found.append(f"{change.key}: never answered")
    return found


def changed_otherwise(evidence: Evidence) -> list[str]:
    """What was answered as done is on record once, and what was not at most once."""
    typed = Counter(
        token
        for case in evidence.cases
        for entry in case.timeline
        for token in tokens(_text_of(entry.event))
    )
    found = []
    for change in evidence.program_changes:
        for token in tokens(json.dumps(change.body)):
            expected = 1 if change.done else 0
            if typed[token] != expected:
                found.append(f"{token} is on record {typed[token]} times, not {expected}")
    return found


def _text_of(event: object) -> str:
    match event:
        case Declared(title=text) | NoteTaken(text=text) | StatusChanged(note=text):
            return text
        case _:
            return ""
