"""Exercises by schedule: where they are kept, and what their teams are told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from firefighter.domain.exercise_schedule import PlannedExercise
from firefighter.domain.ids import UserId


class ExerciseMessageKind(StrEnum):
    QUESTION = "question"
    """A week before: yes, move, or skip?"""
    AGREED = "agreed"
    MOVED = "moved"
    SKIPPED = "skipped"
    POSTPONED = "postponed"
    MISSED = "missed"


@dataclass(frozen=True)
class ExerciseMessage:
    """What the coach and the members of a team are told of a planned exercise.

    Never the scenario, which is sealed.
    """

    kind: ExerciseMessageKind
    key: str
    slot: date
    name: str
    """Of the schedule."""
    team: str
    day: date
    window: tuple[int, int]
    by: UserId | None = None
    reason: str = ""
    """What somebody wrote, or a MissedReason."""


class PlannedExercises(Protocol):
    """Planned exercises in one transaction."""

    def add(self, planned: PlannedExercise) -> bool:
        """Returns False if its slot was planned before; nothing changes then."""

    def get(self, key: str, slot: date) -> PlannedExercise | None:
        """Locks it until the transaction ends."""

    def replace(self, planned: PlannedExercise) -> None:
        """Writes one that is locked, when the transaction ends."""

    def has_open_sev1(self) -> bool:
        """Whether a real incident of SEV1 is not mitigated."""
