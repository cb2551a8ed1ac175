"""Tells the people of a team about a planned exercise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.teams import told_people
from firefighter.effects.direct_messages import DirectMessage
from firefighter.effects.effect import EffectContext
from firefighter.ports.exercises import ExerciseMessage
from firefighter.ports.store import EffectRequest, UnitOfWork


@dataclass(frozen=True)
class TellOfExercise(DirectMessage):
    """Tells somebody of a team about a planned exercise."""

    notice: ExerciseMessage

    kind: ClassVar[str] = "tell_of_exercise"

    @property
    def lane(self) -> str:
        return f"exercise-{self.user}"

    def message(self, context: EffectContext) -> ExerciseMessage:  # noqa: ARG002 - it tells all
        return self.notice


def exercise_messages(unit: UnitOfWork, message: ExerciseMessage) -> Iterator[EffectRequest]:
    """Raises UnknownTeam."""
    team = unit.teams.get(message.team)
    for user in told_people(team, unit.teams.members(team)):
        yield TellOfExercise(user, message).request()
