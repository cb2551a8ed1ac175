from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from firefighter.domain.errors import Flaw, InvalidField


class Milestone(StrEnum):
    """A moment of an incident's life from which durations are computed."""

    IMPACT_STARTED = "impact_started"
    DETECTED = "detected"
    DECLARED = "declared"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    CLOSED = "closed"


Moments = Mapping[Milestone, datetime]

CORRECTABLE = (
    Milestone.IMPACT_STARTED,
    Milestone.DETECTED,
    Milestone.ACKNOWLEDGED,
    Milestone.MITIGATED,
)
"""Those that we do not know for certain: they happen where nobody presses a button."""

_IN_ORDER = (
    (Milestone.IMPACT_STARTED, Milestone.DETECTED, Flaw.DETECTED_BEFORE_IT_STARTED),
    (Milestone.DETECTED, Milestone.DECLARED, Flaw.DETECTED_AFTER_DECLARED),
    (Milestone.DETECTED, Milestone.ACKNOWLEDGED, Flaw.ACKNOWLEDGED_BEFORE_DETECTED),
    (Milestone.IMPACT_STARTED, Milestone.MITIGATED, Flaw.MITIGATED_BEFORE_IT_STARTED),
    (Milestone.MITIGATED, Milestone.CLOSED, Flaw.MITIGATED_AFTER_CLOSED),
)
"""The first comes before the second, whatever people remember; else this is what is wrong."""


@dataclass(frozen=True)
class Correction:
    milestone: Milestone
    before: datetime | None
    after: datetime


def corrections(known: Moments, told: Moments, now: datetime) -> tuple[Correction, ...]:
    """What differs in `told` by a minute or more, since nobody remembers seconds.

    Raises InvalidField, by the milestone's name, for what cannot have been so.
    """
    changed = {each: at for each, at in told.items() if not _is_same(known.get(each), at)}
    for milestone, at in changed.items():
        if at > now:
            raise InvalidField(milestone, Flaw.IN_FUTURE)
    _refuse_disorder({**known, **changed}, changed)
    return tuple(Correction(each, known.get(each), at) for each, at in changed.items())


def _is_same(known: datetime | None, told: datetime) -> bool:
    return known is not None and _minute(known) == _minute(told)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _refuse_disorder(moments: Moments, changed: Moments) -> None:
    for first, second, flaw in _IN_ORDER:
        if first in moments and second in moments:
            in_order = _minute(moments[first]) <= _minute(moments[second])
            if not in_order and (first in changed or second in changed):
                raise InvalidField(first if first in changed else second, flaw)
