"""What remains to be done when it no longer burns: who does it, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from firefighter.domain.errors import UnknownFollowUp
from firefighter.domain.ids import UserId

FollowUpNumber = NewType("FollowUpNumber", int)
"""Counted within its incident, from 1."""


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    """Nobody will do it, on purpose."""
    MOVED = "moved"
    """It went over to the incident that this one was merged into."""


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    number: FollowUpNumber
    text: str
    owner: UserId | None = None
    due: date | None = None
    """A day, as they are counted where the company is."""
    state: FollowUpState = FollowUpState.OPEN
    source: str = ""
    """The address of the message that it was made from."""
    ticket: str = ""
    """The address of the ticket in which it is worked."""

    @property
    def is_open(self) -> bool:
        return self.state is FollowUpState.OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today


FollowUps = Mapping[FollowUpNumber, FollowUp]


def next_number(known: FollowUps) -> FollowUpNumber:
    return FollowUpNumber(max(known, default=0) + 1)


def numbered(known: FollowUps, number: FollowUpNumber) -> FollowUp:
    """Raises UnknownFollowUp."""
    try:
        return known[number]
    except KeyError as error:
        raise UnknownFollowUp(number) from error


def owners_of(known: FollowUps) -> tuple[UserId, ...]:
    """Who still has something to do, and is reminded of that."""
    owners = (each.owner for each in known.values() if each.is_open and each.owner)
    return tuple(dict.fromkeys(owners))


def falls_to(before: FollowUp | None, after: FollowUp) -> UserId | None:
    """Who has it to do from now on, and had not before."""
    had = before.owner if before and before.is_open else None
    return after.owner if after.is_open and after.owner != had else None


def most_urgent_first(known: FollowUps) -> tuple[FollowUp, ...]:
    """Those still open: by their day, those without one last, then as they were written down."""
    still_open = (each for each in known.values() if each.is_open)
    return tuple(sorted(still_open, key=lambda each: (each.due or date.max, each.number)))
