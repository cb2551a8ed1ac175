from contextlib import AbstractContextManager
from typing import Protocol


class Meter(Protocol):
    """Counts what happens in this process, for whoever watches it."""

    def answering(self, kind: str) -> AbstractContextManager[None]:
        """Around the handling of one delivery, whose acknowledgement waits for it."""

    def refused(self) -> None:
        """Whoever is being answered was only told that the database is away."""

    def effect(self, kind: str, outcome: str) -> None:
        """One try at an effect has ended."""
