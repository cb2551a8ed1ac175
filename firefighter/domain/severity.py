from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is, the worst first."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"


REASON_LIMIT = 1000
"""Characters of why it was raised or lowered."""


@dataclass(frozen=True)
class SeverityPolicy:
    """What a severity demands."""

    meaning: str
    """One line that lets a sleepy person choose."""

    room: bool = False
    """Whether the incident gets a channel of its own; otherwise its thread is the place."""

    postmortem: bool = False
    """Whether it may only be closed after a post-mortem."""

    update_every_min: int | None = None
    """How often people outside should hear news, in minutes; None for no promise."""

    commander_after_min: int | None = None
    """After how many minutes without a commander one is asked for; None for never."""
    draft_days: int | None = None
    """Within how many days of being mitigated the post-mortem is drafted; None for no reminder."""
    review_days: int | None = None
    """Within how many days it is reviewed and closed."""
    invite: tuple[str, ...] = ()
    """Chat ids of users and user groups that are brought into the room."""


DEFAULT_POLICIES: Mapping[Severity, SeverityPolicy] = {
    Severity.SEV1: SeverityPolicy(
        "Customers cannot do what they came for",
        room=True,
        postmortem=True,
        update_every_min=30,
        commander_after_min=5,
        draft_days=3,
        review_days=7,
    ),
    Severity.SEV2: SeverityPolicy(
        "A main function is broken or very slow",
        room=True,
        postmortem=True,
        update_every_min=60,
        commander_after_min=10,
        draft_days=5,
        review_days=10,
    ),
    Severity.SEV3: SeverityPolicy(
        "Some customers notice; there is a way around", commander_after_min=30
    ),
    Severity.SEV4: SeverityPolicy("Nobody outside notices yet"),
}
