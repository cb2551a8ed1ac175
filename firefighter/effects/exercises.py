"""Tells the people of a team about a planned exercise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.exercises import ExerciseMessage
from firefighter.ports.outbox import Outcome
from firefighter.ports.store import EffectRequest, UnitOfWork

_MOST_TOLD = 30
"""Members of a team who are told, besides the coach."""


@dataclass(frozen=True)
class TellOfExercise(Effect):
    """Tells somebody of a team in a direct message, in their language."""

    user: UserId
    message: ExerciseMessage

    kind: ClassVar[str] = "tell_of_exercise"

    @property
    def lane(self) -> str:
        return f"exercise-{self.user}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(self.user)
        return Outcome() if channel and context.find_post(channel) else None

    def do(self, context: EffectContext) -> Outcome:
        if channel := context.chat.open_direct(self.user):
            with context.use_language_of(self.user):
                context.post(channel, self.message)
        return Outcome()


def exercise_messages(unit: UnitOfWork, message: ExerciseMessage) -> Iterator[EffectRequest]:
    """To the coach and the members of the team. Raises UnknownTeam."""
    team = unit.teams.get(message.team)
    members = sorted(unit.teams.members(team))[:_MOST_TOLD]
    for user in dict.fromkeys([*([team.coach] if team.coach else []), *members]):
        yield TellOfExercise(user, message).request()
