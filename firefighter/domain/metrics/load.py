"""What incidents cost people."""

from collections.abc import Sequence
from dataclasses import dataclass

from firefighter.domain.ids import UserId


@dataclass(frozen=True)
class Share:
    """One person's part, from the timelines of counted incidents that were not imported."""

    user: UserId
    incidents: int
    """In how many of them something is on record of this person."""
    seconds: int
    """For each of them, from this person's first entry in its timeline to the last; added up.

    What is done before the first entry, after the last or silently is not seen: at least so long.
    """


@dataclass(frozen=True)
class Load:
    shares: Sequence[Share] = ()
    """Of everybody, who had most to do with incidents first."""
    known: int = 0
    """Of how many incidents the timeline says who did something."""

    @property
    def seconds(self) -> int:
        return sum(share.seconds for share in self.shares)
