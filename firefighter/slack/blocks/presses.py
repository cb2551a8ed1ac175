"""What buttons are called and what they carry: the incident, and what the person saw."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from firefighter.domain.ids import IncidentId, RoleKey
from firefighter.slack.errors import UnknownButton

STEP = "step"
SEVERITY = "severity"
ROLE = "role"
DESCRIBE = "describe"
RETRY = "retry"
UPDATE = "update"
ASSIGN = "assign"
MILESTONES = "milestones"
CLASSIFY = "classify"
OPEN_PAGE = "open_page"
MAKE_PAGE = "make_page"
MORE = "more"
SHOW = "show"
DECLARE = "declare"
SNOOZE = "snooze"
WAIVE = "waive"
STATISTICS = "statistics"
NO_DIGEST = "no_digest"
KEEP_ROOM = "keep_room"
ARCHIVE_ROOM = "archive_room"

_SEPARATOR = "|"
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class Carried:
    """What a button or form carries. `seen` is what it changes, as it was when it was drawn."""

    incident_id: IncidentId
    seen: str = ""
    verb: str = ""
    beneath: str = ""
    """Of a form opened on top of another: that other's callback id."""

    def __str__(self) -> str:
        return _SEPARATOR.join((str(self.incident_id), self.seen, self.verb, self.beneath))


def read_carried(value: str) -> Carried:
    """Also what older versions wrote, which was less. Raises UnknownButton for anything else."""
    try:
        number, *rest = value.split(_SEPARATOR)
        seen, verb, beneath, *_newer = [*rest, "", "", ""]
        return Carried(IncidentId(int(number)), seen, verb, beneath)
    except ValueError as error:
        raise UnknownButton from error


def action(name: str, detail: str) -> str:
    """`step.mitigate`: what is pressed and, after the dot, which of its buttons."""
    return f"{name}.{detail}"


def chosen(action_id: str, choices: type[_Choice]) -> _Choice:
    """Which of a family's buttons it is. Raises UnknownButton for one that we do not have."""
    return one_of(action_id.partition(".")[2], choices)


def one_of(value: str, choices: type[_Choice]) -> _Choice:
    """Raises UnknownButton."""
    try:
        return choices(value)
    except ValueError as error:
        raise UnknownButton from error


def moment_of(seen: str) -> datetime:
    """Raises UnknownButton."""
    try:
        return datetime.fromisoformat(seen)
    except ValueError as error:
        raise UnknownButton from error


def role_of(action_id: str) -> RoleKey:
    return RoleKey(action_id.partition(".")[2])
