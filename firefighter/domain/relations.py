"""How incidents have to do with one another."""

from enum import StrEnum


class Relation(StrEnum):
    """What another incident is to this one."""

    ORIGINAL = "original"
    """This one is a duplicate of it."""
    DUPLICATE = "duplicate"
