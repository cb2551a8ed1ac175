from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class UserGroup:
    """People of the chat who are called by one name."""

    id: str
    handle: str
    """What is typed after the @."""
    name: str
    size: int
    """How many are in it."""
    disabled: bool = False


Groups = Callable[[], Sequence[UserGroup]]
"""The chat's user groups, within a second or two while a person waits. Raises ChatError."""
