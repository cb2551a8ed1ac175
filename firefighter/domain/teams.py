"""Teams that train: who belongs to one, who coaches it, and which services it answers for."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from firefighter.domain.errors import FieldProblem, InvalidField, Refused
from firefighter.domain.ids import UserId
from firefighter.domain.spelling import folded
from firefighter.domain.title import clean_text

NAME_LIMIT = 75
MOST_MEMBERS = 100
MOST_SERVICES = 20
"""So that a form with all services of the company stays within Slack's size of a view."""


@dataclass(frozen=True, kw_only=True)
class Team:
    name: str
    members: tuple[str, ...] = ()
    """Chat ids of people and user groups."""
    coach: UserId | None = None
    """Accompanies its exercises, and signs its levels."""
    services: tuple[str, ...] = ()
    is_in_settings: bool = False
    """Whether it is in firefighter.toml, so that it is changed there."""
    version: int = 1
    """Counts changes in the chat."""

    @property
    def key(self) -> str:
        """The same for all spellings of the name."""
        return folded(self.name)

    @property
    def people(self) -> tuple[UserId, ...]:
        return tuple(UserId(each) for each in self.members if not is_group(each))

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(filter(is_group, self.members))

    def cleaned(self) -> "Team":
        """Raises InvalidField."""
        name = " ".join(clean_text(self.name, field="name").split())
        if not folded(name):
            raise InvalidField("name", FieldProblem.NO_TITLE)
        if len(name) > NAME_LIMIT:
            raise InvalidField("name", FieldProblem.TOO_LONG, str(NAME_LIMIT))
        members = tuple(dict.fromkeys(each for each in self.members if each != self.coach))
        if not members or len(members) > MOST_MEMBERS:
            raise InvalidField("members", FieldProblem.NO_MEMBERS)
        if len(self.services) > MOST_SERVICES:
            raise InvalidField("services", FieldProblem.TOO_MANY_SERVICES, str(MOST_SERVICES))
        return replace(self, name=name, members=members)


_MOST_TOLD = 30
"""Members of a team who get a message, besides the coach."""


def told_people(team: Team, members: Collection[UserId]) -> Sequence[UserId]:
    """Who gets a message for the team: its coach, and the first members."""
    coach = [team.coach] if team.coach else []
    return list(dict.fromkeys([*coach, *sorted(members)[:_MOST_TOLD]]))


def all_groups(configured: Iterable[str], teams: Iterable[Team]) -> AbstractSet[str]:
    """The user groups on which permissions and teams depend, in the settings and in the chat."""
    return {*configured, *(group for team in teams for group in team.groups)}


def is_group(chat_id: str) -> bool:
    """Whether it is the id of a user group: https://docs.slack.dev/reference/objects/usergroup-object."""
    return chat_id.startswith("S")


@dataclass(eq=False)
class UnknownTeam(Refused):
    """There is no team of this name."""

    name: str
    nearest: str = ""
    """The known name that is most similar to it; empty if none is similar."""


@dataclass(eq=False)
class TeamInSettings(Refused):
    """The team is in firefighter.toml, so it is changed there."""

    name: str


@dataclass(eq=False)
class NotInTeam(Refused):
    """Only its coach and its members may change a team."""

    name: str
