"""Follow-ups: what remains to be done, who owns it, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from firefighter.domain.errors import UnknownFollowUp
from firefighter.domain.ids import UserId

FollowUpNumber = NewType("FollowUpNumber", int)
"""Counted from 1 within its incident."""


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    """Deliberately not done."""
    MOVED = "moved"
    """Moved to the incident that this one was merged into."""


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    number: FollowUpNumber
    text: str
    owner: UserId | None = None
    due: date | None = None
    """A calendar date, without a time zone."""
    state: FollowUpState = FollowUpState.OPEN
    source: str = ""
    """URL of the message it was created from."""
    ticket: str = ""
    """Ticket URL."""

    @property
    def is_open(self) -> bool:
        return self.state is FollowUpState.OPEN

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today


FollowUps = Mapping[FollowUpNumber, FollowUp]


def next_follow_up_number(known: FollowUps) -> FollowUpNumber:
    return FollowUpNumber(max(known, default=0) + 1)


def get_follow_up(known: FollowUps, number: FollowUpNumber) -> FollowUp:
    """Raises UnknownFollowUp."""
    try:
        return known[number]
    except KeyError as error:
        raise UnknownFollowUp(number) from error


def open_owners(known: FollowUps) -> tuple[UserId, ...]:
    """Owners of open follow-ups, who receive reminders."""
    owners = (each.owner for each in known.values() if each.is_open and each.owner)
    return tuple(dict.fromkeys(owners))


def new_owner(before: FollowUp | None, after: FollowUp) -> UserId | None:
    """The owner after the change, if it is somebody new."""
    had = before.owner if before and before.is_open else None
    return after.owner if after.is_open and after.owner != had else None


def by_urgency(known: FollowUps) -> tuple[FollowUp, ...]:
    """Open follow-ups by due date; those without one last, in the order they were added."""
    still_open = (each for each in known.values() if each.is_open)
    return tuple(sorted(still_open, key=lambda each: (each.due or date.max, each.number)))
