from enum import StrEnum


class Milestone(StrEnum):
    """A moment of an incident's life from which durations are computed."""

    IMPACT_STARTED = "impact_started"
    DETECTED = "detected"
    DECLARED = "declared"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    CLOSED = "closed"
