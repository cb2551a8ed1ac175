"""Actors that are no people: programs with an API token, and sources of alerts.

An actor's id is the chat's id of a person, which has no colon, or `kind:name` of a program.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from firefighter.domain.ids import UserId

PROGRAM_NAME_LIMIT = 24
"""Characters. With its kind the name fits where the id of an actor is stored."""

_SEPARATOR = ":"


class ProgramKind(StrEnum):
    TOKEN = "token"  # noqa: S105 - a kind of actor
    """A program with an API token, by the token's name."""
    ALERTS = "alerts"
    """A source of alerts, by the name that people know it by."""


@dataclass(frozen=True)
class Program:
    kind: ProgramKind
    name: str

    @property
    def actor(self) -> UserId:
        return UserId(f"{self.kind}{_SEPARATOR}{self.name}")


def program_of(actor: UserId) -> Program | None:
    """None for a person, and for no actor."""
    kind, separator, name = actor.partition(_SEPARATOR)
    return Program(ProgramKind(kind), name) if separator and kind in set(ProgramKind) else None


def is_person(actor: UserId) -> bool:
    """False for a program, which cannot be invited, messaged or named by a mention."""
    return bool(actor) and _SEPARATOR not in actor


def people_among(actors: Iterable[UserId]) -> tuple[UserId, ...]:
    """The people, each once, in order."""
    return tuple(dict.fromkeys(filter(is_person, actors)))
