from enum import StrEnum


class RoomState(StrEnum):
    """What became of an incident's room."""

    OPEN = "open"
    """It can be worked in; also while it is only now being made."""
    ARCHIVED = "archived"
    """Everybody can read it, nobody can write, until somebody unarchives it."""
    DELETED = "deleted"
    OUT_OF_REACH = "out_of_reach"
    """The bot is not in it any more, and the chat does not say why."""
