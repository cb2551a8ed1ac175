"""How incidents have to do with one another."""

from enum import StrEnum


class Relation(StrEnum):
    """What another incident is to this one."""

    ORIGINAL = "original"
    """This one is a duplicate of it."""
    DUPLICATE = "duplicate"
    RELATED = "related"
    CAUSE = "cause"
    """It brought this one about."""
    RESULT = "result"

    @property
    def inverse(self) -> "Relation":
        """What this one is to the other."""
        return _INVERSE.get(self, self)


_INVERSE = {
    Relation.ORIGINAL: Relation.DUPLICATE,
    Relation.DUPLICATE: Relation.ORIGINAL,
    Relation.CAUSE: Relation.RESULT,
    Relation.RESULT: Relation.CAUSE,
}

LINKS = (Relation.RELATED, Relation.CAUSE, Relation.RESULT)
"""What people say by linking; the others come of merging."""
