from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class ApiAnswer:
    """What a change by a program was answered."""

    request_hash: str
    """Of the request, to notice a key that is used for another one."""
    status: int
    version: int
    """Of the incident in the answer."""
    body: str


class ApiAnswers(Protocol):
    """Raises StoreUnavailable."""

    def find(self, delivery: str) -> ApiAnswer | None:
        """The answer to a delivery of the last day; None for one that changed nothing."""
