"""Tells the people of a team about its level."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.outbox import Outcome
from firefighter.ports.store import EffectRequest
from firefighter.ports.teams import TeamCard, TeamNotice

_MOST_TOLD = 30
"""Members of a team who are told, besides the coach."""


@dataclass(frozen=True)
class TellTeam(Effect):
    """Tells somebody of a team in a direct message, in their language."""

    user: UserId
    notice: TeamNotice

    kind: ClassVar[str] = "tell_team"

    @property
    def lane(self) -> str:
        return f"team-{self.user}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(self.user)
        return Outcome() if channel and context.find_post(channel) else None

    def do(self, context: EffectContext) -> Outcome:
        if channel := context.chat.open_direct(self.user):
            with context.use_language_of(self.user):
                context.post(channel, self.notice)
        return Outcome()


def notices(card: TeamCard, notice: TeamNotice) -> Iterator[EffectRequest]:
    """To the coach and the members."""
    members = sorted(card.members)[:_MOST_TOLD]
    people = [*([card.team.coach] if card.team.coach else []), *members]
    for user in dict.fromkeys(people):
        yield TellTeam(user, notice).request()
