"""What is written while a Game Day is played and afterwards: notes, answers, learnings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.ids import IncidentId, TeamNumber, UserId

ANSWERS_SHOWN_FROM = 3
"""Answers are shown once there are so many, so that nobody is recognized by theirs."""


class NoteKind(StrEnum):
    WENT_WELL = "went_well"
    TO_CHANGE = "to_change"
    FACT = "fact"


@dataclass(frozen=True)
class Note:
    """What an observer saw."""

    by: UserId
    at: datetime
    kind: NoteKind
    text: str
    team: TeamNumber | None = None
    """None for all of them."""


@dataclass(frozen=True)
class Answer:
    """What somebody says afterwards about how it went."""

    at: datetime
    went_well: str
    to_change: str
    by: UserId | None = None
    """None if it is anonymous."""


@dataclass(frozen=True)
class Learning:
    """A follow-up that came out of it. It belongs to the incident of a drill."""

    incident_id: IncidentId
    follow_up: FollowUpNumber
