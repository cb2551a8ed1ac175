from dataclasses import dataclass

from firefighter.domain.ids import UserId


@dataclass(frozen=True)
class Circle:
    """People the chat keeps together: a channel's members or a user group's, by the chat's id."""

    id: str
    members: frozenset[UserId]
