"""Finds alerts that were accepted and lost, or took effect twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from firefighter.domain.events import Declared, StatusChanged
from firefighter.domain.lifecycle import Status
from tests.adapters.alerts.samples import fingerprint
from tests.chaos.evidence import Case, Evidence
from tests.chaos.monitoring import ACTOR, WatchedKey

_RACE = timedelta(seconds=3)
"""A step is dated before it waits for its turn, so it may seem to be earlier than it was."""


def alerts_lost(evidence: Evidence) -> list[str]:
    """Once every report was accepted, the bot knows of each alert whether it fires."""
    found = [
        f"a report of {each.key} was answered {each.statuses}"
        for each in evidence.reports
        if each.statuses[-1:] != [202]
    ]
    for key in evidence.watched:
        truth = {
            **{fingerprint(name): "firing" for name in key.firing},
            **{fingerprint(name): "resolved" for name in key.resolved},
        }
        known = evidence.known_alerts.get(key.name, {})
        if known != truth:
            wrong = set(known.items()) ^ set(truth.items())
            found.append(f"{key.name}: {len(wrong)} statuses differ: {sorted(wrong)[:4]}")
        if key.was_told_in_time and not _declared(evidence, key):
            found.append(f"{key.name}: no incident was declared")
    if evidence.waiting_alerts:
        found.append(f"{evidence.waiting_alerts} deliveries of alerts are still not handled")
    return found


def alerts_declared_twice(evidence: Evidence) -> list[str]:
    """While an incident of a key is not mitigated, it gets no other."""
    return [each for key in evidence.watched for each in _rivals(evidence, key)]


def _rivals(evidence: Evidence, key: WatchedKey) -> Iterator[str]:
    cases = _declared(evidence, key)
    for earlier, later in pairwise(cases):
        declared_at = later.timeline[0].event.at
        if all(_status_at(earlier, at).is_active for at in (declared_at - _RACE, declared_at)):
            yield f"{key.name}: {later.name} was declared while {earlier.name} was open"


def _declared(evidence: Evidence, key: WatchedKey) -> list[Case]:
    """The title may be edited later; the first entry has what was declared."""
    return [case for case in evidence.cases if _was_declared_of(case, key)]


def _was_declared_of(case: Case, key: WatchedKey) -> bool:
    first = case.timeline[0].event
    return isinstance(first, Declared) and first.actor == ACTOR and first.title == key.name


def _status_at(case: Case, at: datetime) -> Status:
    status = Status.OPEN
    for entry in case.timeline:
        if isinstance(entry.event, StatusChanged) and entry.event.at <= at:
            status = entry.event.after
    return status
