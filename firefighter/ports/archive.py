from collections.abc import Iterator, Sequence
from typing import Protocol

from firefighter.domain.history import Past


class Archive(Protocol):
    """Whole incidents, in and out. Raises StoreUnavailable."""

    def add(self, past: Sequence[Past]) -> int:
        """Adds those whose origin is not known yet, all or none; how many that were."""

    def everything(self, *, private: bool) -> Iterator[Past]:
        """All incidents by number, a few in memory at a time."""
