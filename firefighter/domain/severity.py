"""Severities, what each requires, and how they are typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.spelling import DASHES, DECORATION, QUOTES, folded, without_quotes


class Severity(StrEnum):
    """From the most to the least severe."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"


_TYPED = re.compile(rf"(?:sev(?:erity)?[\s{DASHES}_]*|p)?(?P<number>\d+)", re.IGNORECASE)
_LEADING = re.compile(
    rf"[{DECORATION}]*(?P<severity>sev(?:erity)?[\s{DASHES}_]*\d+)\b[{QUOTES}]*[\s:,.{DASHES}]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def read_severity(typed: str) -> Severity:
    """Reads `sev-1`, `SEV 1`, `P1` or `1`. Raises InvalidField for an unknown severity."""
    found = _TYPED.fullmatch(folded(typed))
    name = f"SEV{int(found['number'])}" if found else typed.strip()
    if name not in set(Severity):
        raise InvalidField("severity", FieldProblem.UNKNOWN_SEVERITY, name)
    return Severity(name)


def split_severity(typed: str) -> tuple[Severity | None, str]:
    """Returns the severity that begins the text, and the rest; None if it begins otherwise.

    Raises InvalidField for an unknown severity, such as SEV9.
    """
    found = _LEADING.fullmatch(without_quotes(typed))
    if found is None:
        return None, typed
    return read_severity(found["severity"]), without_quotes(found["rest"])


REASON_LIMIT = 1000
"""Maximum characters of the reason for a change."""


@dataclass(frozen=True)
class SeverityPolicy:
    """What a severity requires."""

    meaning: str
    """One line for choosing a severity."""

    incident_channel: bool = False
    """Whether the incident gets its own channel; otherwise it is worked in its thread."""

    postmortem: bool = False
    """Whether a post-mortem is required before closing."""

    update_every_min: int | None = None
    """Minutes between updates; None if none are scheduled."""

    commander_after_min: int | None = None
    """Minutes without a commander until one is asked for; None for never."""
    draft_days: int | None = None
    """Days after mitigation until the post-mortem's draft is due; None for no reminder."""
    review_days: int | None = None
    """Days after mitigation until its review is due; None for no reminder."""
    approval_required: bool = False
    """Whether reviewers must approve the post-mortem before closing."""
    invite: tuple[str, ...] = ()
    """Chat ids of users and user groups who are invited to the channel."""

    def update_due(self, since: datetime) -> datetime | None:
        """When the next update is due; None if none are scheduled."""
        every = self.update_every_min
        return since + timedelta(minutes=every) if every else None


DEFAULT_POLICIES: Mapping[Severity, SeverityPolicy] = {
    Severity.SEV1: SeverityPolicy(
        "Critical: a core function is down",
        incident_channel=True,
        postmortem=True,
        update_every_min=30,
        commander_after_min=5,
        draft_days=3,
        review_days=7,
    ),
    Severity.SEV2: SeverityPolicy(
        "Major: a key function is broken or very slow",
        incident_channel=True,
        postmortem=True,
        update_every_min=60,
        commander_after_min=10,
        draft_days=5,
        review_days=10,
    ),
    Severity.SEV3: SeverityPolicy(
        "Minor: some customers affected, workaround exists", commander_after_min=30
    ),
    Severity.SEV4: SeverityPolicy("Low: no customer impact yet"),
}
