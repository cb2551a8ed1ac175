"""Incidents of the past, as they come from elsewhere and go there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from firefighter.domain.incident import Incident
from firefighter.domain.relations import Relation
from firefighter.domain.timeline import Entry


@dataclass(frozen=True)
class Past:
    """An incident with all that is on record of it. Its number is given to it where it goes."""

    origin: str
    """What it is called where it comes from, unique there: `statuspage:9632825`."""
    incident: Incident
    timeline: tuple[Entry, ...] = ()
    duplicate_of: str = ""
    """The origin of the incident that it is a duplicate of."""
    complete: int | None = None
    """How many of the ten hard items of its post-mortem are done, as its page was read last."""
    links: Mapping[str, Relation] = field(default_factory=dict)
    """By the origins of others, what each of them is to this one."""


@dataclass(frozen=True)
class BadLine:
    """A line of a file that cannot be taken; the others can."""

    number: int
    """The first is 1."""
    reason: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.reason}"


@dataclass(frozen=True)
class LeftOut:
    """A line that is well, but no incident, such as planned maintenance."""

    number: int
    why: str
