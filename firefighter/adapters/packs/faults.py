"""What is wrong in a pack: one sentence for each fault."""

from collections.abc import Sequence
from dataclasses import dataclass

from firefighter.domain.errors import FirefighterError

_REASON_LIMIT = 400
"""Characters of a sentence that may quote the file."""
_NAME_LIMIT = 80


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    file: str
    line: int
    key: str
    """Such as `injects[first-call].at_min`; empty for the whole file."""
    reason: str

    def __str__(self) -> str:
        key = f" {self.key}" if self.key else ""
        reason = self.reason
        if len(reason) > _REASON_LIMIT:
            reason = f"{reason[:_REASON_LIMIT]}…"
        end = "" if reason.endswith("?") else "."
        return f"{printable(self.file)}, line {self.line}:{key} {reason}{end}"


class InvalidPack(FirefighterError):
    """A pack has faults. The text has one sentence per fault, each on its line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def printable(name: str) -> str:
    """The name on one line, without control characters."""
    text = name if name.isprintable() else repr(name)
    return text if len(text) <= _NAME_LIMIT else f"{text[:_NAME_LIMIT]}…"
