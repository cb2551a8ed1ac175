"""Teams that train: where they are kept, what is read of them, and what people are told."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from firefighter.domain.exercise_schedule import PlannedExercise
from firefighter.domain.ids import UserId
from firefighter.domain.maturity import MaturityLevel, Signature, Standing, TeamFacts
from firefighter.domain.teams import Team


class TeamNoticeKind(StrEnum):
    SIGNED = "signed"
    LAPSES_SOON = "lapses_soon"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class TeamNotice:
    """What the coach and the members of a team are told of one of its levels."""

    kind: TeamNoticeKind
    team: str
    level: MaturityLevel
    day: date
    """When it was signed, or lapses, in the company's time zone."""
    by: UserId | None = None
    """Who signed it."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TeamCard:
    """A team with where it stands and how it got there."""

    team: Team
    members: AbstractSet[UserId]
    """With those of its user groups, as last known."""
    facts: TeamFacts
    signatures: Sequence[Signature]
    """Oldest first."""
    standing: Standing


class Teams(Protocol):
    """The teams in one transaction. Names are compared without case, spaces and dashes."""

    def all(self) -> Sequence[Team]:
        """Of the settings and of the chat, by name."""

    def get(self, name: str) -> Team:
        """Locks a team of the chat until the transaction ends. Raises UnknownTeam."""

    def add(self, team: Team, by: UserId, at: datetime) -> bool:
        """Returns False if the name is taken; nothing changes then."""

    def replace(self, before: Team, after: Team, by: UserId, at: datetime) -> None:
        """Writes one that is locked, under the same name."""

    def members(self, team: Team) -> frozenset[UserId]:
        """With those of its user groups, as last known."""

    def card(self, team: Team, now: datetime) -> TeamCard: ...

    def sign(self, team: Team, signature: Signature, number: int) -> bool:
        """`number` counts the signatures of a team. False if another one has it already."""

    def notice(self, team: Team, kind: TeamNoticeKind, level: MaturityLevel, day: date) -> bool:
        """Notes that people are told. False if they were before."""


class TeamRecords(Protocol):
    """Reads committed teams. Raises StoreUnavailable."""

    def teams(self) -> Sequence[Team]:
        """By name."""

    def teams_of(self, user: UserId) -> Sequence[Team]:
        """Those that somebody belongs to, or coaches."""

    def planned_exercises(self, since: date) -> Sequence[PlannedExercise]:
        """Exercises by schedule that were asked about and do not start before that day."""

    def team_card(self, name: str, now: datetime) -> TeamCard:
        """Raises UnknownTeam, with the most similar name."""
