"""Tells the people of a team about its level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.domain.teams import told_people
from firefighter.effects.direct_messages import DirectMessage
from firefighter.effects.effect import EffectContext
from firefighter.effects.people import RefreshMembers, RefreshProfile
from firefighter.ports.store import EffectRequest
from firefighter.ports.teams import TeamCard, TeamNotice


@dataclass(frozen=True)
class TellTeam(DirectMessage):
    """Tells somebody of a team about its level."""

    notice: TeamNotice

    kind: ClassVar[str] = "tell_team"

    @property
    def lane(self) -> str:
        return f"team-{self.user}"

    def message(self, context: EffectContext) -> TeamNotice:  # noqa: ARG002 - it tells all
        return self.notice


def notices(card: TeamCard, notice: TeamNotice) -> Iterator[EffectRequest]:
    for user in told_people(card.team, card.members):
        yield TellTeam(user, notice).request()


def learn_group(group: str) -> Sequence[EffectRequest]:
    """Asks the chat for the members of a user group, and for its handle."""
    return RefreshMembers(group).request(), RefreshProfile(UserId(group)).request()
