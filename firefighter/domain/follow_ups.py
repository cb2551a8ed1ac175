"""Follow-ups: what remains to be done, who owns it, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from firefighter.domain.errors import UnknownFollowUp
from firefighter.domain.ids import UserId
from firefighter.translatable import gettext_noop

FollowUpNumber = NewType("FollowUpNumber", int)
"""Counted from 1 within its incident."""


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    """Deliberately not done."""
    MOVED = "moved"
    """Moved to the incident that this one was merged into."""


class FollowUpKind(StrEnum):
    """What a follow-up is to achieve.

    The types of action items in Google's *Postmortem Action Items: Plan the Work and Work the Plan*
    (;login:, spring 2017), with *process* from the example post-mortem of the book Site Reliability
    Engineering: https://sre.google/sre-book/example-postmortem/.
    """

    INVESTIGATE = "investigate"
    MITIGATE = "mitigate"
    REPAIR = "repair"
    DETECT = "detect"
    PREVENT = "prevent"
    PROCESS = "process"


FOLLOW_UP_KINDS: Mapping[FollowUpKind, str] = {
    FollowUpKind.INVESTIGATE: gettext_noop("Investigate"),
    FollowUpKind.MITIGATE: gettext_noop("Mitigate"),
    FollowUpKind.REPAIR: gettext_noop("Repair"),
    FollowUpKind.DETECT: gettext_noop("Detect"),
    FollowUpKind.PREVENT: gettext_noop("Prevent"),
    FollowUpKind.PROCESS: gettext_noop("Process"),
}
"""Texts of the catalogues."""


class Priority(StrEnum):
    """The order in which follow-ups are done; P0 comes first.

    As in Google's issue tracker: https://developers.google.com/issue-tracker/concepts/issues.
    """

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


PRIORITIES: Mapping[Priority, str] = {
    Priority.P0: gettext_noop("P0: at once, before other work"),
    Priority.P1: gettext_noop("P1: as soon as possible"),
    Priority.P2: gettext_noop("P2: planned"),
    Priority.P3: gettext_noop("P3: when there is time"),
    Priority.P4: gettext_noop("P4: eventually"),
}
"""Texts of the catalogues."""


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
    kind: FollowUpKind | None = None
    """None if nobody has said."""
    priority: Priority | None = None

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
    """Open follow-ups by due date, then by priority; those without one last, as they were added."""
    still_open = (each for each in known.values() if each.is_open)
    return tuple(sorted(still_open, key=_urgency))


def _urgency(follow_up: FollowUp) -> tuple[date, bool, str, int]:
    priority = follow_up.priority
    return follow_up.due or date.max, priority is None, priority or "", follow_up.number
