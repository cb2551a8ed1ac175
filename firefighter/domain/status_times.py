"""How long an incident was in each status and severity, derived from its timeline."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

from firefighter.domain.events import Declared, SeverityChanged, StatusChanged
from firefighter.domain.ids import NOT_STORED, EntryId
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry, timeline_view

State = TypeVar("State", bound=Status | Severity)


@dataclass(frozen=True)
class Spell(Generic[State]):
    """An uninterrupted time in one status or severity."""

    state: State
    since: datetime
    until: datetime | None
    """None if it lasts."""

    def lasted(self, now: datetime) -> timedelta:
        return max((self.until or now) - self.since, timedelta())


@dataclass(frozen=True)
class StateTime(Generic[State]):
    """The time in one status or severity, added up over all spells."""

    state: State
    lasted: timedelta
    lasts: bool
    """Whether the incident is in it now."""


def status_spells(record: Iterable[Entry]) -> list[Spell[Status]]:
    """In order; without the time after closing. Empty if no change of status is on record."""
    return list(_spells(_status_changes(record)))


def status_times(record: Iterable[Entry], now: datetime) -> list[StateTime[Status]]:
    """In the order in which they were first entered."""
    spells = status_spells(record)
    return _added_up([each for each in spells if not each.state.has_ended], now)


def finished_status_times(record: Iterable[Entry]) -> Mapping[Status, int]:
    """Whole seconds in each status that the incident has left for good, so far."""
    spells = [each for each in status_spells(record) if not each.state.has_ended]
    now = max((each.until or each.since for each in spells), default=None)
    if now is None:
        return {}
    return {
        each.state: each.lasted // timedelta(seconds=1)
        for each in _added_up(spells, now)
        if not each.lasts
    }


def severity_times(record: Iterable[Entry], now: datetime) -> list[StateTime[Severity]]:
    """In the order in which they were first set; until the incident was closed."""
    entries = list(record)
    spells = status_spells(entries)
    closed = spells[-1].since if spells and spells[-1].state.has_ended else None
    return _added_up(list(_spells(_severity_changes(entries), closed)), now)


def _added_up(spells: Iterable[Spell[State]], now: datetime) -> list[StateTime[State]]:
    found: dict[State, StateTime[State]] = {}
    for spell in spells:
        before = found.get(spell.state)
        lasted = spell.lasted(now) + (before.lasted if before else timedelta())
        found[spell.state] = StateTime(spell.state, lasted, spell.until is None)
    return list(found.values())


def _spells(
    changes: Iterator[tuple[datetime, State]], end: datetime | None = None
) -> Iterator[Spell[State]]:
    known = list(changes)
    for (since, state), (until, _next) in pairwise(known):
        yield Spell(state, since, until)
    if known:
        since, state = known[-1]
        yield Spell(state, since, end)


_FIRST_NUMBER = 2**62
"""Entries that are not stored are numbered from here, after all stored ones."""


def _numbered(record: Iterable[Entry]) -> Iterator[Entry]:
    """Tells entries apart that are not stored yet, or imported."""
    for number, entry in enumerate(record, _FIRST_NUMBER):
        yield entry if entry.id != NOT_STORED else replace(entry, id=EntryId(number))


def _status_changes(record: Iterable[Entry]) -> Iterator[tuple[datetime, Status]]:
    for item in timeline_view(_numbered(record)):
        if isinstance(item.event, Declared):
            yield item.at, Status.OPEN
        elif isinstance(item.event, StatusChanged):
            yield item.at, item.event.after


def _severity_changes(record: Iterable[Entry]) -> Iterator[tuple[datetime, Severity]]:
    for item in timeline_view(_numbered(record)):
        if isinstance(item.event, Declared):
            yield item.at, item.event.severity
        elif isinstance(item.event, SeverityChanged):
            yield item.at, item.event.after
